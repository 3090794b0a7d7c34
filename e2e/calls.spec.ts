import { expect, test, type Page } from '@playwright/test';
import { gatewayURL } from './addresses.js';
import { BarePage } from './models/bare-page.js';
import { Connect, personas, type Persona } from './models/connect.js';

async function connected(page: Page, persona: Persona = personas.happy, options = {}) {
  const bare = await BarePage.open(page, { options });
  const connect = new Connect(page);
  await bare.press();
  await connect.connect(persona);
  return { bare, connect };
}

test.describe('calls of a bank account', () => {
  test('read identity, accounts with balances, one balance, transactions and metadata', async ({ page }) => {
    await connected(page);
    const answers = await page.evaluate(async () => {
      const { data, metadata } = window.account;
      const accounts = await data.getAccounts();
      if (accounts.status !== 'done') throw new Error(accounts.msg);
      const [account] = accounts.accounts;
      const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
      return {
        account,
        balance: await data.getBalance(account!.id),
        transactions: await data.getTransactions(account!.id, day(30), day(0)),
        metadata: await metadata.getAccounts(),
      };
    });
    expect(answers.account).toMatchObject({
      currency: { code: 'AED' },
      balance: { amount: expect.any(Number), currency: { code: 'AED' } },
    });
    expect(answers.balance).toMatchObject({ status: 'done', balance: answers.account!.balance });
    expect(answers.transactions).toMatchObject({ status: 'done' });
    expect(
      'transactions' in answers.transactions && answers.transactions.transactions.length,
    ).toBeGreaterThan(0);
    expect(answers.metadata).toMatchObject({
      status: 'done',
      accountsMetadata: { bankId: 'DAPIBANK_AE_ADCB', swiftCode: 'DAPIBANK_AE_ADCB' },
    });
  });

  test('resolve when the bank refuses, and say so', async ({ page }) => {
    await connected(page);
    const [balance, payment] = await page.evaluate(async () => [
      await window.account.data.getBalance('no such account'),
      await window.account.payment.createTransfer({
        senderID: 'x',
        amount: 1,
        name: 'A',
        iban: 'AE070331234567890123456',
      }),
    ]);
    expect(balance).toMatchObject({ status: 'failed', success: false, type: 'INVALID_ACCOUNT_ID' });
    expect(payment).toMatchObject({ status: 'failed', success: false, type: 'INVALID_ACCOUNT_ID' });
  });

  test('are made one after another', async ({ page }) => {
    await connected(page);
    let under = 0;
    let most = 0;
    await page.route(`${gatewayURL}/`, async (route) => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setTimeout(resolve, 50));
      under--;
      await route.continue();
    });
    const statuses = await page.evaluate(async () => {
      const again = new window.DapiBankAccount!(window.account.flush());
      const answers = await Promise.all([
        window.account.data.getIdentity(),
        again.data.getAccounts(),
        window.account.metadata.getAccounts(),
      ]);
      return answers.map(({ status }) => status);
    });
    expect(statuses).toEqual(['done', 'done', 'done']);
    expect(most).toBe(1);
  });

  test('open the modal at the bank’s question and settle with the final answer', async ({ page }) => {
    const { bare, connect } = await connected(page, personas.otpForData);
    const answer = page.evaluate(() => window.account.data.getIdentity());
    await connect.isAt('ADCB asks');
    await connect.answer('999999');
    await connect.isAt('The answer was not accepted');
    await connect.button('Try again').click();
    await connect.isAt('ADCB asks');
    await connect.answer();
    expect(await answer).toMatchObject({ status: 'done', identity: { name: expect.any(String) } });
    await connect.isGone();
    expect((await bare.names()).slice(1)).toEqual([
      'onSuccessfulLogin',
      'onExit',
      'onAuthModalOpen',
      'onAuthModalSubmit',
      'onAuthModalOpen',
      'onAuthModalSubmit',
    ]);
  });

  test('end as cancelled when the question is closed, and the next one goes on', async ({ page }) => {
    const { connect } = await connected(page, personas.otpForData);
    const answers = page.evaluate(() =>
      Promise.all([window.account.data.getIdentity(), window.account.data.getAccounts()]),
    );
    await connect.isAt('ADCB asks');
    await page.keyboard.press('Escape');
    await expect(connect.code).toHaveValue('');
    await connect.answer();
    const [identity, accounts] = await answers;
    expect(identity).toMatchObject({
      status: 'failed',
      type: 'USER_CANCELLED_MFA',
      operationID: expect.any(String),
    });
    expect(accounts).toMatchObject({ status: 'done' });
  });

  test('carry what the page adds, and pass through interceptRequest', async ({ page }) => {
    await connected(page, personas.happy, { clientHeaders: { 'x-shop': '1' }, clientBody: { shop: 1 } });
    const sent = page.waitForRequest(
      (request) => request.postData()?.includes('/data/identity/get') ?? false,
    );
    await page.evaluate(() => window.account.data.getIdentity({ 'x-more': '2' }, { more: 2 }));
    const request = await sent;
    expect(request.headers()).toMatchObject({ 'x-shop': '1', 'x-more': '2' });
    expect(request.postDataJSON()).toMatchObject({
      shop: 1,
      more: 2,
      UserExtraBody: { shop: 1, more: 2 },
      action: '/data/identity/get',
      appKey: 'sandbox-app',
      bundleID: 'sandbox-bundle',
    });
  });

  test('reject with a clear error before any Dapi.create', async ({ page }) => {
    await connected(page);
    const flushed = await page.evaluate(() => window.account.flush());
    await BarePage.open(page, { started: false });
    const error = await page.evaluate(async (params) => {
      try {
        return await new window.DapiBankAccount!(params).data.getIdentity();
      } catch (error) {
        return { code: (error as { code: string }).code, message: (error as Error).message };
      }
    }, flushed);
    expect(error).toMatchObject({
      code: 'DAPI_NOT_STARTED',
      message: expect.stringContaining('Dapi.create'),
    });
  });
});
