import { expect, test } from '@playwright/test';
import { gatewayURL } from './addresses.js';
import { chromiumLaunch } from './browsers.mjs';
import { BarePage } from './models/bare-page.js';
import { Connect } from './models/connect.js';

// Playwright turns the cache off in which a page sleeps while one is elsewhere.
test.use({
  launchOptions: { ...chromiumLaunch, ignoreDefaultArgs: ['--disable-back-forward-cache'] },
});

for (const step of ['the list of banks', 'the form'])
  test(`left at ${step} for another page and come back to, the modal goes on`, async ({ page }) => {
    await page.addInitScript(() =>
      addEventListener('pageshow', ({ persisted }) => {
        document.documentElement.dataset['persisted'] = String(persisted);
      }),
    );
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    await bare.press();
    await connect.isAt('Find your bank');
    const name = connect.form.locator('[name=username]');
    if (step === 'the form') {
      await connect.findBank();
      await name.click();
      await page.keyboard.type('de');
    }
    // A page that is still loading does not sleep.
    await connect.form.locator('dapi-form').waitFor({ state: 'attached' });
    await Promise.all(page.frames().map((frame) => frame.waitForLoadState()));
    const box = step === 'the form' && (await name.boundingBox());
    await page.goto(`${gatewayURL}/connect/v1/frame?appKey=sandbox-app`);

    // Playwright waits for a load that does not come, and takes the frame of the page that sleeps for gone.
    await page.goBack({ timeout: 3000, waitUntil: 'commit' }).catch(() => {});
    await expect(page.locator('html'), 'it slept').toHaveAttribute('data-persisted', 'true');
    if (box) await page.mouse.click(box.x + box.width - 10, box.y + 10);
    else {
      await connect.banks.filter({ hasText: 'ADCB' }).first().click();
      await connect.agree();
      await page.waitForTimeout(1000); // The form has the focus by then.
      await page.keyboard.type('de');
    }
    await page.keyboard.press('End');
    for (const key of ['m', 'o', 'Tab', 'd', 'e', 'm', 'o', 'Enter']) await page.keyboard.press(key);
    await connect.button(/^Back to /).click();
    await connect.isGone();
    expect((await bare.names()).slice(-2)).toEqual(['onSuccessfulLogin', 'onExit']);
    expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
  });
