import { expect, test, type Page, type Route } from '@playwright/test';
import { BarePage } from './bare-page.js';
import { Connect, personas } from './connect.js';

/** Walks through the whole login, and has every step looked at. */
export async function walk(
  page: Page,
  look: (step: string) => Promise<unknown>,
  options: Record<string, unknown> = {},
): Promise<void> {
  test.slow();
  const connect = new Connect(page);
  const letInstitutions = await hold(page, '**/connect/v1/institutions?*');
  const bare = await BarePage.open(page, { options });
  await bare.called('onReady');
  await bare.press();
  await connect.isAt('One moment');
  await look('opening');
  await letInstitutions();
  await connect.isAt('Find your bank');
  await page.waitForLoadState('networkidle');
  await look('search');
  await connect.search.fill('bank');
  await look('search-typed');
  await connect.search.fill('zzz');
  await look('search-nothing');
  await connect.search.fill('ADCB');
  await connect.banks.first().click();
  await connect.isAt(/^What .* may do at ADCB$/);
  await look('consent');
  await connect.agree();
  await connect.isAt(/^Log in to /);
  await look('credentials');
  await connect.submit('Log in').click();
  await look('credentials-missing');
  const letLogin = await hold(page, '**/connect/v1/login');
  await connect.logIn(personas.wrong);
  await connect.isAt(/^Signing in/);
  await look('connecting');
  await letLogin();
  await connect.isAt('The login was not accepted');
  await look('failed');
  await connect.button('Try again').click();
  await connect.logIn(personas.otp);
  await connect.isAt('ADCB asks');
  await look('challenge');
  await connect.answer();
  await connect.isAt('ADCB is connected');
  await look('connected');
  await connect.finish();
}

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
