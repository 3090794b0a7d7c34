import { expect, test, type Page, type Route } from '@playwright/test';
import { BarePage } from './models/bare-page.js';
import { Connect, personas } from './models/connect.js';

/** Pictures of every step, to be looked at: `test-results/pictures`. */
const looks = {
  light: { viewport: { width: 1000, height: 760 }, colorScheme: 'light' },
  dark: { viewport: { width: 1000, height: 760 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 780 }, colorScheme: 'light', hasTouch: true, isMobile: true },
  narrow: { viewport: { width: 320, height: 568 }, colorScheme: 'dark', hasTouch: true, isMobile: true },
} as const;

for (const [look, use] of Object.entries(looks))
  test.describe(look, () => {
    test.use(use);
    test('has its picture taken at every step', async ({ page }) => {
      const connect = new Connect(page);
      const take = pictures(page, look);
      const letInstitutions = await hold(page, '**/connect/v1/institutions?*');
      const bare = await BarePage.open(page);
      await bare.called('onReady');
      await bare.press();
      await connect.isAt('One moment');
      await take('opening');
      await letInstitutions();
      await connect.isAt('Find your bank');
      await page.waitForLoadState('networkidle');
      await take('search');
      await connect.search.fill('bank');
      await take('search-typed');
      await connect.search.fill('zzz');
      await take('search-nothing');
      await connect.findBank();
      await take('credentials');
      await connect.submit('Log in').click();
      await take('credentials-missing');
      const letLogin = await hold(page, '**/connect/v1/login');
      await connect.logIn(personas.wrong);
      await connect.isAt(/^Signing in/);
      await take('connecting');
      await letLogin();
      await connect.isAt('The login was not accepted');
      await take('failed');
      await connect.button('Try again').click();
      await connect.logIn(personas.otp);
      await connect.isAt('ADCB asks');
      await take('challenge');
      await connect.answer();
      await connect.isAt('ADCB is connected');
      await take('connected');
      await connect.finish();
    });
  });

/** Keeps requests waiting until they are let through. */
async function hold(page: Page, url: string): Promise<() => Promise<void>> {
  const held: Route[] = [];
  await page.route(url, (route) => void held.push(route));
  return async () => {
    await expect.poll(() => held.length).toBeGreaterThan(0);
    await Promise.all(held.map((route) => route.continue()));
    await page.unroute(url);
  };
}

function pictures(page: Page, look: string) {
  let number = 0;
  return async (step: string) => {
    const path = `test-results/pictures/${look}/${String(++number).padStart(2, '0')}-${step}.png`;
    await page.screenshot({ path, animations: 'disabled' });
  };
}
