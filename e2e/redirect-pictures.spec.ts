import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { BarePage } from './models/bare-page.js';
import { test, type Standing } from './models/upstreams.js';

/** Pictures of the way to a page of the bank, to be looked at: `test-results/pictures/<look>/redirect-…`. */
const desktop = { viewport: { width: 1000, height: 760 } };
const touch = { hasTouch: true, isMobile: true };
const looks = {
  light: { ...desktop, colorScheme: 'light' },
  dark: { ...desktop, colorScheme: 'dark' },
  arabic: { ...desktop, colorScheme: 'light' },
  phone: { viewport: { width: 390, height: 780 }, colorScheme: 'light', ...touch },
  narrow: { viewport: { width: 320, height: 568 }, colorScheme: 'dark', ...touch },
} as const;

/** The modal at the step before the page of the bank, in whatever language, for somebody who has begun nothing. */
async function atRedirect(page: Page, { gateway }: Standing, bank: string, lang: string, given = {}) {
  const options = { clientUserID: randomUUID(), countries: [], ...given };
  const bare = await BarePage.open(page, { gateway, lang, options });
  await bare.called('onReady');
  await bare.press();
  const dialog = page.locator('dapi-connect').getByRole('dialog');
  const primary = dialog.locator('footer button.primary');
  await dialog.locator('input[role=combobox]').fill(bank);
  await dialog.getByRole('option', { name: bank }).first().click();
  await primary.click(); // What the app may do.
  await dialog.locator('footer .late + button').waitFor();
  return { dialog, primary };
}

for (const [look, use] of Object.entries(looks))
  test.describe(look, () => {
    test.use(use);
    test('has its picture taken on the way to a page of the bank', async ({ page, powens, finapi }) => {
      test.slow();
      const lang = look === 'arabic' ? 'ar' : 'en';
      const take = (name: string) =>
        page.screenshot({
          path: `test-results/pictures/${look}/redirect-${name}.png`,
          animations: 'disabled',
        });
      /** Presses the button, and closes the tab that this opens. */
      const visit = async () => {
        const [tab] = await Promise.all([page.context().waitForEvent('page'), primary.click()]);
        await tab.waitForLoadState();
        await tab.close();
      };

      let { dialog, primary } = await atRedirect(page, powens, 'Caisse des Deux Rives', lang);
      await take('before');
      await visit();
      await dialog.locator('.busy').waitFor();
      await take('open');
      await primary.click(); // Done there, as the person says.
      await dialog.locator('.content [role=alert]').waitFor();
      await take('again');
      await page.evaluate(() => (window.open = () => null));
      await primary.click();
      await dialog.locator('footer a.primary').waitFor();
      await take('again-blocked');

      ({ dialog, primary } = await atRedirect(page, powens, 'Connecteur de test', lang));
      await page.evaluate(() => (window.open = () => null));
      await primary.click();
      await dialog.locator('footer a.primary').waitFor();
      await take('blocked');

      ({ dialog, primary } = await atRedirect(page, powens, 'Banque du Pont', lang, { redirects: 'page' }));
      await take('page');
      await page.route('**/connect/v1/depart', () => {}); // So that it is still here for its picture.
      await primary.click();
      await dialog.locator('.busy').waitFor();
      await take('leaving');

      await page.clock.install();
      ({ dialog, primary } = await atRedirect(page, finapi, 'finAPI Test Bank', lang));
      await visit();
      // While time stands still nothing is under way that an hour would be too long for.
      const now = await page.evaluate(() => Date.now());
      const asked = page.waitForResponse('**/connect/v1/status');
      await page.clock.pauseAt(now + 10_000);
      await (await asked).finished();
      await page.clock.fastForward('01:00:00');
      await dialog.locator('footer .late:not(:empty)').waitFor();
      await take('late');

      await page.goto(`${powens.gateway}/connect/v1/returned`);
      await page.waitForLoadState('networkidle');
      await take('returned');
    });
  });
