import { expect, test, type Page } from '@playwright/test';
import { BarePage } from './models/bare-page.js';
import { Connect } from './models/connect.js';
import { documentsOf, inspect } from './models/inspection.js';
import { atEveryStep, walk } from './models/walk.js';

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
    atEveryStep('targets are at least 44 pixels large, and nothing is cut', async (page, step) =>
      expect.soft(await inspect(page, 44), step).toMatchObject({ small: [], cut: [], unreachable: [] }),
    );
  });

  test.describe('at 400 % zoom', () => {
    test.use({ viewport: { width: 320, height: 256 } });
    atEveryStep('nothing is cut, and every button can be reached', async (page, step) =>
      expect.soft(await inspect(page), step).toMatchObject({ small: [], cut: [], unreachable: [] }),
    );
  });

  for (const [size, viewport] of Object.entries({ large: desktop.viewport, small: phone.viewport }))
    test.describe(size, () => {
      test.use({ viewport });
      atEveryStep('the text may be spaced as WCAG 1.4.12 has it', async (page, step) => {
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

  test('what moves otherwise moves by opacity and transform alone', async ({ page }) => {
    const moved = new Set<string>();
    await walk(page, async () => {
      const properties = await page.locator('dapi-connect').evaluate(({ shadowRoot }) =>
        shadowRoot!
          .getAnimations()
          .flatMap((animation) => (animation.effect as KeyframeEffect).getKeyframes())
          .flatMap((frame) => Object.keys(frame)),
      );
      for (const property of properties) moved.add(property);
    });
    for (const name of ['offset', 'computedOffset', 'easing', 'composite']) moved.delete(name);
    expect([...moved].sort()).toEqual(['opacity', 'transform']);
  });
});

test.describe('with the system’s own few colours', () => {
  test.use({ contextOptions: { forcedColors: 'active' }, colorScheme: 'dark' });
  test('every control, mark, bar and badge is still seen', async ({ page }) => {
    await walk(page, async (step) => {
      for (const place of await documentsOf(page)) expect.soft(await place.evaluate(faint), step).toEqual([]);
    });
  });
});

test.describe('the focus', () => {
  for (const [size, viewport] of Object.entries({
    desktop: desktop.viewport,
    zoomed: { width: 320, height: 256 },
  }))
    test(`is always seen, and never under the header or the footer (${size})`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await walk(page, async (step) => {
        if (step === 'connecting') return; // It goes on by itself.
        for (let i = 0; i < 8; i++) {
          await page.keyboard.press('Tab');
          const hidden = await Promise.all(
            (await documentsOf(page)).map((place) => place.evaluate(obscured)),
          );
          expect.soft(hidden.flat(), `${step}, Tab ${i + 1}`).toEqual([]);
        }
      });
    });
});

test.describe('a theme', () => {
  const theme = { colorScheme: 'light', primary: '#ffd400', muted: '#dddddd', radius: 4, font: 'serif' };

  test('reaches both documents, repaired, and the console hears of it once', async ({ page }) => {
    const notes: string[] = [];
    page.on('console', (message) => message.type() === 'warning' && notes.push(message.text()));
    await walk(
      page,
      async (step) => {
        if (!['search', 'credentials', 'challenge', 'failed'].includes(step)) return;
        const place = (await documentsOf(page)).at(-1)!;
        const muted = place.locator('.muted').first();
        expect(await muted.evaluate((element) => getComputedStyle(element).color), step).toMatch(
          /rgb\((\d+), \1, \1\)/,
        );
        if (step === 'search') return;
        const primary = place.locator('.primary');
        expect(
          await primary.evaluate((button) => {
            const { backgroundColor, color, borderRadius, fontFamily } = getComputedStyle(button);
            return { backgroundColor, color, borderRadius, fontFamily };
          }),
          step,
        ).toEqual({
          backgroundColor: expect.stringMatching(/^(rgb\(255, 212, 0\)|color\(srgb 1 0.83\d* 0\))$/),
          color: 'rgb(0, 0, 0)',
          borderRadius: '3px',
          fontFamily: 'serif',
        });
      },
      { options: { theme } },
    );
    expect(notes.filter((note) => note.startsWith('Connect Layer'))).toEqual([
      expect.stringMatching(/primary #ffd400 is shown as rgb\(.*muted #dddddd is shown as rgb\(/),
    ]);
  });

  test('of the page’s CSS is followed into the gateway’s frame while it is open', async ({ page }) => {
    const bare = await BarePage.open(page);
    const paint = (color: string) =>
      page.evaluate((value) => {
        document.documentElement.style.setProperty('--dapi-color-primary', value);
      }, color);
    await paint('#7a0019');
    await bare.press();
    const connect = new Connect(page);
    await connect.findBank();
    const button = connect.submit('Log in');
    await expect(button).toHaveCSS('background-color', 'color(srgb 0.478431 0 0.0980392)');
    await connect.form.locator('[name=username]').fill('typed before');
    await paint('rgb(0 51 0)');
    await expect(button).toHaveCSS('background-color', 'color(srgb 0 0.2 0)');
    await expect(connect.form.locator('[name=username]')).toHaveValue('typed before');
  });

  test('is not needed: a page without one fetches nothing to repair it', async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const bare = await BarePage.open(page);
    await bare.press();
    await new Connect(page).isAt('Find your bank');
    expect(asked.filter((url) => url.includes('modal-'))).toHaveLength(1);
    expect(asked.filter((url) => url.includes('dressing-'))).toEqual([]);
  });
});

test('a sheet stands on the keyboard of a phone, not under it', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  const bare = await BarePage.open(page);
  await bare.press();
  const connect = new Connect(page);
  await connect.findBank();
  const bottom = () => connect.dialog.evaluate((dialog) => dialog.getBoundingClientRect().bottom);
  expect(await bottom()).toBe(780);
  // A browser that is driven shows no keyboard; this is what the page hears of one.
  await page.evaluate(() => {
    Object.defineProperty(visualViewport, 'height', { value: 480, configurable: true });
    visualViewport!.dispatchEvent(new Event('resize'));
  });
  expect(await bottom()).toBe(480);
  await expect(connect.submit('Log in')).toBeInViewport();
});

/** Runs in the page: what cannot be told from what is behind it. */
function faint(): string[] {
  const roots = (root: ParentNode): ParentNode[] => [
    root,
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? roots(shadowRoot) : [])),
  ];
  const host = document.querySelector('dapi-connect, dapi-form')!;
  const all = (selector: string) =>
    roots(host.shadowRoot!).flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)]);
  const canvas = getComputedStyle(host.shadowRoot!.querySelector('dialog') ?? document.body).backgroundColor;
  const isDrawn = (width: string, style: string, color: string) =>
    parseFloat(width) > 0 && style !== 'none' && color !== canvas && !/, 0\)$/.test(color);
  const lined = all(
    'button, a.primary, input, progress, .busy, .badge, .asked, .skeleton, [aria-selected=true], dialog',
  );
  const faintLines = lined.filter((element) => {
    const css = getComputedStyle(element);
    return (
      !isDrawn(css.borderTopWidth, css.borderTopStyle, css.borderTopColor) &&
      !isDrawn(css.outlineWidth, css.outlineStyle, css.outlineColor)
    );
  });
  const faintIcons = all('svg[stroke]').filter((icon) => {
    const behind = icon.closest('.badge');
    return getComputedStyle(icon).stroke === (behind ? getComputedStyle(behind).backgroundColor : canvas);
  });
  // What a progress element is filled with, no browser tells; it is the same colour as that of the other bar.
  const faintBars = all('.busy').filter(
    (bar) => getComputedStyle(bar, '::before').backgroundColor === getComputedStyle(bar).backgroundColor,
  );
  return [...faintLines, ...faintIcons, ...faintBars].map((element) => element.outerHTML.slice(0, 80));
}

/** Runs in the page: the focused element, where nothing shows that it is, or something lies over a part of it. */
function obscured(): string[] {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  if (!focused || focused.matches('body, iframe, dapi-form, dapi-connect, h2')) return [];
  const marked = [focused, focused.closest('label')].some((element) => {
    const { outlineStyle, outlineWidth } = element ? getComputedStyle(element) : { outlineStyle: 'none' };
    return outlineStyle !== 'none' && parseFloat(outlineWidth ?? '') >= 2;
  });
  if (!marked) return [`${focused.outerHTML.slice(0, 80)} has no outline`];
  const { left, right, top, bottom } = focused.getBoundingClientRect();
  const root = focused.getRootNode() as ShadowRoot;
  const spots = [top + 3, (top + bottom) / 2, bottom - 3].map((y) =>
    root.elementFromPoint((left + right) / 2, y),
  );
  return spots.every((hit) => hit && focused.contains(hit))
    ? []
    : [`${focused.outerHTML.slice(0, 80)} at ${top}`];
}

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
