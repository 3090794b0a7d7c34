import { expect, test, type Page } from '@playwright/test';
import { gatewayURL } from './addresses.js';
import { Connect, personas } from './models/connect.js';

/** The text that a sample printed, once it is JSON. */
async function printed(page: Page, id: string): Promise<unknown> {
  const output = page.locator(`#${id}`);
  await expect(output).toContainText(/^[[{]/);
  return JSON.parse(await output.innerText());
}

test.describe('the page with nothing but a script tag', () => {
  test('runs the samples that it shows', async ({ page }) => {
    await page.goto('/script-tag.html?user=a-reader');
    await expect(page.locator(`script[src="${gatewayURL}/dapi/v2/sdk.js"]`)).toBeAttached();
    const connect = new Connect(page);
    await page.getByRole('button', { name: 'Run: connect and read identity' }).click();
    await connect.connect(personas.otp);
    expect(await printed(page, 'result-identity')).toMatchObject({
      status: 'done',
      identity: { name: expect.any(String) },
    });

    await page.reload();
    await page.getByRole('button', { name: 'Run: cached accounts' }).click();
    expect(await printed(page, 'result-cached')).toMatchObject([
      { bankId: 'DAPIBANK_AE_ADCB', userSecret: '…' },
    ]);
    await page.getByRole('button', { name: 'Run: account from saved parameters' }).click();
    expect(await printed(page, 'result-again')).toMatchObject({ status: 'done' });

    await page.goto('/script-tag.html?user=another-reader');
    await page.getByRole('button', { name: 'Run: cached accounts' }).click();
    expect(await printed(page, 'result-cached')).toEqual([]);
  });
});

test.describe('the bundled app', () => {
  test('fills its dashboard, and again after a reload', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Connect your bank' }).click();
    await new Connect(page).connect();
    const card = page.getByRole('article').filter({ hasText: 'ADCB' });
    await expect(card).toContainText(/AED\s?50,000/);
    await page.screenshot({ path: 'test-results/pictures/demo/dashboard.png', fullPage: true });
    await page.reload();
    await expect(card).toContainText(/AED\s?50,000/);
    await page.getByRole('button', { name: 'Forget ADCB' }).click();
    await expect(card).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('button', { name: 'Connect your bank' })).toBeVisible();
  });

  test('opens the question of one bank only after the login is closed', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Connect your bank' }).click();
    const connect = new Connect(page);
    await connect.findBank();
    await connect.logIn(personas.otpForData);
    await connect.isAt('ADCB asks');
    await expect(page.locator('dapi-connect')).toHaveCount(1);
  });
});

test.describe('the playground', () => {
  test('makes a handler, connects, calls, and logs it without secrets', async ({ page }) => {
    await page.goto('/playground.html');
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    await press('Dapi.create');
    await press('handler.open');
    await new Connect(page).connect({ username: 'demo', password: 'demo' });
    await press('data.getAccounts');
    const log = page.getByRole('log');
    await expect(log).toContainText('onSuccessfulLogin');
    await expect(log).toContainText('/data/accounts/get');
    await page.screenshot({ path: 'test-results/pictures/demo/playground.png', fullPage: true });
  });

  test('speaks the language that is chosen', async ({ page }) => {
    await page.goto('/playground.html');
    await page.getByLabel('language').selectOption('ar');
    await expect(page.getByRole('region', { name: 'What the options come to' })).toContainText(
      "language: 'ar',",
    );
    await page.getByRole('button', { name: 'Dapi.create' }).click();
    await page.getByRole('button', { name: 'handler.open', exact: true }).click();
    const dialog = page.locator('dapi-connect').getByRole('dialog');
    await expect(dialog).toHaveAttribute('dir', 'rtl');
    await expect(dialog.getByRole('heading')).toHaveText('ابحث عن بنكك');
  });

  test('shows the code of a theme, and opens a modal that wears it', async ({ page }) => {
    await page.goto('/playground.html');
    await page.getByLabel('primary', { exact: true }).fill('#7a0019');
    await page.getByLabel('colorScheme').selectOption('dark');
    await page.getByLabel('radius').fill('0');
    await expect(page.getByRole('region', { name: 'What the options come to' })).toContainText(
      "theme: { colorScheme: 'dark', primary: '#7a0019', radius: 0 },",
    );
    const noted = page.waitForEvent('console', (message) =>
      message.text().includes('primary #7a0019 is shown as'),
    );
    await page.getByRole('button', { name: 'Dapi.create' }).click();
    await page.getByRole('button', { name: 'handler.open' }).click();
    await noted;
    const { dialog } = new Connect(page);
    await expect(dialog).toHaveCSS('border-radius', '0px');
    await expect(dialog).toHaveCSS('color-scheme', 'dark');
    await page.screenshot({ path: 'test-results/pictures/demo/playground-theme.png' });
  });
});
