import { expect, test } from '@playwright/test';
import { axeFindings } from './models/axe.js';
import { BarePage } from './models/bare-page.js';
import { Connect } from './models/connect.js';
import { forget, listen, transcript } from './models/transcript.js';
import { atEveryStep } from './models/walk.js';

// What moves is half transparent for a moment, which axe would take for its colour.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const sizes = {
  desktop: { viewport: { width: 1000, height: 760 } },
  phone: { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true },
};
const languages = { 'from left to right': 'en', 'from right to left': 'ar' } as const;

for (const [size, use] of Object.entries(sizes))
  for (const [direction, language] of Object.entries(languages))
    test.describe(`on a ${size}, ${direction}`, () => {
      test.use(use);
      atEveryStep(
        'axe finds nothing, be it light or dark',
        async (page, step) => {
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            expect.soft(await axeFindings(page), `${step}, ${colorScheme}`).toEqual([]);
          }
        },
        { language },
      );
    });

test('axe finds what is wrong, in the modal and in the gateway’s frame', async ({ page }) => {
  const bare = await BarePage.open(page);
  const connect = new Connect(page);
  await bare.press();
  await connect.findBank();
  await connect.button('Close').evaluate((button) => button.removeAttribute('aria-label'));
  await connect.form.locator('[name=username]').evaluate((input) => (input.id = ''));
  const found = (await axeFindings(page)).map((finding) => finding.split(':')[0]);
  expect(found).toEqual(expect.arrayContaining(['button-name', 'label']));
});

/** What is expected is in `accessibility.spec.ts-snapshots`, a file for each step. */
test.describe('without seeing it', () => {
  atEveryStep(
    'names, roles, states, the focus and what is said aloud are right',
    async (page, step) => {
      await expect(async () => {
        expect(await transcript(new Connect(page))).toMatchSnapshot(`${step}.txt`);
      }).toPass({ timeout: 5000 });
      await forget(page);
    },
    { prepare: listen },
  );
});
