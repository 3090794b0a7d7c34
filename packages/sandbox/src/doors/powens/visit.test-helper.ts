import assert from 'node:assert/strict';
import type { Context, Json, Login, Outcome, Provider } from '@connect-layer/gateway';
import { powensProvider, type PowensOptions } from '@connect-layer/gateway/providers/powens';
import type { UserInput } from '@connect-layer/protocol';
import { powensApp, powensAt, powensDoor, testConnector, type PowensDoorOptions } from '../powens.js';

export const origin = 'http://localhost:8789';
export const client = { client_id: powensApp.clientID, client_secret: powensApp.clientSecret };

/** An answer of the imitation. */
export interface Answered {
  status: number;
  // A test says what it expects of a body; there is no type to hold it to.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
  headers: Headers;
}

/** A fresh imitation, and all that can be done with it. */
export function opened(options: PowensDoorOptions = {}) {
  const door = powensDoor(options);
  const asked: string[] = [];
  const fetch = async (...of: Parameters<typeof globalThis.fetch>) => {
    const request = new Request(...of);
    asked.push(`${request.method} ${new URL(request.url).pathname}`);
    return door(request);
  };
  const call = async (method: string, path: string, body?: unknown, token?: string): Promise<Answered> => {
    const response = await door(
      new Request(path.startsWith('http') ? path : `${origin}${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    const isJSON = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      body: isJSON ? (JSON.parse(text) as unknown) : text,
      headers: response.headers,
    };
  };
  const control = async (path: string, body: object = {}): Promise<Answered['body']> => {
    const answer = await call('POST', `/__sandbox/${path}`, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  /** Somebody who is permanent, and calls as them. */
  const newcomer = async () => {
    const made = (await call('POST', '/2.0/auth/init', client)).body as {
      auth_token: string;
      id_user: number;
    };
    const { auth_token: token, id_user: id } = made;
    const as = (method: string, path: string, sent?: unknown) =>
      call(method, `/2.0${path.replace('/me', '/users/me')}`, sent, token);
    const connect = async (values: object, source = 'openapi') =>
      as('POST', `/me/connections?source=${source}`, { connector_uuid: testConnector, ...values });
    return { id, token, as, connect };
  };
  const provider = (mode: PowensOptions['mode'] = 'embedded', more: Partial<PowensOptions> = {}): Provider =>
    powensProvider({ ...powensAt(origin, mode), fetch, ...more });
  /** All that the imitation knows. */
  const state = async (): Promise<Answered['body']> => (await call('GET', '/__sandbox/state')).body;
  return { door, call, control, newcomer, provider, asked, state };
}

export type Opened = ReturnType<typeof opened>;

export const contextWith = (signal = new AbortController().signal): Context => ({
  ...{ operationID: 'B:1', appKey: 'app', signal },
  returnURL: 'http://localhost:8787/connect/v1/returned?state=B:1',
  now: Date.now,
});
export const context = contextWith();

/** The credentials of somebody at the test connector. */
export const login = (openapiwebsite: string, more: Record<string, string> = {}) => ({
  ...{ openapiwebsite, login: 'alice', password: '1234' },
  ...more,
});

/** The bank of this UUID, as the provider lists it. */
export async function bankOf(provider: Provider, uuid = testConnector) {
  const banks = await provider.institutions(context);
  return banks.find(({ id }) => id === uuid) ?? assert.fail('The bank is not listed.');
}

/** Says what the outcome was when it is another one. */
export function assertIs<T, S extends Outcome<T>['status']>(
  outcome: Outcome<T>,
  status: S,
): asserts outcome is Extract<Outcome<T>, { status: S }> {
  assert.equal(outcome.status, status, JSON.stringify(outcome));
}

/** Why it failed, or how it stands. */
export const typeOf = (outcome: Outcome<unknown>) =>
  outcome.status === 'failed' ? outcome.type : outcome.status;

/** The one thing that is asked. */
export function question(outcome: Outcome<unknown>): UserInput & { pending: Json } {
  assertIs(outcome, 'user_input_required');
  assert.equal(outcome.userInputs.length, 1);
  return { ...outcome.userInputs[0]!, pending: JSON.parse(JSON.stringify(outcome.pending)) as Json };
}

/** Answers what is asked. */
export const answer = (provider: Provider, outcome: Outcome<unknown>, given: string) => {
  assertIs(outcome, 'user_input_required');
  const answers = outcome.userInputs.map(({ id, index }) => ({ id, index, answer: given }));
  return provider.resume(outcome.pending, answers, context) as Promise<Outcome<Login>>;
};

/** Chooses the accounts with these names, or all. */
export const choose = (provider: Provider, outcome: Outcome<unknown>, ...names: string[]) => {
  const asked = question(outcome);
  assert.equal(asked.id, 'accounts');
  const chosen = (asked.queryOptions ?? []).filter(({ content }) => !names.length || names.includes(content));
  return answer(provider, outcome, chosen.map(({ id }) => id).join(','));
};

/** Waits until the bank is through. */
export async function settled(provider: Provider, outcome: Outcome<unknown>): Promise<Outcome<Login>> {
  let now = outcome;
  for (let tries = 0; now.status === 'initialized' && tries < 200; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    now = await provider.status(JSON.parse(JSON.stringify(now.pending)) as Json, context);
  }
  return now as Outcome<Login>;
}

/** Logs in, agrees to every account, and gives what is kept of it. */
export async function connected(
  provider: Provider,
  credentials: Record<string, string>,
  uuid = testConnector,
) {
  const begun = await provider.login(await bankOf(provider, uuid), credentials, context);
  const outcome = await choose(provider, await settled(provider, begun));
  assertIs(outcome, 'done');
  return outcome.result;
}

/** A fresh imitation, and somebody who is connected there. */
export async function newConnection(
  credentials: Record<string, string> = login('par'),
  { uuid = testConnector, ...options }: PowensDoorOptions & { uuid?: string } = {},
) {
  const powens = opened(options);
  const provider = powens.provider();
  return { powens, provider, ...(await connected(provider, credentials, uuid)) };
}

/**
 * Walks through pages as a person would, until they lead away: at each page fills in what is asked for and presses the
 * next button. Boxes stay as they are found, but for those whose name is `no`.
 */
export async function walk(
  { door }: Pick<Opened, 'door'>,
  url: string,
  presses: readonly string[],
  typed: Record<string, string> = {},
): Promise<URL> {
  const left = [...presses];
  let request = new Request(url);
  for (let page = 0; page < 60; page++) {
    const response = await door(request);
    const to = response.headers.get('location');
    if (to !== null) {
      const next = new URL(to, request.url);
      if (next.origin !== origin || next.pathname === '/webview/done') return next;
      request = new Request(next);
      continue;
    }
    const html = await response.text();
    assert.equal(response.status, 200, html);
    if (html.includes('http-equiv="refresh"') && left[0] !== 'cancel') {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    const action = left.shift() ?? assert.fail(`Nothing is left to press at: ${html}`);
    assert(html.includes(`value="${action}"`), `There is no button ${action} in: ${html}`);
    const fields = [...html.matchAll(/<(?:input|select)[^>]*name="([^"]+)"[^>]*>/g)].map(([tag, name]) => {
      const isBox = tag.includes('type="checkbox"');
      const chosen = isBox && tag.includes('checked') ? 'on' : undefined;
      return [name!, typed[name!] ?? chosen ?? (/ value="([^"]*)"/.exec(tag)?.[1] || undefined)] as const;
    });
    const body = new URLSearchParams({ action });
    for (const [name, value] of fields)
      if (value !== undefined && value !== 'no' && !(name.startsWith('account:') && value !== 'on'))
        body.set(name, value);
    request = new Request(request.url, { method: 'POST', body });
  }
  return assert.fail('The pages do not end.');
}
