import { accountTypes, BatchItemError, beneficiaryTypes } from '@connect-layer/protocol';
import * as v from 'valibot';
import { currencies, type CurrencyCode } from '../banks/currencies.js';

/** Hundredths of the account's currency. Money is never anything but a whole number of them. */
const Minor = v.pipe(v.number(), v.safeInteger());
/** Milliseconds since 1970. */
const Time = v.number();
const CurrencyOfAccount = v.picklist(Object.keys(currencies) as CurrencyCode[]);
const text = v.string();

/** Something that was booked because somebody paid; what is booked by habit is not kept but worked out. */
const Booked = v.object({
  ...{ amount: Minor, time: Time, type: v.picklist(['credit', 'debit']) },
  ...{ description: text, details: text, reference: text },
});
export type Booked = v.InferOutput<typeof Booked>;

const RoutingNumbers = v.array(v.object({ type: v.picklist(['wire', 'ach']), value: text }));

const HeldAccount = v.object({
  ...{ id: text, name: text, number: text, iban: v.optional(text) },
  type: v.picklist(accountTypes),
  currency: CurrencyOfAccount,
  routingNumbers: RoutingNumbers,
  /** What happens on it by habit. */
  use: v.picklist(['everyday', 'savings']),
  balance: Minor,
  bookings: v.array(Booked),
});
export type HeldAccount = v.InferOutput<typeof HeldAccount>;

const HeldCard = v.object({
  ...{ id: text, cardNumber: text, name: text, type: v.picklist(['credit', 'debit']) },
  currency: CurrencyOfAccount,
  ...{ creditLimit: Minor, available: Minor, outstanding: v.nullable(Minor), due: v.nullable(Minor) },
});
export type HeldCard = v.InferOutput<typeof HeldCard>;

const HeldBeneficiary = v.object({
  ...{ id: text, name: text, type: v.picklist(beneficiaryTypes), since: Time },
  ...{ iban: v.optional(text), accountNumber: v.optional(text), routingNumber: v.optional(text) },
  bankName: v.optional(text),
});
export type HeldBeneficiary = v.InferOutput<typeof HeldBeneficiary>;

const Pull = v.object({
  /** The operation that asked for it, and those that repeated it. */
  operationIDs: v.array(text),
  ...{ accountID: text, amount: Minor, since: Time, settled: v.boolean() },
  ...{ description: text, currency: CurrencyOfAccount },
});

const Batch = v.object({
  ...{ reference: text, fileName: text, since: Time, currency: CurrencyOfAccount },
  items: v.array(
    v.object({
      ...{ name: text, iban: text, accountNumber: text, amount: Minor },
      /** Of the transfer, if one could be made. */
      reference: v.optional(text),
      errors: v.array(BatchItemError),
    }),
  ),
});
export type Batch = v.InferOutput<typeof Batch>;

const User = v.object({
  ...{ userUUID: text, bankID: text, username: text },
  /** Only for those made by the management API; a persona is nobody's. */
  created: v.optional(v.object({ appKey: text, password: text })),
  accounts: v.array(HeldAccount),
  cards: v.array(HeldCard),
  beneficiaries: v.array(HeldBeneficiary),
  wireBeneficiaries: v.array(HeldBeneficiary),
  pulls: v.array(Pull),
  batches: v.array(Batch),
  /** What came of each call that moved money, by the caller's key, so that it happens once. */
  results: v.array(
    v.object({ key: text, content: text, operationID: text, result: v.record(text, v.unknown()) }),
  ),
});
export type User = v.InferOutput<typeof User>;

const LoggedOperation = v.object({
  ...{ operationID: text, appKey: text, bankID: text, userUUID: text },
  /** The path of the call; none for a login. */
  path: v.optional(text),
  ...{ startTime: Time, endTime: v.nullable(Time), status: text, errType: v.nullable(text) },
  transferDetails: v.nullable(v.record(text, v.unknown())),
});
export type LoggedOperation = v.InferOutput<typeof LoggedOperation>;

/** All that the bank remembers. It survives JSON. */
export const State = v.object({
  version: v.literal(1),
  users: v.record(text, User),
  operations: v.array(LoggedOperation),
  /** Who is logged in to manage it: the token as a hash. */
  sessions: v.array(v.object({ hash: text, until: Time })),
  /** The last reference that was given to a transfer. */
  reference: v.number(),
});
export type State = v.InferOutput<typeof State>;

/** A bank at which nothing has happened yet. */
export const freshState = (): State => ({
  version: 1,
  users: {},
  operations: [],
  sessions: [],
  reference: 0,
});

/** The state, and who is to be told when it has changed. */
export interface Ledger {
  state: State;
  changed: () => void;
}
