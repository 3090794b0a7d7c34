import { test } from '@playwright/test';
import { walk } from './models/walk.js';

/** Pictures of every step, to be looked at: `test-results/pictures`. */
const looks = {
  light: { viewport: { width: 1000, height: 760 }, colorScheme: 'light' },
  dark: { viewport: { width: 1000, height: 760 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 780 }, colorScheme: 'light', hasTouch: true, isMobile: true },
  narrow: { viewport: { width: 320, height: 568 }, colorScheme: 'dark', hasTouch: true, isMobile: true },
  zoomed: { viewport: { width: 320, height: 256 }, colorScheme: 'light' },
  forced: {
    viewport: { width: 1000, height: 760 },
    colorScheme: 'dark',
    contextOptions: { forcedColors: 'active' },
  },
} as const;

for (const [look, use] of Object.entries(looks))
  test.describe(look, () => {
    test.use(use);
    test('has its picture taken at every step', async ({ page }) => {
      let number = 0;
      await walk(page, (step) => {
        const path = `test-results/pictures/${look}/${String(++number).padStart(2, '0')}-${step}.png`;
        return page.screenshot({ path, animations: 'disabled' });
      });
    });
  });
