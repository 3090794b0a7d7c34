import { statuses } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Context } from '../../provider.js';
import type { DapiOptions } from '../dapi.js';
import { isPutOff, send, type Reply, type Sending } from '../http.js';
import { read, type Answer } from './answer.js';

/** Milliseconds that anything but a call may take. */
const usual = 120_000;

/** How a request goes out, besides what it says. */
export interface Manner extends Partial<Pick<Sending, 'token' | 'deadline'>> {
  /** Whether the same again changes nothing at the bank. Only then is it ever sent twice. */
  repeatable?: boolean;
  /** What else no message may quote. */
  secrets?: readonly string[];
}

/** The two surfaces of an upstream, and what names the app there. */
export interface Upstream {
  app: { appKey: string; bundleID: string };
  /** A gateway of ours; its Connect API is at this address, without a slash at the end. */
  connectURL: string | undefined;
  /** HTTP API v2; the `appSecret` is added here. */
  v2(path: string, body: object, context: Context, manner?: Manner): Promise<Answer>;
  /** The Connect API of a gateway of ours. */
  connect(path: string, body: object, context: Context, manner?: Manner): Promise<Answer>;
  /** What is listed by GET, as it came; undefined when nothing did. */
  list(
    path: string,
    query: Record<string, string>,
    context: Pick<Context, 'signal' | 'now'>,
  ): Promise<unknown>;
}

/** Where the calls go, and what is sent with each of them. */
export function upstreamOf(options: DapiOptions): Upstream {
  const { appKey, appSecret, bundleID } = options;
  const app = { appKey, bundleID };
  const connectURL = options.connectURL && trimmed(options.connectURL);
  const baseURL = trimmed(options.baseURL ?? (connectURL ? `${connectURL}/v2` : 'https://api.dapi.com/v2'));
  const fetch: typeof globalThis.fetch = (...of) => (options.fetch ?? globalThis.fetch)(...of);

  const post = async (url: string, body: object, { signal, now }: Context, manner: Manner) => {
    const { token, repeatable = false, secrets = [] } = manner;
    const deadline = options.deadline ?? manner.deadline ?? usual;
    const sending = {
      ...{ body: JSON.stringify(body), token, repeats: repeatable ? isLost : undefined },
      ...{ deadline, signal, now },
    };
    return read(await send(url, sending, fetch), [appSecret, ...(token ? [token] : []), ...secrets]);
  };
  return {
    app,
    connectURL,
    v2: (path, body, context, manner = {}) => post(baseURL + path, { ...body, appSecret }, context, manner),
    connect: (path, body, context, manner = {}) =>
      post(`${connectURL}${path}`, { ...body, ...app }, context, manner),
    list: async (path, query, { signal, now }) => {
      const url = `${connectURL}${path}?${new URLSearchParams({ ...app, ...query })}`;
      const deadline = Math.min(options.deadline ?? usual, 20_000);
      const reply = await send(url, { deadline, repeats: isLost, signal, now }, fetch);
      return 'broken' in reply ? undefined : reply.body;
    },
  };
}

const Operation = v.looseObject({ status: v.picklist(statuses) });

/**
 * Whether there is no answer, so that asking again may help. 502 and 504 that hold an operation are the bank's own, and
 * to ask again for one behind several gateways would multiply the attempts.
 */
const isLost = (reply: Reply): boolean =>
  isPutOff(reply) ||
  ('http' in reply && (reply.http === 502 || reply.http === 504) && !v.is(Operation, reply.body));

const trimmed = (url: string): string => url.replace(/\/+$/, '');
