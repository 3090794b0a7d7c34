import { expect, test, type Page } from '@playwright/test';
import { documentsOf, inspect } from './models/inspection.js';
import { walk } from './models/walk.js';

const desktop = { viewport: { width: 1000, height: 760 } };
const phone = { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true };

test.describe('at every step', () => {
  test('targets are at least 24 pixels large, and nothing is cut', async ({ page }) => {
    await page.setViewportSize(desktop.viewport);
    await walk(page, async (step) =>
      expect.soft(await inspect(page), step).toMatchObject({ small: [], cut: [], unreachable: [] }),
    );
  });

  test.describe('on touch', () => {
    test.use(phone);
    test('targets are at least 44 pixels large, and nothing is cut', async ({ page }) => {
      await walk(page, async (step) =>
        expect.soft(await inspect(page, 44), step).toMatchObject({ small: [], cut: [], unreachable: [] }),
      );
    });
  });

  test.describe('at 400 % zoom', () => {
    test.use({ viewport: { width: 320, height: 256 } });
    test('nothing is cut, and every button can be reached', async ({ page }) => {
      await walk(page, async (step) =>
        expect.soft(await inspect(page), step).toMatchObject({ small: [], cut: [], unreachable: [] }),
      );
    });
  });

  for (const [size, viewport] of Object.entries({ large: desktop.viewport, small: phone.viewport }))
    test(`the text may be spaced as WCAG 1.4.12 has it (${size})`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await walk(page, async (step) => {
        await spaceText(page);
        expect.soft(await inspect(page), step).toMatchObject({ cut: [], unreachable: [] });
      });
    });

  test.describe('with less motion', () => {
    test.use({ contextOptions: { reducedMotion: 'reduce' } });
    test('nothing moves', async ({ page }) => {
      await walk(page, async (step) => expect.soft((await inspect(page)).moving, step).toEqual([]));
    });
  });

  test('what moves otherwise is quiet: opacity and transform, 160 ms but for what waits', async ({
    page,
  }) => {
    await walk(page, async (step) => {
      const moved = await page.evaluate(() =>
        document.getAnimations().flatMap((animation) => {
          const frames = (animation.effect as KeyframeEffect).getKeyframes();
          return frames.flatMap((frame) => Object.keys(frame));
        }),
      );
      const own = new Set(['offset', 'computedOffset', 'easing', 'composite', 'opacity', 'transform']);
      expect
        .soft(
          moved.filter((property) => !own.has(property)),
          step,
        )
        .toEqual([]);
    });
  });
});

/** What a person sets who needs more room between letters, words and lines. */
async function spaceText(page: Page): Promise<void> {
  for (const place of await documentsOf(page))
    await place.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
        p { margin-block-end: 2em !important }`);
      const space = (root: ParentNode): void => {
        for (const { shadowRoot } of root.querySelectorAll('*')) {
          if (!shadowRoot) continue;
          shadowRoot.adoptedStyleSheets.push(sheet);
          space(shadowRoot);
        }
      };
      space(document);
    });
}
