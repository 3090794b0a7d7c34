import { expect, type Page } from '@playwright/test';
import { powensPassword } from '@connect-layer/sandbox';
import { accountsOf, transactionsOf } from './models/account-data.js';
import { lastMonth } from './models/backend.js';
import { Connect } from './models/connect.js';
import { PowensPages } from './models/powens-pages.js';
import { openAt, reopen, test, toBank, toPageOf, type Standing } from './models/upstreams.js';

// The modal on Powens: on Powens' own pages (`hosted`), and with the bank's fields in a form of ours (`embedded`).

const bank = 'Connecteur de test';
const day = 86_400_000;

/** An order for the payee of every payment here. */
const order = { amount: '12.50', name: 'Landlord', iban: 'FR1420041010050500013M02606', remark: 'Rent' };

const isConnected = (connect: Connect, name = bank) => connect.isAt(`${name} is connected`);

/** The names of the accounts that are shared. */
const accounts = (page: Page) => accountsOf(page).then((list) => list.map(({ name }) => name));

/** Makes a payment out of the first account, and gives what came of it. */
const pay = (page: Page) =>
  page.evaluate(async (given) => {
    const answer = await window.account.data.getAccounts();
    if (answer.status !== 'done') throw new Error(answer.msg);
    return window.account.payment.createTransfer({ ...given, senderID: answer.accounts[0]!.id });
  }, order);

interface Upstream {
  users: { id: number }[];
  connections: {
    id: number;
    sources: { name: string; state: string | null; values: Record<string, string> }[];
  }[];
  accounts: { id: number; name: string }[];
  payments: { state: string; errorCode: string | null }[];
}

/** The modal, and Powens' own page that it has opened in a tab. */
async function atPage(page: Page, powens: Standing) {
  const { bare, connect } = await openAt(page, powens);
  await toPageOf(connect, bank);
  return { bare, connect, there: await PowensPages.open(connect) };
}

const upstreamOf = (powens: Standing) => powens.control('/state') as Promise<Upstream>;

test.describe("on Powens' own page, in a tab of its own, a login", () => {
  test('is finished there, with the accounts that were chosen there', async ({ page, powens }) => {
    const { bare, connect, there } = await atPage(page, powens);
    expect(await there.page.evaluate(() => window.opener as unknown)).toBeNull();
    await expect(connect.dialog.getByText('is open in another tab')).toBeVisible();
    await there.logIn();
    await there.chooseAccounts('Compte chèque');
    await there.leave('Share these accounts');
    await isConnected(connect);
    await connect.finish();
    expect(await bare.names()).toEqual(['onReady', 'onAuthModalOpen', 'onSuccessfulLogin', 'onExit']);
    expect(await accounts(page)).toEqual(['Compte chèque']);
    expect(await transactionsOf(page)).not.toHaveLength(0);
  });

  test('goes on after a wrong password there, and through two sources', async ({ page, powens }) => {
    const { connect, there } = await atPage(page, powens);
    await there.logIn('par', 'wrong');
    await expect(there.page.getByRole('alert')).toHaveText('Identifiant ou mot de passe incorrect.');
    await there.logIn();
    await there.page.getByLabel('Type de compte').selectOption('par');
    await there.press('Log in');
    await there.leave('Share these accounts');
    await isConnected(connect);
    await connect.finish();
    expect(await accounts(page)).toHaveLength(6);
  });

  test('is approved in another app', async ({ page, powens }) => {
    const { connect, there } = await atPage(page, powens);
    await there.logIn('shortDecoupled');
    await expect(there.page.getByText('Waiting for your approval')).toBeVisible();
    await there.chooseAccounts('Carte Premier');
    await there.leave('Share these accounts');
    await isConnected(connect);
  });

  test('is cancelled, which is said, and tried again', async ({ page, powens }) => {
    const { bare, connect, there: first } = await atPage(page, powens);
    await first.logIn();
    await first.leave('Cancel');
    await connect.isAt('Cancelled');
    expect((await upstreamOf(powens)).users).toEqual([]);
    await connect.button('Try again').click();
    await connect.isAt(`Go on at ${bank}`);
    const second = await PowensPages.open(connect);
    await second.logIn();
    await second.chooseAccounts('Compte chèque');
    await second.leave('Share these accounts');
    await isConnected(connect);
    expect((await bare.names()).filter((name) => name === 'onFailedLogin')).toHaveLength(1);
  });

  test('is left by hand before anything was done, and sent there anew', async ({ page, powens }) => {
    const { connect, there: first } = await atPage(page, powens);
    await first.page.close();
    await connect.button('I have finished there').click();
    await expect(connect.dialog.getByRole('alert').first()).toHaveText(/has not confirmed it yet/);
    const second = await PowensPages.open(connect);
    await second.logIn();
    await second.chooseAccounts('Compte chèque');
    await second.leave('Share these accounts');
    await isConnected(connect);
  });

  test('is left by hand before accounts were chosen, which is then done here', async ({ page, powens }) => {
    const { connect, there } = await atPage(page, powens);
    await there.logIn();
    await expect(there.page.getByRole('button', { name: 'Not these' })).toBeVisible();
    await there.page.close();
    await connect.button('I have finished there').click();
    await connect.isAt('Choose accounts to share');
    await connect.dialog.getByRole('checkbox', { name: 'Carte Premier' }).check();
    await connect.button('Share 1 account').click();
    await isConnected(connect);
    await connect.finish();
    expect(await accounts(page)).toEqual(['Carte Premier']);
  });

  test('is left by hand at a question of the bank, and asked that again there', async ({ page, powens }) => {
    const { connect, there: first } = await atPage(page, powens);
    await first.logIn('additionalInformationNeeded');
    await expect(first.page.getByLabel('Code reçu par SMS')).toBeVisible();
    await first.page.close();
    await connect.button('I have finished there').click();
    await expect(connect.dialog.getByRole('alert').first()).toHaveText(/has not confirmed it yet/);
    const second = await PowensPages.open(connect);
    await second.page.getByLabel('Code reçu par SMS').fill('1234');
    await second.leave('Send the code');
    await connect.isAt('Choose accounts to share');
    await connect.dialog.getByRole('checkbox', { name: 'Compte chèque' }).check();
    await connect.button('Share 1 account').click();
    await isConnected(connect);
  });

  test('lasts half an hour, after which a new one is to be had', async ({ page, powens }) => {
    const { connect, there } = await atPage(page, powens);
    powens.pass(31 * 60_000);
    await connect.isAt('That took too long');
    await there.press('Cancel');
    await expect(there.page.getByRole('alert')).toBeVisible();
    await connect.button('Try again').click();
    await connect.isAt(`Go on at ${bank}`);
  });

  test('can no longer be finished once the modal was closed', async ({ page, powens }) => {
    const { bare, connect, there } = await atPage(page, powens);
    await connect.button('Close').click();
    await connect.isGone();
    await expect.poll(() => bare.names()).toContain('onExit');
    await expect.poll(async () => (await upstreamOf(powens)).users).toEqual([]);
    await there.logIn();
    await expect(there.page.getByRole('alert')).toBeVisible();
    expect((await upstreamOf(powens)).connections).toEqual([]);
  });
});

test.describe("on Powens' own page, in place of the app's, a login", () => {
  test('is come back from, and goes on by itself', async ({ page, powens }) => {
    const { connect } = await openAt(page, powens, { redirects: 'page' });
    const url = page.url();
    await toPageOf(connect, bank);
    await connect.button('Open the page of the bank').click();
    await page.waitForURL('**/webview/**');
    const there = new PowensPages(page);
    await there.logIn();
    await there.chooseAccounts('Compte chèque');
    await there.press('Share these accounts');
    await isConnected(connect);
    expect(page.url(), 'the address is clean').toBe(url);
    await connect.finish();
    expect(await accounts(page)).toEqual(['Compte chèque']);
  });

  test('is cancelled there, which is said here', async ({ page, powens }) => {
    const { connect } = await openAt(page, powens, { redirects: 'page' });
    await toPageOf(connect, bank);
    await connect.button('Open the page of the bank').click();
    await page.waitForURL('**/webview/**');
    await new PowensPages(page).press('Cancel');
    await connect.isAt('Cancelled');
    await connect.button('Try again').click();
    await connect.isAt(`Go on at ${bank}`);
  });
});

test.describe('a page that is closed while the person is elsewhere', () => {
  test("goes on when it is opened again: on Powens' own page", async ({ page, powens }) => {
    const first = await openAt(page, powens);
    await toPageOf(first.connect, bank);
    const there = await PowensPages.open(first.connect);
    await there.logIn();
    const connect = new Connect(await reopen(page));
    await connect.isAt(`Go on at ${bank}`);
    await there.chooseAccounts('Compte chèque');
    await there.leave('Share these accounts');
    await isConnected(connect);
  });

  test('finds the login done when that was finished meanwhile', async ({ page, powens }) => {
    const first = await openAt(page, powens);
    await toPageOf(first.connect, bank);
    const there = await PowensPages.open(first.connect);
    await there.logIn();
    await page.route('**/connect/v1/status', () => {}); // The modal does not hear of it any more.
    await there.chooseAccounts('Compte chèque');
    await there.leave('Share these accounts');
    await isConnected(new Connect(await reopen(page)));
  });
});

test.describe("a payment on Powens' own page", () => {
  /** Somebody who is connected, and asks to pay. */
  async function paying(page: Page, powens: Standing) {
    const { connect } = await openAt(page, powens);
    await toPageOf(connect, bank);
    const there = await PowensPages.open(connect);
    await there.logIn();
    await there.chooseAccounts('Compte chèque');
    await there.leave('Share these accounts');
    await isConnected(connect);
    await connect.finish();
    const paid = pay(page);
    await connect.isAt(`Go on at ${bank}`);
    return { connect, paid, there: await PowensPages.open(connect) };
  }

  test('is agreed to', async ({ page, powens }) => {
    const { connect, paid, there } = await paying(page, powens);
    await expect(there.page.getByText('12.50 EUR to Landlord')).toBeVisible();
    await there.press('Agree with a code: 1234');
    await there.page.getByLabel('Code reçu par SMS').fill('0000');
    await there.press('Send the code');
    await expect(there.page.getByRole('alert')).toHaveText('The code is wrong.');
    await there.page.getByLabel('Code reçu par SMS').fill('1234');
    await there.leave('Send the code');
    await connect.isGone();
    expect(await paid).toMatchObject({ status: 'done', reference: expect.stringMatching(/^\d+$/) });
    expect((await upstreamOf(powens)).payments).toMatchObject([{ state: 'pending' }]);
  });

  for (const press of ['Cancel', 'Agree refuse in the other app'])
    test(`is not agreed to (${press}), and the page is told so`, async ({ page, powens }) => {
      const { connect, paid, there } = await paying(page, powens);
      await there.leave(press);
      await connect.isAt('Cancelled');
      await connect.button('Close').last().click();
      expect(await paid).toMatchObject({ status: 'failed', type: 'OPERATION_CANCELLED' });
    });

  test('can no longer be agreed to once the modal was closed', async ({ page, powens }) => {
    const { connect, paid, there } = await paying(page, powens);
    await connect.button('Close').click();
    expect(await paid).toMatchObject({ status: 'failed', type: 'USER_CANCELLED_MFA' });
    await there.press('Agree on the page of the bank');
    await expect(there.page.getByRole('alert')).toHaveText(/no longer open/);
    const { payments } = await upstreamOf(powens);
    expect(payments).toMatchObject([{ state: 'rejected', errorCode: 'CancelledByClient' }]);
  });
});

test.describe('in a form of ours', () => {
  test.use({ powensMode: 'embedded' });

  /** Fills in the fields of the test connector; its second source only where `second` says what becomes of it. */
  async function logIn(connect: Connect, scenario = 'par', second?: string): Promise<void> {
    const { form } = connect;
    await form.locator('[name=openapiwebsite]').selectOption(scenario);
    await form.locator('[name=login]').fill('alice');
    await form.locator('[name=password]').fill(powensPassword);
    if (second) await form.locator('[name=directaccesswebsite]').selectOption(second);
    await connect.submit('Log in').click();
  }

  /** Chooses the accounts with these names, and no others. */
  async function share(connect: Connect, ...names: string[]): Promise<void> {
    await connect.isAt('Choose accounts to share');
    for (const name of names) await connect.dialog.getByRole('checkbox', { name }).check();
    await connect.button(/^Share \d/).click();
  }

  /** On the page of the bank. */
  async function decide(there: PowensPages, button: 'Allow' | 'Refuse'): Promise<void> {
    await expect(there.page.getByText('Sandbox wants to read your accounts.')).toBeVisible();
    await there.leave(button);
  }

  /** Somebody who shares one account. The page writes down what it hears. */
  async function connected(page: Page, powens: Standing, scenario = 'par', second?: string) {
    await page.addInitScript(() => {
      const heard: unknown[] = [];
      const onEvent = (name: string, detail: object) => heard.push({ name, ...detail });
      Object.assign(window, { heard, onEvent });
    });
    const { connect } = await openAt(page, powens, {}, { listens: true });
    await toBank(connect, bank);
    await logIn(connect, scenario, second);
    await share(connect, 'Compte chèque');
    await isConnected(connect);
    await connect.finish();
    const { connections } = await upstreamOf(powens);
    return { connect, id: connections[0]!.id };
  }

  const mend = (page: Page) => page.evaluate(() => window.handler.open({ connection: window.account }));
  const flushed = (page: Page) => page.evaluate(() => window.account.flush());

  test.describe('a login', () => {
    for (const [scenario, title, whose, next] of [
      ['wrongpass', 'The login was not accepted', 'person', 'Try again'],
      ['passwordExpired', 'Your bank needs you first', 'person', 'Try again'],
      ['actionNeeded', 'Your bank needs you first', 'person', 'Try again'],
      ['websiteUnavailable', 'The bank has a problem', 'bank', 'Try again'],
      ['rateLimiting', 'The bank has a problem', 'bank', 'Try again'],
      ['bug', 'The bank has a problem', 'bank', 'Try again'],
      ['futureState', 'The bank has a problem', 'bank', 'Try again'],
      ['notSupported', 'This bank cannot do that', 'bank', 'Choose another bank'],
    ] as const)
      test(`is explained: ${scenario}`, async ({ page, powens }) => {
        const told: unknown[] = [];
        await page.exposeFunction('onEvent', (name: string, { whose }: { whose?: string }) => {
          if (name === 'problem') told.push(whose);
        });
        const { connect } = await openAt(page, powens, {}, { listens: true });
        await toBank(connect, bank);
        await logIn(connect, scenario);
        await connect.isAt(title);
        expect(told).toEqual([whose]);
        expect((await upstreamOf(powens)).users, 'nobody is left behind').toEqual([]);
        await connect.button(next).click();
        await connect.isAt(next === 'Try again' ? `Log in to ${bank}` : 'Find your bank');
        if (next !== 'Try again') return;
        await expect(connect.form.locator('[name=login]'), 'nobody types twice').toHaveValue('alice');
        await logIn(connect);
        await connect.isAt('Choose accounts to share');
      });

    for (const [scenario, count] of Object.entries({ par: 2, pro: 2, SCARequired: 2 }))
      test(`goes through: ${scenario}`, async ({ page, powens }) => {
        const { connect } = await openAt(page, powens);
        await toBank(connect, bank);
        await logIn(connect, scenario);
        await connect.isAt('Choose accounts to share');
        await expect(connect.dialog.locator('.account')).toHaveCount(count);
      });

    test('is asked for a code, and for another login after a wrong one', async ({ page, powens }) => {
      const { connect } = await openAt(page, powens);
      await toBank(connect, bank);
      await logIn(connect, 'additionalInformationNeeded');
      await connect.isAt(`${bank} asks`);
      await expect(connect.form.getByText('Code reçu par SMS')).toBeVisible();
      await connect.answer('0000');
      await connect.isAt('The answer was not accepted');
      await connect.button('Try again').click();
      await logIn(connect, 'additionalInformationNeeded');
      await connect.answer('1234');
      await share(connect, 'Carte Premier');
      await isConnected(connect);
    });

    test('is approved in another app', async ({ page, powens }) => {
      const { connect } = await openAt(page, powens);
      await toBank(connect, bank);
      await logIn(connect, 'shortDecoupled');
      await connect.isAt(`${bank} asks`);
      await expect(connect.form.getByText('Validez la connexion dans l’application')).toBeVisible();
      await connect.submit('I have approved it').click();
      await share(connect, 'Compte chèque');
      await isConnected(connect);
    });

    for (const scenario of ['AppValidationCancelled', 'AppValidationExpired'])
      test(`is not approved: ${scenario}`, async ({ page, powens }) => {
        const { connect } = await openAt(page, powens);
        await toBank(connect, bank);
        await logIn(connect, scenario);
        await connect.isAt(`${bank} asks`);
        powens.pass(21_000);
        await connect.submit('I have approved it').click();
        await connect.isAt('The answer was not accepted');
        await expect(connect.button('Try again')).toBeVisible();
      });

    test('is sent to the page of the bank by a bank that has a form', async ({ page, powens }) => {
      const { connect } = await openAt(page, powens);
      await toBank(connect, bank);
      await logIn(connect, 'webauthRequired');
      await connect.isAt(`Go on at ${bank}`);
      await decide(await PowensPages.open(connect), 'Allow');
      await share(connect, 'Compte chèque');
      await isConnected(connect);
    });

    for (const [scenario, resolve] of Object.entries({
      SCARequiredAndOTP: (connect: Connect) => connect.answer('1234'),
      SCARequiredAndDecoupled: (connect: Connect) => connect.submit('I have approved it').click(),
    }))
      test(`is wanted once more when the next synchronisation does: ${scenario}`, async ({
        page,
        powens,
      }) => {
        const { connect } = await connected(page, powens, scenario);
        powens.pass(2 * day);
        expect(await accounts(page), 'what is stored is told').toEqual(['Compte chèque']);
        await mend(page);
        await connect.isAt(`${bank} asks`);
        await resolve(connect);
        await isConnected(connect);
      });

    test('is wanted at both sources, one after the other', async ({ page, powens }) => {
      const scenario = 'SCARequiredAndDecoupled';
      const { connect } = await connected(page, powens, scenario, scenario);
      powens.pass(2 * day);
      await mend(page);
      for (const source of [0, 1]) {
        const states = async () =>
          (await upstreamOf(powens)).connections[0]!.sources.map(({ state }) => state);
        await expect.poll(async () => (await states())[source]).toBe('validating');
        await connect.isAt(`${bank} asks`);
        await connect.submit('I have approved it').click();
      }
      await isConnected(connect);
    });
  });

  test.describe('a bank with a page of its own', () => {
    const bridge = 'Banque du Pont';

    test('is gone to in a tab, refused there, and tried again', async ({ page, powens }) => {
      const { connect } = await openAt(page, powens);
      await toPageOf(connect, bridge);
      await decide(await PowensPages.open(connect), 'Refuse');
      await connect.isAt('Cancelled');
      await connect.button('Try again').click();
      await connect.isAt(`Go on at ${bridge}`);
      await decide(await PowensPages.open(connect), 'Allow');
      await share(connect, 'Compte chèque');
      await isConnected(connect, bridge);
      await connect.finish();
      expect(await accounts(page)).toEqual(['Compte chèque']);
    });

    test('is left by hand, and gone to anew', async ({ page, powens }) => {
      const { connect } = await openAt(page, powens);
      await toPageOf(connect, bridge);
      const { page: first } = await PowensPages.open(connect);
      await first.close();
      await connect.button('I have finished there').click();
      await expect(connect.dialog.getByRole('alert').first()).toHaveText(/has not confirmed it yet/);
      await decide(await PowensPages.open(connect), 'Allow');
      await share(connect, 'Compte chèque');
      await isConnected(connect, bridge);
    });

    test('is gone to with what it wants to know first', async ({ page, powens }) => {
      const valleys = 'Crédit des Vallées';
      const { connect } = await openAt(page, powens);
      await toBank(connect, valleys);
      await connect.form.getByRole('radio', { name: 'Vallée du Sud' }).check();
      await connect.submit('Log in').click();
      await connect.isAt(`Go on at ${valleys}`);
      await decide(await PowensPages.open(connect), 'Allow');
      await share(connect, 'Compte chèque');
      await isConnected(connect, valleys);
      const { connections } = await upstreamOf(powens);
      expect(connections[0]!.sources[0]!.values).toMatchObject({ website: 'sud' });
    });

    test('is a link where the browser opens no tab', async ({ page, context, powens }) => {
      await page.addInitScript(() => (window.open = () => null));
      const { connect } = await openAt(page, powens);
      await toPageOf(connect, bridge);
      await connect.button('Open the page of the bank').click();
      await expect(connect.dialog.getByRole('alert').first()).toHaveText(/did not open the page/);
      const [there] = await Promise.all([
        context.waitForEvent('page'),
        connect.dialog.getByRole('link', { name: 'Open the page of the bank' }).click(),
      ]);
      await there.getByRole('button', { name: 'Allow' }).click();
      await share(connect, 'Compte chèque');
      await isConnected(connect, bridge);
    });

    for (const [how, isBlocked] of [
      ['where the browser opens no tab', true],
      ['where the page wants that', false],
    ] as const)
      test(`takes the place of the page ${how}`, async ({ page, powens }) => {
        if (isBlocked) await page.addInitScript(() => (window.open = () => null));
        const { connect } = await openAt(page, powens, isBlocked ? {} : { redirects: 'page' });
        const url = page.url();
        await toPageOf(connect, bridge);
        await connect.button('Open the page of the bank').click();
        if (isBlocked) await connect.button('Continue in this window').click();
        await page.waitForURL('**/bank/authorize*');
        await page.getByRole('button', { name: 'Allow' }).click();
        await share(connect, 'Compte chèque');
        await isConnected(connect, bridge);
        expect(page.url(), 'the address is clean').toBe(url);
      });

    test('is refused in place of the page', async ({ page, powens }) => {
      const { connect } = await openAt(page, powens, { redirects: 'page' });
      await toPageOf(connect, bridge);
      await connect.button('Open the page of the bank').click();
      await page.waitForURL('**/bank/authorize*');
      await page.getByRole('button', { name: 'Refuse' }).click();
      await connect.isAt('Cancelled');
    });

    test('is gone on with when the page was closed meanwhile', async ({ page, powens }) => {
      const first = await openAt(page, powens);
      await toPageOf(first.connect, bridge);
      const there = await PowensPages.open(first.connect);
      const connect = new Connect(await reopen(page));
      await connect.isAt(`Go on at ${bridge}`);
      await decide(there, 'Allow');
      await share(connect, 'Compte chèque');
      await isConnected(connect, bridge);
    });
  });

  test.describe('two sources, one after the other,', () => {
    test('are both logged in to with what was typed', async ({ page, powens }) => {
      const { connect } = await openAt(page, powens);
      await toBank(connect, bank);
      await logIn(connect, 'additionalInformationNeeded', 'par');
      await connect.answer('1234');
      await share(connect, 'Compte chèque', 'Livret A', 'PEA');
      await isConnected(connect);
      await connect.finish();
      expect((await accounts(page)).sort()).toEqual(['Compte chèque', 'Livret A', 'PEA']);
      const { connections } = await upstreamOf(powens);
      expect(connections[0]!.sources.map(({ name }) => name)).toEqual(['openapi', 'directaccess']);
    });

    test('are not both there when the second one refuses', async ({ page, powens }) => {
      const { connect } = await openAt(page, powens);
      await toBank(connect, bank);
      await logIn(connect, 'par', 'wrongpass');
      await connect.isAt('Choose accounts to share');
      await expect(connect.dialog.locator('.account')).toHaveCount(2);
    });

    for (const [button, count] of [
      ['Allow', 4],
      ['Refuse', 2],
    ] as const)
      test(`are a form and a page of the bank: ${button}`, async ({ page, powens }) => {
        const rivers = 'Caisse des Deux Rives';
        const { connect } = await openAt(page, powens);
        await toBank(connect, rivers);
        await connect.form.locator('[name=login]').fill('alice');
        await connect.form.locator('[name=password]').fill(powensPassword);
        await connect.submit('Log in').click();
        await connect.isAt(`Go on at ${rivers}`);
        await decide(await PowensPages.open(connect), button);
        await connect.isAt('Choose accounts to share');
        await expect(connect.dialog.locator('.account')).toHaveCount(count);
        await share(connect, 'Compte chèque');
        await isConnected(connect, rivers);
      });
  });

  test.describe('the accounts', () => {
    test('are those that were chosen, of which there must be one', async ({ page, powens }) => {
      const { connect } = await openAt(page, powens);
      await toBank(connect, bank);
      await logIn(connect, 'par', 'par');
      await connect.isAt('Choose accounts to share');
      await connect.button('Share accounts').click();
      await expect(connect.dialog.getByRole('alert')).toHaveText('Choose at least one account.');
      await share(connect, 'Compte chèque', 'Assurance vie');
      await isConnected(connect);
      await connect.finish();
      expect((await accounts(page)).sort()).toEqual(['Assurance vie', 'Compte chèque']);
    });

    test('that the bank has no longer are not listed, and still found by id', async ({ page, powens }) => {
      await connected(page, powens);
      const { id } = (await upstreamOf(powens)).accounts.find(({ name }) => name === 'Compte chèque')!;
      await powens.control('/archive', { account: id });
      expect(await accounts(page)).toEqual([]);
      const { fromDate, toDate } = lastMonth();
      const found = await page.evaluate(
        async ([account, from, to]) => [
          await window.account.data.getBalance(account),
          await window.account.data.getTransactions(account, from, to),
        ],
        [String(id), fromDate, toDate] as [string, string, string],
      );
      expect(found).toMatchObject([
        { status: 'done', balance: { amount: expect.any(Number) } },
        { status: 'done', transactions: expect.any(Array) },
      ]);
    });
  });

  test.describe('a repair', () => {
    for (const [state, resolve] of Object.entries<
      (connect: Connect, powens: Standing, id: number) => unknown
    >({
      SCARequired: () => undefined,
      webauthRequired: async (connect) => {
        await connect.isAt(`Go on at ${bank}`);
        await decide(await PowensPages.open(connect), 'Allow');
      },
      additionalInformationNeeded: async (connect) => {
        await connect.isAt(`${bank} asks`);
        await connect.answer('1234');
      },
      decoupled: async (connect) => {
        await connect.isAt(`${bank} asks`);
        await connect.submit('I have approved it').click();
      },
      validating: async (connect, powens, id) => {
        await connect.isAt(`Signing in to ${bank}`);
        await powens.control('/state-of', { connection: id, state: 'SCARequired' });
      },
      wrongpass: async (connect) => {
        await connect.isAt(`Log in to ${bank}`);
        await logIn(connect);
      },
      passwordExpired: async (connect) => {
        await connect.isAt(`Log in to ${bank}`);
        await logIn(connect);
      },
      actionNeeded: async (connect) => {
        await connect.isAt(`${bank} asks`);
        await expect(connect.form.getByText('nouvelles conditions générales')).toBeVisible();
        await connect.submit('I have finished there').click();
      },
    }))
      test(`goes straight to what is needed: ${state}`, async ({ page, powens }) => {
        const { connect, id } = await connected(page, powens);
        const before = await flushed(page);
        await powens.control('/state-of', { connection: id, state });
        await mend(page);
        await resolve(connect, powens, id);
        await isConnected(connect);
        await connect.finish();
        const { tokenID, connectionID } = await flushed(page);
        expect({ tokenID, connectionID }).toEqual({
          tokenID: before.tokenID,
          connectionID: before.connectionID,
        });
        expect(await accounts(page)).toEqual(['Compte chèque']);
      });

    for (const [state, title] of Object.entries({
      rateLimiting: 'The bank has a problem',
      websiteUnavailable: 'The bank has a problem',
      bug: 'The bank has a problem',
      somethingNew: 'The bank has a problem',
      notSupported: 'This bank cannot do that',
    }))
      test(`is explained where only time helps, and what is stored is told: ${state}`, async ({
        page,
        powens,
      }) => {
        const { connect, id } = await connected(page, powens);
        await powens.control('/state-of', { connection: id, state });
        await mend(page);
        await connect.isAt(title);
        await connect.button('Close').last().click();
        await connect.isGone();
        expect(await accounts(page)).toEqual(['Compte chèque']);
      });

    test('shows accounts that are new at the bank, and no others', async ({ page, powens }) => {
      const { connect, id } = await connected(page, powens);
      await powens.control('/state-of', { connection: id, state: 'additionalInformationNeeded' });
      await mend(page);
      await connect.isAt(`${bank} asks`);
      await powens.control('/find-account', { connection: id, name: 'Livret neuf' });
      await connect.answer('1234');
      await connect.isAt('Choose accounts to share');
      await expect(connect.dialog.getByRole('checkbox', { name: 'Compte chèque' })).toBeChecked();
      await expect(connect.dialog.getByRole('checkbox', { name: 'Livret neuf' })).not.toBeChecked();
      await share(connect, 'Livret neuf');
      await isConnected(connect);
      await connect.finish();
      expect(await accounts(page)).toEqual(['Compte chèque', 'Livret neuf']);
    });
  });

  test.describe('a consent of 180 days', () => {
    interface Heard {
      name: string;
      connectionID?: string;
      expiresAt?: number;
    }

    /** Lets days pass for everybody: Standing, the gateway, and the browser, whose page is then loaded anew. */
    async function pass(page: Page, powens: Standing, days: number): Promise<Heard[]> {
      powens.pass(days * day);
      const now = await page.evaluate(() => Date.now());
      await page.clock.setSystemTime(now + days * day);
      await page.reload();
      await page.waitForFunction(() => window.callbacks.some(([name]) => name === 'onReady'));
      await page.evaluate(async () => {
        [window.account] = (await window.Dapi!.getCachedBankAccounts('someone')) as [Window['account']];
      });
      const heard = await page.evaluate(() => (window as unknown as { heard: Heard[] }).heard);
      return heard.filter(({ name }) => name === 'expiring');
    }

    test('is told, reported days ahead, and renewed when a call finds it over', async ({ page, powens }) => {
      const { connect } = await connected(page, powens);
      const before = await flushed(page);
      const left = (before.consentExpiresAt! - Date.now()) / day;
      expect(left).toBeGreaterThan(179.9);
      expect(left).toBeLessThanOrEqual(180);

      expect(await pass(page, powens, 165)).toEqual([]);
      const { connectionID, consentExpiresAt: expiresAt } = before;
      expect(await pass(page, powens, 5)).toMatchObject([{ connectionID, expiresAt }]);
      expect(await accounts(page)).toEqual(['Compte chèque']);

      expect(await pass(page, powens, 11)).toMatchObject([{ connectionID, expiresAt }]);
      const call = accounts(page);
      await connect.isAt(`What Example App may do at ${bank}`);
      await connect.button(/^Continue to /).click();
      await isConnected(connect);
      await connect.finish();
      expect(await call).toEqual(['Compte chèque']);
      const after = await flushed(page);
      expect(after).toMatchObject({ connectionID, tokenID: before.tokenID });
      expect((after.consentExpiresAt! - before.consentExpiresAt!) / day).toBeCloseTo(181, 1);
      expect(await pass(page, powens, 1)).toEqual([]);
    });

    test("is over for calls, and renewed on the bank's own page when the app's asks for that", async ({
      page,
      powens,
    }) => {
      const bridge = 'Banque du Pont';
      const { connect } = await openAt(page, powens, { isRepairAutomatic: false });
      await toPageOf(connect, bridge);
      await decide(await PowensPages.open(connect), 'Allow');
      await share(connect, 'Compte chèque');
      await isConnected(connect, bridge);
      await connect.finish();
      const { tokenID, connectionID } = await flushed(page);
      powens.pass(181 * day);
      const call = () => page.evaluate(() => window.account.data.getAccounts());
      expect(await call()).toMatchObject({ status: 'failed', type: 'INVALID_CONNECTION' });
      await connect.isGone();
      await mend(page);
      await connect.isAt(`Go on at ${bridge}`);
      await decide(await PowensPages.open(connect), 'Allow');
      await isConnected(connect, bridge);
      await connect.finish();
      expect(await call()).toMatchObject({ status: 'done' });
      expect(await flushed(page)).toMatchObject({ tokenID, connectionID });
    });

    test.describe("on Powens' own page", () => {
      test.use({ powensMode: 'hosted' });
      test('is renewed there', async ({ page, powens }) => {
        const { connect, there } = await atPage(page, powens);
        await there.logIn();
        await there.chooseAccounts('Compte chèque');
        await there.leave('Share these accounts');
        await isConnected(connect);
        await connect.finish();
        const { tokenID, connectionID } = await flushed(page);
        powens.pass(181 * day);
        const call = accounts(page);
        await connect.isAt(`Go on at ${bank}`);
        const again = await PowensPages.open(connect);
        expect(new URL(again.page.url()).pathname).toContain('/webview/');
        await again.leave('Continue');
        await isConnected(connect);
        await connect.finish();
        expect(await call).toEqual(['Compte chèque']);
        expect(await flushed(page)).toMatchObject({ tokenID, connectionID });
      });
    });
  });
});
