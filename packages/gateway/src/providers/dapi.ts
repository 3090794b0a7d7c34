import type { Institution } from '@connect-layer/protocol';
import type { Provider } from '../provider.js';
import { callsAt, type PendingCall } from './dapi/calls.js';
import { hostedLogin, type PendingHosted } from './dapi/hosted.js';
import { institutionsAt } from './dapi/institutions.js';
import { loginAt, type PendingLogin } from './dapi/login.js';
import { upstreamOf } from './dapi/upstream.js';

/** Which upstream, and as which app. */
export interface DapiOptions {
  /** The app as it is registered at the upstream; not an app of this gateway. */
  appKey: string;
  /** Added to every call here, on the server; nothing that goes to a browser holds it. */
  appSecret: string;
  bundleID: string;
  /** The upstream's HTTP API v2. Default: that of `connectURL`, else `https://api.dapi.com/v2`. */
  baseURL?: string;
  /** The address of an upstream that is a gateway of ours, e.g. a sandbox. People then log in without leaving the modal. */
  connectURL?: string;
  /**
   * The banks to choose from, where the upstream is Dapi itself: it has no public list. Their `fields` may be empty,
   * because the login is asked for on the hosted page.
   */
  institutions?: readonly Institution[];
  /**
   * Dapi's hosted page, with whatever query it wants; `appKey` and `bundleID` are added. Used without `connectURL`.
   *
   * @experimental Dapi's login is not public. That there is such a page is published, and so are the codes that a login
   * ends with and how they are exchanged. Not known, and not tried against Dapi: which query the page takes, whether it
   * can start at a bank, whether it can lead back to an address of ours, and in which form it then hands over the codes.
   * Here they are taken from the answer to the `redirect`, as a JSON object or a query string.
   */
  hostedURL?: string;
  /**
   * Whether the upstream makes a transfer once per `idempotencyKey`. Then, and only then, a transfer that has a key is
   * sent again when the network lost its answer. Default: true with `connectURL`, since gateways of ours do; say
   * false when that one keeps its memory in the process, which a restart forgets.
   */
  idempotent?: boolean;
  /** Milliseconds for any one call, all attempts together. Default: 120 s, and 285 s where money moves. */
  deadline?: number;
  /** For tests and proxies. */
  fetch?: typeof globalThis.fetch;
}

type Pending = PendingCall | PendingLogin | PendingHosted;

/**
 * Dapi, or another gateway of ours, as the provider: whatever is asked here is asked there.
 *
 * Reads are tried three times when the network or a busy upstream is in the way; whatever changes something is sent
 * once. An access token that the upstream no longer takes is an `INVALID_CONNECTION`; so, for want of a difference in
 * its answers, is a wrong `appSecret`.
 *
 * @throws TypeError when there is neither a `connectURL` nor a list of `institutions`.
 */
export function dapiProvider(options: DapiOptions): Provider {
  const { connectURL, institutions, hostedURL = 'https://connect.dapi.com/v3/connection' } = options;
  if (connectURL === undefined && !institutions)
    throw new TypeError('dapiProvider needs a connectURL, or else the institutions to choose from.');
  const upstream = upstreamOf(options);
  const idempotent = options.idempotent ?? connectURL !== undefined;
  const work = callsAt(upstream, idempotent);
  const here = loginAt(upstream);
  const there = hostedLogin(upstream, hostedURL);

  return {
    name: 'dapi',
    idempotent,
    institutions: institutions ? async () => institutions : institutionsAt(upstream),
    login: connectURL === undefined ? there.login : here.login,
    resume: (sealed, answers, context) => {
      const pending = sealed as unknown as Pending;
      if ('call' in pending) return work.resume(pending, answers, context);
      return 'login' in pending
        ? here.resume(pending, answers, context)
        : there.resume(pending, answers, context);
    },
    // Dapi itself has no way to ask for another code.
    ...(connectURL !== undefined && {
      resend: async (sealed, context) => {
        const pending = sealed as unknown as PendingCall | PendingLogin;
        return 'call' in pending ? work.resend(pending, context) : here.resend(pending, context);
      },
    }),
    status: async (sealed, context) => {
      const pending = sealed as unknown as Pending;
      if ('call' in pending) return work.status(pending, context);
      return 'login' in pending ? here.status(pending, context) : there.status(pending);
    },
    cancel: async (sealed, context) => {
      const pending = sealed as unknown as Pending;
      if ('login' in pending) await here.cancel(pending, context);
    },
    delink: work.delink,
    calls: work.calls,
  };
}
