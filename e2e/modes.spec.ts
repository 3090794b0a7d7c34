import { expect, test } from '@playwright/test';
import { axeFindings } from './models/axe.js';
import { BarePage } from './models/bare-page.js';
import { Connect, personas } from './models/connect.js';

const markup = '<p><label>Note <input id="note"></label></p><div id="here"></div><p id="below">Below</p>';
const inline = { options: { container: '#here' }, markup };

test('as a part of the page it is a region, which neither covers nor holds the page', async ({ page }) => {
  const bare = await BarePage.open(page, inline);
  const connect = new Connect(page, { role: 'region' });
  await bare.press();
  await connect.isAt('Find your bank');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Find your bank' })).toBeVisible();
  await expect(connect.search, 'who opened it is led there').toBeFocused();
  expect(await page.evaluate(() => document.querySelector('#here > dapi-connect') !== null)).toBe(true);
  expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
  expect(await axeFindings(page)).toEqual([]);

  await test.step('Escape and clicks are the page’s', async () => {
    await page.keyboard.press('Escape');
    await page.getByLabel('Note').fill('still works');
    await connect.isAt('Find your bank');
  });

  await connect.findBank();
  await expect(page.getByRole('region', { name: /^Log in to / })).toBeVisible();
  await connect.form.locator('[name=username]').press('Escape');
  await connect.isAt(/^Log in to /);
  await connect.logIn(personas.otp);
  await connect.answer();
  await connect.finish();
  await expect(page.locator('#here')).toBeEmpty();
  expect((await bare.names()).slice(-2)).toEqual(['onSuccessfulLogin', 'onExit']);
});

test('as a part of the page it does not take the focus from whoever did not ask for it', async ({ page }) => {
  await page.addInitScript(() => {
    if (window !== top) return;
    // To look at a page from a test counts as a person's doing.
    Object.defineProperty(navigator, 'userActivation', { value: { isActive: false } });
    addEventListener('load', () => window.handler.open());
  });
  await BarePage.open(page, inline);
  const connect = new Connect(page, { role: 'region' });
  await connect.isAt('Find your bank');
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => document.activeElement === document.body), 'opened by the page').toBe(
    true,
  );

  await page.getByLabel('Note').focus();
  await connect.banks.first().dispatchEvent('click');
  await connect.button(/^Continue to/).dispatchEvent('click');
  await connect.isAt(/^Log in to /);
  await page.waitForTimeout(300);
  await expect(page.getByLabel('Note'), 'the person is elsewhere').toBeFocused();

  await connect.form.locator('[name=username]').click();
  await connect.logIn(personas.wrong);
  await connect.isAt(/./);
  await expect(connect.button('Try again'), 'the person is in it').toBeFocused();
});

test('as a part of the page it is as large as its container, and no smaller than it can be', async ({
  page,
}) => {
  for (const [size, expected] of [
    ['width: 500px; height: 700px', { width: 500, height: 700 }],
    ['width: 360px', { width: 360, height: 560 }],
    ['width: 100px; height: 600px', { width: 320, height: 600 }],
  ] as const) {
    const styles = `<style>#here { ${size} }</style>`;
    const bare = await BarePage.open(page, { ...inline, markup: styles + markup });
    await bare.press();
    const connect = new Connect(page, { role: 'region' });
    await connect.isAt('Find your bank');
    expect(await connect.dialog.boundingBox(), size).toMatchObject(expected);
    await connect.findBank();
    const frame = await page.locator('dapi-connect iframe').boundingBox();
    expect(frame!.width, size).toBe(expected.width);
    expect(frame!.height, size).toBeGreaterThan(expected.height / 2);
  }
});

test('as a part of the page it can be taken away by the page at any time', async ({ page }) => {
  const bare = await BarePage.open(page, inline);
  await bare.press();
  const connect = new Connect(page, { role: 'region' });
  await connect.isAt('Find your bank');
  await page.evaluate(() => document.querySelector('#here')!.remove());
  await expect.poll(() => bare.names()).toContain('onExit');
  await bare.press();
  expect(await bare.called('onFailedLogin')).toMatchObject({
    type: 'INVALID_PARAMS',
    msg: "'container' is not on the page.",
  });
});

test('as a page it fills the window, on the top layer', async ({ page }) => {
  const bare = await BarePage.open(page, { options: { mode: 'page' }, markup });
  const connect = new Connect(page);
  await bare.press();
  await connect.isAt('Find your bank');
  const { width, height } = page.viewportSize()!;
  expect(await connect.dialog.boundingBox()).toEqual({ x: 0, y: 0, width, height });
  expect(await connect.dialog.evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
  const { x, width: wide } = (await connect.dialog.locator('.screen').boundingBox())!;
  expect(wide).toBeLessThanOrEqual(560);
  expect(Math.abs(x * 2 + wide - width), 'in the middle').toBeLessThan(2);
  await connect.connect(personas.otp);
});

test('a mode and a container that do not go together are refused', async ({ page }) => {
  await BarePage.open(page, { started: false });
  const refused = await page.evaluate(() =>
    [{ mode: 'inline' }, { mode: 'modal', container: '#here' }, { mode: 'sheet' }, { container: 7 }].map(
      (options) => {
        try {
          window.Dapi!.create({ appKey: 'a', bundleID: 'b', clientUserID: 'c', ...options } as never);
          return 'taken';
        } catch (error) {
          return (error as Error).message;
        }
      },
    ),
  );
  const together = "'mode' inline and 'container' go together.";
  expect(refused).toEqual([
    together,
    together,
    "'mode' has the wrong form.",
    "'container' has the wrong form.",
  ]);
});
