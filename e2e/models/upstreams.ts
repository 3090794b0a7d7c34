import { expect, test as base, type Page } from '@playwright/test';
import type { Provider } from '@connect-layer/gateway';
import { finapiProvider, type FinapiOptions } from '@connect-layer/gateway/providers/finapi';
import { powensProvider } from '@connect-layer/gateway/providers/powens';
import {
  finapiClient,
  finapiDoor,
  powensAt,
  powensDoor,
  type FinapiDoorOptions,
} from '@connect-layer/sandbox';
import { startDoor, startSandbox } from '@connect-layer/sandbox/node';
import { BarePage, type Given } from './bare-page.js';
import { Connect } from './connect.js';

/** An imitated upstream, and a gateway of its own that stands on it. */
export interface Standing {
  gateway: string;
  upstream: string;
  /** Has something happen upstream that nobody does on a page. */
  control(path: string, body?: object): Promise<unknown>;
  /** Lets so many milliseconds pass for both of them. The browser has a clock of its own. */
  pass(milliseconds: number): void;
}

interface Fixtures {
  /** finAPI as the door is told, and the provider. */
  finapiSettings: { door: FinapiDoorOptions; provider: Partial<FinapiOptions> };
  powensMode: 'hosted' | 'embedded';
  finapi: Standing;
  powens: Standing;
}

async function standing(
  doorAt: (clock: { now: () => number }) => (request: Request) => Promise<Response>,
  control: string,
  providerAt: (url: string) => Provider,
  use: (standing: Standing) => Promise<void>,
): Promise<void> {
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };
  const upstream = await startDoor(doorAt(clock), { port: 0, usual: 0, option: '' });
  const gateway = await startSandbox({ port: 0, provider: providerAt(upstream.url), ...clock });
  await use({
    gateway: gateway.url,
    upstream: upstream.url,
    control: async (path, body) => {
      const headers = { 'content-type': 'application/json' };
      const sent = body && { method: 'POST', body: JSON.stringify(body) };
      const response = await fetch(`${upstream.url}${control}${path}`, { headers, ...sent });
      expect(response.ok, `${path} was answered with ${response.status}`).toBe(true);
      return response.status === 204 ? undefined : response.json();
    },
    pass: (milliseconds) => void (ahead += milliseconds),
  });
  await Promise.all([gateway.close(), upstream.close()]);
}

/** A gateway on finAPI, for as long as it is used. */
export const onFinapi = (
  use: (standing: Standing) => Promise<void>,
  { door, provider }: Partial<Fixtures['finapiSettings']> = {},
): Promise<void> =>
  standing(
    (clock) => finapiDoor({ ...door, ...clock }),
    '/_sandbox',
    (accessURL) => finapiProvider({ ...finapiClient, accessURL, testBanks: true, ...provider }),
    use,
  );

export const test = base.extend<Fixtures>({
  finapiSettings: [{ door: {}, provider: {} }, { option: true }],
  powensMode: ['hosted', { option: true }],
  finapi: async ({ finapiSettings }, use) => onFinapi(use, finapiSettings),
  powens: async ({ powensMode }, use) =>
    standing(powensDoor, '/__sandbox', (url) => powensProvider(powensAt(url, powensMode)), use),
});

/** A page whose gateway stands on the upstream, with the modal open. */
export async function openAt(
  page: Page,
  { gateway }: Standing,
  options: Record<string, unknown> = {},
  given: Omit<Given, 'gateway' | 'options'> = {},
): Promise<{ bare: BarePage; connect: Connect }> {
  const bare = await BarePage.open(page, { ...given, gateway, options: { countries: [], ...options } });
  await bare.called('onReady');
  await bare.press();
  return { bare, connect: new Connect(page) };
}

/** To what the bank wants first. */
export async function toBank(connect: Connect, bank: string): Promise<void> {
  await connect.search.fill(bank);
  await connect.banks.filter({ hasText: bank }).first().click();
  await connect.agree();
}

/** To the step that says that the bank has a page of its own. */
export async function toPageOf(connect: Connect, bank: string): Promise<void> {
  await toBank(connect, bank);
  await connect.isAt(`Go on at ${bank}`);
}

/** Presses the button, and gives the tab that it opens. */
export async function visit(connect: Connect): Promise<Page> {
  const [tab] = await Promise.all([
    connect.page.context().waitForEvent('page'),
    connect.button(connect.says('redirect.open')).click(),
  ]);
  // It opens at the gateway, which sends it on.
  await tab.waitForURL((url) => url.protocol !== 'about:' && !url.pathname.endsWith('/depart'));
  return tab;
}

/** Closes the page, and opens it anew as the same person, in the same browser. */
export async function reopen(page: Page): Promise<Page> {
  const url = page.url();
  const context = page.context();
  await page.close();
  const next = await context.newPage();
  await next.goto(url);
  await next.waitForFunction(() => window.callbacks.some(([name]) => name === 'onReady'));
  await next.getByRole('button', { name: 'Connect a bank' }).click();
  return next;
}
