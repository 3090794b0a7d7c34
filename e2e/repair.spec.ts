import { expect, test } from '@playwright/test';
import { BarePage } from './models/bare-page.js';
import { Connect } from './models/connect.js';

test.describe('a connection whose login is no longer good', () => {
  test('is repaired when a call finds that out, and the call goes on', async ({ page }) => {
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    await bare.press();
    await connect.connect({ username: 'expired', password: 'demo' });
    const before = await page.evaluate(() => window.account.flush());
    const calls = page.evaluate(() =>
      Promise.all([window.account.data.getAccounts(), window.account.data.getIdentity()]),
    );
    await connect.isAt('ADCB asks');
    await connect.answer();
    await connect.finish();
    expect(await calls, 'both calls, after one repair').toMatchObject([
      { status: 'done' },
      { status: 'done' },
    ]);
    const after = await page.evaluate(() => window.account.flush());
    expect(after).toMatchObject({ tokenID: before.tokenID, connectionID: before.connectionID });
    expect(after.userSecret).not.toBe(before.userSecret);
    expect((await bare.names()).filter((name) => name === 'onSuccessfulLogin')).toHaveLength(1);
    await page.reload();
    await bare.called('onReady');
    const kept = await page.evaluate(async () =>
      (await window.Dapi!.getCachedBankAccounts('someone')).map((account) => account.flush().userSecret),
    );
    expect(kept, 'one connection, as it is now').toEqual([after.userSecret]);
  });

  test('asks for the password alone where only that has changed', async ({ page }) => {
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    await bare.press();
    await connect.connect({ username: 'changed', password: 'demo' });
    const { tokenID } = await page.evaluate(() => window.account.flush());
    await page.evaluate(() => window.handler.open({ connection: window.account }));
    await connect.isAt(/^Log in to/);
    await expect(connect.form.getByRole('textbox', { name: 'Username' })).toHaveCount(0);
    await connect.form.locator('[name=password]').fill('wrong');
    await connect.submit('Log in').click();
    await connect.isAt('The login was not accepted');
    await connect.button('Try again').click();
    await connect.form.locator('[name=password]').fill('demo');
    await connect.submit('Log in').click();
    await connect.finish();
    expect(await page.evaluate(() => window.account.flush().tokenID)).toBe(tokenID);
    expect(await page.evaluate(() => window.account.data.getAccounts())).toMatchObject({ status: 'done' });
    expect((await bare.names()).filter((name) => name === 'onSuccessfulLogin')).toHaveLength(2);
  });

  test('is left alone once the person would not', async ({ page }) => {
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    await bare.press();
    await connect.connect({ username: 'expired', password: 'demo' });
    const call = () => page.evaluate(() => window.account.data.getAccounts());
    const first = call();
    await connect.isAt('ADCB asks');
    await page.keyboard.press('Escape');
    expect(await first).toMatchObject({ status: 'failed', type: 'INVALID_CONNECTION' });
    expect(await call()).toMatchObject({ status: 'failed', type: 'INVALID_CONNECTION' });
    await connect.isGone();
  });

  test('is not repaired behind a page that would rather ask itself', async ({ page }) => {
    const bare = await BarePage.open(page, { options: { isRepairAutomatic: false } });
    const connect = new Connect(page);
    await bare.press();
    await connect.connect({ username: 'expired', password: 'demo' });
    expect(await page.evaluate(() => window.account.data.getAccounts())).toMatchObject({
      type: 'INVALID_CONNECTION',
    });
    await connect.isGone();
  });
});

test('a bank that is connected already is renewed instead of connected twice', async ({ page }) => {
  const bare = await BarePage.open(page);
  const connect = new Connect(page);
  await bare.press();
  await connect.connect();
  await bare.press();
  await connect.search.fill('ADCB');
  await page.keyboard.press('Enter');
  await connect.isAt('You have connected ADCB already');
  await connect.button('Renew the connection').click();
  await connect.finish();
  expect(await page.evaluate(async () => (await window.Dapi!.getCachedBankAccounts('someone')).length)).toBe(
    1,
  );
});

test('a page can name the bank, and its people agree before they log in', async ({ page }) => {
  const bare = await BarePage.open(page, { options: { institutionID: 'DAPIBANK_AE_LIV' } });
  const connect = new Connect(page);
  await bare.press();
  await connect.isAt('What Example App may do at Liv');
  await expect(connect.dialog.getByRole('listitem')).toHaveCount(6);
  await expect(connect.dialog).toContainText('For 90 days, until ');
  await expect(connect.dialog).toContainText('Example App Ltd receives this data.');
  await connect.button('Back').click();
  await connect.isAt('Find your bank');
});
