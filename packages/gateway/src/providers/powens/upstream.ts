import * as v from 'valibot';
import type { Context, Outcome } from '../../provider.js';
import type { PowensOptions } from '../powens.js';
import { send, type Reply, type Sending } from '../http.js';
import { repeatsAfter, type Repeat } from './repeat.js';
import { Failure } from './wire.js';

/** Somebody at Powens: who they are there, and the token that acts for them. */
export interface Person {
  id: number;
  token: string;
}

/** What was answered, understood. `code` is Powens' own name of a failure; without one nobody knows what happened. */
export type Answer =
  | { ok: true; body: unknown }
  | { ok: false; http: number; code: string; message?: string | undefined }
  | { ok: false; http?: never; code?: never; broken: 'TIMED_OUT' | 'BANK_ERROR' };

export type Bad = Extract<Answer, { ok: false }>;
export type Failed = Extract<Outcome<never>, { status: 'failed' }>;

export const failed = (type: Failed['type'], msg?: string): Failed => ({
  status: 'failed',
  type,
  ...(msg !== undefined && { msg }),
});

/** A request, besides the address. Unless said otherwise, a GET, PUT or DELETE is sent again and a POST is not. */
export interface Asking extends Partial<Pick<Sending, 'token' | 'deadline'>> {
  /** Sent as JSON. */
  body?: object;
  repeat?: Repeat;
  query?: Readonly<Record<string, string | undefined>>;
}

/** Powens' API, and what our application is there. */
export interface Upstream {
  readonly baseURL: string;
  readonly options: PowensOptions;
  ask(method: Method, path: string, context: Asker, asking?: Asking): Promise<Answer>;
  /** The same for a person. A token that is no longer good is renewed, once; then `person` holds the new one. */
  askFor(person: Person, method: Method, path: string, context: Asker, asking?: Asking): Promise<Answer>;
  /** The same at an address that an answer named, if it is one of the API's own. */
  follow(person: Person, href: string, context: Asker): Promise<Answer>;
}

type Asker = Pick<Context, 'signal' | 'now'>;
type Method = NonNullable<Sending['method']>;

/** Milliseconds that anything but a connection may take. */
const usual = 60_000;

export function upstreamOf(options: PowensOptions): Upstream {
  const baseURL = options.baseURL.replace(/\/+$/, '');
  const fetch: typeof globalThis.fetch = (...of) => (options.fetch ?? globalThis.fetch)(...of);

  const request = async (url: string, method: Method, { signal, now }: Asker, asking: Asking) => {
    const { body, token, repeat = method === 'POST' ? 'refused' : 'safe' } = asking;
    const deadline = options.deadline ?? asking.deadline ?? usual;
    const sending = {
      ...{ method, body: body && JSON.stringify(body), token },
      ...{ repeats: (reply: Reply) => repeatsAfter(repeat, reply), deadline, signal, now },
    };
    return read(await send(url, sending, fetch));
  };
  const ask: Upstream['ask'] = (method, path, context, asking = {}) =>
    request(`${baseURL}${path}${queryOf(asking.query)}`, method, context, asking);

  const renewed = async (person: Person, context: Asker): Promise<boolean> => {
    const { clientID: client_id, clientSecret: client_secret } = options;
    const body = { grant_type: 'client_credentials', client_id, client_secret, id_user: person.id };
    const token = tokenOf(await ask('POST', '/auth/renew', context, { body }));
    if (token !== undefined) person.token = token;
    return token !== undefined;
  };
  const asPerson = async (person: Person, context: Asker, of: (token: string) => Promise<Answer>) => {
    const answer = await of(person.token);
    return isUnknown(answer) && (await renewed(person, context)) ? of(person.token) : answer;
  };
  return {
    baseURL,
    options,
    ask,
    askFor: (person, method, path, context, asking) =>
      asPerson(person, context, (token) => ask(method, path, context, { ...asking, token })),
    follow: async (person, href, context) => {
      const url = new URL(href, `${baseURL}/`);
      const { origin, pathname } = new URL(baseURL);
      if (url.origin !== origin || !url.pathname.startsWith(`${pathname}/`))
        return { ok: false, broken: 'BANK_ERROR' };
      return asPerson(person, context, (token) => request(url.href, 'GET', context, { token }));
    },
  };
}

/** Whether the token is not, or no longer, one that is known. Older domains say so by another status. */
export const isUnknown = (answer: Answer): boolean =>
  !answer.ok &&
  (answer.http === 401 || (answer.http === 403 && /token|unauthorized|authFailure/i.test(answer.code)));

/** A new token; undefined where none came. */
export function tokenOf(answer: Answer): string | undefined {
  const body = answer.ok ? (answer.body as { access_token?: unknown; token?: unknown } | null) : null;
  const token = body?.access_token ?? body?.token;
  return typeof token === 'string' && token !== '' ? token : undefined;
}

const Named = v.looseObject({ id: v.number() });

function read(reply: Reply): Answer {
  if ('broken' in reply) return { ok: false, broken: reply.broken };
  const { http, body } = reply;
  if (body === undefined) return { ok: false, broken: 'BANK_ERROR' };
  if (http >= 200 && http < 300) return { ok: true, body };
  // An answer that names a connection is a connection, whatever else it says.
  if (v.is(Named, body)) return { ok: true, body };
  const failure = v.safeParse(Failure, body);
  if (failure.success)
    return { ok: false, http, code: failure.output.code, message: failure.output.message ?? undefined };
  return { ok: false, http, code: http === 404 ? 'notFound' : '' };
}

/** `all` is a flag without a value. */
function queryOf(query: Asking['query'] = {}): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (value === '' ? name : `${name}=${encodeURIComponent(value!)}`));
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** What was answered, as `schema` has it; a failure of ours where there is no such thing. */
export function parsed<const S extends v.GenericSchema>(
  schema: S,
  answer: Answer,
): { value: v.InferOutput<S> } | { failure: Failed } {
  if (!answer.ok) return { failure: failureOf(answer) };
  const read = v.safeParse(schema, answer.body);
  return read.success
    ? { value: read.output }
    : { failure: failed('BANK_ERROR', 'What Powens said is not what it documents.') };
}

const types: Readonly<Record<string, Failed['type']>> = {
  wrongpass: 'INVALID_CREDENTIALS',
  passwordexpired: 'BANK_ACTION_REQUIRED',
  actionneeded: 'BANK_ACTION_REQUIRED',
  notsupported: 'NOT_SUPPORTED',
  methodnotallowed: 'NOT_SUPPORTED',
  notfound: 'INVALID_CONNECTION',
  invalidtoken: 'INVALID_CONNECTION',
};

/** A refusal in our words. What the application itself is refused is nothing that a person could mend. */
export function failureOf(answer: Bad): Failed {
  if (answer.code === undefined) return failed(answer.broken);
  const { http, code } = answer;
  if (code === 'invalidClient')
    return failed('UNKNOWN_ERROR', 'Powens does not accept the clientID and clientSecret.');
  const type = types[code.toLowerCase()] ?? (http === 401 ? 'INVALID_CONNECTION' : 'BANK_ERROR');
  return failed(type, type === 'BANK_ERROR' ? quoted('Powens', code) : undefined);
}

/** Whose code it is, in a message. What is no name is not repeated: it could be anything. */
export const quoted = (who: string, code: string | null | undefined): string | undefined =>
  code && /^[a-z]{2,30}$/i.test(code) ? `${who} says ${code}.` : undefined;

/** Whether a refusal has this code; documents disagree about capitals. */
export const isCode = (answer: Answer, code: string): boolean =>
  !answer.ok && answer.code?.toLowerCase() === code.toLowerCase();
