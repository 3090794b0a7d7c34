import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type Page } from '@playwright/test';
import { finapiClient, finapiDoor } from '@connect-layer/sandbox';
import { startDoor } from '@connect-layer/sandbox/node';

/** A simulated finAPI with one user, and forms that are made for that user. */
interface Finapi {
  url: string;
  form(about?: object): Promise<{ id: string; url: string }>;
  outcome(
    id: string,
  ): Promise<{ status: string; payload: { bankConnectionId: number | null; errorCode?: string } }>;
}

const test = base.extend<{ finapi: Finapi; host: string }>({
  finapi: async ({ page: _ }, use) => {
    const sandbox = await startDoor(finapiDoor(), { port: 0, usual: 0, option: '' });
    const url = sandbox.url;
    const { clientID, clientSecret } = finapiClient;
    const grant = async (fields: Record<string, string>) => {
      const body = new URLSearchParams({ client_id: clientID, client_secret: clientSecret, ...fields });
      const response = await fetch(`${url}/api/v2/oauth/token`, { method: 'POST', body });
      return ((await response.json()) as { access_token: string }).access_token;
    };
    const ask = async (token: string, method: string, path: string, body?: object) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const sent = body && { body: JSON.stringify(body) };
      return (await fetch(url + path, { method, headers, ...sent })).json();
    };
    const client = await grant({ grant_type: 'client_credentials' });
    await ask(client, 'POST', '/api/v2/users', { id: 'anna', password: 'password' });
    const user = await grant({ grant_type: 'password', username: 'anna', password: 'password' });
    await use({
      url,
      form: (about = { bank: { id: 280001 } }) =>
        ask(user, 'POST', '/api/webForms/bankConnectionImport', about),
      outcome: (id) => ask(user, 'GET', `/api/webForms/${id}`),
    });
    await sandbox.close();
  },

  /** A page of somebody's own that mounts forms with finAPI's own loader, and notes what it is told. */
  host: async ({ page: _ }, use) => {
    const loader = readFileSync(
      fileURLToPath(new URL('./node_modules/@finapi/web-form/dist/web-form.min.js', import.meta.url)),
    );
    const html = `<!doctype html><title>Shop</title><h1>Shop</h1><div id="form"></div><script src="/loader.js"></script>
      <script>
        window.told = [];
        const tell = (what) => (detail) => told.push(detail && detail.code ? what + ' ' + detail.code : what);
        window.mount = (token, targetUrl) => FinApiWebForm.load(document.getElementById('form'), { token, targetUrl }, {
          onLoaded: tell('loaded'), onComplete: tell('complete'), onFail: tell('fail'),
          onAbort: tell('abort'), onLoadError: tell('load error'),
        });
      </script>`;
    const server = createServer(({ url }, response) => {
      const isLoader = url === '/loader.js';
      response.setHeader('content-type', isLoader ? 'text/javascript' : 'text/html');
      response.end(isLoader ? loader : html);
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    await use(`http://localhost:${(server.address() as AddressInfo).port}/`);
    server.closeAllConnections();
    server.close();
  },
});

async function logIn(page: Page, login: string) {
  await page.getByLabel('Onlinebanking-ID').fill(login);
  await page.getByLabel('PIN', { exact: true }).fill(login);
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function enterCode(page: Page) {
  await page.getByLabel('pushTAN').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Code').fill('123456');
  await page.getByRole('button', { name: 'Continue' }).click();
}

test.describe('the form as a page of its own', () => {
  test('imports with a code, and leads back to where the person came from', async ({
    page,
    finapi,
    host,
  }) => {
    const { id, url } = await finapi.form();
    await page.goto(`${url}?redirectUrl=${encodeURIComponent(`${host}?state=1`)}`);
    await logIn(page, 'nobody');
    await expect(page.getByRole('alert')).toHaveText('The bank does not know this login.');
    await logIn(page, 'demo');
    await enterCode(page);
    await page.getByRole('link', { name: 'Continue' }).click();
    await expect(page).toHaveURL(`${host}?state=1`);
    expect((await finapi.outcome(id)).status).toBe('COMPLETED');
  });

  test('finds the bank, and goes through the page of the bank itself', async ({ page, finapi }) => {
    const { id, url } = await finapi.form({});
    await page.goto(url);
    await page.getByLabel('Bank', { exact: true }).fill('redirect');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByLabel('finAPI Test Redirect Bank').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('link', { name: 'Continue to the bank' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('alert')).toHaveText('The bank has not confirmed it.');
    await page.getByRole('link', { name: 'Continue to the bank' }).click();
    await page.getByLabel('User name').fill('demo');
    await page.getByRole('button', { name: 'Log in and confirm' }).click();
    await expect(page.getByRole('heading')).toHaveText('Done');
    expect((await finapi.outcome(id)).payload.bankConnectionId).not.toBeNull();
  });

  test('is cancelled, and leads back at once', async ({ page, finapi, host }) => {
    const { id, url } = await finapi.form();
    await page.goto(`${url}?abortRedirectUrl=${encodeURIComponent(host)}`);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page).toHaveURL(host);
    expect((await finapi.outcome(id)).status).toBe('ABORTED');
  });

  test('is interrupted when the page is loaded again', async ({ page, finapi }) => {
    const { id, url } = await finapi.form();
    await page.goto(url);
    await page.goto(url);
    await expect(page.getByRole('heading')).toHaveText('That did not work');
    expect((await finapi.outcome(id)).payload.errorCode).toBe('INTERRUPTED');
  });
});

test.describe('finAPI’s own loader', () => {
  const told = (page: Page) => page.evaluate(() => (window as unknown as { told: string[] }).told);
  const mount = async (page: Page, { id }: { id: string }, { url }: Finapi) =>
    page.evaluate(
      ([token, target]) => void (window as unknown as { mount(...of: string[]): void }).mount(token, target),
      [id, url] as [string, string],
    );

  test('mounts the form and completes an import', async ({ page, finapi, host }) => {
    const form = await finapi.form();
    await page.goto(host);
    await mount(page, form, finapi);
    await logIn(page, 'demo');
    await enterCode(page);
    await expect(page.getByRole('heading', { name: 'Done' })).toBeVisible();
    expect(await told(page)).toEqual(['loaded']);
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await told(page)).toEqual(['loaded', 'complete']);
    const { status, payload } = await finapi.outcome(form.id);
    expect([status, payload.bankConnectionId === null]).toEqual(['COMPLETED', false]);
  });

  test('completes one that is approved in an app, and one after another', async ({ page, finapi, host }) => {
    await page.goto(host);
    for (const login of ['demo', 'demo_no_msa']) {
      const form = await finapi.form();
      await mount(page, form, finapi);
      await logIn(page, login);
      if (login === 'demo') {
        await page.getByLabel('Demo Decoupled Auth').check();
        await page.getByRole('button', { name: 'Continue' }).click();
        await page.getByRole('button', { name: 'I have approved it' }).click();
      }
      await page.getByRole('button', { name: 'Close' }).click();
      expect((await finapi.outcome(form.id)).status).toBe('COMPLETED');
    }
    expect(await told(page)).toEqual(['loaded', 'complete', 'loaded', 'complete']);
  });

  test('is told of a bank that refuses, of somebody who leaves, and of a form that was opened', async ({
    page,
    finapi,
    host,
  }) => {
    await page.goto(host);
    await mount(page, await finapi.form(), finapi);
    for (let tries = 0; tries < 3; tries++) {
      await logIn(page, 'nobody');
      if (tries < 2) await expect(page.getByRole('alert')).toBeVisible();
    }
    await page.getByRole('button', { name: 'Close' }).click();
    const left = await finapi.form();
    await mount(page, left, finapi);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Close' }).click();
    await mount(page, left, finapi);
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await told(page)).toEqual([
      ...['loaded', 'fail BANK_SERVER_REJECTION', 'loaded', 'abort'],
      ...['loaded', 'fail ALREADY_OPENED'],
    ]);
  });

  test('opens the page of the bank in a tab of its own, and goes on when that is done', async ({
    page,
    finapi,
    host,
    context,
  }) => {
    const form = await finapi.form({ bank: { id: 280002 } });
    await page.goto(host);
    await mount(page, form, finapi);
    const opening = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Continue to the bank' }).click();
    const tab = await opening;
    await tab.getByLabel('User name').fill('demo');
    await tab.getByRole('button', { name: 'Log in and confirm' }).click();
    await expect(tab.getByRole('heading')).toHaveText('Go back');
    await expect(page.getByRole('heading', { name: 'Done' })).toBeVisible();
  });
});
