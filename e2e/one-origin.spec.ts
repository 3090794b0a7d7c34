import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGateway } from '@connect-layer/gateway';
import { browserFiles, toNodeListener } from '@connect-layer/gateway/node';
import type { Environment } from '@connect-layer/protocol';
import { sandboxApp, sandboxBank, sandboxKey } from '@connect-layer/sandbox';
import { expect, test } from '@playwright/test';

/** A shop that mounts the gateway in its own server, below a path of its own. */
const shop = async (environment: Environment = 'sandbox') => {
  const gateway = createGateway({
    basePath: '/bank',
    provider: sandboxBank(),
    apps: [{ ...sandboxApp(), environment }],
    keys: [sandboxKey],
    files: browserFiles(),
  });
  const bank = toNodeListener(gateway);
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/bank/')) return void bank(request, response);
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><html lang="en"><title>Shop</title><button>Connect</button>
      <script src="/bank/dapi/v2/sdk.js"></script>
      <script>
        const handler = Dapi.create({
          environment: 'sandbox', appKey: 'sandbox-app', bundleID: 'sandbox-bundle', clientUserID: 'someone',
          onFailedLogin: (error) => (window.failure = error),
          onSuccessfulLogin: (account) => account.data.getIdentity().then((answer) => (window.answer = answer)),
        });
        document.querySelector('button').onclick = () => handler.open();
      </script></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return server;
};

test('where page and gateway are one origin, the same screens are drawn in the page', async ({ page }) => {
  const server = await shop();
  try {
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await page.getByRole('button', { name: 'Connect' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').fill('adcb');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: /^Continue to/ }).click();
    await dialog.getByLabel('Username').fill('mfa_otp');
    await expect(page.locator('iframe')).toHaveCount(0);
    await dialog.getByLabel('Password', { exact: true }).fill('demo');
    await page.keyboard.press('Enter');
    await dialog.getByLabel('Code').fill('123456');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: /^Back to/ }).click();
    await page.waitForFunction(() => 'answer' in window);
    expect(await page.evaluate(() => (window as unknown as { answer: unknown }).answer)).toMatchObject({
      status: 'done',
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('a page that means the sandbox does not start with an app that reaches real banks', async ({ page }) => {
  const server = await shop('production');
  try {
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'failure' in window);
    expect(await page.evaluate(() => (window as unknown as { failure: unknown }).failure)).toMatchObject({
      type: 'INVALID_PARAMS',
      msg: expect.stringContaining('environment'),
    });
    await page.getByRole('button', { name: 'Connect' }).click();
    await expect(page.getByRole('dialog')).toContainText('This app is not set up yet');
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
