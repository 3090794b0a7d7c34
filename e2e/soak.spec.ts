import { expect, test, type Page } from '@playwright/test';
import { BarePage } from './models/bare-page.js';
import { Connect, personas } from './models/connect.js';
import { Leaks, seeded, slopeOf } from './models/leaks.js';

// A trace keeps what it has seen.
test.use({ trace: 'off' });

const cycles = 200;
const every = 10;
/** Bytes for each cycle. The second test shows that 20 kB are seen. */
const bound = 10_000;

const create = (page: Page) =>
  page.evaluate(() => {
    const create = {
      environment: 'sandbox' as const,
      ...{ appKey: 'sandbox-app', bundleID: 'sandbox-bundle', clientUserID: 'someone' },
      isCachedEnabled: false,
      onExit: () => window.callbacks.push(['onExit']),
    };
    window.handler = window.Dapi!.create(create);
    window.handler.open();
  });

const destroy = (page: Page) =>
  page.evaluate(() => {
    window.handler.destroy();
    window.handler.destroy();
  });

/** How far a login is taken before the handler is destroyed: each walk does what the ones before it do, and more. */
const walks: ((connect: Connect) => Promise<unknown>)[] = [
  async () => {}, // The code of the modal is still on its way.
  ({ page }) => page.waitForTimeout(30),
  (connect) => connect.isAt('Find your bank'),
  (connect) => connect.search.fill('adc'),
  (connect) => connect.banks.first().click(), // The form is still on its way.
  (connect) => connect.isAt(/^What .* may do at /),
  (connect) => connect.agree(),
  (connect) => connect.isAt(/^Log in to /),
  (connect) => connect.form.locator('[name=username]').fill('half a na'),
  (connect) => connect.logIn(personas.otp), // The bank is at work.
  (connect) => expect(connect.code).toBeVisible(),
  (connect) => connect.answer(), // The bank is at work again.
  (connect) => expect(connect.button(/^Back to /)).toBeVisible(),
];

test(`${cycles} handlers, taken to random steps and destroyed, leave nothing behind`, async ({ page }) => {
  test.setTimeout(480_000);
  const seed = Number(process.env.SEED ?? Date.now() % 1e6);
  console.log(`SEED=${seed}`);
  const chance = seeded(seed);
  const leaks = await Leaks.watch(page);
  await BarePage.open(page);
  const connect = new Connect(page);
  const cycle = async (last: number) => {
    await create(page);
    for (const walk of walks.slice(0, last + 1)) await walk(connect);
    await destroy(page);
    await connect.isGone();
  };

  // What is fetched, compiled and remembered once is there after this.
  for (let i = 0; i < 22; i++) await cycle(i % walks.length);
  const called = (await page.evaluate(() => window.callbacks)).length;
  const before = await leaks.held();
  const heap: [number, number][] = [[0, before.heap]];
  for (let i = 1; i <= cycles; i++) {
    // Half of them early, so that all the steps have their share of the time.
    await cycle(Math.floor(chance() ** 2 * walks.length));
    if (i % every === 0) heap.push([i, (await leaks.held()).heap]);
  }

  expect((await page.evaluate(() => window.callbacks)).length, 'a destroyed handler calls nobody').toBe(
    called,
  );
  await expect(async () => {
    const now = await leaks.held();
    expect(now.timers, 'timers').toBe(before.timers);
    expect(now.observers, 'observers').toBe(before.observers);
    expect(now.sheets, 'sheets').toBe(before.sheets);
    expect(now.documents - before.documents, 'documents').toBeLessThan(3);
    expect(now.nodes - before.nodes, 'nodes').toBeLessThan(cycles / 4);
    expect(now.listeners - before.listeners, 'listeners').toBeLessThan(cycles / 10);
  }).toPass({ timeout: 30_000 });
  const slope = slopeOf(heap);
  console.log(`heap: ${Math.round(slope)} bytes for each cycle, of at most ${bound}`);
  expect(slope).toBeLessThan(bound);
});

test('a leak of 20 kB would be seen', async ({ page }) => {
  test.setTimeout(120_000);
  const leaks = await Leaks.watch(page);
  await BarePage.open(page);
  const connect = new Connect(page);
  const slopeWhen = async (leaking: boolean) => {
    const heap: [number, number][] = [];
    for (let i = 0; i <= 40; i++) {
      if (i % every === 0) heap.push([i, (await leaks.held()).heap]);
      await create(page);
      await destroy(page);
      if (leaking)
        await page.evaluate(() => {
          const kept = ((window as unknown as { kept?: number[][] }).kept ??= []);
          kept.push(Array.from({ length: 2500 }, (_, i) => i + 0.5)); // Eight bytes each.
        });
    }
    await connect.isGone();
    return slopeOf(heap);
  };
  await slopeWhen(false);
  expect(await slopeWhen(false)).toBeLessThan(bound);
  expect(await slopeWhen(true)).toBeGreaterThan(bound);
});
