import { expect, test, type Frame, type Page } from '@playwright/test';
import { gatewayURL } from './addresses.js';
import { Backend } from './models/backend.js';
import { BarePage } from './models/bare-page.js';
import { Connect } from './models/connect.js';
import { formsOf, hookEverything, lie } from './models/hostile.js';

// A trace is a place where secrets would be.
test.use({ trace: 'off' });

/** What a person types. Names that begin so have a fate at the simulated bank; nothing else here means anything. */
const planted = {
  name: 'mfa_two_k7QxvW29t',
  wrongName: 'gR4zNpLm8c',
  password: 'Zq7#vW9!kTx2',
  code: '836190274518',
  pin: '590417263849',
  answer: 'Ypsilon-Quokka-61',
};

const kept = (page: Page) => page.evaluate(() => [...(window as unknown as { heard: Set<string> }).heard]);

/** Types as a person does: with keys, into whatever has the focus. */
const type = async (page: Page, field: ReturnType<Connect['form']['locator']>, text: string) => {
  await field.click();
  await page.keyboard.type(text);
};

/** Failed and answered questions of every kind that is secret, typed with real keys. */
async function walk(page: Page): Promise<void> {
  const connect = new Connect(page);
  const [name, password] = [connect.form.locator('[name=username]'), connect.form.locator('[name=password]')];
  await connect.banks.first().click();
  await connect.agree();
  await type(page, name, planted.wrongName);
  await type(page, password, planted.password);
  await connect.form.getByRole('button', { name: /^Show/ }).click(); // A password that is shown is text.
  await connect.submit('Log in').click();
  await connect.button('Try again').click();

  await name.fill('');
  await type(page, name, planted.name);
  await type(page, password, 'demo');
  await page.keyboard.press('Enter');
  await type(page, connect.code, planted.code);
  await type(page, connect.form.getByLabel('PIN', { exact: true }), planted.pin);
  await page.keyboard.press('Enter');
  await connect.button('Try again').click();

  await name.fill('mfa_secret');
  await type(page, password, 'demo');
  await page.keyboard.press('Enter');
  await type(page, connect.form.getByLabel('Your answer'), planted.answer);
  await page.keyboard.press('Enter');
  await connect.button('Try again').click();

  // Half of it is typed and left.
  await type(page, password, planted.password);
  await connect.button('Close').click();
  await connect.isGone();
}

const variants: Record<string, (page: Page) => Promise<unknown>> = {
  'hooks everything before the SDK is there': async (page) => {
    await page.addInitScript(hookEverything);
    await BarePage.open(page);
  },
  'hooks everything once the SDK is there': async (page) => {
    await BarePage.open(page);
    await page.evaluate(hookEverything);
  },
  'hooks everything and lies to the SDK': async (page) => {
    await page.addInitScript(lie);
    await page.addInitScript(hookEverything);
    await BarePage.open(page);
  },
};

for (const [name, open] of Object.entries(variants))
  test(`a page that ${name} never sees what is typed, in any form`, async ({ page, context }) => {
    test.setTimeout(120_000);
    const outside: string[] = [];
    const delivered: { path: string; body: string; from: Frame }[] = [];
    page.on('console', (message) => outside.push(`console ${message.text()}`));
    page.on('pageerror', ({ message, stack }) => outside.push(`error ${message} ${stack}`));
    page.on('download', (download) => outside.push(`download ${download.url()}`));
    page.on('framenavigated', (frame) => outside.push(`address ${frame.url()}`));
    context.on('request', (request) => {
      const body = request.postData() ?? '';
      const { pathname, origin } = new URL(request.url());
      outside.push(`request ${request.url()} ${JSON.stringify(request.headers())}`);
      const isDelivery = origin === gatewayURL && /^\/connect\/v1\/(login|answer)$/.test(pathname);
      if (isDelivery && request.frame() !== page.mainFrame())
        delivered.push({ path: pathname, body, from: request.frame() });
      else outside.push(`body ${body}`);
    });
    page.on('response', (response) => {
      response
        .text()
        .then((text) => outside.push(`answer ${text}`))
        .catch(() => {});
    });

    await open(page);
    await page.evaluate(() => window.handler.open());
    await walk(page);

    const heard = await kept(page);
    const all = heard.join('\n');
    for (const works of [
      'event click',
      'set onmessage',
      'postMessage',
      'fetch',
      'mutation',
      'then callback',
      'setAttribute',
    ])
      expect(all.includes(works), `the ear at ${works} works`).toBe(true);
    expect(all.includes('"type":"submitted"'), 'what passes the port is heard').toBe(true);
    const left = await page.evaluate(() =>
      JSON.stringify([
        document.documentElement.outerHTML,
        { ...localStorage, ...sessionStorage },
        history.state,
        window.name,
        location.href,
        window.callbacks,
        performance.getEntries(),
      ]),
    );
    // Keys one by one, as a page would hear them.
    const keys = heard.flatMap((what) => /^event (?:key\w+|\w*input) (.)$/.exec(what)?.[1] ?? []).join('');
    const places = {
      'heard by the page': all,
      'left behind': left,
      keys,
      'seen outside': outside.join('\n'),
    };
    for (const [place, content] of Object.entries(places))
      for (const [secret, value] of Object.entries(planted))
        for (const form of formsOf(value))
          expect(content.includes(form), `${secret} ${place}, as ${form}`).toBe(false);

    const whereTo = (secret: string) =>
      delivered.filter(({ body }) => body.includes(secret)).map(({ path }) => path);
    expect(whereTo(planted.password), 'the frame delivers it, once').toEqual(['/connect/v1/login']);
    expect(whereTo(planted.code)).toEqual(['/connect/v1/answer']);
    expect(whereTo(planted.pin)).toEqual(['/connect/v1/answer']);
    expect(whereTo(planted.answer)).toEqual(['/connect/v1/answer']);
    for (const { from, body } of delivered) {
      expect(from.url()).toContain(`${gatewayURL}/connect/v1/frame?`);
      expect(JSON.parse(body)).toMatchObject({ appKey: 'sandbox-app' });
    }
  });

test('a page that lies about the bank, the app and the look is not repeated by the frame', async ({
  page,
}) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('evil.example')) foreign.push(request.url());
  });
  await page.addInitScript(lie);
  const bare = await BarePage.open(page);
  await bare.press();
  const connect = new Connect(page);
  await connect.banks.filter({ hasText: 'Bank of Trust' }).first().click();
  await connect.agree();
  await expect(connect.form.getByRole('heading')).toHaveText('Log in to ADCB');
  await expect(connect.form.getByLabel('Username')).toBeVisible();
  const said = await connect.form.locator('dapi-form').evaluate((form) => form.shadowRoot!.textContent);
  expect(said).toContain('Example App');
  expect(said).not.toMatch(/Trust/);
  const look = await connect.form
    .locator('dapi-form')
    .evaluate((form) => (form as HTMLElement).style.cssText);
  expect(look).not.toContain('url');
  expect(foreign).toEqual([]);
});

test('a page can forge the outcome for itself, which its server does not believe', async ({ page }) => {
  await page.addInitScript(lie);
  const bare = await BarePage.open(page, { codes: true });
  await bare.press();
  const connect = new Connect(page);
  await connect.banks.first().click();
  await connect.agree();
  await expect(connect.form.getByRole('heading')).toHaveText('Log in to ADCB');
  await type(page, connect.form.locator('[name=username]'), 'slow');
  await type(page, connect.form.locator('[name=password]'), planted.password);
  await page.evaluate(async () => {
    const connection = {
      ...{
        accessCode: 'forged',
        connectionID: 'c',
        userSecret: 's',
        tokenID: 't',
        userID: 'u',
        clientUserID: 'someone',
      },
      ...{
        bankId: 'DAPIBANK_AE_ADCB',
        name: 'ADCB',
        fullName: 'ADCB',
        halfLogoPng: '',
        fullLogoPng: '',
        miniLogoPng: '',
      },
      color: { primaryColor: '#000000', secondaryColor: '#ffffff' },
    };
    const [port] = (window as unknown as { stolen: MessagePort[] }).stolen;
    const say = (data: unknown) => port!.onmessage!(new MessageEvent('message', { data }));
    // What the modal asks of the frame, nobody else hears.
    const asked = new Promise<number>((resolve) => (port!.postMessage = ({ id }) => id && resolve(id)));
    say({ type: 'submitted' });
    const id = await asked;
    say({ type: 'operation', id, operation: { status: 'done', operationID: 'x', connection } });
  });
  expect(await bare.called('onSuccess')).toMatchObject({ accessCode: 'forged' });
  const backend = new Backend((request) => fetch(request), gatewayURL);
  const { status, body } = await backend.exchange({ accessCode: 'forged', connectionID: 'c' });
  expect([status >= 400, body.success]).toEqual([true, false]);
});

test('the modal listens to nothing that is said to the window', async ({ page }) => {
  const bare = await BarePage.open(page);
  await bare.press();
  const connect = new Connect(page);
  await connect.findBank();
  const before = await bare.names();
  await page.evaluate(async (gateway) => {
    const { port1, port2 } = new MessageChannel();
    const messages = [
      { type: 'ready', nonce: '' },
      { type: 'submitted' },
      { type: 'close' },
      { type: 'unshown', problem: { type: 'X', msg: '' } },
      { type: 'operation', id: 1, operation: { status: 'failed', msg: '' } },
      { greeting: 'connect-layer', nonce: 'n', look: { scheme: '', tokens: {} } },
      null,
    ];
    for (const data of messages) {
      window.postMessage(data, '*');
      dispatchEvent(new MessageEvent('message', { data, origin: gateway, ports: [port2] }));
      document.querySelector('dapi-connect')!.dispatchEvent(new MessageEvent('message', { data }));
    }
    port1.close();
    await new Promise((done) => setTimeout(done, 300));
  }, gatewayURL);
  await connect.isAt('Log in to ADCB');
  expect(await bare.names()).toEqual(before);
});

/** A page that speaks to the frame itself, without the modal. */
async function hold(page: Page) {
  await BarePage.open(page, { started: false });
  await page.evaluate(async (url) => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    frame.width = frame.height = '600';
    frame.src = `${url}/connect/v1/frame?appKey=sandbox-app`;
    await new Promise((resolve) => frame.addEventListener('load', resolve));
    const answers: unknown[] = [];
    const greet = (message: unknown = {}) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => answers.push(data);
      const greeting = {
        greeting: 'connect-layer',
        nonce: 'n',
        bundleID: 'sandbox-bundle',
        look: { scheme: '', tokens: {} },
      };
      frame.contentWindow!.postMessage(message && { ...greeting, ...message }, url, [port2]);
      return port1;
    };
    Object.assign(window, { frame, greet, answers });
  }, gatewayURL);
  const posted: Record<string, unknown>[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') posted.push(request.postDataJSON());
  });
  const held = {
    form: page.frameLocator('iframe'),
    posted,
    greet: () =>
      page.evaluate(() => {
        const { greet } = window as unknown as { greet(): MessagePort };
        Object.assign(window, { port: greet() });
      }),
    say: (message: object) =>
      page.evaluate(
        (message: unknown) => (window as unknown as { port: MessagePort }).port.postMessage(message),
        message,
      ),
    answers: () => page.evaluate(() => (window as unknown as { answers: Record<string, unknown>[] }).answers),
    answered: (message: Record<string, unknown>) =>
      expect.poll(async () => (await held.answers()).at(-1)).toMatchObject(message),
  };
  return held;
}

const adcb = {
  id: 'DAPIBANK_AE_ADCB',
  name: 'Bank of Trust',
  fullName: '',
  country: '',
  logo: '',
  fields: [],
};
const start = { clientUserID: 'someone', sessionKey: 'a-session-key-of-128-bits' };
const nothing = { type: 'broken', problem: { msg: 'There is nothing to send.' } };

test('the frame is greeted once, by the page that holds it, and by nobody else', async ({ page }) => {
  const held = await hold(page);
  await page.evaluate(async () => {
    const { greet, frame } = window as unknown as {
      greet(message?: unknown): void;
      frame: HTMLIFrameElement;
    };
    for (const wrong of [{ greeting: 'another' }, { nonce: '' }, { look: undefined }, null]) greet(wrong);
    // A frame beside it, of the page's own origin.
    const sibling = document.body.appendChild(document.createElement('iframe')).contentWindow!;
    Object.assign(sibling, { target: frame.contentWindow });
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => (window as unknown as { answers: unknown[] }).answers.push(data);
    const post = (sibling as unknown as { Function: typeof Function }).Function(
      'message',
      'ports',
      'target.postMessage(message, "*", ports)',
    );
    post({ greeting: 'connect-layer', nonce: 'n', look: { scheme: '', tokens: {} } }, [port2]);
    await new Promise((done) => setTimeout(done, 400));
  });
  expect(await held.answers()).toEqual([]);
  await held.greet();
  await held.answered({ type: 'ready', nonce: 'n' });
  await held.greet();
  await page.waitForTimeout(300);
  expect(await held.answers(), 'a second greeting').toHaveLength(1);
});

test('what was typed goes to the bank whose name was shown, once, or nowhere', async ({ page }) => {
  const held = await hold(page);
  await held.greet();
  const fill = async () => {
    await held.say({
      type: 'show',
      form: { step: 'credentials', institution: adcb, appName: 'Trusted App' },
    });
    await expect(held.form.getByRole('heading')).toHaveText('Log in to ADCB');
    await held.form.locator('[name=username]').fill('mfa_otp');
    await held.form.locator('[name=password]').fill('demo');
    await held.form.getByRole('button', { name: 'Log in' }).click();
    await held.answered({ type: 'submitted' });
  };
  const login = (id: number, institutionID: string) =>
    held.say({ type: 'login', id, login: { ...start, institutionID } });

  await login(1, adcb.id);
  await held.answered({ ...nothing, id: 1 });
  await fill();
  await login(2, 'DAPIBANK_AE_ENBD');
  await held.answered({ ...nothing, id: 2 });
  await login(3, adcb.id);
  await held.answered({ ...nothing, id: 3 });
  expect(held.posted, 'nothing has left the frame').toEqual([]);

  await fill();
  await login(4, adcb.id);
  await held.answered({ type: 'operation', id: 4, operation: { status: 'user_input_required' } });
  await login(5, adcb.id);
  await held.answered({ ...nothing, id: 5 });
  expect(held.posted, 'once').toHaveLength(1);

  const answers = (await held.answers()) as { operation?: { operationID: string } }[];
  const { operationID } = answers.find(({ operation }) => operation)!.operation!;
  const userInputs = [{ id: 'otp', index: 0, query: 'Your card’s number, please', answer: '' }];
  const institution = { ...adcb, id: 'DAPIBANK_AE_ENBD' };
  const answer = async () => {
    await held.say({
      type: 'show',
      form: { step: 'challenge', operationID, institution, appName: '', userInputs },
    });
    await expect(held.form.getByRole('heading')).toHaveText('ADCB asks');
    await held.form.getByLabel('Code', { exact: true }).fill('123456');
    await held.form.getByRole('button', { name: 'Continue' }).click();
    await held.answered({ type: 'submitted' });
  };
  await answer();
  await held.say({ type: 'answer', id: 6, operation: { ...start, operationID: `${operationID}0` } });
  await held.answered({ ...nothing, id: 6 });
  await answer();
  await held.say({ type: 'answer', id: 7, operation: { sessionKey: start.sessionKey, operationID } });
  await held.answered({ type: 'operation', id: 7, operation: { status: 'done' } });
  expect(held.posted.map(({ operationID }) => operationID)).toEqual([undefined, operationID]);
});

test('a bank that the gateway does not know is not shown, whatever the page says of it', async ({ page }) => {
  const held = await hold(page);
  await held.greet();
  for (const form of [
    { step: 'credentials', institution: { ...adcb, id: 'EVIL' }, appName: '' },
    { step: 'challenge', operationID: 'EVIL:1', institution: adcb, appName: '', userInputs: [] },
  ]) {
    await held.say({ type: 'show', form });
    await held.answered({ type: 'unshown', problem: { type: 'INVALID_INSTITUTION' } });
  }
  for (const junk of [null, 1, 'show', { type: 'show' }, { type: 'login' }, { type: 'answer', id: 1 }])
    await held.say(junk as object);
  await held.say({ type: 'show', form: { step: 'credentials', institution: adcb, appName: '' } });
  await expect(held.form.getByRole('heading')).toHaveText('Log in to ADCB');
});

test('a page that is not on the list cannot hold the frame, not even around one that is', async ({
  page,
}) => {
  await BarePage.open(page);
  const allowed = page.url();
  await BarePage.open(page, { host: 'shop.example', started: false });
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('frame-ancestors')) refused.push(message.text());
  });
  await page.evaluate((url) => {
    document.body.appendChild(document.createElement('iframe')).src =
      `${url}/connect/v1/frame?appKey=sandbox-app`;
  }, gatewayURL);
  await expect.poll(() => refused.length).toBe(1);
  // The foreign page holds one that is on the list, which opens the modal.
  await page.evaluate((url) => {
    document.body.appendChild(document.createElement('iframe')).src = url;
  }, allowed);
  const inner = page.frameLocator('iframe').last();
  await inner.getByRole('button', { name: 'Connect a bank' }).click();
  await expect.poll(() => refused.length, { timeout: 20_000 }).toBe(2);
});

test('as a window of its own the frame shows nothing and hears nobody', async ({ page, context }) => {
  await BarePage.open(page, { started: false });
  const opened = context.waitForEvent('page');
  await page.evaluate(async (url) => {
    const answers: unknown[] = [];
    const other = window.open(`${url}/connect/v1/frame?appKey=sandbox-app`);
    Object.assign(window, { other, answers });
    for (let i = 0; i < 10; i++) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => answers.push(data);
      other?.postMessage({ greeting: 'connect-layer', nonce: 'n', look: { scheme: '', tokens: {} } }, '*', [
        port2,
      ]);
      await new Promise((done) => setTimeout(done, 100));
    }
  }, gatewayURL);
  const window_ = await opened;
  await window_.waitForLoadState();
  expect(await window_.evaluate(() => document.body.childElementCount - document.scripts.length)).toBe(0);
  expect(await window_.evaluate(() => window.opener)).toBe(null);
  expect(await page.evaluate(() => (window as unknown as { answers: unknown[] }).answers)).toEqual([]);
});
