import { expect, test, type Page } from '@playwright/test';
import { chromiumLaunch } from './browsers.mjs';
import { BarePage } from './models/bare-page.js';
import { Connect, personas } from './models/connect.js';

// Scrollbars that take room, as on most desktops; Playwright hides them.
test.use({ launchOptions: { ...chromiumLaunch, ignoreDefaultArgs: ['--hide-scrollbars'] } });

const tall = '<div id="tall"></div><button id="bottom">Below</button><i id="fixed"></i>';
const base = '#tall { height: 3000px } #fixed { position: fixed; inset: 0 0 auto; height: 1px }';

/** Pages as they are in life: who scrolls, and where the scrollbar is. */
const pages: Record<string, { styles: string; attributes?: string; short?: boolean }> = {
  'a plain page': { styles: '' },
  'a page too short to scroll': { styles: '#tall { height: 10px }', short: true },
  'a page whose html always shows a scrollbar': {
    styles: 'html { overflow-y: scroll } #tall { height: 10px }',
    short: true,
  },
  'a page that scrolls by what its body says': {
    styles: 'html, body { height: 100% } body { overflow-y: auto }',
  },
  'a page that hides what is too wide': { styles: 'body { overflow-x: hidden }' },
  'a page that is held still by itself': { styles: 'body { overflow: hidden; padding-right: 15px }' },
  'a page with room on both edges': { styles: 'html { scrollbar-gutter: stable both-edges }' },
  'a page from right to left': { styles: '', attributes: 'dir="rtl"' },
};

const layout = (page: Page) =>
  page.evaluate(() => {
    const place = (element: Element) => {
      const { left, right, top } = element.getBoundingClientRect();
      return { left, right, top };
    };
    const [html, body] = [document.documentElement, document.body];
    return {
      scroll: [scrollX, scrollY, html.scrollTop, body.scrollTop],
      width: html.getBoundingClientRect().width,
      places: ['h1', '#tall', '#bottom', '#fixed', 'body'].map((name) =>
        place(document.querySelector(name)!),
      ),
    };
  });

/** What must be as it was; the layout even while the modal is shown. */
const state = async (page: Page) => ({
  ...(await layout(page)),
  ...(await page.evaluate(() => ({
    overflow: [document.documentElement, document.body].map((element) => getComputedStyle(element).overflow),
    attributes: [document.documentElement, document.body].map((element) =>
      [...element.attributes].map(({ name, value }) => `${name}=${value}`),
    ),
    sheets: document.adoptedStyleSheets.length,
    children: document.body.children.length,
    focus: document.activeElement?.id,
  }))),
});

const open = async (page: Page, { styles = '', attributes = '' } = {}) => {
  const markup = `<style>${base} ${styles}</style>${tall}`;
  const bare = await BarePage.open(page, { markup, attributes });
  await page.evaluate(() => {
    scrollTo(0, 40); // Far enough to tell, near enough that the button is still there.
    document.querySelector<HTMLElement>('#connect')!.focus();
  });
  return bare;
};

for (const [name, shape] of Object.entries(pages))
  test(`${name} does not move when the modal opens, nor when it closes`, async ({ page }) => {
    await open(page, shape);
    const before = await state(page);
    if (!shape.short && !name.includes('held still'))
      expect(before.scroll[1], 'it was scrolled').toBeGreaterThan(0);
    const connect = new Connect(page);
    await page.keyboard.press('Enter');
    await connect.isAt('Find your bank');
    expect(await layout(page), 'while it is shown').toEqual(pick(before));
    await page.mouse.move(5, 300);
    await page.mouse.wheel(0, 500);
    await page.waitForTimeout(200);
    expect(await layout(page), 'wheel over the page').toEqual(pick(before));
    await connect.button('Close').click();
    await connect.isGone();
    expect(await state(page)).toEqual(before);
  });

test('a page does not move when the lower of two modals closes first', async ({ page }) => {
  await open(page);
  const before = await state(page);
  const connect = new Connect(page);
  await page.keyboard.press('Enter');
  await connect.isAt('Find your bank');
  await page.evaluate(() => {
    const { handler } = window;
    const create = { appKey: 'sandbox-app', bundleID: 'sandbox-bundle', clientUserID: 'someone else' };
    window.handler = window.Dapi!.create({ environment: 'sandbox', ...create });
    window.handler.open();
    Object.assign(window, { lower: handler });
  });
  await expect(page.locator('dapi-connect')).toHaveCount(2);
  await page.evaluate(() => (window as unknown as { lower: { close(): void } }).lower.close());
  await expect(page.locator('dapi-connect')).toHaveCount(1);
  expect(await layout(page)).toEqual(pick(before));
  await page.keyboard.press('Escape');
  await connect.isGone();
  expect(await state(page)).toEqual(before);
});

const pick = ({ scroll, width, places }: Awaited<ReturnType<typeof layout>>) => ({ scroll, width, places });

const exits: Record<string, (connect: Connect) => Promise<unknown>> = {
  'the close button': (connect) => connect.button('Close').click(),
  Escape: ({ page }) => page.keyboard.press('Escape'),
  'close()': ({ page }) => page.evaluate(() => window.handler.close()),
  'destroy()': ({ page }) => page.evaluate(() => window.handler.destroy()),
  'the page taking the element away': ({ page }) =>
    page.evaluate(() => document.querySelector('dapi-connect')!.remove()),
  'Escape in the frame': async (connect) => {
    await connect.findBank();
    await connect.form.locator('[name=username]').press('Escape');
  },
  'a finished login': (connect) => connect.connect(personas.happy),
};

for (const [name, leave] of Object.entries(exits))
  test(`everything is as it was after ${name}`, async ({ page }) => {
    await open(page);
    const before = await state(page);
    await page.keyboard.press('Enter');
    const connect = new Connect(page);
    await connect.isAt('Find your bank');
    await leave(connect);
    await connect.isGone();
    await expect.poll(() => state(page)).toEqual(before);
  });

test('a mistake in each of the page’s callbacks is reported as the page’s and spoils nothing', async ({
  page,
}) => {
  const mistakes: string[] = [];
  page.on('pageerror', ({ message }) => mistakes.push(message));
  await open(page);
  await page.evaluate(() => {
    const fail = (name: string) => () => {
      throw new Error(`${name} is wrong`);
    };
    const names = ['onReady', 'onSuccessfulLogin', 'onFailedLogin', 'onExit', 'onAuthModalOpen'];
    window.handler = window.Dapi!.create({
      environment: 'sandbox',
      ...{ appKey: 'sandbox-app', bundleID: 'sandbox-bundle', clientUserID: 'someone' },
      ...Object.fromEntries(names.map((name) => [name, fail(name)])),
    });
  });
  const before = await state(page);
  await page.keyboard.press('Enter');
  const connect = new Connect(page);
  await connect.findBank();
  await connect.logIn(personas.wrong);
  await connect.button('Try again').click();
  await connect.logIn(personas.otp);
  await connect.answer();
  await connect.finish();
  await expect.poll(() => state(page)).toEqual(before);
  for (const name of ['onReady', 'onFailedLogin', 'onAuthModalOpen', 'onSuccessfulLogin', 'onExit'])
    expect(mistakes).toContain(`${name} is wrong`);
});

test.describe('the focus goes', () => {
  const buttons = ['before', 'opener', 'after'].map((id) => `<button id="${id}">${id}</button>`);
  const markup = `<main><section id="around">${buttons.join('')}</section><p><a id="link" href="#">Link</a></p></main>`;

  const afterwards = async (page: Page, meanwhile: () => void) => {
    await BarePage.open(page, { markup });
    const connect = new Connect(page);
    await page.evaluate(() => {
      const opener = document.querySelector<HTMLElement>('#opener')!;
      opener.addEventListener('click', () => window.handler.open());
      opener.focus();
      opener.click();
    });
    await connect.isAt('Find your bank');
    await page.evaluate(meanwhile);
    await page.keyboard.press('Escape');
    await connect.isGone();
    return page.evaluate(() => document.activeElement?.id);
  };

  test('back to what opened the modal', async ({ page }) =>
    expect(await afterwards(page, () => {})).toBe('opener'));

  test('to what comes next where the opener is gone', async ({ page }) =>
    expect(await afterwards(page, () => document.querySelector('#opener')!.remove())).toBe('after'));

  test('to what comes next where the opener can take none', async ({ page }) =>
    expect(
      await afterwards(page, () => document.querySelector('#opener')!.setAttribute('disabled', '')),
    ).toBe('after'));

  test('to what comes next where all around the opener is gone', async ({ page }) =>
    expect(await afterwards(page, () => document.querySelector('#around')!.remove())).toBe('link'));

  test('to what came last before where nothing comes next', async ({ page }) =>
    expect(
      await afterwards(page, () => {
        for (const id of ['opener', 'after', 'link']) document.getElementById(id)!.remove();
      }),
    ).toBe('before'));

  test('nowhere else when the page has placed it itself', async ({ page }) => {
    await BarePage.open(page, { markup, options: {} });
    const connect = new Connect(page);
    await page.evaluate(() => {
      window.handler.destroy();
      window.handler = window.Dapi!.create({
        environment: 'sandbox',
        ...{ appKey: 'sandbox-app', bundleID: 'sandbox-bundle', clientUserID: 'someone' },
        onExit: () => document.getElementById('link')!.focus(),
      });
      window.handler.open();
    });
    await connect.isAt('Find your bank');
    await page.keyboard.press('Escape');
    await connect.isGone();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('link');
  });
});
