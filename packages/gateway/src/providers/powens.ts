import type { Provider } from '../provider.js';
import { callsAt } from './powens/calls.js';
import type { Handles } from './powens/consent.js';
import { institutionsAt } from './powens/institutions.js';
import { loginAt } from './powens/login.js';
import { paymentsAt, type PendingPayment } from './powens/payments.js';
import type { PendingLogin } from './powens/pending.js';
import { failed, upstreamOf } from './powens/upstream.js';

/** Which domain, and as which application. */
export interface PowensOptions {
  /** The API of your domain, e.g. `https://example-sandbox.biapi.pro/2.0`. */
  baseURL: string;
  clientID: string;
  /** Added on the server where it is needed; nothing that goes to a browser holds it. */
  clientSecret: string;
  /**
   * Where Powens' and the banks' pages send the person when they are done: an address without a query, on the list of
   * your application in Powens' console. Default: the gateway's own page for that, `/connect/v1/returned`, which leads
   * them on to where they came from.
   */
  redirectURI?: string;
  /**
   * Where people log in: on Powens' own page, or in a form of ours, for which one must be a regulated agent of Powens.
   * Then what they type is encrypted for Powens. Default: `hosted`.
   */
  mode?: 'hosted' | 'embedded';
  /** Powens' own pages. Default: `https://webview.powens.com`, and for other domains those of the domain itself. */
  webviewURL?: string;
  /** The language of Powens' own pages. Default: `en`. */
  language?: 'en' | 'fr' | 'de' | 'nl' | 'pt' | 'it' | 'es';
  /** Countries of the banks to show, ISO 3166-1 alpha-2. Default: all. */
  countries?: readonly string[];
  /** Milliseconds for any one call, all attempts together. Default: 60 s, and 100 s where a bank is asked meanwhile. */
  deadline?: number;
  /** For tests and proxies. */
  fetch?: typeof globalThis.fetch;
}

/**
 * Powens as the provider.
 *
 * Every login is a person of its own at Powens, temporary until they have agreed to share an account. Their token and
 * the client's secret stay on the server. What Powens has stored is told until the consent ends; after that, and when
 * only the person can go on, calls fail with `INVALID_CONNECTION`.
 */
export function powensProvider(options: PowensOptions): Provider {
  const upstream = upstreamOf(options);
  const { calls, delink } = callsAt(upstream);
  const logins = loginAt(upstream);
  const payments = paymentsAt(upstream);

  return {
    name: 'powens',
    institutions: institutionsAt(upstream),
    login: async (institution, credentials, context, repairs) => {
      if (repairs !== undefined && !isHandles(repairs)) return failed('INVALID_CONNECTION');
      return logins.login(institution, credentials, context, repairs);
    },
    repair: async (_, connection, context) =>
      isHandles(connection) ? logins.renew(connection, context) : failed('INVALID_CONNECTION'),
    resume: async (sealed, answers, context) => {
      const pending = sealed as unknown as PendingLogin | PendingPayment;
      return 'payment' in pending
        ? payments.resume(pending, answers, context)
        : logins.resume(pending, answers, context);
    },
    status: async (sealed, context) => {
      const pending = sealed as unknown as PendingLogin | PendingPayment;
      return 'payment' in pending ? payments.status(pending, context) : logins.status(pending, context);
    },
    cancel: async (sealed, context) => {
      const pending = sealed as unknown as PendingLogin | PendingPayment;
      await ('payment' in pending ? payments.cancel(pending, context) : logins.cancel(pending, context));
    },
    delink,
    calls: {
      ...calls,
      createTransfer: async (connection, input, context) =>
        isHandles(connection)
          ? payments.createTransfer(connection, input, context)
          : failed('INVALID_CONNECTION'),
      transferAutoflow: async (connection, input, context) =>
        isHandles(connection)
          ? payments.transferAutoflow(connection, input, context)
          : failed('INVALID_CONNECTION'),
    },
  };
}

const isHandles = (connection: unknown): connection is Handles =>
  typeof connection === 'object' && connection !== null && 'person' in connection;
