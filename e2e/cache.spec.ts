import { expect, test } from '@playwright/test';
import { BarePage } from './models/bare-page.js';
import { Connect, personas } from './models/connect.js';

test.describe('the cache', () => {
  test('still answers after a reload, synchronously once ready, and for nobody else', async ({ page }) => {
    let bare = await BarePage.open(page);
    const connect = new Connect(page);
    await bare.press();
    await connect.connect();
    await bare.press();
    await connect.connect(personas.happy, 'Liv');

    await page.reload();
    await bare.called('onReady');
    const cached = await page.evaluate(async () => {
      const now = window.Dapi!.getCachedBankAccounts('someone');
      const names = now.map((account) => account.name);
      const [newest] = await window.Dapi!.getCachedBankAccounts('someone');
      return { names, isArray: Array.isArray(now), identity: await newest!.data.getIdentity() };
    });
    expect(cached).toMatchObject({ names: ['Liv', 'ADCB'], isArray: true, identity: { status: 'done' } });

    bare = await BarePage.open(page, { options: { clientUserID: 'somebody else' } });
    await bare.called('onReady');
    const others = await page.evaluate(async () => [
      window.Dapi!.getCachedBankAccounts('somebody else').length,
      (await window.Dapi!.getCachedBankAccounts('somebody else')).length,
    ]);
    expect(others).toEqual([0, 0]);
  });

  test('replaces a connection when the same person connects the same bank again', async ({ page }) => {
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    for (const persona of [personas.happy, personas.happy, personas.otp]) {
      await bare.press();
      await connect.connect(persona);
    }
    const count = await page.evaluate(
      async () => (await window.Dapi!.getCachedBankAccounts('someone')).length,
    );
    expect(count).toBe(2); // Two people at one bank.
  });

  test('keeps nothing when it is switched off', async ({ page }) => {
    const bare = await BarePage.open(page, { options: { isCachedEnabled: false } });
    await bare.press();
    await new Connect(page).connect();
    const left = await page.evaluate(async () => [
      (await window.Dapi!.getCachedBankAccounts('someone')).length,
      (await indexedDB.databases()).length,
    ]);
    expect(left[0]).toBe(0);
    await page.reload();
    await bare.called('onReady');
    expect(
      await page.evaluate(async () => (await window.Dapi!.getCachedBankAccounts('someone')).length),
    ).toBe(0);
  });

  test('falls back to memory when storage is blocked', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        get: () => {
          throw new DOMException('Blocked.', 'SecurityError');
        },
      });
    });
    const bare = await BarePage.open(page);
    await bare.press();
    await new Connect(page).connect();
    const [account] = await page.evaluate(async () =>
      (await window.Dapi!.getCachedBankAccounts('someone')).map(({ bankID }) => bankID),
    );
    expect(account).toBe('DAPIBANK_AE_ADCB');
  });

  test('a flushed account answers in a fresh browser profile', async ({ page, browser }) => {
    const bare = await BarePage.open(page);
    await bare.press();
    await new Connect(page).connect();
    const flushed = await page.evaluate(() => window.account.flush());
    expect(Object.keys(flushed).sort()).toEqual([
      'accessCode',
      'bankId',
      'clientUserID',
      'color',
      'connectionID',
      'consentExpiresAt',
      'fullLogoPng',
      'fullName',
      'halfLogoPng',
      'miniLogoPng',
      'name',
      'tokenID',
      'userID',
      'userSecret',
    ]);

    const fresh = await browser.newContext();
    const elsewhere = await fresh.newPage();
    await BarePage.open(elsewhere, { options: { clientUserID: 'someone' } });
    const answer = await elsewhere.evaluate(
      (params) => new window.DapiBankAccount!(params).data.getAccounts(),
      JSON.parse(JSON.stringify(flushed)) as typeof flushed,
    );
    expect(answer).toMatchObject({ status: 'done', accounts: expect.any(Array) });
    await fresh.close();
  });
});
