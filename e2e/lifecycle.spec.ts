import { expect, test, type Page } from '@playwright/test';
import { gatewayURL } from './addresses.js';
import { BarePage } from './models/bare-page.js';
import { Connect, personas } from './models/connect.js';
import { kit } from './models/kits.js';

test('two handlers on one page keep to themselves', async ({ page }) => {
  await BarePage.open(page);
  const exits = await page.evaluate(async () => {
    const exits: string[] = [];
    const make = (clientUserID: string) =>
      window.Dapi!.create({
        environment: 'sandbox',
        ...{ appKey: 'sandbox-app', bundleID: 'sandbox-bundle', clientUserID },
        onExit: () => exits.push(clientUserID),
      });
    const [one, two] = [make('one'), make('two')];
    one.open();
    two.open();
    while (document.querySelectorAll('dapi-connect').length < 2)
      await new Promise((next) => setTimeout(next, 20));
    one.close();
    while (document.querySelectorAll('dapi-connect').length > 1)
      await new Promise((next) => setTimeout(next, 20));
    return exits;
  });
  expect(exits).toEqual(['one']);
  await expect(page.locator('dapi-connect').getByRole('listbox')).toBeVisible();
});

test('a modal that the page moves goes on where it was', async ({ page }) => {
  const bare = await BarePage.open(page);
  const connect = new Connect(page);
  await bare.press();
  await connect.findBank();
  await page.evaluate(() => {
    const home = document.body.appendChild(document.createElement('section'));
    home.append(document.querySelector('dapi-connect')!);
  });
  await connect.logIn(personas.happy);
  await connect.finish();
  expect((await bare.names()).slice(1)).toEqual(['onSuccessfulLogin', 'onExit']);
});

/** The steps of a login, and how one gets from each to the next. */
const steps: Record<string, (connect: Connect) => Promise<unknown>> = {
  'before the code of the modal is there': async () => {},
  'at the list of banks': (connect) => connect.isAt('Find your bank'),
  'while the form is on its way': async (connect) => {
    await connect.banks.filter({ hasText: 'ADCB' }).first().click();
    await connect.agree();
  },
  'at the form': (connect) => connect.isAt(/^Log in to /),
  'while the bank is at work': (connect) => connect.logIn({ username: 'slow', password: 'demo' }),
  'after going back': async (connect) => {
    await connect.button('Cancel').click();
    await connect.isAt(/^Log in to /);
  },
  'after a failure': async (connect) => {
    await connect.logIn(personas.wrong);
    await expect(connect.button('Try again')).toBeVisible();
  },
  'at the question of the bank': async (connect) => {
    await connect.button('Try again').click();
    await connect.logIn(personas.otp);
    await expect(connect.code).toBeVisible();
  },
  'once connected': async (connect) => {
    await connect.answer();
    await expect(connect.button(/^Back to /)).toBeVisible();
  },
};

const ended = async (page: Page, bare: BarePage, called: string[]) => {
  await new Connect(page).isGone();
  await page.waitForTimeout(300);
  expect(await bare.names(), 'a destroyed handler calls nobody').toEqual(called);
  expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
};

for (const [index, when] of Object.keys(steps).entries())
  test(`destroyed ${when}, it is gone at once and for good, and another one can be opened`, async ({
    page,
  }) => {
    test.setTimeout(120_000);
    const wrong: string[] = [];
    page.on('pageerror', ({ message }) => wrong.push(message));
    await page.route('**/connect/v1/frame.js', async (route) => {
      if (when.includes('on its way')) await new Promise((done) => setTimeout(done, 1000));
      await route.continue().catch(() => {});
    });
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    await bare.called('onReady');
    await page.evaluate(() => window.handler.open());
    for (const go of Object.values(steps).slice(0, index + 1)) await go(connect);
    const called = await bare.names();
    const left = await page.evaluate(() => {
      const { handler } = window;
      handler.destroy();
      const left = document.querySelectorAll('dapi-connect').length;
      handler.destroy();
      handler.open();
      handler.close();
      const create = { appKey: 'sandbox-app', bundleID: 'sandbox-bundle', clientUserID: 'another' };
      const onExit = () => window.callbacks.push(['the other’s onExit']);
      window.handler = window.Dapi!.create({ environment: 'sandbox', ...create, onExit });
      window.handler.open();
      return left;
    });
    expect(left, 'at once').toBe(0);
    await connect.connect(personas.happy);
    await ended(page, bare, [...called, 'the other’s onExit']);
    expect(wrong).toEqual([]);
  });

for (const name of [
  'onReady',
  'onFailedLogin',
  'onAuthModalOpen',
  'onAuthModalSubmit',
  'onSuccessfulLogin',
  'onExit',
])
  test(`destroyed inside of ${name}, it calls nobody any more`, async ({ page }) => {
    const bare = await BarePage.open(page);
    await page.evaluate((fatal) => {
      window.callbacks.length = 0;
      const told = (name: string) => () => {
        window.callbacks.push([name]);
        if (name === fatal) window.handler.destroy();
      };
      const names = [
        'onReady',
        'onFailedLogin',
        'onAuthModalOpen',
        'onAuthModalSubmit',
        'onSuccessfulLogin',
        'onExit',
      ];
      window.handler.destroy();
      window.handler = window.Dapi!.create({
        environment: 'sandbox',
        ...{ appKey: 'sandbox-app', bundleID: 'sandbox-bundle', clientUserID: 'someone' },
        ...Object.fromEntries(names.map((name) => [name, told(name)])),
      });
      window.handler.open();
    }, name);
    const connect = new Connect(page);
    const walk = async () => {
      await connect.findBank();
      await connect.logIn(personas.wrong);
      await connect.button('Try again').click({ timeout: 5000 });
      await connect.logIn(personas.otp);
      await connect.answer();
      await connect.button(/^Back to /).click({ timeout: 5000 });
    };
    await Promise.race([walk().catch(() => {}), bare.called(name)]);
    const called = await bare.names();
    expect(called.at(-1)).toBe(name);
    await ended(page, bare, called);
  });

test('closed before the code of the modal is there, it says so once', async ({ page }) => {
  const bare = await BarePage.open(page);
  await bare.called('onReady');
  await page.evaluate(() => {
    window.handler.open();
    window.handler.open();
    window.handler.close();
    window.handler.close();
  });
  await bare.called('onExit');
  await ended(page, bare, ['onReady', 'onExit']);
});

test('in React’s strict mode each component has one handler, and no callback comes twice', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/connect/v1/config')) asked.push(request.url());
  });
  const bare = await BarePage.open(page, { started: false, modules: [await kit('handlers')] });
  const connect = new Connect(page);
  const press = (name: string) => page.getByRole('button', { name }).click();
  await bare.called('two onReady');
  expect(
    (await bare.names()).filter((name) => name === 'one created'),
    'it is strict',
  ).toHaveLength(2);
  expect(asked, 'requests of handlers that were destroyed at once').toHaveLength(2);
  for (const name of ['one', 'two']) {
    await press(`Connect ${name}`);
    await expect(page.locator('dapi-connect')).toHaveCount(1);
    await connect.connect(personas.otp);
  }
  const told = (await bare.names()).filter((name) => !/created|onReady/.test(name));
  expect(told).toEqual(['one onSuccessfulLogin', 'one onExit', 'two onSuccessfulLogin', 'two onExit']);

  // The component goes while its modal is shown, and comes again.
  await press('Connect one');
  await connect.isAt('Find your bank');
  await page.evaluate(() =>
    [...document.querySelectorAll('button')].find((b) => b.textContent === 'Toggle')!.click(),
  );
  await connect.isGone();
  await press('Toggle');
  await press('Connect two');
  await connect.connect(personas.happy);
  expect((await bare.names()).filter((name) => name.endsWith('onExit'))).toHaveLength(3);
});

test('two versions of the script on one page do not take each other’s parts for their own', async ({
  page,
}) => {
  test.setTimeout(120_000);
  // The other version: another file, in which what the modal’s element is told has another name.
  await page.route('**/other/*', async (route) => {
    const name = route.request().url().split('/').at(-1)!;
    const response = await route.fetch({ url: `${gatewayURL}/dapi/v2/${name}` });
    const body = (await response.text())
      .replace(/\.gateway\b/g, '.gatewayOfTheOther')
      .replace(/-[0-9a-f]{8}(?=[`'" >])/g, '-00000000');
    await route.fulfill({ response, body });
  });
  const bare = await BarePage.open(page);
  const connect = new Connect(page);
  await bare.press();
  await connect.connect(personas.otp);
  await page.evaluate(async () => {
    const first = window.Dapi;
    delete window.Dapi;
    const script = document.createElement('script');
    script.src = document.querySelector('script')!.src.replace('/dapi/v2/', '/other/');
    document.head.append(script);
    await new Promise((resolve) => script.addEventListener('load', resolve));
    if (window.Dapi === first) throw new Error('There is no other version.');
    const { origin } = new URL(script.src);
    const create = {
      appKey: 'sandbox-app',
      bundleID: 'sandbox-bundle',
      clientUserID: 'another',
      gatewayURL: origin,
    };
    Object.assign(window, { other: window.Dapi!.create({ environment: 'sandbox', ...create }) });
  });
  await page.evaluate(() => (window as unknown as { other: { open(): void } }).other.open());
  const other = new Connect(page, { name: 'dapi-connect-2' });
  await other.connect(personas.otp);
  await bare.press();
  await connect.connect(personas.otp);
  expect((await bare.names()).slice(1)).toEqual([
    ...['onAuthModalOpen', 'onAuthModalSubmit', 'onSuccessfulLogin', 'onExit'],
    ...['onAuthModalOpen', 'onAuthModalSubmit', 'onSuccessfulLogin', 'onExit'],
  ]);
});
