import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { gatewayURL } from './addresses.js';
import { BarePage } from './models/bare-page.js';
import { Connect, personas } from './models/connect.js';

test.describe('trouble', () => {
  test('a missing option is named at once', async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await BarePage.open(page, { options: { appKey: undefined } });
    expect(errors).toEqual(["'appKey' is missing."]);
  });

  test('an unknown app is told to developers and, in other words, to people', async ({ page }) => {
    const logged = page.waitForEvent('console', (message) => message.text().includes('could not start'));
    const bare = await BarePage.open(page, { options: { appKey: 'nobody' } });
    expect(await bare.called('onFailedLogin')).toMatchObject({
      type: 'INVALID_APP',
      msg: expect.stringContaining('appKey'),
    });
    await logged;
    await bare.press();
    const connect = new Connect(page);
    await connect.isAt('This app is not set up yet');
    await connect.button('Close').first().click();
    await connect.isGone();
  });

  test('an origin that is not on the list is told which mistake it is', async ({ page }) => {
    const bare = await BarePage.open(page, { host: 'shop.example' });
    expect(await bare.called('onFailedLogin')).toMatchObject({
      type: 'ORIGIN_NOT_ALLOWED',
      status: 'failed',
    });
  });

  test('a gateway that is down can be tried again once it is up', async ({ page }) => {
    const bare = await BarePage.open(page, { options: { gatewayURL: 'http://localhost:9' } });
    expect(await bare.called('onFailedLogin')).toMatchObject({
      type: 'SERVER_ERROR',
      msg: 'Nothing answers at http://localhost:9.',
    });
    await bare.press();
    const connect = new Connect(page);
    await connect.isAt('We cannot be reached');
    await page.route('http://localhost:9/**', (route) =>
      route.continue({ url: route.request().url().replace('http://localhost:9', gatewayURL) }),
    );
    await connect.button('Try again').click();
    await connect.isAt('Find your bank');
  });

  test('a gateway that goes away during the login loses nothing that was typed', async ({ page }) => {
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    await bare.press();
    await connect.findBank();
    await page.route('**/connect/v1/login', (route) => route.abort('connectionrefused'));
    await connect.logIn(personas.happy);
    await connect.isAt('We cannot be reached');
    await page.unroute('**/connect/v1/login');
    await connect.button('Try again').click();
    await expect(connect.form.locator('[name=username]')).toHaveValue('demo');
    await connect.logIn(personas.happy);
    await connect.finish();
  });

  test('who goes offline is told, loses nothing, and goes on once back', async ({ page, context }) => {
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    const told = connect.dialog.getByText(/^You are offline/);
    await bare.press();
    await connect.findBank();
    await context.setOffline(true);
    await expect(told).toBeVisible();
    await connect.logIn(personas.otp);
    await connect.isAt(/^Signing in/);
    await context.setOffline(false);
    await connect.isAt('ADCB asks');
    await expect(told).toBeHidden();
    await context.setOffline(true);
    await connect.answer();
    await connect.isAt(/^Checking with/);
    await context.setOffline(false);
    await connect.finish();
    expect(await bare.names()).not.toContain('onFailedLogin');
  });

  test('who is offline at the start gets the banks once back', async ({ page, context }) => {
    const bare = await BarePage.open(page);
    const connect = new Connect(page);
    await bare.called('onReady');
    await bare.press();
    await connect.isAt('Find your bank');
    await page.keyboard.press('Escape');
    await context.setOffline(true);
    await page.route('**/connect/v1/institutions?*', (route) => route.abort('internetdisconnected'), {
      times: 1,
    }); // Even where the browser still has the list of the last time.
    await bare.press();
    await connect.isAt('One moment');
    await expect(connect.dialog.getByText(/^You are offline/)).toBeVisible();
    await context.setOffline(false);
    await connect.isAt('Find your bank');
  });

  test('an address that answers HTML is not taken for a gateway', async ({ page }) => {
    const server = createServer((_, response) => {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('content-type', 'text/html');
      response.end('<h1>Welcome</h1>');
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const bare = await BarePage.open(page, { options: { gatewayURL: `http://localhost:${port}` } });
      expect(await bare.called('onFailedLogin')).toMatchObject({
        type: 'UNEXPECTED_RESPONSE',
        msg: expect.stringContaining('not JSON'),
      });
    } finally {
      server.close();
    }
  });

  test('an App Server that answers nothing, or HTML, is named', async ({ page }) => {
    const bare = await BarePage.open(page, { options: { apiURL: 'http://localhost:9/dapi' } });
    const connect = new Connect(page);
    await bare.press();
    await connect.findBank();
    await connect.logIn(personas.happy);
    await connect.isAt('This app is not set up yet');
    expect(await bare.called('onFailedLogin')).toMatchObject({ type: 'INVALID_SERVER_URL' });
  });

  test('the script twice on one page is one SDK', async ({ page }) => {
    const bare = await BarePage.open(page);
    const same = await page.evaluate(async () => {
      const before = [window.Dapi, window.DapiBankAccount];
      const script = document.createElement('script');
      script.src = document.querySelector('script')!.src;
      document.head.append(script);
      await new Promise((resolve) => script.addEventListener('load', resolve));
      return before[0] === window.Dapi && before[1] === window.DapiBankAccount;
    });
    expect(same).toBe(true);
    await bare.press();
    await new Connect(page).connect();
    expect((await bare.names()).filter((name) => name === 'onSuccessfulLogin')).toHaveLength(1);
  });

  test('a page that does not let the frame in is told so, not left waiting', async ({ page }) => {
    const policy = `frame-src 'none'`;
    const bare = await BarePage.open(page, { headers: { 'content-security-policy': policy } });
    const connect = new Connect(page);
    await bare.press();
    await connect.search.fill('ADCB');
    await page.keyboard.press('Enter');
    await connect.agree();
    await expect(connect.heading).toHaveText('We cannot be reached', { timeout: 20_000 });
    expect(await bare.called('onFailedLogin')).toMatchObject({
      type: 'SERVER_ERROR',
      msg: expect.stringContaining('secure form'),
    });
  });
});
