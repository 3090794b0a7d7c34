import { expect, test } from '@playwright/test';
import { BarePage } from './models/bare-page.js';
import { Connect, personas } from './models/connect.js';

// A trace keeps what it has seen.
test.use({ trace: 'off' });

test('a hundred handlers, opened half-way and destroyed, leave nothing behind', async ({ page }) => {
  test.setTimeout(120_000);
  await BarePage.open(page);
  const session = await page.context().newCDPSession(page);
  const count = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((metric) => metric.name === name)!.value;
    return { nodes: of('Nodes'), listeners: of('JSEventListeners'), documents: of('Documents') };
  };
  await session.send('Performance.enable');

  const cycles = (times: number) =>
    page.evaluate(async (count) => {
      const moment = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
      const called: string[] = [];
      for (let i = 0; i < count; i++) {
        const handler = window.Dapi!.create({
          environment: 'sandbox',
          ...{ appKey: 'sandbox-app', bundleID: 'sandbox-bundle', clientUserID: 'someone' },
          isCachedEnabled: false,
          onExit: () => called.push('onExit'),
          onFailedLogin: () => called.push('onFailedLogin'),
        });
        handler.open();
        await moment((i % 5) * 20); // Before the code is there, while banks are fetched, and once they are shown.
        handler.destroy();
        handler.destroy();
        await moment(0);
      }
      await moment(300);
      return called;
    }, times);

  await cycles(10); // What is fetched and compiled once is there after this.
  const before = await count();
  expect(await cycles(100), 'a destroyed handler calls nobody').toEqual([]);
  await expect(page.locator('dapi-connect')).toHaveCount(0);
  const sheets = await page.evaluate(() => document.adoptedStyleSheets.length);
  expect(sheets).toBe(0);
  await expect(async () => {
    const now = await count();
    expect(now.documents - before.documents, 'documents').toBeLessThan(5);
    expect(now.nodes - before.nodes, 'nodes').toBeLessThan(200);
    expect(now.listeners - before.listeners, 'listeners').toBeLessThan(50);
  }).toPass({ timeout: 30_000 });
});

test('two handlers on one page keep to themselves', async ({ page }) => {
  await BarePage.open(page);
  const exits = await page.evaluate(async () => {
    const exits: string[] = [];
    const make = (clientUserID: string) =>
      window.Dapi!.create({
        environment: 'sandbox',
        ...{ appKey: 'sandbox-app', bundleID: 'sandbox-bundle', clientUserID },
        onExit: () => exits.push(clientUserID),
      });
    const [one, two] = [make('one'), make('two')];
    one.open();
    two.open();
    while (document.querySelectorAll('dapi-connect').length < 2)
      await new Promise((next) => setTimeout(next, 20));
    one.close();
    while (document.querySelectorAll('dapi-connect').length > 1)
      await new Promise((next) => setTimeout(next, 20));
    return exits;
  });
  expect(exits).toEqual(['one']);
  await expect(page.locator('dapi-connect').getByRole('listbox')).toBeVisible();
});

test('a modal that the page moves goes on where it was', async ({ page }) => {
  const bare = await BarePage.open(page);
  const connect = new Connect(page);
  await bare.press();
  await connect.findBank();
  await page.evaluate(() => {
    const home = document.body.appendChild(document.createElement('section'));
    home.append(document.querySelector('dapi-connect')!);
  });
  await connect.logIn(personas.happy);
  await connect.finish();
  expect((await bare.names()).slice(1)).toEqual(['onSuccessfulLogin', 'onExit']);
});
