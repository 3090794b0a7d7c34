import { expect, test } from '@playwright/test';
import { BarePage } from './models/bare-page.js';
import { Connect, personas } from './models/connect.js';

test.describe('connecting a bank', () => {
  test('goes from click to identity', async ({ page }) => {
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    await bare.called('onReady');
    await bare.press();
    await connect.connect();
    const identity = await page.evaluate(() => window.account.data.getIdentity());
    expect(identity).toMatchObject({ status: 'done', success: true, identity: { name: expect.any(String) } });
    expect(await bare.names()).toEqual(['onReady', 'onSuccessfulLogin', 'onExit']);
  });

  test('asks for a one-time code when the bank does', async ({ page }) => {
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    await bare.press();
    await connect.connect(personas.otp);
    expect(await page.evaluate(() => window.account.data.getIdentity())).toMatchObject({ status: 'done' });
    const names = await bare.names();
    expect(names.filter((name) => name !== 'onReady')).toEqual([
      'onAuthModalOpen',
      'onAuthModalSubmit',
      'onSuccessfulLogin',
      'onExit',
    ]);
  });

  test('says why a login failed, and lets one try again without typing the name again', async ({ page }) => {
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    await bare.press();
    await connect.findBank();
    await connect.logIn(personas.wrong);
    await connect.isAt('The login was not accepted');
    expect(await bare.called('onFailedLogin')).toMatchObject({
      success: false,
      status: 'failed',
      type: 'INVALID_CREDENTIALS',
      bankID: 'DAPIBANK_AE_ADCB',
      operationID: expect.stringContaining('DAPIBANK_AE_ADCB:'),
    });
    await connect.button('Try again').click();
    await expect(connect.form.locator('[name=username]')).toHaveValue('demo');
    await connect.logIn(personas.happy);
    await connect.finish();
    expect((await bare.names()).slice(1)).toEqual(['onFailedLogin', 'onSuccessfulLogin', 'onExit']);
  });

  test('says why a code failed, and lets one try again', async ({ page }) => {
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    await bare.press();
    await connect.findBank();
    await connect.logIn(personas.otp);
    await connect.answer('000000');
    await connect.isAt('The answer was not accepted');
    expect(await bare.called('onFailedLogin')).toMatchObject({ type: 'INVALID_MFA' });
    await connect.button('Choose another bank').click();
    await connect.connect(personas.otp, 'Liv');
  });

  test('can be left at every step, gives everything back, and can be opened again', async ({ page }) => {
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    const ways = [
      () => connect.search.waitFor(),
      () => connect.findBank(),
      async () => {
        await connect.findBank();
        await connect.logIn(personas.wrong);
        await connect.button('Try again').waitFor();
      },
      async () => {
        await connect.findBank();
        await connect.logIn(personas.otp);
        await connect.code.waitFor();
      },
      async () => {
        await connect.findBank();
        await connect.logIn(personas.happy);
        await connect.button(/^Back to/).waitFor();
      },
    ];
    for (const [i, walk] of ways.entries()) {
      await bare.press();
      await walk();
      if (i % 2) await connect.button('Close').click();
      else await page.keyboard.press('Escape');
      await connect.isGone();
      expect((await bare.names()).filter((name) => name === 'onExit')).toHaveLength(i + 1);
      await expect(page.getByRole('button', { name: 'Connect a bank' })).toBeFocused();
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe('visible');
    }
  });

  test('can be left while the bank is at work, and by the page', async ({ page }) => {
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    await page.route('**/connect/v1/login', () => {}); // Never answered.
    await bare.press();
    await connect.findBank();
    await connect.logIn(personas.happy);
    await connect.isAt(/^Signing in to/);
    await connect.button('Cancel').click();
    await connect.isAt(/^Log in to/);
    await page.evaluate(() => window.handler.close());
    await connect.isGone();
    await bare.called('onExit');
    await page.evaluate(() => {
      window.handler.open();
      window.handler.destroy();
      window.handler.destroy();
      window.handler.open();
    });
    await connect.isGone();
    expect((await bare.names()).filter((name) => name === 'onExit')).toHaveLength(1);
  });

  test('works with the keyboard alone', async ({ page }) => {
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    const { keyboard } = page;
    await bare.called('onReady');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await connect.isAt('Find your bank');
    await expect(connect.search).toBeFocused();
    await keyboard.type('abu dhabi comm');
    await expect(connect.banks).toHaveCount(1);
    await keyboard.press('Enter');
    await expect(connect.button(/^Continue to/)).toBeFocused();
    await keyboard.press('Enter');
    await connect.isAt(/^Log in to/);
    await keyboard.type('mfa_otp');
    await keyboard.press('Tab');
    await keyboard.type('demo');
    await keyboard.press('Enter');
    await expect(connect.code).toBeFocused();
    await keyboard.type('111111');
    await keyboard.press('Enter');
    await expect(connect.button('Try again')).toBeFocused();
    await keyboard.press('Enter');
    await expect(connect.form.locator('[name=password]')).toBeVisible();
    for (let i = 0; i < 8; i++) {
      if (await connect.form.locator('[name=password]').evaluate((input) => input.matches(':focus'))) break;
      await keyboard.press('Tab');
    }
    await keyboard.type('demo');
    await keyboard.press('Enter');
    await expect(connect.code).toBeFocused();
    await keyboard.type('123456');
    await keyboard.press('Enter');
    await expect(connect.button(/^Back to/)).toBeFocused();
    await keyboard.press('Enter');
    await connect.isGone();
    await expect(page.getByRole('button', { name: 'Connect a bank' })).toBeFocused();
  });
});
