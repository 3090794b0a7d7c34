import * as v from 'valibot';
import type { Context } from '../../provider.js';
import { isPutOff, send, type Reply } from '../http.js';
import { failed, read, refused, type Answer } from './answer.js';
import { Token } from './wire.js';

/** The finAPI user of one customer. */
export const Customer = v.object({ id: v.string(), password: v.string() });
export type Customer = v.InferOutput<typeof Customer>;

/** For whom a request speaks. */
export type Speaker = Customer | 'client';

/** The access tokens of this gateway at finAPI. */
export interface Tokens {
  /** A token that is good for at least so many more milliseconds, where finAPI gives one that lasts so long. */
  of(speaker: Speaker, context: Pick<Context, 'signal' | 'now'>, lasts?: number): Promise<Answer<string>>;
  /** One that finAPI did not take is not used again. */
  drop(speaker: Speaker, token: string): void;
}

interface Kept {
  token: string;
  refresh: string | undefined;
  /** When it ends, in milliseconds since 1970. */
  until: number;
}

/** Milliseconds before its end from which on a token is not used any more, and that finAPI has for giving one. */
const margin = 60_000;
const deadline = 20_000;

/** How many users' tokens are kept. */
const most = 1000;

/** Asks for tokens at the one endpoint that gives them. Asked for by many at once, one is fetched once. */
export function tokensAt(
  url: string,
  client: { clientID: string; clientSecret: string },
  fetch: typeof globalThis.fetch,
): Tokens {
  const kept = new Map<string, Kept>();
  const fetching = new Map<string, Promise<Answer<string>>>();
  const keyOf = (speaker: Speaker) => (speaker === 'client' ? '' : `${speaker.id}\n${speaker.password}`);

  const grant = async (fields: Record<string, string>, now: () => number) => {
    const app = { client_id: client.clientID, client_secret: client.clientSecret };
    const reply = await send(
      url,
      {
        ...{ body: new URLSearchParams({ ...fields, ...app }).toString(), deadline, repeats: isLost },
        contentType: 'application/x-www-form-urlencoded',
        ...{ signal: new AbortController().signal, now }, // Many wait for it, so no one of them can stop it.
      },
      fetch,
    );
    return read(reply, Token);
  };

  const renew = async (speaker: Speaker, now: () => number): Promise<Answer<string>> => {
    const key = keyOf(speaker);
    const refresh = kept.get(key)?.refresh;
    const renewed = refresh && (await grant({ grant_type: 'refresh_token', refresh_token: refresh }, now));
    const answer = renewed && renewed.ok ? renewed : await grant(fieldsOf(speaker), now);
    if (!answer.ok) return refusalFor(speaker, answer);
    const { access_token: token, refresh_token, expires_in } = answer.value;
    const until = expires_in === 0 ? Infinity : now() + expires_in * 1000;
    kept.delete(key); // So that the one used last comes last.
    kept.set(key, { token, refresh: refresh_token ?? undefined, until });
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return { ok: true, value: token };
  };

  return {
    of: async (speaker, { signal, now }, lasts = margin) => {
      const key = keyOf(speaker);
      const known = kept.get(key);
      // With a lifetime below what is wanted there is no better one, so it is good as long as it lasts.
      if (known && known.until - now() > lasts) return { ok: true, value: known.token };
      let waiting = fetching.get(key);
      if (!waiting) {
        waiting = renew(speaker, now).finally(() => fetching.delete(key));
        fetching.set(key, waiting);
      }
      return Promise.race([waiting, givenUp(signal)]);
    },
    drop: (speaker, token) => {
      const known = kept.get(keyOf(speaker));
      if (known?.token === token) known.until = 0;
    },
  };
}

/** A server that is out of order says so with any of these. */
export const isLost = (reply: Reply): boolean =>
  isPutOff(reply) || ('http' in reply && [500, 502, 504].includes(reply.http));

const fieldsOf = (speaker: Speaker): Record<string, string> =>
  speaker === 'client'
    ? { grant_type: 'client_credentials' }
    : { grant_type: 'password', username: speaker.id, password: speaker.password };

/** A client that is not let in is set up wrong; a user that is not let in is one that is gone. */
function refusalFor(speaker: Speaker, answer: Extract<Answer<unknown>, { ok: false }>): Answer<never> {
  if (speaker !== 'client' && answer.http === 400) return { ...answer, failed: failed('INVALID_CONNECTION') };
  if (answer.http === 423)
    return { ...answer, failed: failed('UNKNOWN_ERROR', 'The user at the upstream is locked.') };
  return answer;
}

const givenUp = (signal: AbortSignal): Promise<Answer<never>> =>
  new Promise((resolve) => {
    const end = () => resolve(refused(failed('TIMED_OUT')));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
