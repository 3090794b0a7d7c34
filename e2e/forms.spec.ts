import { expect, test, type Page } from '@playwright/test';
import { BarePage } from './models/bare-page.js';
import { Connect, personas } from './models/connect.js';
import { Shop } from './models/shop.js';

/** Opens a bank's login form, in the gateway's frame. */
async function atBank(page: Page, bank = 'ADCB', username?: string): Promise<Connect> {
  const bare = await BarePage.open(page, { options: { countries: ['AE', 'GB'] } });
  const connect = new Connect(page);
  await bare.press();
  await connect.findBank(bank);
  if (username !== undefined) await connect.logIn({ username, password: 'demo' });
  return connect;
}

/** The form in each of the places where it can be drawn: in the gateway's frame, or in the page itself. */
const places = {
  'in the frame': (page: Page, bank: string): Promise<Connect> => atBank(page, bank),
  'in the page': async (page: Page, bank: string): Promise<Connect> => {
    const connect = new Connect(page, { forms: 'page' });
    await Shop.open(page);
    await connect.findBank(bank);
    return connect;
  },
} as const;

for (const [place, open] of Object.entries(places))
  test.describe(`a form ${place}`, () => {
    test('says what is missing, then what is wrong, and goes on once it is right', async ({ page }) => {
      const connect = await open(page, 'Molehill');
      const { form } = connect;
      const number = form.getByRole('textbox', { name: 'Customer number' });
      await expect(number).toHaveAccessibleDescription('The 8 digits on the front of your card.');
      await connect.submit('Log in').click();
      await expect(form.getByRole('alert')).toHaveText('6 fields need another look.');
      await expect(form.getByRole('radio').first()).toBeFocused();
      await expect(number).toHaveAccessibleDescription(/^The 8 digits .* Fill in: .*Customer number/);

      await connect.fillRichForm();
      await number.fill('1234');
      await page.keyboard.press('Enter');
      await expect(number).toBeFocused();
      await expect(number).toHaveAccessibleDescription(
        /^The 8 digits .* Check .*: it does not look right\.$/,
      );
      await expect(number).toHaveAttribute('aria-invalid', 'true');
      await expect(form.getByRole('alert')).toHaveText(/^Check /);

      await number.fill('1234 5678');
      await expect(number).not.toHaveAttribute('aria-invalid');
      await connect.submit('Log in').click();
      await connect.isAt('Molehill is connected');
    });

    test('lets password managers do their work, and nothing secret is left behind', async ({ page }) => {
      const connect = await open(page, 'Molehill');
      const { form } = connect;
      const tokens = await form
        .locator('input:not([type=radio]), select')
        .evaluateAll((inputs) =>
          inputs.map((input) => [input.getAttribute('name'), input.getAttribute('autocomplete')]),
        );
      expect(tokens).toEqual([
        ...[
          ['branch', null],
          ['customerNumber', null],
          ['birthDate', 'bday'],
          ['username', 'username'],
        ],
        ...[
          ['password', 'current-password'],
          ['email', 'email'],
        ],
      ]);
      const password = form.getByLabel('Password', { exact: true });
      expect(
        await password.evaluate(
          (input: HTMLInputElement) => input.form!.querySelectorAll('[type=submit]').length,
        ),
      ).toBe(1);

      await connect.fillRichForm({ username: 'demo', password: 'planted-secret' });
      await form.getByRole('button', { name: 'Show Password' }).click();
      await expect(form.getByRole('button', { name: 'Hide Password' })).toBeVisible();
      await expect(password).toHaveAttribute('type', 'text');
      await password.press('Enter');
      await connect.isAt('The login was not accepted');
      for (const frame of page.frames())
        expect(
          await frame.evaluate(() =>
            [...document.querySelectorAll('*')].some(function holds(element): boolean {
              const inside = element.shadowRoot ? [...element.shadowRoot.querySelectorAll('*')] : [];
              return (element as HTMLInputElement).value === 'planted-secret' || inside.some(holds);
            }),
          ),
        ).toBe(false);

      await connect.button('Try again').click();
      await expect(form.getByRole('textbox', { name: 'Username' })).toHaveValue('demo');
      await expect(form.getByRole('combobox', { name: 'Branch' })).toHaveValue('heath');
      await expect(password, 'what is left to type').toBeFocused();
      await expect(password).toHaveValue('');
    });

    test('takes a code from the clipboard as it was sent', async ({ page, context }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const connect = await open(page, 'ADCB');
      await connect.logIn(personas.otp);
      await connect.isAt('ADCB asks');
      await expect(connect.code).toBeFocused();
      await expect(connect.code).toHaveAttribute('autocomplete', 'one-time-code');
      await page.evaluate(() => navigator.clipboard.writeText('123 456'));
      await connect.code.focus();
      await page.keyboard.press('ControlOrMeta+v');
      await expect(connect.code).toHaveValue('123 456');
      await page.keyboard.press('Enter');
      await connect.finish();
    });

    test('has another code sent, and takes that one', async ({ page }) => {
      const connect = await open(page, 'ADCB');
      await connect.logIn({ username: 'mfa_resend', password: 'demo' });
      await connect.isAt('ADCB asks');
      const again = connect.submit('Send another code');
      await expect(again).not.toHaveAttribute('aria-disabled');
      await again.click();
      await expect(connect.form.getByText('Enter the new 6-digit code')).toBeVisible();
      await expect(connect.code).toBeFocused();
      await connect.answer('123456');
      await connect.finish();
    });

    test('says when the time for a code is up, and starts again with what was typed', async ({ page }) => {
      const connect = await open(page, 'ADCB');
      await connect.logIn({ username: 'mfa_expiring', password: 'demo' });
      await connect.isAt('ADCB asks');
      await connect.code.fill('123456');
      await expect(
        connect.form.getByRole('alert').filter({ hasText: 'The time to answer is up.' }),
      ).toBeVisible({ timeout: 15_000 });
      await expect(connect.submit('Continue')).toHaveCount(0);
      await connect.submit('Start again').click();
      await connect.isAt(/^Log in to/);
      await expect(connect.form.locator('[name=username]')).toHaveValue('mfa_expiring');
    });

    test('enlarges a picture, exchanges it, and takes what the new one shows', async ({ page }) => {
      const connect = await open(page, 'ADCB');
      await connect.logIn({ username: 'mfa_captcha', password: 'demo' });
      await connect.isAt('ADCB asks');
      const picture = connect.form.getByRole('img', { name: /^A picture with characters/ });
      const { width } = (await picture.boundingBox())!;
      await connect.submit('Enlarge the picture').click();
      expect((await picture.boundingBox())!.width).toBeCloseTo(2 * width, -1);
      const box = connect.form.getByRole('group', { name: 'The picture, enlarged' });
      await box.focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => box.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);

      const first = await picture.getAttribute('src');
      await connect.submit('Show another picture').click();
      await expect(picture).not.toHaveAttribute('src', first!);
      await connect.form.getByLabel('Characters in the picture').fill('408172');
      await connect.submit('Continue').click();
      await connect.finish();
    });
  });

test.describe('accounts to share', () => {
  test('are chosen in the page: none is not enough, some are shared, and only those', async ({ page }) => {
    const connect = await atBank(page, 'ADCB', 'choose_accounts');
    await connect.isAt('Choose accounts to share');
    await expect(page.locator('dapi-connect iframe.screen'), 'nothing secret').toHaveCount(0);
    await expect(connect.dialog.getByRole('checkbox', { checked: true })).toHaveCount(0);
    await connect.button('Share accounts').click();
    await expect(connect.dialog.getByRole('alert')).toHaveText('Choose at least one account.');
    await expect(connect.dialog.getByRole('checkbox', { name: 'Everyday' })).toBeFocused();
    await page.keyboard.press('Space');
    await connect.dialog.getByText('House').click();
    await connect.button('Share 2 accounts').click();
    await connect.finish();
    const shared = await page.evaluate(async () => {
      const answer = await window.account.data.getAccounts();
      return (answer as unknown as { accounts: { name: string }[] }).accounts.map(({ name }) => name);
    });
    expect(shared).toEqual(['Everyday', 'House']);
  });

  test('are shared all at once', async ({ page }) => {
    const connect = await atBank(page, 'ADCB', 'choose_accounts');
    await connect.dialog.getByRole('checkbox', { name: 'Select all' }).check();
    await connect.button('Share 3 accounts').click();
    await connect.finish();
  });

  test('are chosen when a call asks, and can be left', async ({ page }) => {
    const connect = await atBank(page, 'ADCB', 'choose_accounts_data');
    await connect.finish();
    const read = page.evaluate(() => window.account.data.getIdentity());
    await connect.isAt('Choose accounts to share');
    await connect.dialog.getByRole('checkbox', { name: 'Rainy days' }).check();
    await connect.button('Share 1 account').click();
    expect(await read).toMatchObject({ status: 'done' });
    const left = page.evaluate(() => window.account.data.getIdentity());
    await connect.isAt('Choose accounts to share');
    await connect.button('Close').click();
    expect(await left).toMatchObject({ status: 'failed' });
  });

  test('lead back to the login', async ({ page }) => {
    const connect = await atBank(page, 'ADCB', 'choose_accounts');
    await connect.isAt('Choose accounts to share');
    await connect.button('Back').click();
    await connect.isAt(/^Log in to/);
  });
});

test.describe('a question', () => {
  test('can be asked again when a call raised it', async ({ page }) => {
    const connect = await atBank(page, 'ADCB', 'mfa_resend_data');
    await connect.finish();
    const read = page.evaluate(() => window.account.data.getIdentity());
    await connect.isAt('ADCB asks');
    const again = connect.submit('Send another code');
    await expect(again).not.toHaveAttribute('aria-disabled');
    await again.click();
    await expect(connect.form.getByText('Enter the new 6-digit code')).toBeVisible();
    await connect.answer();
    expect(await read).toMatchObject({ status: 'done' });
  });

  test('can be begun again when its time is up and a call raised it', async ({ page }) => {
    const connect = await atBank(page, 'ADCB', 'mfa_expiring_data');
    await connect.finish();
    const read = page.evaluate(() => window.account.data.getIdentity());
    await connect.isAt('ADCB asks');
    await connect.submit('Start again').click();
    await expect(connect.submit('Continue')).toBeVisible();
    await connect.answer();
    expect(await read).toMatchObject({ status: 'done' });
  });

  test('that cannot be answered leads to another bank', async ({ page }) => {
    const connect = await atBank(page, 'ADCB', 'mfa_captcha');
    await connect.submit('Choose another bank').click();
    await connect.isAt('Find your bank');
    await connect.connect(personas.happy, 'Liv');
  });

  test('counts no further once it is left', async ({ page }) => {
    const connect = await atBank(page, 'ADCB', 'mfa_confirm');
    await connect.isAt('ADCB asks');
    await expect(connect.form.getByText(/\d:\d\d/).first()).toBeAttached();
    await connect.button('Back').click();
    await connect.isAt(/^Log in to/);
    await expect(connect.form.getByText(/\d:\d\d/)).toHaveCount(0);
  });
});

test('screens whose code cannot be had are a failure with a way on', async ({ page }) => {
  await page.route('**/later-*.js', (route) => route.abort());
  const connect = new Connect(page, { forms: 'page' });
  await Shop.open(page);
  await connect.search.fill('ADCB');
  await connect.dialog.getByRole('option', { name: 'ADCB' }).first().click();
  await expect(connect.button('Try again')).toBeVisible();
  await page.unroute('**/later-*.js');
});
