import { expect, test } from '@playwright/test';
import { BarePage } from './models/bare-page.js';
import { Connect, personas } from './models/connect.js';
import { kit, kits } from './models/kits.js';

for (const name of kits)
  test(`from inside a dialog of ${name}, ours works, and theirs goes on`, async ({ page }) => {
    test.setTimeout(120_000);
    const wrong: string[] = [];
    page.on('pageerror', ({ message }) => wrong.push(message));
    const bare = await BarePage.open(page, { modules: [await kit(name)] });
    const before = await page.evaluate(() => document.body.getAttribute('style'));
    const connect = new Connect(page);
    const button = (text: string) => page.getByRole('button', { name: text });
    const theirs = page.locator('html[data-theirs=true]');
    const field = page.getByLabel('Their field');

    await button('Open theirs').click();
    await button('Connect from theirs').click();
    await connect.isAt('Find your bank');

    await test.step('ours can be typed in, scrolled and clicked', async () => {
      const search = connect.search;
      await expect(search).toBeFocused();
      await page.keyboard.type('a');
      await expect(search).toHaveValue('a');
      const content = connect.dialog.locator('.content');
      await content.hover();
      await page.mouse.wheel(0, 300);
      await expect.poll(() => content.evaluate((element) => element.scrollTop)).toBeGreaterThan(0);
      await search.fill('');
      await connect.findBank();
      await connect.form.locator('[name=username]').click();
      await page.keyboard.type('demo');
      await page.keyboard.press('Tab');
      await page.keyboard.type('demo');
      await expect(connect.form.locator('[name=username]')).toHaveValue('demo');
      await expect(connect.form.locator('[name=password]')).toHaveValue('demo');
      await connect.button('Back').click();
      await connect.isAt('Find your bank');
      await page.waitForTimeout(200); // Some look only now and then where the focus is.
      await expect(search).toBeFocused();
    });

    await test.step('Escape clears the search, then closes ours, and only ours', async () => {
      await page.keyboard.type('zzz');
      await page.keyboard.press('Escape');
      await expect(connect.search).toHaveValue('');
      await page.keyboard.press('Escape');
      await connect.isGone();
      await expect(theirs).toHaveCount(1);
      await expect(button('Connect from theirs')).toBeFocused();
      await field.click();
      await page.keyboard.type('still here');
      await expect(field).toHaveValue('still here');
    });

    await test.step('a whole login', async () => {
      await button('Connect from theirs').click();
      await connect.connect(personas.otp);
      await expect(theirs).toHaveCount(1);
      expect((await bare.names()).slice(-2)).toEqual(['onSuccessfulLogin', 'onExit']);
    });

    await test.step('theirs can be closed as ever, and the page is as it was', async () => {
      await field.focus();
      await page.keyboard.press('Escape');
      await expect(theirs).toHaveCount(0);
      await expect.poll(() => page.evaluate(() => document.body.getAttribute('style') || null)).toBe(before);
      await bare.press();
      await connect.isAt('Find your bank');
      await page.keyboard.press('Escape');
      await connect.isGone();
    });
    expect(wrong).toEqual([]);
  });

test('a page that switches its body off does not switch ours off', async ({ page }) => {
  await BarePage.open(page);
  await page.evaluate(() => {
    document.body.inert = true;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('body { pointer-events: none; user-select: none; visibility: hidden; opacity: 0 }');
    document.adoptedStyleSheets.push(sheet);
    window.handler.open();
  });
  const connect = new Connect(page);
  await connect.isAt('Find your bank');
  await expect(connect.search).toBeFocused();
  // As kits do to whatever is beside their own.
  await page.evaluate(() => (document.querySelector('dapi-connect')!.inert = true));
  await connect.connect(personas.happy);
});

test('who listens to the page hears ours, whatever the page has hidden from them', async ({ page }) => {
  await BarePage.open(page);
  await page.evaluate(() => {
    document.body.ariaHidden = 'true';
    window.handler.open();
  });
  const search = page.locator('dapi-connect input[role=combobox]');
  await expect(search).toBeFocused();
  await page.evaluate(() => (document.querySelector('dapi-connect')!.ariaHidden = 'true'));
  await page.waitForTimeout(300);
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const heard = nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name }) => `${role?.value} ${name?.value}`);
  expect(heard).toContain('dialog Find your bank');
  expect(heard).toContain('combobox Bank name');
});

test('shortcuts of the page hear nothing of what is typed in ours', async ({ page }) => {
  await BarePage.open(page);
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const type of ['keydown', 'keyup', 'click', 'focusin'])
      document.addEventListener(type, (event) => heard.push(event.type));
    window.handler.open();
  });
  const connect = new Connect(page);
  await connect.isAt('Find your bank');
  await page.keyboard.type('sandbox');
  await connect.search.click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await connect.isGone();
  // The Escape that closed it is let go on the page.
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual(['keyup']);
});
