import type { Context, Json, Outcome, Provider } from '../provider.js';
import type { AccountType } from './finapi/account-types.js';
import { callsAt, type PendingRead, type TransactionPages } from './finapi/calls.js';
import { delink } from './finapi/delink.js';
import { closeForm, embeddingOf } from './finapi/forms.js';
import { institutionsAt } from './finapi/institutions.js';
import { loginAt, type PendingLogin } from './finapi/login.js';
import type { PendingPayment } from './finapi/payments.js';
import { upstreamOf } from './finapi/upstream.js';

/** Which finAPI, and as which client. */
export interface FinapiOptions {
  /** The application client, as finAPI gave it. Stays on the server. */
  clientID: string;
  clientSecret: string;
  /** Which of finAPI's two. Default: `live`. */
  environment?: 'sandbox' | 'live';
  /** Other addresses than the environment's, such as those of a sandbox. Without a `webFormURL` there is one for both. */
  accessURL?: string;
  webFormURL?: string;
  /**
   * From which the names and passwords of customers at finAPI are derived. Default: the client's secret. With another
   * one, people are new to finAPI at their next login; what they have connected goes on.
   */
  usersKey?: string;
  /** Whether finAPI's test banks are among the institutions. Default: no. */
  testBanks?: boolean;
  /** ISO 3166-1 alpha-2. Default: every country that finAPI reaches. */
  countries?: readonly string[];
  /** The country of a bank for which finAPI names none. Default: `DE`. */
  homeCountry?: string;
  /**
   * What kinds of account are connected. Name no more than needed: each may cost the person another login. Default:
   * whatever the bank has.
   */
  accountTypes?: readonly AccountType[];
  /** How many days back bookings are read at first; 0 is as far as the bank goes. Below 90, banks ask less. Default: 0. */
  historyDays?: number;
  /** Whether finAPI is to read who the person is, which one of its ways in can. Default: no. */
  owners?: boolean;
  /**
   * Whether forms are shown inside the modal, by finAPI's own script; they can be opened in a tab all the same. finAPI's
   * support has to allow the gateway's origin for that. Default: no.
   */
  embedded?: boolean;
  /** The look of the forms, as it was made at finAPI. */
  profileID?: string;
  /** Where banks lead back to. Only for customers of finAPI with a licence of their own, and then it must be there. */
  bankRedirectURL?: string;
  /** Milliseconds after which what finAPI has read is read again at the bank. Default: 6 hours. */
  maxAge?: number;
  /** Milliseconds for any one request, all attempts together. Default: 60 s. */
  deadline?: number;
  /** For tests and proxies. */
  fetch?: typeof globalThis.fetch;
}

/** finAPI as a provider, and what only it can do. */
export interface FinapiProvider extends Provider {
  /**
   * What finAPI has of `getCategorizedTransactions`, up to 500 at a time: the next ones are asked for when the last
   * ones have been taken. For servers that pass them on as they come.
   */
  transactionPages: TransactionPages;
}

/**
 * finAPI as the provider: logins through its Web Form 2.0, everything else through its Access API V2.
 *
 * Every customer of the app is one user of finAPI's. Reads are tried three times when the network or a busy finAPI is
 * in the way; whatever makes or changes something is sent once. What finAPI has read at the bank is answered for six
 * hours and then read again; when the bank wants the person for that, the call fails with `INVALID_CONNECTION`.
 *
 * There are no beneficiaries: whoever is to be paid is named with every transfer, which the person confirms in a form.
 * A transfer that is `done` is handed in at the bank and settled only if its `state` says so.
 */
export function finapiProvider(options: FinapiOptions): FinapiProvider {
  const upstream = upstreamOf(options);
  const logins = loginAt(upstream);
  const work = callsAt(upstream);

  const goOn = (sealed: Json, context: Context): Promise<Outcome<unknown>> => {
    const pending = sealed as unknown as PendingLogin | PendingRead | PendingPayment;
    return 'login' in pending ? logins.status(pending, context) : work.goOn(pending, context);
  };
  return {
    name: 'finapi',
    institutions: institutionsAt(upstream),
    login: (institution, _, context) => logins.login(institution, context),
    // Whatever the person answers, finAPI is asked: coming back from a form proves nothing.
    resume: (pending, _, context) => goOn(pending, context),
    status: goOn,
    repair: (_, connection, context) => logins.renew(connection, context),
    cancel: async (sealed, context) => {
      const { form, customer } = sealed as unknown as Partial<
        Pick<PendingLogin & PendingPayment, 'form' | 'customer'>
      >;
      if (form && customer) await closeForm(upstream, form, customer, context);
    },
    embed: (sealed) => {
      const { form } = sealed as unknown as Partial<Pick<PendingLogin & PendingPayment, 'form'>>;
      return form && embeddingOf(upstream, form);
    },
    transactionPages: work.pages,
    delink: (connection, context) => delink(upstream, connection, context),
    calls: work.calls,
  };
}
