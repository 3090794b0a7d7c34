import { expect, test, type Page } from '@playwright/test';
import { BarePage } from './models/bare-page.js';
import { Connect, personas } from './models/connect.js';

interface Heard {
  name: string;
  detail: Record<string, unknown>;
}

/** Hears every event of a page's handler. */
async function listen(page: Page): Promise<{ bare: BarePage; heard: () => Promise<Heard[]> }> {
  await page.addInitScript(() => {
    const heard: unknown[] = [];
    Object.assign(window, {
      heard,
      onEvent: (name: string, detail: unknown) => heard.push({ name, detail }),
    });
  });
  const bare = await BarePage.open(page, { listens: true });
  return { bare, heard: () => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard) };
}

const names = (heard: Heard[]) =>
  heard.map(({ name, detail }) => (name === 'step' ? `step ${String(detail.step)}` : name));

test('a page hears everything that happens, in order, with one end', async ({ page }) => {
  const { bare, heard } = await listen(page);
  const connect = new Connect(page);
  await bare.called('onReady');
  await bare.press();
  await connect.findBank();
  await connect.logIn(personas.otp);
  await connect.answer('654321');
  await connect.isAt('The answer was not accepted');
  await connect.button('Try again').click();
  await connect.logIn(personas.otp);
  await connect.answer();
  await connect.finish();
  const told = await heard();
  const without = told.filter(({ name }) => name !== 'search');
  expect(names(without)).toEqual([
    'ready',
    'open',
    'step opening',
    'step search',
    'institution',
    'step consent',
    'consent',
    'step credentials',
    'submit',
    'step connecting',
    'step challenge',
    'question',
    'answer',
    'step resuming',
    'step failed',
    'problem',
    'retry',
    'step credentials',
    'submit',
    'step connecting',
    'step challenge',
    'question',
    'answer',
    'step resuming',
    'step connected',
    'connected',
    'exit',
  ]);
  expect(new Set(told.slice(1).map(({ detail }) => detail.session)).size, 'one session').toBe(1);
  expect(told.at(-1)!.detail).toMatchObject({ version: 1, outcome: 'connected', step: 'connected' });
  expect(told.find(({ name }) => name === 'problem')!.detail).toMatchObject({
    type: 'INVALID_MFA',
    whose: 'person',
    reference: expect.stringContaining('DAPIBANK_AE_ADCB:'),
  });
  for (const secret of ['123456', '654321', 'mfa_otp', 'demo"'])
    expect(JSON.stringify(told)).not.toContain(secret);
});

test('a session that is destroyed has its one end too', async ({ page }) => {
  const { bare, heard } = await listen(page);
  const connect = new Connect(page);
  await bare.press();
  await connect.findBank();
  await page.evaluate(() => window.handler.destroy());
  await connect.isGone();
  const ends = (await heard()).filter(({ name }) => name === 'exit');
  expect(ends).toHaveLength(1);
  expect(ends[0]!.detail).toMatchObject({ outcome: 'cancelled', step: 'credentials' });
});

test('a mistake in the page’s own listener ends nothing', async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(window, {
      onEvent: () => {
        throw new Error('The page’s own.');
      },
    });
  });
  const bare = await BarePage.open(page, { listens: true });
  await bare.press();
  await new Connect(page).connect();
  expect(await bare.names()).toContain('onSuccessfulLogin');
});
