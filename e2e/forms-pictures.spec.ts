import { test, type Page } from '@playwright/test';
import { BarePage } from './models/bare-page.js';
import { Connect } from './models/connect.js';

/** Pictures of every form, to be looked at: `test-results/pictures/<look>/forms-…`. */
const looks = {
  light: { viewport: { width: 1000, height: 760 }, colorScheme: 'light' },
  dark: { viewport: { width: 1000, height: 760 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 780 }, colorScheme: 'light', hasTouch: true, isMobile: true },
  narrow: { viewport: { width: 320, height: 568 }, colorScheme: 'dark', hasTouch: true, isMobile: true },
} as const;

const asked = [
  ...[
    'mfa_otp',
    'mfa_pin',
    'mfa_secret',
    'mfa_choice',
    'mfa_two',
    'mfa_captcha',
    'mfa_confirm',
    'mfa_resend',
  ],
];

for (const [look, use] of Object.entries(looks))
  test.describe(look, () => {
    test.use(use);
    test('has its picture taken at every form', async ({ page }) => {
      test.slow();
      const bare = await BarePage.open(page, { options: { countries: ['AE', 'GB'] } });
      const connect = new Connect(page);
      const take = (name: string) => picture(page, `${look}/forms-${name}`);

      await bare.press();
      await connect.findBank('Molehill');
      await take('rich');
      await connect.submit('Log in').click();
      await take('rich-missing');
      await connect.fillRichForm();
      await connect.form.getByRole('textbox', { name: 'Customer number' }).fill('12');
      await connect.submit('Log in').click();
      await take('rich-wrong');
      await page.keyboard.press('Escape');
      await connect.isGone();

      for (const username of asked) {
        await bare.press();
        await connect.findBank();
        await connect.logIn({ username, password: 'demo' });
        await connect.isAt('ADCB asks');
        await take(username);
        if (username === 'mfa_captcha') {
          await connect.submit('Enlarge the picture').click();
          await take('mfa_captcha-large');
        }
        if (username === 'mfa_otp') {
          await connect.submit('Continue').click();
          await take('mfa_otp-missing');
        }
        await page.keyboard.press('Escape');
        await connect.isGone();
      }

      await bare.press();
      await connect.findBank();
      await connect.logIn({ username: 'mfa_expiring', password: 'demo' });
      await connect.isAt('ADCB asks');
      await connect.form.getByText('0:03 left').waitFor();
      await take('mfa_expiring');
      await connect.submit('Start again').waitFor();
      await take('mfa_expiring-late');
      await page.keyboard.press('Escape');
      await connect.isGone();

      await bare.press();
      await connect.findBank();
      await connect.logIn({ username: 'choose_accounts', password: 'demo' });
      await connect.isAt('Choose accounts to share');
      await take('accounts');
      await connect.button('Share accounts').click();
      await take('accounts-none');
      await connect.dialog.getByRole('checkbox').nth(1).check();
      await connect.dialog.getByRole('checkbox').nth(3).check();
      await take('accounts-some');
    });
  });

const picture = (page: Page, name: string) =>
  page.screenshot({ path: `test-results/pictures/${name}.png`, animations: 'disabled' });
