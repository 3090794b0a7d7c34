import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGateway } from '@connect-layer/gateway';
import { browserFiles, toNodeListener } from '@connect-layer/gateway/node';
import type { Environment } from '@connect-layer/protocol';
import { sandboxApp, sandboxBank, sandboxKey } from '@connect-layer/sandbox';
import type { Page } from '@playwright/test';

const page = `<!doctype html><html lang="en"><title>Shop</title><button>Connect</button>
  <script src="/bank/dapi/v2/sdk.js"></script>
  <script>
    const handler = Dapi.create({
      environment: 'sandbox', appKey: 'sandbox-app', bundleID: 'sandbox-bundle', clientUserID: 'someone',
      onFailedLogin: (error) => (window.failure = error),
      onSuccessfulLogin: (account) => account.data.getIdentity().then((answer) => (window.answer = answer)),
    });
    document.querySelector('button').onclick = () => handler.open();
  </script></html>`;

/** Serves a shop that mounts the gateway in its own server, below a path of its own: page and gateway are one origin. */
export async function serveShop(environment: Environment = 'sandbox'): Promise<Server> {
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
    response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return server;
}

/** The one shop of this worker. */
let shop: Promise<Server> | undefined;

/** A shop with the gateway in its own server, where the forms are drawn in the page. */
export class Shop {
  /** Goes there and presses the button. */
  static async open(page: Page): Promise<void> {
    shop ??= serveShop();
    const server = await shop;
    server.unref();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await page.getByRole('button', { name: 'Connect' }).click();
  }
}
