import { expect, type BrowserContext, type Page, type Route } from '@playwright/test';
import { finapiCode } from '@connect-layer/sandbox';
import { accountsOf, transactionsOf } from './models/account-data.js';
import { Connect } from './models/connect.js';
import { openAt, reopen, test, toPageOf, visit, type Standing } from './models/upstreams.js';

// The modal on finAPI: its web form is opened in a tab of its own, or in place of the page, and the gateway tells how it ended.

const bank = 'finAPI Test Bank';

async function logIn(form: Page, login: string, pin = login.split('.')[0]!): Promise<void> {
  await form.getByLabel('Onlinebanking-ID').fill(login);
  await form.getByLabel('PIN', { exact: true }).fill(pin);
  await form.getByRole('button', { name: 'Continue' }).click();
}

async function enterCode(form: Page): Promise<void> {
  await form.getByLabel('pushTAN').check();
  await form.getByRole('button', { name: 'Continue' }).click();
  await form.getByLabel('Code').fill(finapiCode);
  await form.getByRole('button', { name: 'Continue' }).click();
}

/** Once the form is done, back over finAPI's own link. The tab then closes itself, and the modal goes on. */
async function goBack(form: Page): Promise<void> {
  await Promise.all([form.waitForEvent('close'), form.getByRole('link', { name: 'Continue' }).click()]);
}

/** The modal, and the form that it has opened in a tab. */
async function atForm(page: Page, finapi: Standing) {
  const { bare, connect } = await openAt(page, finapi);
  await toPageOf(connect, bank);
  return { bare, connect, form: await visit(connect) };
}

/** Closes the form once it is done. Nobody can tell that it was closed. */
async function close(form: Page): Promise<void> {
  await expect(form.getByRole('heading')).toHaveText('Done');
  await form.close();
}

const isConnected = (connect: Connect) => connect.isAt(`${bank} is connected`);
const accounts = (page: Page) => accountsOf(page).then((list) => list.map(({ type }) => type));

test.describe('the form in a tab of its own', () => {
  test('is finished with a code, and the modal goes on by itself', async ({ page, finapi }) => {
    const { bare, connect, form } = await atForm(page, finapi);
    expect(await form.evaluate(() => window.opener as unknown)).toBeNull();
    await expect(connect.dialog.getByText('is open in another tab')).toBeVisible();
    await logIn(form, 'demo');
    await enterCode(form);
    await goBack(form);
    await isConnected(connect);
    await connect.finish();
    expect(await bare.names()).toEqual([...['onReady', 'onAuthModalOpen', 'onSuccessfulLogin', 'onExit']]);
    expect(await accounts(page)).toHaveLength(4);
    expect(await transactionsOf(page)).not.toHaveLength(0);
  });

  test('is finished without a code, and without coming back over its link', async ({ page, finapi }) => {
    const { connect, form } = await atForm(page, finapi);
    await logIn(form, 'demo_no_msa');
    await close(form);
    await isConnected(connect);
  });

  test('is approved in an app', async ({ page, finapi }) => {
    const { connect, form } = await atForm(page, finapi);
    await logIn(form, 'demo');
    await form.getByLabel('Demo Decoupled Auth').check();
    await form.getByRole('button', { name: 'Continue' }).click();
    await form.getByRole('button', { name: 'I have approved it' }).click();
    await goBack(form);
    await isConnected(connect);
  });

  test('leads through the page of the bank itself', async ({ page, finapi }) => {
    const { connect } = await openAt(page, finapi);
    await toPageOf(connect, 'finAPI Test Redirect Bank');
    const form = await visit(connect);
    await form.getByRole('link', { name: 'Continue to the bank' }).click();
    await form.getByLabel('User name').fill('demo');
    await form.getByRole('button', { name: 'Log in and confirm' }).click();
    await goBack(form);
    await connect.isAt('finAPI Test Redirect Bank is connected');
  });

  test('is refused by the bank, and tried again in a new one', async ({ page, finapi }) => {
    const { bare, connect, form } = await atForm(page, finapi);
    for (let tries = 1; tries <= 3; tries++) {
      await logIn(form, 'nobody');
      if (tries < 3) await expect(form.getByRole('alert')).toBeVisible();
    }
    await connect.isAt('The login was not accepted');
    await connect.button('Try again').click();
    await connect.isAt(`Go on at ${bank}`);
    const second = await visit(connect);
    expect(second.url()).not.toBe(form.url());
    await logIn(second, 'demo_no_msa');
    await goBack(second);
    await isConnected(connect);
    expect((await bare.names()).filter((name) => name === 'onFailedLogin')).toHaveLength(1);
  });

  test('is left with its own button, which says nothing worse than cancelled', async ({ page, finapi }) => {
    const { connect, form } = await atForm(page, finapi);
    await Promise.all([form.waitForEvent('close'), form.getByRole('button', { name: 'Cancel' }).click()]);
    await connect.isAt('Cancelled');
    await expect(connect.button('Try again')).toBeVisible();
  });

  test('expires, and a new one is to be had', async ({ page, finapi }) => {
    const { connect, form } = await atForm(page, finapi);
    const id = new URL(form.url()).pathname.split('/').at(-1);
    await finapi.control(`/forms/${id}`, { do: 'expire' });
    await connect.isAt('That took too long');
    await connect.button('Try again').click();
    await connect.isAt(`Go on at ${bank}`);
  });

  test('connects what could be read when a part could not', async ({ page, finapi }) => {
    const { connect, form } = await atForm(page, finapi);
    await logIn(form, 'demo_partial');
    await goBack(form);
    await isConnected(connect);
    await connect.finish();
    expect(await accounts(page)).not.toHaveLength(0);
  });

  test('fails when nothing could be read, and says whose doing it is', async ({ page, finapi }) => {
    const { connect, form } = await atForm(page, finapi);
    await logIn(form, 'demo_broken');
    await goBack(form);
    await connect.isAt(/bank/i);
    await expect(connect.button('Choose another bank')).toBeVisible();
  });

  test.describe('for several types of account', () => {
    test.use({
      finapiSettings: { door: {}, provider: { accountTypes: ['current', 'savings', 'loan'] } },
    });
    test('connects those', async ({ page, finapi }) => {
      const { connect, form } = await atForm(page, finapi);
      for (let rounds = 0; rounds < 3; rounds++) {
        if ((await form.getByRole('heading').textContent())?.includes('Done')) break;
        await logIn(form, 'demo_all_types');
      }
      await goBack(form);
      await isConnected(connect);
      await connect.finish();
      expect([...new Set(await accounts(page))].sort()).toEqual(['current', 'loan', 'savings']);
    });
  });
});

test.describe('a tab that', () => {
  test('the browser does not open becomes a link, and this window', async ({ page, context, finapi }) => {
    await page.addInitScript(() => (window.open = () => null));
    const { connect } = await openAt(page, finapi);
    await toPageOf(connect, bank);
    await connect.button('Open the page of the bank').click();
    await expect(connect.dialog.getByRole('alert')).toHaveText(/did not open the page/);
    const [form] = await Promise.all([
      context.waitForEvent('page'),
      connect.dialog.getByRole('link', { name: 'Open the page of the bank' }).click(),
    ]);
    await logIn(form, 'demo_no_msa');
    await form.getByRole('link', { name: 'Continue' }).click();
    await isConnected(connect);
  });

  test('is closed by hand is not taken for the end, and is begun again in a new form', async ({
    page,
    context,
    finapi,
  }) => {
    const { connect, form } = await atForm(page, finapi);
    await form.close();
    await connect.button('I have finished there').click();
    await expect(connect.dialog.getByRole('alert').first()).toHaveText(/has not confirmed it yet/);
    // finAPI's forms open once: what is left of this one says so.
    const [again] = await Promise.all([
      context.waitForEvent('page'),
      connect.button('Open the page of the bank').click(),
    ]);
    await expect(again.getByRole('heading')).toHaveText('That did not work');
    await connect.isAt('That took too long');
    await connect.button('Try again').click();
    await connect.isAt(`Go on at ${bank}`);
    const second = await visit(connect);
    await logIn(second, 'demo_no_msa');
    await isConnected(connect);
  });

  test('is left open after the modal was closed can no longer be finished', async ({ page, finapi }) => {
    const { bare, connect, form } = await atForm(page, finapi);
    await connect.button('Close').click();
    await connect.isGone();
    await expect.poll(() => bare.names()).toContain('onExit');
    // Finished, it would wait for a click on its link: it leads back at once, for it was called off.
    await Promise.all([form.waitForEvent('close'), logIn(form, 'demo_no_msa')]);
  });
});

test.describe('the page', () => {
  for (const [when, act] of Object.entries({
    'before the form was opened': async () => undefined,
    'while the form is open': (connect: Connect) => visit(connect),
    'when half of the form is filled in': async (connect: Connect) => {
      const form = await visit(connect);
      await logIn(form, 'demo');
      return form;
    },
    'when the form is done': async (connect: Connect) => {
      await connect.page.route('**/connect/v1/status', () => {}); // The modal does not hear of it any more.
      const form = await visit(connect);
      await logIn(form, 'demo_no_msa');
      await expect(form.getByRole('heading')).toHaveText('Done');
      return form;
    },
  }))
    test(`that is closed ${when} goes on when it is opened again`, async ({ page, finapi }) => {
      const first = await openAt(page, finapi);
      await toPageOf(first.connect, bank);
      const form = await act(first.connect);
      const next = await reopen(page);
      const connect = new Connect(next);
      if (when === 'when the form is done') return isConnected(connect);
      await connect.isAt(`Go on at ${bank}`);
      const open = form ?? (await visit(connect));
      if (when !== 'when half of the form is filled in') await logIn(open, 'demo');
      await enterCode(open);
      await isConnected(connect);
    });

  test('that is closed for good leaves nothing behind for the next person', async ({ page, finapi }) => {
    const { connect } = await openAt(page, finapi);
    await toPageOf(connect, bank);
    const url = page.url();
    await page.close();
    const other = await page.context().newPage();
    await other.addInitScript(() => {
      Object.defineProperty(window, 'Dapi', {
        configurable: true,
        set(dapi: { create: (options: object) => unknown }) {
          const { create } = dapi;
          const value = {
            ...dapi,
            create: (options: object) => create({ ...options, clientUserID: 'another' }),
          };
          Object.defineProperty(window, 'Dapi', { value, configurable: true });
        },
      });
    });
    await other.goto(url);
    await other.waitForFunction(() => window.callbacks.some(([name]) => name === 'onReady'));
    await other.getByRole('button', { name: 'Connect a bank' }).click();
    await new Connect(other).isAt('Find your bank');
  });

  test('is left for the form and come back to, and the login goes on by itself', async ({ page, finapi }) => {
    const { connect } = await openAt(page, finapi, { redirects: 'page' });
    const url = page.url();
    await toPageOf(connect, bank);
    await connect.button('Open the page of the bank').click();
    await page.waitForURL('**/wf/**');
    await logIn(page, 'demo');
    await enterCode(page);
    await page.getByRole('link', { name: 'Continue' }).click();
    await isConnected(connect);
    expect(page.url(), 'the address is clean').toBe(url);
    await connect.finish();
    expect(await accounts(page)).toHaveLength(4);
  });

  test('is left for the form, and come back to with nothing done', async ({ page, finapi }) => {
    const { connect } = await openAt(page, finapi, { redirects: 'page' });
    const url = page.url();
    await toPageOf(connect, bank);
    await connect.button('Open the page of the bank').click();
    await page.waitForURL('**/wf/**');
    await page.goBack();
    expect(page.url()).toBe(url);
    // A browser may bring the page back as it was, or load it anew.
    if (!(await connect.dialog.isVisible()))
      await page.getByRole('button', { name: 'Connect a bank' }).click();
    await connect.isAt(`Go on at ${bank}`);
  });

  test('does not believe a state that it did not leave with', async ({ page, finapi }) => {
    const { connect } = await openAt(page, finapi);
    await toPageOf(connect, bank);
    const url = page.url();
    await page.goto(`${url}?connect_state=${'a'.repeat(22)}`);
    await page.waitForFunction(() => window.callbacks.some(([name]) => name === 'onReady'));
    await page.waitForTimeout(300);
    await expect(connect.dialog).toHaveCount(0);
    expect(page.url()).toBe(url);
  });
});

test.describe('a connected bank', () => {
  test.beforeEach(() => test.slow());
  const iban = 'DE89370400440532013000';

  async function connected(page: Page, context: BrowserContext, finapi: Standing, login: string) {
    const { connect, form } = await atForm(page, finapi);
    await logIn(form, login);
    await close(form);
    await isConnected(connect);
    await connect.finish();
    await accounts(page);
    return connect;
  }

  /** Begins a payment; what comes of it is in `window.paid`. */
  const pay = (page: Page) =>
    page.evaluate((to) => {
      const [sender] = window.account.accounts;
      const transfer = { senderID: sender!.id, amount: '12.50', name: 'Ada Example', iban: to };
      const paying = window.account.payment.createTransfer(transfer);
      (window as unknown as { paid: unknown }).paid = paying.then(({ status, ...rest }) =>
        status === 'failed' ? (rest as { type?: string }).type : status,
      );
    }, iban);
  const paid = (page: Page) => page.evaluate(() => (window as unknown as { paid: Promise<unknown> }).paid);

  test('is paid from in a form of its own, which the modal waits for', async ({ page, context, finapi }) => {
    const connect = await connected(page, context, finapi, 'demo_no_msa');
    await pay(page);
    await connect.isAt(`Go on at ${bank}`);
    const form = await visit(connect);
    await expect(form.getByRole('heading')).toHaveText('Confirm the payment');
    await form.getByRole('button', { name: 'Continue' }).click();
    await logIn(form, 'demo_no_msa');
    await close(form);
    expect(await paid(page)).toBe('done');
    await connect.isGone();
  });

  test('is not paid from when the modal is closed before the form is done', async ({
    page,
    context,
    finapi,
  }) => {
    const connect = await connected(page, context, finapi, 'demo_no_msa');
    await pay(page);
    await connect.isAt(`Go on at ${bank}`);
    const form = await visit(connect);
    await connect.button('Close').click();
    expect(await paid(page)).toBe('USER_CANCELLED_MFA');
    // It was called off, so it leads back instead of asking for a login.
    await Promise.all([form.waitForEvent('close'), form.getByRole('button', { name: 'Continue' }).click()]);
  });

  test('has paid when the modal is closed after the form was done', async ({ page, context, finapi }) => {
    const connect = await connected(page, context, finapi, 'demo_no_msa');
    await pay(page);
    await connect.isAt(`Go on at ${bank}`);
    const form = await visit(connect);
    const held: Route[] = []; // Nothing is heard of it until the modal was closed.
    await page.route(`${finapi.gateway}/`, (route) => void held.push(route));
    await form.getByRole('button', { name: 'Continue' }).click();
    await logIn(form, 'demo_no_msa');
    await expect(form.getByRole('heading')).toHaveText('Done');
    await connect.button('Close').click();
    await page.unroute(`${finapi.gateway}/`);
    await Promise.all(held.map((route) => route.continue().catch(() => {})));
    expect(await paid(page)).toBe('done');
  });

  test('whose consent has ended is repaired in a form, and stays the one it is', async ({
    page,
    context,
    finapi,
  }) => {
    const connect = await connected(page, context, finapi, 'demo_consent_expired');
    const idOf = () => page.evaluate(() => [window.account.tokenID, window.account.flush().connectionID]);
    const before = await idOf();
    await page.evaluate(() => window.handler.open({ connection: window.account }));
    await connect.isAt(`Go on at ${bank}`);
    const form = await visit(connect);
    await logIn(form, 'demo_consent_expired');
    await close(form);
    await isConnected(connect);
    await connect.finish();
    expect(await idOf()).toEqual(before);
    expect(await accounts(page)).toHaveLength(4);
  });
});

test.describe('the form inside the modal, by finAPI’s own script', () => {
  test.use({ finapiSettings: { door: {}, provider: { embedded: true } } });
  const insideOf = (page: Page) => page.frameLocator('dapi-connect iframe.page');
  const begin = async (connect: Connect) => {
    await connect.search.fill(bank);
    await connect.banks.filter({ hasText: bank }).first().click();
    await connect.agree();
  };
  const logInInside = async (page: Page, login: string) => {
    const form = insideOf(page);
    await form.getByLabel('Onlinebanking-ID').fill(login);
    await form.getByLabel('PIN', { exact: true }).fill(login);
    await form.getByRole('button', { name: 'Continue' }).click();
  };

  test('is finished with a code', async ({ page, finapi }) => {
    const { connect } = await openAt(page, finapi);
    await begin(connect);
    await logInInside(page, 'demo');
    const form = insideOf(page);
    await form.getByLabel('pushTAN').check();
    await form.getByRole('button', { name: 'Continue' }).click();
    await form.getByLabel('Code').fill(finapiCode);
    await form.getByRole('button', { name: 'Continue' }).click();
    await isConnected(connect);
    await connect.finish();
    expect(await accounts(page)).toHaveLength(4);
  });

  test('is left, refused, and begun anew', async ({ page, finapi }) => {
    const { connect } = await openAt(page, finapi);
    await begin(connect);
    const form = insideOf(page);
    await form.getByRole('button', { name: 'Cancel' }).click();
    await connect.isAt('Cancelled');
    await connect.button('Try again').click();
    for (let tries = 1; tries <= 3; tries++) {
      await logInInside(page, 'nobody');
      if (tries < 3) await expect(form.getByRole('alert')).toBeVisible();
    }
    await connect.isAt('The login was not accepted');
  });

  test('cannot be held by a page that is not on the list, nor reached by one that is', async ({
    page,
    finapi,
  }) => {
    const { connect } = await openAt(page, finapi);
    await begin(connect);
    await expect(insideOf(page).getByLabel('Onlinebanking-ID')).toBeVisible();
    const src = await page.locator('dapi-connect iframe.page').getAttribute('src');
    const reached = await page.evaluate(() => {
      const frame = document
        .querySelector('dapi-connect')!
        .shadowRoot!.querySelector<HTMLIFrameElement>('iframe.page')!;
      return frame.contentDocument;
    });
    expect(reached, 'another origin').toBeNull();
    const { port } = new URL(page.url());
    await page.goto(`http://shop.example:${port}${new URL(page.url()).pathname}`);
    await page.evaluate((address) => {
      const frame = document.createElement('iframe');
      frame.id = 'held';
      frame.src = address!;
      document.body.append(frame);
    }, src);
    const held = page.frameLocator('#held');
    await expect(held.getByLabel('Onlinebanking-ID')).toHaveCount(0);
    await page.waitForTimeout(500);
    await expect(held.getByLabel('Onlinebanking-ID')).toHaveCount(0);
  });
});
