import { randomUUID } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { gatewayURL } from './addresses.js';
import { BarePage } from './models/bare-page.js';
import { Connect } from './models/connect.js';

/** Somebody with money of their own, so that no other test spends it. */
async function connected(page: Page, bank?: string) {
  const bare = await BarePage.open(page);
  const connect = new Connect(page);
  await bare.press();
  await connect.connect({ username: `demo_${randomUUID()}`, password: 'demo' }, bank);
  return { bare, connect };
}

const balance = (page: Page) =>
  page.evaluate(async () => {
    const answer = await window.account.data.getAccounts();
    if (answer.status !== 'done') throw new Error(answer.msg);
    return answer.accounts[0]!.balance!.amount;
  });

/** Pays somebody 10, in a way that is the same each time: so many times at once. */
const payAtOnce = (page: Page, times: number, amount = '10.00') =>
  page.evaluate(
    async ([given, times]) => {
      const answer = await window.account.data.getAccounts();
      if (answer.status !== 'done') throw new Error(answer.msg);
      const beneficiary = { name: 'A Friend', accountNumber: '0123456789', iban: 'AE070331234567890123456' };
      const transfer = {
        ...{ senderID: answer.accounts[0]!.id, amount: given, remarks: 'lunch' },
        beneficiary: { ...beneficiary, type: 'local' as const, swiftCode: 'EBILAEAD' },
      };
      const { payment } = window.account;
      return Promise.all(Array.from({ length: times }, () => payment.transferAutoflow(transfer)));
    },
    [amount, times] as [string, number],
  );

const pay = (page: Page, amount?: string) => payAtOnce(page, 1, amount).then(([paid]) => paid!);

test.describe('paying', () => {
  test('moves money, adds the beneficiary, and keeps the remark', async ({ page }) => {
    await connected(page, 'ADIB');
    const before = await balance(page);
    expect(await pay(page, '12.34')).toMatchObject({
      status: 'done',
      reference: expect.any(String),
      hlAPIStep: 'Transfer',
    });
    expect(await balance(page)).toBeCloseTo(before - 12.34, 2);
    const [beneficiaries, transactions] = await page.evaluate(async () => {
      const day = new Date().toISOString().slice(0, 10);
      const { id } = window.account.accounts[0]!;
      return [
        await window.account.payment.getBeneficiaries(),
        await window.account.data.getTransactions(id, day, day),
      ] as const;
    });
    expect(beneficiaries).toMatchObject({ beneficiaries: [{ name: 'A Friend', status: 'approved' }] });
    expect(JSON.stringify(transactions)).toContain('lunch');
  });

  test('happens once on a double click', async ({ page }) => {
    await connected(page);
    const before = await balance(page);
    const [first, second] = await payAtOnce(page, 2);
    expect(first).toMatchObject({ status: 'done' });
    expect(second).toEqual(first);
    expect(await balance(page)).toBeCloseTo(before - 10, 2);
    expect(await pay(page), 'a later one is another one').not.toEqual(first);
    expect(await balance(page)).toBeCloseTo(before - 20, 2);
  });

  test('happens once when the answer is lost and it is tried again', async ({ page }) => {
    await connected(page);
    const before = await balance(page);
    let lost = '';
    await page.route(`${gatewayURL}/`, async (route) => {
      if (lost || !route.request().postData()?.includes('autoflow')) return route.continue();
      lost = await (await route.fetch()).text();
      return route.abort('connectionreset');
    });
    const error = await pay(page).catch((reason: Error) => reason.message);
    expect(error).toContain('Nothing answers');
    const { reference } = JSON.parse(lost) as { reference: string };
    expect(await pay(page)).toMatchObject({ status: 'done', reference });
    expect(await balance(page)).toBeCloseTo(before - 10, 2);
  });

  test('goes on when the question has been answered and the modal is closed', async ({ page }) => {
    const { connect } = await connected(page);
    const before = await balance(page);
    const answer = pay(page, '10.72');
    await connect.code.fill('123456');
    await page.route(`${gatewayURL}/`, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await route.continue();
    });
    await connect.submit('Continue').click();
    await connect.isAt(/^Checking with/);
    await page.keyboard.press('Escape');
    await connect.isGone();
    expect(await answer).toMatchObject({ status: 'done' });
    await page.unroute(`${gatewayURL}/`);
    expect(await balance(page)).toBeCloseTo(before - 10.72, 2);
  });

  for (const [when, arrives] of [
    ['has not arrived', false],
    ['has arrived, and nobody has heard of it yet', true],
  ] as const)
    test(`says what became of it when the modal is closed while the answer ${when}`, async ({ page }) => {
      const { connect } = await connected(page);
      const before = await balance(page);
      const answer = pay(page, '10.72');
      await connect.code.fill('123456');
      const held = new Promise<void>((resolve) => {
        void page.route('**/connect/v1/answer', async (route) => {
          if (arrives) await route.fetch();
          resolve(); // And the browser waits for it in vain.
        });
      });
      await connect.submit('Continue').click();
      await held;
      await connect.isAt(/^Checking with/);
      await page.keyboard.press('Escape');
      await connect.isGone();
      expect(await answer).toMatchObject(
        arrives ? { status: 'done' } : { status: 'failed', type: 'USER_CANCELLED_MFA' },
      );
      expect(await balance(page)).toBeCloseTo(before - (arrives ? 10.72 : 0), 2);
    });

  test('does not happen when the question is closed, and can be asked for anew', async ({ page }) => {
    const { connect } = await connected(page);
    const before = await balance(page);
    const answer = pay(page, '10.72');
    await connect.code.waitFor();
    await page.keyboard.press('Escape');
    expect(await answer).toMatchObject({ status: 'failed', type: 'USER_CANCELLED_MFA' });
    expect(await balance(page)).toBe(before);
    const again = pay(page, '10.72');
    await connect.answer();
    expect(await again).toMatchObject({ status: 'done' });
    expect(await balance(page)).toBeCloseTo(before - 10.72, 2);
  });

  test('waits for a bank that takes its time', async ({ page }) => {
    await connected(page);
    expect(await pay(page, '10.71')).toMatchObject({ status: 'done' });
  });

  test('says why it cannot be', async ({ page }) => {
    await connected(page);
    expect(await pay(page, '999999999')).toMatchObject({ status: 'failed', type: 'INSUFFICIENT_BALANCE' });
    expect(await pay(page, '10.77')).toMatchObject({
      status: 'failed',
      type: 'BENEFICIARY_COOL_DOWN_PERIOD',
      coolDownPeriod: { value: expect.any(Number), unit: 'hrs' },
    });
  });
});

test.describe('choosing an account', () => {
  test('hands the chosen one to the page, or says that none was', async ({ page }) => {
    const { connect } = await connected(page);
    await balance(page);
    const ask = () =>
      page.evaluate(() => {
        const { accounts } = window.account;
        return new Promise<string>((resolve) =>
          window.account.showAccountsModal(
            'Pay from which account?',
            accounts,
            ({ id }) => resolve(String(accounts.findIndex((account) => account.id === id))),
            () => resolve('none'),
          ),
        );
      });
    const chosen = ask();
    await connect.isAt('Pay from which account?');
    await connect.dialog.getByRole('listitem').nth(1).getByRole('button').click();
    expect(await chosen).toBe('1');
    await connect.isGone();
    const none = ask();
    await connect.button('Close').click();
    expect(await none).toBe('none');
  });
});

test.describe('ending a connection', () => {
  test('takes it out of the cache, and it answers no more', async ({ page }) => {
    await connected(page);
    expect(await page.evaluate(() => window.account.delete())).toMatchObject({
      status: 'done',
      success: true,
    });
    const after = await page.evaluate(async () => ({
      cached: (await window.Dapi!.getCachedBankAccounts('someone')).length,
      answer: await window.account.data.getIdentity(),
    }));
    expect(after).toMatchObject({ cached: 0, answer: { status: 'failed', type: 'UNAUTHORIZED' } });
  });
});

test.describe('the older connector', () => {
  test('hands the codes to the page, whose server exchanges them', async ({ page, request }) => {
    const callbacks = { bundleID: undefined, clientUserID: undefined };
    const bare = await BarePage.open(page, {
      script: '/connect/v3/connector.js',
      options: callbacks,
      codes: true,
    });
    const connect = new Connect(page);
    await bare.press();
    await connect.connect();
    const codes = (await bare.called('onSuccess')) as Record<string, string>;
    expect(Object.keys(codes).sort()).toEqual(
      ['accessCode', 'bankId', 'connectionID', 'success', 'tokenID', 'userID', 'userSecret'].sort(),
    );
    const { accessCode, connectionID, userSecret } = codes;
    const appSecret = 'sandbox-secret';
    const exchange = () =>
      request.post(`${gatewayURL}/v2/auth/ExchangeToken`, { data: { appSecret, accessCode, connectionID } });
    const { accessToken } = (await (await exchange()).json()) as { accessToken: string };
    const headers = { authorization: `Bearer ${accessToken}` };
    const accounts = await request.post(`${gatewayURL}/v2/data/accounts/get`, {
      headers,
      data: { appSecret, userSecret },
    });
    expect(await accounts.json()).toMatchObject({ status: 'done' });
    expect((await exchange()).status()).toBe(401);
  });
});
