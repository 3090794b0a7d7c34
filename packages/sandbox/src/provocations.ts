import type { CallName, ErrorType } from '@connect-layer/protocol';

/** How to make the bank fail in a certain way. */
export interface Provocation {
  /** What to do, for whoever wants to see it happen. */
  how: string;
  /** Where another bank than usual is needed. */
  bank?: string;
  /** Who; `demo` unless it is said. */
  username?: string;
  password?: string;
  /** What is answered when the bank asks. */
  answer?: string;
  /** What is called one after another, the last of which fails; without calls it is the login that fails. */
  calls?: readonly { name: CallName; input?: Readonly<Record<string, unknown>> }[];
  /** Never answered while somebody waits; fails when nobody does any more. */
  hangs?: true;
}

const iban = 'AE070331234567890123456';
const transfer = (amount: string, more: object = {}) =>
  ({ name: 'createTransfer', input: { amount, name: 'Ada Example', iban, ...more } }) as const;
const beneficiary = { name: 'createBeneficiary', input: { name: 'Ada Example', iban } } as const;
const range = { fromDate: '2000-01-01', toDate: '2000-01-31' };

/**
 * Every failure that a bank can cause. The rest of the error types are the gateway's and the browser's own.
 *
 * Calls that want `accountID` or `senderID` and have none here are given that of the first account.
 */
export const provocations = {
  INVALID_CREDENTIALS: { how: 'log in with a wrong password', password: 'wrong' },
  INVALID_MFA: { how: 'log in as mfa_otp and answer 654321', username: 'mfa_otp', answer: '654321' },
  INACTIVE_ACCOUNT: { how: 'log in as locked', username: 'locked' },
  BANK_ACTION_REQUIRED: { how: 'log in as action_needed', username: 'action_needed' },
  BANK_ERROR: { how: 'log in as down', username: 'down' },
  UNKNOWN_ERROR: { how: 'log in as unknown_error', username: 'unknown_error' },
  TIMED_OUT: { how: 'log in as timeout', username: 'timeout', hangs: true },
  INVALID_CONNECTION: {
    how: 'log in as expired and read, or delete the sandbox user',
    username: 'expired',
    calls: [{ name: 'getAccounts' }],
  },
  INVALID_ACCOUNT_ID: {
    how: 'use an accountID or senderID that is none',
    calls: [{ name: 'getBalance', input: { accountID: 'none' } }],
  },
  INVALID_CARD_ID: {
    how: 'use a cardID that is none',
    calls: [{ name: 'getBalance', input: { cardID: 'none' } }],
  },
  INVALID_DATE_RANGE: {
    how: 'ask for transactions of more than 365 days ago, or to a day before the first',
    calls: [{ name: 'getTransactions', input: range }],
  },
  PARAMETER_ERROR: { how: 'transfer less than 1, or a part of a hundredth', calls: [transfer('0.50')] },
  PARAMETER_MISSING: {
    how: 'transfer to nobody, or by number at a bank that pays beneficiaries only',
    calls: [transfer('10', { iban: undefined })],
  },
  IDEMPOTENCY_CONFLICT: {
    how: 'use an idempotencyKey again for another amount',
    calls: [transfer('10', { idempotencyKey: 'once' }), transfer('20', { idempotencyKey: 'once' })],
  },
  SANDBOX_ACCOUNT_NOT_FOUND: {
    how: 'transfer to an IBAN that begins with DAPIBANK and that nobody has, or to a receiverID that is none',
    calls: [transfer('10', { iban: 'DAPIBANKAELIV1' })],
  },
  INSUFFICIENT_BALANCE: {
    how: 'transfer more than there is, or an amount ending in .75',
    calls: [transfer('10.75')],
  },
  BENEFICIARY_NOT_ACTIVATED: { how: 'transfer an amount ending in .76', calls: [transfer('10.76')] },
  BENEFICIARY_COOL_DOWN_PERIOD: {
    how: 'transfer an amount ending in .77, or to a beneficiary at HSBC that is newer than 24 hours',
    calls: [transfer('10.77')],
  },
  BENEFICIARY_ALREADY_EXISTS: { how: 'create a beneficiary twice', calls: [beneficiary, beneficiary] },
  NOT_SUPPORTED: {
    how: 'wire or collect outside the US, or hand in a batch at another bank than Citibank',
    calls: [{ name: 'getWireBeneficiaries' }],
  },
  OPERATION_NOT_FOUND: {
    how: 'ask for a collection, or a batch, that there is not',
    bank: 'DAPIBANK_US_SAGE',
    calls: [{ name: 'getACHPull', input: { operationID: 'none' } }],
  },
} as const satisfies Partial<Record<ErrorType, Provocation>>;
