import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import type { Handler } from '@connect-layer/connect';
import { gatewayURL } from '../addresses.js';

type Callback = [name: string, ...details: unknown[]];

/** What a page may have. */
export interface Given {
  /** Options of `Dapi.create`, besides the ones that every page has. */
  options?: Record<string, unknown>;
  /** The gateway that serves the script. */
  gateway?: string;
  /** The page's own host. */
  host?: string;
  /** Whether the page calls `Dapi.create`. */
  started?: boolean;
  /** The path of the script. */
  script?: string;
  /** Whether the page takes the codes, as pages of the older connector do. */
  codes?: boolean;
  /** The page's language. */
  lang?: string;
  /** Whether the page hands `window.onEvent`, which a test has put there, to `Dapi.create`. */
  listens?: boolean;
  /** Headers of the page. */
  headers?: Record<string, string>;
  /** What else is on the page. */
  markup?: string;
  /** Attributes of its `html`. */
  attributes?: string;
  /** The page's own modules, by the address that {@link serveScripts} gave. */
  modules?: string[];
}

declare global {
  interface Window {
    callbacks: Callback[];
    handler: Handler;
    account: InstanceType<NonNullable<Window['DapiBankAccount']>>;
  }
}

const pages = new Map<string, { headers: Record<string, string>; body: string }>();

/** Serves scripts of the page's own, by file name; the folder they are in can be named in `modules`. */
export function serveScripts(scripts: Record<string, string>): string {
  const folder = `/${randomUUID()}`;
  for (const [name, body] of Object.entries(scripts))
    pages.set(`${folder}/${name}`, { headers: { 'content-type': 'text/javascript' }, body });
  return folder;
}

/** Serves the pages of this worker, under an origin that is not the gateway's. */
const served = new Promise<Server>((resolve) => {
  const server = createServer((request, response) => {
    const found = pages.get(request.url?.split('?')[0] ?? '');
    response.writeHead(found ? 200 : 404, found?.headers).end(found?.body);
  });
  server.listen(0, '127.0.0.1', () => resolve(server)).unref();
});

/** The smallest page there can be: a script tag, a button, and a list of what the callbacks said. */
export class BarePage {
  private constructor(readonly page: Page) {}

  static async open(page: Page, given: Given = {}): Promise<BarePage> {
    const { options = {}, gateway = gatewayURL, host = 'localhost', headers = {}, started = true } = given;
    const { script = '/dapi/v2/sdk.js', codes = false, listens = false, lang = 'en' } = given;
    const { markup = '', modules = [] } = given;
    const create = {
      environment: 'sandbox',
      appKey: 'sandbox-app',
      bundleID: 'sandbox-bundle',
      clientUserID: 'someone',
      countries: ['AE'],
      ...options,
    };
    const path = `/${randomUUID()}`;
    pages.set(path, {
      headers: { 'content-type': 'text/html', ...headers },
      body: `<!doctype html><html lang="${lang}" ${given.attributes ?? ''}><meta name="viewport" content="width=device-width"><title>A page</title><h1>A page</h1>
        <button id="connect">Connect a bank</button>${markup}
        <script src="${gateway}${script}"></script>
        ${started ? `<script src="${path}.js"></script>` : ''}
        ${modules.map((address) => `<script type="module" src="${address}"></script>`).join('')}</html>`,
    });
    pages.set(`${path}.js`, {
      headers: { 'content-type': 'text/javascript' },
      body: `(${start.toString()})(${JSON.stringify(create)}, ${codes}, ${listens})`,
    });
    const server = await served;
    await page.goto(`http://${host}:${(server.address() as AddressInfo).port}${path}`);
    return new BarePage(page);
  }

  /** Presses the button, as a person would. */
  async press(): Promise<void> {
    await this.page.getByRole('button', { name: 'Connect a bank' }).click();
  }

  /** The names of the callbacks so far, in order. */
  names(): Promise<string[]> {
    return this.page.evaluate(() => window.callbacks.map(([name]) => name));
  }

  /** Waits for a callback, and gives what it was called with. */
  async called(name: string): Promise<unknown> {
    const handle = await this.page.waitForFunction(
      (wanted) => window.callbacks.find(([called]) => called === wanted),
      name,
    );
    return (await handle.jsonValue())?.[1];
  }
}

/** Runs in the page. */
function start(create: Record<string, unknown>, codes: boolean, listens: boolean): void {
  window.callbacks = [];
  const told =
    (name: string) =>
    (detail?: unknown): void => {
      if (name === 'onSuccessfulLogin') window.account = detail as Window['account'];
      window.callbacks.push(name === 'onSuccessfulLogin' ? [name] : [name, detail]);
    };
  const names = codes
    ? ['onReady', 'onSuccess', 'onFailure', 'onExit']
    : ['onReady', 'onSuccessfulLogin', 'onFailedLogin', 'onExit', 'onAuthModalOpen', 'onAuthModalSubmit'];
  const callbacks = Object.fromEntries(names.map((name) => [name, told(name)]));
  window.handler = window.Dapi!.create({
    ...callbacks,
    ...create,
    ...(listens && { onEvent: (window as unknown as { onEvent: () => void }).onEvent }),
  } as unknown as Parameters<NonNullable<Window['Dapi']>['create']>[0]);
  document.querySelector('#connect')!.addEventListener('click', () => window.handler.open());
}
