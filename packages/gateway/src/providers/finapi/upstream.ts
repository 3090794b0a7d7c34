import * as v from 'valibot';
import type { Context } from '../../provider.js';
import type { FinapiOptions } from '../finapi.js';
import { send } from '../http.js';
import { failed, read, type Answer } from './answer.js';
import { isLost, tokensAt, type Speaker } from './tokens.js';

/** Milliseconds that anything may take, all attempts together. */
const usual = 60_000;

/** How a request goes out, besides where to and for whom. */
export interface Asking<S extends v.GenericSchema> {
  /** What is read of the answer. */
  reads: S;
  /** A list is sent as the same name several times. */
  query?: Record<string, string | readonly string[]>;
  /** Sent by POST, and only once unless `repeatable` says that twice is as good as once. */
  body?: object;
  method?: 'DELETE' | 'POST';
  repeatable?: boolean;
  /** Milliseconds that the token is to be good for from now on. */
  lasts?: number;
}

type Ask = <const S extends v.GenericSchema>(
  path: string,
  speaker: Speaker,
  asking: Asking<S>,
  context: Pick<Context, 'signal' | 'now'>,
) => Promise<Answer<v.InferOutput<S>>>;

/** finAPI's two APIs, which have a host each and one kind of token. */
export interface Upstream {
  options: FinapiOptions;
  access: Ask;
  webForm: Ask;
  /** Where the forms are. */
  formsURL: string;
}

/** Where finAPI's requests go, and what is sent with each of them. */
export function upstreamOf(options: FinapiOptions): Upstream {
  const environment = options.environment ?? 'live';
  const access = trimmed(options.accessURL ?? `https://${environment}.finapi.io`);
  const webForm = trimmed(
    options.webFormURL ?? options.accessURL ?? `https://webform-${environment}.finapi.io`,
  );
  const fetch: typeof globalThis.fetch = (...of) => (options.fetch ?? globalThis.fetch)(...of);
  const { clientID, clientSecret } = options;
  const tokens = tokensAt(`${access}/api/v2/oauth/token`, { clientID, clientSecret }, fetch);

  const askAt =
    (base: string): Ask =>
    async (path, speaker, asking, context) => {
      const { reads, query, body, method, lasts } = asking;
      const { signal, now } = context;
      const url = `${base}${path}${query ? `?${queryOf(query)}` : ''}`;
      const repeatable = asking.repeatable ?? (body === undefined && method !== 'POST');
      for (let attempt = 0; ; attempt++) {
        const token = await tokens.of(speaker, context, lasts);
        if (!token.ok) return token;
        const sending = {
          ...{ method, body: body && JSON.stringify(body), token: token.value },
          ...{ repeats: repeatable ? isLost : undefined, deadline: options.deadline ?? usual, signal, now },
        };
        const reply = await send(url, sending, fetch);
        const isUnknown = 'http' in reply && reply.http === 401;
        if (!isUnknown) return read(reply, reads);
        tokens.drop(speaker, token.value);
        // A token ends early when somebody else revokes it. Nothing was done, so whatever it was is sent again, once.
        if (attempt > 0) {
          const answer = read(reply, reads);
          if (answer.ok || speaker === 'client') return answer;
          return { ...answer, failed: failed('INVALID_CONNECTION') };
        }
      }
    };
  return { options, access: askAt(`${access}/api/v2`), webForm: askAt(`${webForm}/api`), formsURL: webForm };
}

const trimmed = (url: string): string => url.replace(/\/+$/, '');

const queryOf = (query: Record<string, string | readonly string[]>): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    ),
  ).toString();
