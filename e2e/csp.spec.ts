import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { gatewayURL } from './addresses.js';
import { BarePage } from './models/bare-page.js';
import { Connect, personas } from './models/connect.js';
import { kit } from './models/kits.js';

const readme = readFileSync(new URL('../packages/connect/README.md', import.meta.url), 'utf8');
const documented = /^Content-Security-Policy: (.*)$/m.exec(readme)![1]!;
/** What the README's table says of: each entry, as directive and source. */
const entries = [
  ...readme.matchAll(/^\| `((?:script|connect|img|frame)-src|trusted-types) (\S+)` +\|/gm),
].map(([, directive, source]) => ({ directive: directive!, source: source! }));

const here = (text: string) => text.replaceAll('https://pay.example.com', gatewayURL);
const without = ({ directive, source }: (typeof entries)[number]) =>
  documented
    .split('; ')
    .map((part) => {
      const [name, ...sources] = part.split(' ');
      if (name !== directive) return part;
      const left = sources.filter((other) => other !== source);
      return [name, ...(left.length ? left : ["'none'"])].join(' ');
    })
    .join('; ');

/** A page with a Lit of its own, under a policy, and all that the browser says against it. */
async function open(page: Page, policy: string, headers: Record<string, string> = {}) {
  const violations: string[] = [];
  await page.exposeFunction('violated', (what: string) => violations.push(what));
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      (window as unknown as { violated(what: string): void }).violated(`${violatedDirective} ${blockedURI}`),
    ),
  );
  page.on('console', (message) => {
    if (/content security policy|trusted|refused|blocked by/i.test(message.text()))
      violations.push(message.text());
  });
  const bare = await BarePage.open(page, {
    headers: { ...(policy && { 'content-security-policy': here(policy) }), ...headers },
    modules: [await kit('own-lit')],
  });
  return { bare, violations, connect: new Connect(page) };
}

const journey = async (page: Page, bare: BarePage, connect: Connect) => {
  await expect(page.getByText('Drawn by the page’s own Lit')).toBeVisible();
  await bare.press();
  await connect.isAt('Find your bank');
  await connect.findBank();
  await connect.logIn(personas.wrong);
  await connect.button('Try again').click();
  await connect.logIn(personas.otp);
  await connect.answer();
  await connect.finish();
  expect(await page.evaluate(() => window.account.data.getIdentity())).toMatchObject({ status: 'done' });
};

test('under the policy that the README prints, everything works and nothing is blocked', async ({ page }) => {
  expect(documented).toMatch(/^default-src 'none'; /);
  expect(documented).toContain("require-trusted-types-for 'script'");
  expect(documented).not.toMatch(/unsafe|\*|style|nonce/);
  const { bare, connect, violations } = await open(page, documented);
  await journey(page, bare, connect);
  expect(violations).toEqual([]);
});

test('as a part of the page, too', async ({ page }) => {
  const { violations } = await open(page, documented);
  await page.evaluate(() => {
    const container = document.body.appendChild(document.createElement('div'));
    const create = { appKey: 'sandbox-app', bundleID: 'sandbox-bundle', clientUserID: 'another' };
    window.handler = window.Dapi!.create({ environment: 'sandbox', ...create, container });
    window.handler.open();
  });
  await new Connect(page, { role: 'region' }).connect(personas.otp);
  expect(violations).toEqual([]);
});

/** What goes wrong without an entry, as the README says. */
const breaks: Record<string, (page: Page, bare: BarePage, connect: Connect) => Promise<unknown>> = {
  "script-src 'self'": async (page) =>
    expect(await page.evaluate(() => [typeof window.Dapi, typeof window.handler])).toEqual([
      'object',
      'undefined',
    ]),
  'script-src https://pay.example.com': async (page) =>
    expect(await page.evaluate(() => typeof window.Dapi)).toBe('undefined'),
  'connect-src https://pay.example.com': async (_, bare) =>
    expect(await bare.called('onFailedLogin')).toMatchObject({ type: 'SERVER_ERROR' }),
  'img-src https://pay.example.com': async (_, bare, connect) => {
    await bare.press();
    await connect.isAt('Find your bank');
    await expect(connect.banks.first().locator('img')).toBeHidden();
  },
  'frame-src https://pay.example.com': async (_, bare, connect) => {
    await bare.press();
    await connect.banks.filter({ hasText: 'ADCB' }).first().click();
    await connect.agree();
    await expect(connect.heading).toHaveText('We cannot be reached', { timeout: 20_000 });
    expect(await bare.called('onFailedLogin')).toMatchObject({ type: 'SERVER_ERROR' });
  },
  'trusted-types dapi-connect': async (_, bare) => {
    await bare.press();
    expect(await bare.called('onFailedLogin')).toMatchObject({
      type: 'SERVER_ERROR',
      msg: expect.stringContaining('dapi-connect'),
    });
  },
  'trusted-types lit-html': (page) => expect(page.getByText('Drawn by the page’s own Lit')).toHaveCount(0),
};

test('the README says of each entry of the policy what it is for', () => {
  const sources = documented
    .split('; ')
    .map((part) => part.split(' '))
    .filter(([name]) => name !== 'default-src' && name !== 'require-trusted-types-for')
    .flatMap(([name, ...sources]) => sources.map((source) => `${name} ${source}`));
  expect(entries.map(({ directive, source }) => `${directive} ${source}`)).toEqual(sources);
  expect(Object.keys(breaks)).toEqual(sources);
});

for (const entry of entries)
  test(`without ${entry.directive} ${entry.source} something breaks`, async ({ page }) => {
    const { bare, connect, violations } = await open(page, without(entry));
    await breaks[`${entry.directive} ${entry.source}`]!(page, bare, connect);
    await expect.poll(() => violations.join('\n'), 'the browser says so').toContain(entry.directive);
  });

test('a page that limits the names of policies, but does not insist on them, need not know ours', async ({
  page,
}) => {
  const { bare, connect } = await open(page, 'trusted-types lit-html');
  await journey(page, bare, connect);
});

test('a page that is cross-origin isolated can hold the frame', async ({ page }) => {
  const { bare, connect, violations } = await open(page, documented, {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await journey(page, bare, connect);
  expect(violations).toEqual([]);
});
