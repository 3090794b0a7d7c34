import { expect, test, type Page } from '@playwright/test';
import { BarePage } from './models/bare-page.js';
import { Connect } from './models/connect.js';

/** How a person answers each kind of question that a bank can ask. */
const answers: Record<string, (connect: Connect, page: Page) => Promise<void>> = {
  mfa_otp: (connect) => connect.answer('123 456'),
  mfa_token: (connect) => type(connect, 'Code from your bank’s app', '123456'),
  mfa_pin: (connect) => type(connect, 'PIN', '123456'),
  mfa_secret: (connect) => type(connect, 'Your answer', 'Rex'),
  mfa_captcha: async (connect) => {
    const picture = connect.form.getByRole('img', { name: /picture with characters/ });
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(50);
    await type(connect, 'Characters in the picture', '123456');
  },
  mfa_choice: async (connect) => {
    await connect.form.getByRole('radio').first().check();
    await connect.submit('Continue').click();
  },
  mfa_confirm: async (connect) => {
    await expect(connect.form.getByRole('textbox')).toHaveCount(0);
    await connect.submit('I have approved it').click();
    await connect.isAt(/^Checking with/);
  },
  mfa_two: async (connect) => {
    await connect.form.getByLabel('Code', { exact: true }).fill('123456');
    await type(connect, 'PIN', '123456');
  },
  mfa_chain: async (connect) => {
    await connect.answer();
    await type(connect, 'Your answer', 'rex');
  },
  slow: async (connect) => connect.isAt(/^Signing in/),
};

async function type(connect: Connect, label: string, text: string): Promise<void> {
  await connect.form.getByLabel(label, { exact: true }).fill(text);
  await connect.submit('Continue').click();
}

test.describe('a question of the bank', () => {
  for (const [username, answer] of Object.entries(answers))
    test(`is answered by ${username}, at login and when a call raises it`, async ({ page }) => {
      const bare = await BarePage.open(page);
      const connect = new Connect(page);
      await bare.press();
      await connect.findBank();
      await connect.logIn({ username, password: 'demo' });
      if (username !== 'slow') await connect.isAt('ADCB asks');
      await answer(connect, page);
      await connect.finish();
      if (username === 'slow') return;

      await bare.press();
      await connect.connect({ username: `${username}_data`, password: 'demo' });
      const identity = page.evaluate(() => window.account.data.getIdentity());
      await connect.isAt('ADCB asks');
      await answer(connect, page);
      expect(await identity).toMatchObject({ status: 'done' });
      await connect.isGone();
    });
});

/** What a person is told of each fate. */
const fates = {
  locked: 'This account is not active',
  down: 'The bank has a problem',
  unknown_error: 'That did not work',
  alien: 'The bank did not do that',
  nobody: 'The login was not accepted',
};

test.describe('a login that fails', () => {
  for (const [username, title] of Object.entries(fates))
    test(`says of ${username}: ${title}`, async ({ page }) => {
      const bare = await BarePage.open(page);
      const connect = new Connect(page);
      await bare.press();
      await connect.findBank();
      await connect.logIn({ username, password: 'demo' });
      await connect.isAt(title);
      expect(await bare.called('onFailedLogin')).toMatchObject({
        status: 'failed',
        bankID: 'DAPIBANK_AE_ADCB',
      });
    });
});
