import { expect, test, type Page } from '@playwright/test';
import { startSandbox, type RunningSandbox } from '@connect-layer/sandbox/node';
import type { Unlisted } from '@connect-layer/protocol';
import { BarePage } from './models/bare-page.js';
import { Connect } from './models/connect.js';

/** A list of 20,000 banks, in a real browser. */
const many = 20_000;
const unlisted: Unlisted[] = [];
let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, many, onUnlisted: (report) => unlisted.push(report) });
  // The first to ask waits for the index to be made.
  await fetch(`${sandbox.url}/connect/v1/institutions?appKey=sandbox-app&bundleID=sandbox-bundle`);
});
test.afterAll(() => sandbox.close());
// One sandbox for all, and time enough for a machine that has other things to do.
test.describe.configure({ mode: 'default', timeout: 90_000 });
test.use({ locale: 'en-DE', viewport: { width: 1000, height: 760 } });

async function open(page: Page) {
  const bare = await BarePage.open(page, { gateway: sandbox.url, options: { countries: [] } });
  await bare.called('onReady');
  await bare.press();
  const connect = new Connect(page);
  await connect.dialog.getByRole('listbox').waitFor({ timeout: 30_000 });
  await connect.isAt('Find your bank');
  const list = connect.dialog.getByRole('listbox');
  await expect(list.getByRole('option').first()).toBeVisible();
  const field = connect.search;
  const active = connect.dialog.locator('[role=option][aria-selected=true]');
  const first = () => list.getByRole('option').first();
  const nodes = () => list.evaluate((element) => element.querySelectorAll('*').length);
  return { bare, connect, list, field, active, first, nodes };
}

test('lists all of them with few nodes, wherever one scrolls', async ({ page }) => {
  const { list, nodes, field, active } = await open(page);
  const size = Number(await list.getByRole('option').first().getAttribute('aria-setsize'));
  expect(size).toBeGreaterThan(many);
  expect(await nodes()).toBeLessThanOrEqual(200);
  await expect(list.getByRole('group').nth(0)).toHaveAccessibleName('Popular');
  await expect(list.getByRole('group').nth(0).getByRole('option')).toHaveCount(6);
  const own = list.getByRole('group').nth(1).getByRole('option').first();
  await expect(own, 'those of the browser’s country come first').toContainText('Germany');

  await list.hover();
  for (const distance of [3_000, 500_000, -400_000]) {
    await page.mouse.wheel(0, distance);
    await expect(list.getByRole('option').nth(6 + 4)).toBeInViewport();
    const places = await list
      .getByRole('option')
      .evaluateAll((options) => options.map((option) => Number(option.getAttribute('aria-posinset'))));
    expect(places.slice(6)).toEqual(Array.from({ length: places.length - 6 }, (_, at) => places[6]! + at));
    expect(await nodes()).toBeLessThanOrEqual(200);
  }

  await page.setViewportSize({ width: 390, height: 844 });
  await field.fill('community bank of');
  await expect(list.locator('mark').first()).toBeVisible();
  expect(await nodes(), 'on a phone, with marks').toBeLessThanOrEqual(200);
  await page.setViewportSize({ width: 1000, height: 760 });
  await field.fill('');

  await field.press('ArrowDown');
  await field.press('End');
  await expect(active).toHaveAttribute('aria-posinset', String(size));
  await expect(active).toBeInViewport();
  const node = await active.elementHandle();
  await page.mouse.wheel(0, -5_000_000);
  await expect(list.getByRole('group').nth(0)).toBeInViewport();
  await expect(active, 'the active one stays, out of sight').toHaveAttribute('aria-posinset', String(size));
  expect(await active.evaluate((element, before) => element === before, node)).toBe(true);
  expect(await field.getAttribute('aria-activedescendant')).toBe(await active.getAttribute('id'));
  await field.press('ArrowUp');
  await expect(active).toHaveAttribute('aria-posinset', String(size - 1));
  await expect(active).toBeInViewport();
});

test('is worked by keys alone', async ({ page }) => {
  const { connect, field, active } = await open(page);
  await expect(field).toBeFocused();
  await page.keyboard.type('sparkasse');
  await expect(active).toHaveAttribute('aria-posinset', '1');
  const at = async (place: string) => {
    await expect(active).toHaveAttribute('aria-posinset', place);
    await expect(active).toBeInViewport();
  };
  for (const [key, place] of [
    ['ArrowDown', '2'],
    ['PageDown', '10'],
    ['PageDown', '18'],
    ['PageUp', '10'],
    ['ArrowUp', '9'],
    ['Home', '1'],
    ['PageUp', '1'],
  ] as const) {
    await page.keyboard.press(key);
    await at(place);
  }
  await page.keyboard.press('End');
  await at((await active.getAttribute('aria-setsize'))!);
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('');
  await page.keyboard.type('sagebrsh');
  await expect(active).toContainText('Sagebrush');
  await page.keyboard.press('Enter');
  await connect.isAt('What Example App may do at Sagebrush');
});

test('finds banks by typos, other scripts, codes and former names, and says why', async ({ page }) => {
  const { connect, field, first, list } = await open(page);
  await field.fill('emirates');
  await expect(first().locator('mark').first()).toHaveText('Emirates');
  await field.fill('thistledwon');
  await expect(first().locator('mark')).toHaveText('Thistledown');
  await expect(first()).toContainText('Trouble at the moment');
  await field.fill('المشرق');
  await expect(first()).toContainText('Mashreq');
  await field.fill('bank of oman');
  await expect(first()).toContainText('Mashreq');
  await expect(first()).toContainText('Also known as Bank of Oman');
  await field.fill('000011');
  await expect(first()).toContainText('Hare & Harbour');
  await expect(first()).toContainText('Code 000011');
  await field.fill('stillwater');
  await expect(first()).toContainText('Not reachable now');
  await expect(connect.dialog.getByRole('status').filter({ hasText: /^\d+ banks?$/ })).toHaveCount(1);
  await first().click();
  await connect.isAt('What Example App may do at Quietwater');
  expect(await list.count()).toBe(0);
});

test('shows the banks before anything else is there, and then answers to what was typed', async ({
  page,
}) => {
  const held: string[] = [];
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/search-engine-|later-|\/en-|connect\/v1\/frame/, async (route) => {
    held.push(route.request().url());
    await released;
    await route.continue();
  });
  const { connect, list, field, first, active } = await open(page);
  const before = await first().textContent();
  await list.hover();
  await page.mouse.wheel(0, 3_000);
  await expect(list.getByRole('option').nth(6 + 4)).toBeInViewport();
  await field.pressSequentially('sagebrsh');
  await expect(list).toHaveAttribute('aria-busy', 'true');
  await expect(active, 'nothing is chosen by Enter yet').toHaveCount(0);
  await expect(first()).toHaveText(before!);
  expect(held.length).toBeGreaterThan(2);

  release();
  await expect(first()).toContainText('Sagebrush');
  await expect(list).toHaveAttribute('aria-busy', 'false');
  await expect(field).toHaveValue('sagebrsh');
  await expect(connect.dialog.getByRole('status').filter({ hasText: /^\d+ banks?$/ })).toHaveCount(1);
  await page.keyboard.press('Enter');
  await connect.isAt('What Example App may do at Sagebrush');
});

test('has a way on where what answers to typing cannot be had', async ({ page }) => {
  await page.route('**/search-engine-*.js', (route) => route.abort());
  const { connect, field, first } = await open(page);
  await field.fill('sagebrsh');
  await connect.isAt('We cannot be reached');
  await page.unroute('**/search-engine-*.js');
  await connect.button('Try again').click();
  await connect.isAt('Find your bank');
  await field.fill('sagebrsh');
  await expect(first()).toContainText('Sagebrush');
});

test('filters by country and kind, and finds the way back', async ({ page }) => {
  const { connect, field, list, first } = await open(page);
  const country = connect.dialog.getByRole('combobox', { name: 'Country' });
  await country.selectOption('SA');
  await expect(first()).toContainText('Saudi');
  const all = Number(await first().getAttribute('aria-setsize'));
  await connect.dialog.getByRole('combobox', { name: 'For whom' }).selectOption('retail');
  await expect.poll(async () => Number(await first().getAttribute('aria-setsize'))).toBeLessThan(all);
  await field.fill('sparkasse');
  await expect(list.getByRole('option')).toHaveCount(0);
  await connect.button('Search all banks').click();
  await expect(first()).toContainText('Sparkasse');
});

test('hears of a bank that is not listed, and the page keeps its list', async ({ page }) => {
  const { connect, field, first } = await open(page);
  await field.fill('Bank of Xqzzx');
  await field.fill('Xqzzxqzz');
  await expect(connect.dialog).toContainText('No bank found for “Xqzzxqzz”.');
  await connect.button('My bank is not listed').click();
  const name = connect.dialog.getByLabel('Bank name');
  await expect(name).toBeFocused();
  await expect(name).toHaveValue('Xqzzxqzz');
  await name.fill('  Xqzzx Bank  ');
  await connect.dialog.getByLabel('Country (optional)').selectOption('AE');
  await connect.button('Tell us').click();
  await expect(connect.dialog).toContainText('Thank you.');
  await expect.poll(() => unlisted).toEqual([{ appKey: 'sandbox-app', query: 'Xqzzx Bank', country: 'AE' }]);
  await connect.button('Back to the list').click();
  await expect(field).toBeFocused();
  await field.fill('adcb');
  await expect(first()).toContainText('ADCB');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await connect.isGone();
});
