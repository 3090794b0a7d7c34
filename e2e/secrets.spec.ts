import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test, type Page } from '@playwright/test';
import { BarePage } from './models/bare-page.js';
import { Connect, personas } from './models/connect.js';

const planted = { password: 'planted-password-7351', code: '735173517351' };

/** A gateway of this test's own, as `npm run sandbox` starts it, with all that it prints. */
async function startSandbox() {
  const args = [
    '--import',
    'tsx',
    '-C',
    'connect-layer-source',
    'packages/sandbox/src/bin.ts',
    '--port',
    '0',
  ];
  const process = spawn('node', args);
  let printed = '';
  for (const stream of [process.stdout, process.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await expect.poll(() => /http:\/\/localhost:\d+/.exec(printed)?.[0], { timeout: 20_000 }).toBeDefined();
  return {
    url: /http:\/\/localhost:\d+/.exec(printed)![0],
    printed: () => printed,
    stop: async () => {
      process.kill('SIGTERM');
      await once(process, 'exit');
    },
  };
}

/** Runs before the page's scripts: notes every event, message and attribute there is. */
function watch(): void {
  const seen: string[] = [];
  Object.assign(window, { seen });
  const dispatch = EventTarget.prototype.dispatchEvent;
  EventTarget.prototype.dispatchEvent = function (event) {
    seen.push(`event ${event.type} ${JSON.stringify((event as CustomEvent).detail ?? null)}`);
    return dispatch.call(this, event);
  };
  addEventListener('message', ({ data }) => seen.push(`message ${JSON.stringify(data)}`));
  const setAttribute = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    seen.push(`attribute ${name}=${value}`);
    setAttribute.call(this, name, value);
  };
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    new MutationObserver(() => seen.push(`markup ${root.innerHTML}`)).observe(root, {
      attributes: true,
      childList: true,
      characterData: true,
      subtree: true,
    });
    return root;
  };
}

/** All that storage holds, as text. */
const storage = (page: Page) =>
  page.evaluate(async () => {
    const text = async (value: unknown): Promise<string> => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value))
        return new TextDecoder('latin1').decode(value);
      if (value instanceof CryptoKey) return `key, extractable: ${value.extractable}`;
      if (typeof value !== 'object' || value === null) return String(value);
      return (await Promise.all(Object.values(value).map(text))).join(' ');
    };
    const found = [
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      document.cookie,
    ];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
      });
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store);
        for (const request of [all.getAll(), all.getAllKeys()])
          found.push(
            await new Promise((resolve) => (request.onsuccess = () => resolve(text(request.result)))),
          );
      }
      database.close();
    }
    return found.join('\n');
  });

test('no secret is anywhere but in the one request that needs it', async ({ page }) => {
  const gateway = await startSandbox();
  try {
    const addresses: string[] = [];
    const bodies: { path: string; sent: string; answered: string }[] = [];
    const logged: string[] = [];
    page.on('console', (message) => logged.push(message.text()));
    page.on('pageerror', ({ message, stack }) => logged.push(message, stack ?? ''));
    page.on('request', (request) => {
      const { authorization = '', referer = '', cookie = '' } = request.headers();
      addresses.push(request.url(), authorization, referer, cookie);
    });
    page.on('requestfinished', async (request) => {
      if (request.method() !== 'POST') return;
      const answered = (await (await request.response())?.text().catch(() => '')) ?? '';
      bodies.push({ path: new URL(request.url()).pathname, sent: request.postData() ?? '', answered });
    });
    await page.addInitScript(watch);

    const bare = await BarePage.open(page, { gateway: gateway.url });
    const connect = new Connect(page);
    await bare.press();
    await connect.findBank();
    await connect.logIn({ username: 'demo', password: planted.password });
    await connect.button('Try again').click();
    await connect.logIn(personas.otp);
    await connect.answer(planted.code);
    await connect.button('Try again').click();
    await connect.logIn(personas.otp);
    await connect.answer();
    await connect.finish();
    await page.evaluate(() => window.account.data.getAccounts());
    const userSecret = await page.evaluate(() => window.account.flush().userSecret);
    expect(userSecret.length).toBeGreaterThan(100);

    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    const callbacks = JSON.stringify(await page.evaluate(() => window.callbacks));
    const account = await page.evaluate(() => JSON.stringify(window.account));
    const stored = await storage(page);
    expect(seen.filter((what) => what.startsWith('markup')).length, 'the watch works').toBeGreaterThan(5);
    expect(stored, 'something is stored').toContain('key, extractable: false');
    expect(gateway.printed(), 'the log works').toContain('POST /connect/v1/login 200');

    const [beforeRequests] = gateway.printed().split('GET /');
    const printed = gateway.printed().slice(beforeRequests!.length); // The start names the sandbox's public example.
    const places = { addresses, logged, seen, callbacks, account, stored, printed };
    const secrets = { ...planted, appSecret: 'sandbox-secret', userSecret };
    for (const [place, text] of Object.entries(places))
      for (const [secret, value] of Object.entries(secrets))
        expect(String(text).includes(value), `${secret} in ${place}`).toBe(false);

    const holding = (value: string) =>
      bodies.filter(({ sent }) => sent.includes(value)).map(({ path }) => path);
    expect(holding(planted.password)).toEqual(['/connect/v1/login']);
    expect(holding(planted.code)).toEqual(['/connect/v1/answer']);
    for (const { path, sent, answered } of bodies) {
      for (const value of Object.values(planted)) expect(answered, `echo by ${path}`).not.toContain(value);
      expect(sent + answered, `appSecret at ${path}`).not.toContain('sandbox-secret');
      expect(answered, `accessToken at ${path}`).not.toContain('accessToken');
    }
  } finally {
    await gateway.stop();
  }
});
