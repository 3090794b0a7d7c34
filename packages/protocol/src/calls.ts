import * as v from 'valibot';
import {
  Account,
  AccountsMetadata,
  Balance,
  Card,
  CardBalance,
  CategorizedTransaction,
  EnrichedTransaction,
  Identity,
  Transaction,
} from './account.js';
import { callRoutes, exchangePath, type CallName, type CallRoute } from './call-routes.js';
import {
  BatchDetails,
  BatchFile,
  BatchItems,
  BatchMetadata,
  BatchTransfer,
  NewBatchFile,
  NewBatchTransfer,
} from './batch.js';
import {
  ACHPull,
  Beneficiary,
  NewACHPull,
  NewAutoflow,
  NewBeneficiary,
  NewTransfer,
  NewWireAutoflow,
  NewWireBeneficiary,
  WireBeneficiary,
} from './payment.js';

const Day = v.pipe(v.string(), v.isoDate('must be a date, YYYY-MM-DD'));
const none = v.object({});

/** An account or a card. Some libraries send a card's id as `accountID`; the provider sorts that out. */
const which = { accountID: v.optional(v.string()), cardID: v.optional(v.string()) };
const named = <const E extends v.ObjectEntries>(entries: E) =>
  v.pipe(
    v.object({ ...which, ...entries }),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed || dataset.value.accountID !== undefined || dataset.value.cardID !== undefined)
        return;
      const path = [
        { type: 'object', origin: 'value', input: dataset.value, key: 'accountID', value: undefined },
      ];
      addIssue({ message: 'is required', path: path as never, input: undefined });
    }),
  );
const ofDays = named({ fromDate: Day, toDate: Day });

/** `state` is how far the money has got, where the provider knows: at some banks a finished order is not settled. */
const moved = v.object({
  reference: v.string(),
  remark: v.optional(v.string()),
  state: v.optional(v.picklist(['initiated', 'settled'])),
});
const flowed = v.object({ ...moved.entries, hlAPIStep: v.optional(v.string()) });

/** What a call is, beyond its name. */
export interface CallSpec extends CallRoute {
  /** One sentence for the reference. */
  about: string;
  /** The call's own members; those common to all calls are not repeated. */
  input: v.GenericSchema;
  /** The members of a `done` answer, besides those common to all. */
  output: v.GenericSchema;
  /** Failure types that are particular to it. */
  errors?: readonly string[];
}

const call = <const C extends CallSpec>(spec: C): C => spec;

/** Every call of the two surfaces for servers and SDKs. Both ends, the reference and the tests go by this table. */
export const calls = {
  delinkUser: call({
    ...callRoutes.delinkUser,
    about: 'Ends a connection: its access token and user secret stop working.',
    input: none,
    output: none,
  }),
  getIdentity: call({
    ...callRoutes.getIdentity,
    about: 'Who the person is to the bank.',
    input: none,
    output: v.object({ identity: Identity }),
  }),
  getAccounts: call({
    ...callRoutes.getAccounts,
    about: 'All accounts. By SDK forwarding each carries its balance.',
    input: none,
    output: v.object({ accounts: v.array(Account) }),
  }),
  getCompleteAccounts: call({
    ...callRoutes.getCompleteAccounts,
    about: 'All accounts with their balances.',
    input: none,
    output: v.object({ accounts: v.array(Account) }),
  }),
  getBalance: call({
    ...callRoutes.getBalance,
    about: 'The balance of an account or a card.',
    input: named({}),
    output: v.object({ balance: v.union([Balance, CardBalance]) }),
    errors: ['INVALID_ACCOUNT_ID', 'INVALID_CARD_ID'],
  }),
  getTransactions: call({
    ...callRoutes.getTransactions,
    about: 'The bookings of an account or a card, both days included, oldest first.',
    input: ofDays,
    output: v.object({ transactions: v.array(Transaction) }),
    errors: ['INVALID_ACCOUNT_ID', 'INVALID_CARD_ID', 'INVALID_DATE_RANGE'],
  }),
  getCategorizedTransactions: call({
    ...callRoutes.getCategorizedTransactions,
    about: 'The same, each booking with a category.',
    input: ofDays,
    output: v.object({ transactions: v.array(CategorizedTransaction) }),
    errors: ['INVALID_ACCOUNT_ID', 'INVALID_CARD_ID', 'INVALID_DATE_RANGE'],
  }),
  getEnrichedTransactions: call({
    ...callRoutes.getEnrichedTransactions,
    about: 'The same, each booking with a category and the brand behind it.',
    input: ofDays,
    output: v.object({ transactions: v.array(EnrichedTransaction) }),
    errors: ['INVALID_ACCOUNT_ID', 'INVALID_CARD_ID', 'INVALID_DATE_RANGE'],
  }),
  getCards: call({
    ...callRoutes.getCards,
    about: 'All cards.',
    input: none,
    output: v.object({ cards: v.array(Card) }),
  }),
  getAccountsMetadata: call({
    ...callRoutes.getAccountsMetadata,
    about: 'What the bank can do, and within which bounds. Never asks anything.',
    input: none,
    output: v.object({ accountsMetadata: AccountsMetadata }),
  }),
  getBeneficiaries: call({
    ...callRoutes.getBeneficiaries,
    about: 'Whom the bank knows as somebody to be paid.',
    input: none,
    output: v.object({ beneficiaries: v.array(Beneficiary) }),
  }),
  createBeneficiary: call({
    ...callRoutes.createBeneficiary,
    about: 'Adds somebody to be paid.',
    input: NewBeneficiary,
    output: none,
    errors: ['BENEFICIARY_ALREADY_EXISTS'],
  }),
  createTransfer: call({
    ...callRoutes.createTransfer,
    about: 'Pays a beneficiary that exists, or at banks that allow it an account by number.',
    input: NewTransfer,
    output: moved,
    errors: [
      'INVALID_ACCOUNT_ID',
      'INSUFFICIENT_BALANCE',
      'BENEFICIARY_COOL_DOWN_PERIOD',
      'BENEFICIARY_NOT_ACTIVATED',
    ],
  }),
  transferAutoflow: call({
    ...callRoutes.transferAutoflow,
    about: 'Pays, and adds the beneficiary first where the bank wants that.',
    input: NewAutoflow,
    output: flowed,
    errors: [
      'INVALID_ACCOUNT_ID',
      'INSUFFICIENT_BALANCE',
      'BENEFICIARY_COOL_DOWN_PERIOD',
      'BENEFICIARY_NOT_ACTIVATED',
    ],
  }),
  getWireBeneficiaries: call({
    ...callRoutes.getWireBeneficiaries,
    about: 'Whom the bank knows as somebody to be paid by wire. US only.',
    input: none,
    output: v.object({ beneficiaries: v.array(WireBeneficiary) }),
  }),
  createWireBeneficiary: call({
    ...callRoutes.createWireBeneficiary,
    about: 'Adds somebody to be paid by wire. US only.',
    input: NewWireBeneficiary,
    output: none,
    errors: ['BENEFICIARY_ALREADY_EXISTS'],
  }),
  createWireTransfer: call({
    ...callRoutes.createWireTransfer,
    about: 'Pays a wire beneficiary. US only.',
    input: NewTransfer,
    output: moved,
    errors: ['INVALID_ACCOUNT_ID', 'INSUFFICIENT_BALANCE'],
  }),
  wireTransferAutoflow: call({
    ...callRoutes.wireTransferAutoflow,
    about: 'Pays by wire, and adds the beneficiary first where the bank wants that. US only.',
    input: NewWireAutoflow,
    output: flowed,
    errors: ['INVALID_ACCOUNT_ID', 'INSUFFICIENT_BALANCE'],
  }),
  createACHPull: call({
    ...callRoutes.createACHPull,
    about: 'Collects money into an account by ACH. US only.',
    input: NewACHPull,
    output: none,
    errors: ['INVALID_ACCOUNT_ID'],
  }),
  getACHPull: call({
    ...callRoutes.getACHPull,
    about: 'How a collection stands; `operationID` is the one that `createACHPull` answered. US only.',
    input: v.object({ operationID: v.string() }),
    output: v.object({ transfer: ACHPull }),
    errors: ['OPERATION_NOT_FOUND'],
  }),
  getBatchMetadata: call({
    ...callRoutes.getBatchMetadata,
    about: 'The bounds of batch transfers. Business banks only.',
    input: none,
    output: v.object({ metadata: BatchMetadata }),
  }),
  getBatchTransfers: call({
    ...callRoutes.getBatchTransfers,
    about: 'The batches of a range of days.',
    input: v.object({ fromDate: Day, toDate: Day }),
    output: v.object({ transfers: v.array(BatchTransfer) }),
  }),
  getBatchItems: call({
    ...callRoutes.getBatchItems,
    about: 'The transfers of one batch.',
    input: v.object({ reference: v.string() }),
    output: v.object({ transfers: BatchItems }),
    errors: ['OPERATION_NOT_FOUND'],
  }),
  createBatchFile: call({
    ...callRoutes.createBatchFile,
    about: 'The file with which a batch is handed in at the bank by hand.',
    input: NewBatchFile,
    output: BatchFile,
  }),
  createBatchTransfer: call({
    ...callRoutes.createBatchTransfer,
    about: 'Hands in a batch of transfers.',
    input: NewBatchTransfer,
    output: v.object({ details: BatchDetails }),
    errors: ['INVALID_ACCOUNT_ID', 'INSUFFICIENT_BALANCE'],
  }),
} as const satisfies Record<CallName, CallSpec>;

export type CallInput<N extends CallName> = v.InferOutput<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = v.InferOutput<(typeof calls)[N]['output']>;

/** Exchanges the one-time `accessCode` of a login; needs no connection. */
export const exchangeToken = {
  path: exchangePath,
  about: 'Exchanges the one-time access code of a login for a permanent access token.',
  input: v.object({ accessCode: v.string(), connectionID: v.string() }),
} as const;

/** Asks how an operation stands, with or without a token. Both paths are in use. */
export const operationStatus = {
  paths: ['/operation/status', '/operation/get'],
  about: 'How an operation stands, and its result once there is one.',
  input: v.object({ operationID: v.string(), appKey: v.optional(v.string()) }),
} as const;
