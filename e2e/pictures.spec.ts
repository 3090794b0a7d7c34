import { test, type Page, type PlaywrightTestOptions } from '@playwright/test';
import { atEveryStep, walk } from './models/walk.js';

const desktop = { viewport: { width: 1000, height: 760 }, colorScheme: 'light' } as const;
const touch = { colorScheme: 'light', hasTouch: true, isMobile: true } as const;

interface Look extends Partial<PlaywrightTestOptions> {
  language?: 'ar';
}

/** In these every step has its picture taken. */
const looks: Record<string, Look> = {
  light: desktop,
  dark: { ...desktop, colorScheme: 'dark' },
  rtl: { ...desktop, language: 'ar' },
  phone: { ...touch, viewport: { width: 390, height: 780 } },
};

/** In these the steps of a login have. */
const rareLooks: Record<string, Look> = {
  narrow: { ...touch, viewport: { width: 320, height: 568 }, colorScheme: 'dark' },
  'phone-rtl': { ...touch, viewport: { width: 390, height: 780 }, colorScheme: 'dark', language: 'ar' },
  zoomed: { ...desktop, viewport: { width: 320, height: 256 } },
  forced: { ...desktop, colorScheme: 'dark', contextOptions: { forcedColors: 'active' } },
};

/** To be looked at. */
const take = (page: Page, look: string, step: string) =>
  page.screenshot({ path: `test-results/pictures/${look}/${step}.png`, animations: 'disabled' });

for (const [look, { language, ...use }] of Object.entries(looks))
  test.describe(look, () => {
    test.use(use);
    const title = 'every step has its picture taken';
    atEveryStep(title, (page, step) => take(page, look, step), { language });
  });

for (const [look, { language, ...use }] of Object.entries(rareLooks))
  test.describe(look, () => {
    test.use(use);
    test('every step of a login has its picture taken', ({ page }) =>
      walk(page, (step) => take(page, look, step), { language }));
  });
