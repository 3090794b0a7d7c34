import { expect, test, type Page, type Route } from '@playwright/test';
import { english } from '../../packages/connect/src/ui/languages/en.js';
import { languages } from '../../packages/connect/src/ui/languages/languages.js';
import { BarePage } from './bare-page.js';
import { Connect, personas } from './connect.js';
import { onFinapi, visit } from './upstreams.js';

/** Has a step looked at. */
type Look = (step: string) => Promise<unknown>;
/** Opens the page that the modal is on. */
type Open = (more?: { gateway: string; options: Record<string, unknown> }) => Promise<BarePage>;
type Way = (connect: Connect, look: Look, open: Open) => Promise<void>;

interface Given {
  /** What the modal speaks. Default: English. */
  language?: 'en' | keyof typeof languages | undefined;
  /** Options of `Dapi.create`. */
  options?: Record<string, unknown>;
  /** Before the page is opened. */
  prepare?: (page: Page) => Promise<unknown>;
}

/** The ways through the modal. Together they pass every step, with every face that it has. */
const ways: Record<string, Way> = {
  'logging in': loggingIn,
  'a long form': longForm,
  questions,
  accounts,
  'a page of the bank': pageOfTheBank,
  'coming back': comingBack,
  trouble,
};

/** A test of each way through the modal, which has every step looked at. */
export function atEveryStep(
  title: string,
  look: (page: Page, step: string, way: string) => Promise<unknown>,
  given: Given = {},
): void {
  for (const [name, way] of Object.entries(ways))
    test(`${title}: ${name}`, ({ page }) => walk(page, (step) => look(page, step, name), given, way));
}

/** Goes one way through the modal, and has every step looked at. */
export async function walk(page: Page, look: Look, given: Given = {}, way = loggingIn): Promise<void> {
  test.slow();
  const { language = 'en', options = {} } = given;
  const words = language === 'en' ? english : (await languages[language]()).words;
  await given.prepare?.(page);
  const open: Open = async (more) => {
    const all = { countries: ['AE', 'GB'], ...options, ...more?.options };
    const bare = await BarePage.open(page, { lang: language, ...more, options: all });
    await bare.called('onReady');
    return bare;
  };
  await way(new Connect(page, { words }), look, open);
}

/** The login as most people know it, with what they look for and do not find, and one mistake. */
async function loggingIn(connect: Connect, look: Look, open: Open): Promise<void> {
  const bare = await open();
  const { page } = connect;
  const letInstitutions = await hold(page, 'institutions?*');
  await bare.press();
  await connect.isAt(connect.says('opening.title'));
  await look('opening');
  await letInstitutions();
  await connect.isAt(connect.says('search.title'));
  await page.waitForLoadState('networkidle');
  await look('search');
  await connect.search.fill('bank');
  await counted(connect);
  await look('search-typed');
  await connect.search.fill('zzz');
  await counted(connect);
  await look('search-nothing');
  await connect.button(connect.says('unlisted.open')).click();
  await look('unlisted');
  await connect.button(connect.says('unlisted.send')).click();
  await look('unlisted-told');
  await connect.button(connect.says('unlisted.back')).click();

  await connect.search.fill('ADCB');
  await connect.banks.first().click();
  await connect.isAt(connect.says('consent.title'));
  await look('consent');
  await connect.agree();
  await connect.isAt(connect.says('credentials.title'));
  await look('credentials');
  await connect.submit(connect.says('credentials.submit')).click();
  await look('credentials-missing');
  const letLogin = await hold(page, 'login');
  await connect.logIn(personas.wrong);
  await connect.isAt(connect.says('connecting.title'));
  await look('connecting');
  await letLogin();
  await connect.button(connect.says('failed.again')).waitFor();
  await look('failed');

  await connect.button(connect.says('failed.again')).click();
  await connect.logIn(personas.otp);
  await connect.isAt(connect.says('challenge.title'));
  await look('challenge');
  await connect.submit(connect.says('challenge.submit')).click();
  await look('challenge-missing');
  const letAnswer = await hold(page, 'answer');
  await connect.answer();
  await connect.isAt(connect.says('resuming.title'));
  await look('resuming');
  await letAnswer();
  await connect.isAt(connect.says('connected.title'));
  await look('connected');
  await connect.finish();
}

/** A bank that wants more than others want. */
async function longForm(connect: Connect, look: Look, open: Open): Promise<void> {
  const bare = await open();
  await bare.press();
  await connect.findBank('Molehill');
  await look('form');
  await connect.submit(connect.says('credentials.submit')).click();
  await look('form-missing');
  await connect.fillRichForm();
  await connect.form.getByRole('button', { name: connect.says('credentials.show') }).click();
  await connect.form.getByRole('textbox', { name: 'Customer number' }).fill('12');
  await connect.submit(connect.says('credentials.submit')).click();
  await look('form-wrong');
}

/** Every kind of question that a bank asks. */
async function questions(connect: Connect, look: Look, open: Open): Promise<void> {
  const bare = await open();
  const { page } = connect;
  const ask = async (kind: string) => {
    await connect.logIn({ username: `mfa_${kind}`, password: 'demo' });
    await connect.isAt(connect.says('challenge.title'));
    await look(`question-${kind}`);
  };
  const leave = async () => {
    await connect.button(connect.says('back')).click();
    await connect.isAt(connect.says('credentials.title'));
  };
  await bare.press();
  await connect.findBank();
  for (const kind of ['token', 'pin', 'secret', 'choice', 'two']) {
    await ask(kind);
    await leave();
  }
  await ask('captcha');
  await connect.submit(connect.says('challenge.captcha-enlarge')).click();
  await look('question-captcha-large');
  await leave();

  // What has so many seconds left has them for as long as it is looked at.
  const now = Date.now();
  await page.clock.setFixedTime(now);
  for (const kind of ['confirm', 'resend']) {
    await ask(kind);
    await leave();
  }
  await ask('expiring');
  await page.clock.setFixedTime(now + 10_000);
  await connect.submit(connect.says('challenge.again')).waitFor();
  await look('question-late');
}

/** Accounts to share, and then one of them to pay from. */
async function accounts(connect: Connect, look: Look, open: Open): Promise<void> {
  const bare = await open();
  const { page, dialog } = connect;
  await bare.press();
  await connect.findBank();
  await connect.logIn({ username: 'choose_accounts', password: 'demo' });
  await connect.isAt(connect.says('accounts.title'));
  await look('accounts');
  await connect.button(connect.says('accounts.submit-none')).click();
  await look('accounts-none');
  await dialog.getByRole('checkbox').nth(1).check();
  await dialog.getByRole('checkbox').nth(3).check();
  await look('accounts-some');
  await connect.button(connect.says('accounts.submit')).click();
  await connect.finish();

  await page.evaluate(async () => {
    await window.account.data.getAccounts();
    window.account.showAccountsModal('Which account shall pay?', window.account.accounts);
  });
  await connect.isAt('Which account shall pay?');
  await look('choice');
  await page.keyboard.press('Escape');
  await connect.isGone();
  await page.evaluate(() => window.account.showAccountsModal('Which account shall pay?', []));
  await connect.isAt('Which account shall pay?');
  await look('choice-none');
}

/** A bank that goes on on a page of its own, which the browser opens, or does not. */
async function pageOfTheBank(connect: Connect, look: Look, open: Open): Promise<void> {
  const { page } = connect;
  const arrive = async () => {
    await connect.search.fill('finAPI Test Bank');
    await connect.banks.first().click();
    await connect.agree();
    await connect.isAt(connect.says('redirect.title'));
  };
  await onFinapi(async ({ gateway }) => {
    const bare = await open({ gateway, options: { countries: [] } });
    await bare.press();
    await arrive();
    await look('redirect');
    const tab = await visit(connect);
    await tab.close();
    await look('redirect-open');
    await connect.button(connect.says('redirect.done')).click();
    await connect.dialog.getByText(connect.says('redirect.again')).waitFor();
    await look('redirect-again');

    await connect.button(connect.says('back')).click();
    await page.evaluate(() => (window.open = () => null));
    await arrive();
    await connect.button(connect.says('redirect.open')).click();
    await connect.dialog.getByText(connect.says('redirect.blocked')).waitFor();
    await look('redirect-blocked');
  });
}

/** A bank that is connected already, and later a consent that comes to its end. */
async function comingBack(connect: Connect, look: Look, open: Open): Promise<void> {
  const bare = await open();
  const { page } = connect;
  await bare.press();
  await connect.connect({ username: 'changed', password: 'demo' });
  await bare.press();
  await connect.isAt(connect.says('search.title'));
  await look('search-recent');
  await connect.search.fill('ADCB');
  await connect.banks.first().click();
  await connect.isAt(connect.says('known.title'));
  await look('known');
  await connect.button(connect.says('known.repair')).click();
  await connect.isAt(connect.says('credentials.title'));
  await look('repair');
  await page.keyboard.press('Escape');
  await connect.isGone();

  const days = 24 * 60 * 60 * 1000;
  await page.clock.setFixedTime(Date.now() + 80 * days);
  await page.evaluate(() => window.handler.open({ connection: window.account }));
  await connect.isAt(connect.says('consent.title'));
  await look('renewal');
}

/** What goes wrong without anybody's doing, and what takes long. */
async function trouble(connect: Connect, look: Look, open: Open): Promise<void> {
  const bare = await open();
  const { page } = connect;
  await page.route('**/connect/v1/institutions?*', (route) => route.abort());
  await bare.press();
  await connect.button(connect.says('failed.again')).waitFor();
  await look('failed-at-start');
  await page.unroute('**/connect/v1/institutions?*');
  await connect.button(connect.says('failed.again')).click();
  await connect.findBank();
  await connect.logIn({ username: 'locked', password: 'demo' });
  await connect.button(connect.says('failed.other')).waitFor();
  await look('failed-for-good');
  await connect.button(connect.says('failed.other')).click();
  await connect.isAt(connect.says('search.title'));
  await page.context().setOffline(true);
  await connect.dialog.getByText(connect.says('offline')).waitFor();
  await look('offline');
  await page.context().setOffline(false);

  await connect.findBank();
  // The bank is at the same for as long as that is looked at.
  await page.route('**/connect/v1/status', async (route) => {
    const response = await route.fetch();
    const { operationID } = route.request().postDataJSON() as { operationID: string };
    const json = { status: 'initialized', operationID, stage: 'finding_accounts' };
    await route.fulfill({ response, json });
  });
  await connect.logIn({ username: 'slow', password: 'demo' });
  await connect.isAt(connect.says('stage.finding_accounts'));
  await look('connecting-on');
  await page.unrouteAll({ behavior: 'wait' });
  await connect.finish();
}

/** The number of banks has been said. */
async function counted({ dialog, banks }: Connect): Promise<void> {
  const said = dialog.getByRole('status').filter({ hasText: /\S/ }).first();
  await expect(async () => {
    const there = (await banks.count()) ? await banks.first().getAttribute('aria-setsize') : '0';
    expect((await said.textContent())!.replace(/\D/g, '') || '0').toBe(there);
  }).toPass();
}

/** Keeps requests waiting until they are let through. */
async function hold(page: Page, call: string): Promise<() => Promise<void>> {
  const held: Route[] = [];
  const url = `**/connect/v1/${call}`;
  await page.route(url, (route) => void held.push(route));
  return async () => {
    await expect.poll(() => held.length).toBeGreaterThan(0);
    await Promise.all(held.map((route) => route.continue()));
    await page.unroute(url);
  };
}
