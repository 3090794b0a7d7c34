import * as v from 'valibot';
import { Account, AccountsMetadata, Balance, Card, Identity, Transaction } from './account.js';
import { Beneficiary, NewAutoflow, NewBeneficiary, NewTransfer } from './payment.js';

const Day = v.pipe(v.string(), v.isoDate('must be a date, YYYY-MM-DD'));

/**
 * Every call of the two server-facing surfaces: what it is called, where it lives, what it takes and gives.
 *
 * `path` is the path under `/v2` and the `action` of SDK forwarding. `input` holds the call's own members only;
 * `output` those of a `done` answer. `deadline` is in milliseconds.
 */
export const calls = {
  getIdentity: {
    path: '/data/identity/get',
    input: v.object({}),
    output: v.object({ identity: Identity }),
    deadline: 135_000,
  },
  getAccounts: {
    path: '/data/accounts/get',
    input: v.object({}),
    output: v.object({ accounts: v.array(Account) }),
    deadline: 135_000,
  },
  getBalance: {
    path: '/data/balance/get',
    input: v.object({ accountID: v.string() }),
    output: v.object({ balance: Balance }),
    deadline: 135_000,
  },
  getTransactions: {
    path: '/data/transactions/get',
    input: v.object({ accountID: v.string(), fromDate: Day, toDate: Day }),
    output: v.object({ transactions: v.array(Transaction) }),
    deadline: 135_000,
  },
  getCards: {
    path: '/data/cards/get',
    input: v.object({}),
    output: v.object({ cards: v.array(Card) }),
    deadline: 135_000,
  },
  getBeneficiaries: {
    path: '/payment/beneficiaries/get',
    input: v.object({}),
    output: v.object({ beneficiaries: v.array(Beneficiary) }),
    deadline: 135_000,
  },
  createBeneficiary: {
    path: '/payment/beneficiaries/create',
    input: NewBeneficiary,
    output: v.object({}),
    deadline: 135_000,
  },
  createTransfer: {
    path: '/payment/transfer/create',
    input: NewTransfer,
    output: v.object({ reference: v.string() }),
    deadline: 300_000,
  },
  transferAutoflow: {
    path: '/payment/transfer/autoflow',
    input: NewAutoflow,
    output: v.object({ reference: v.string(), hlAPIStep: v.optional(v.string()) }),
    deadline: 300_000,
  },
  getAccountsMetadata: {
    path: '/metadata/accounts/get',
    input: v.object({}),
    output: v.object({ accountsMetadata: AccountsMetadata }),
    deadline: 135_000,
  },
} as const;

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = v.InferOutput<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = v.InferOutput<(typeof calls)[N]['output']>;

/** Exchanges the one-time `accessCode` of a login; the only call that needs no connection. */
export const exchangeToken = {
  path: '/auth/ExchangeToken',
  input: v.object({ accessCode: v.string(), connectionID: v.string() }),
  deadline: 135_000,
} as const;
