import * as v from 'valibot';
import { Currency } from './account.js';

/** An amount in major units. Published clients send numbers and numeric strings; it travels on as a decimal string. */
export const Amount = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform(String),
  v.regex(/^\d{1,15}(\.\d{1,3})?$/, 'must be a positive decimal number'),
);

const Address = v.object({
  line1: v.optional(v.string()),
  line2: v.optional(v.string()),
  line3: v.optional(v.string()),
});

/** Somebody who is to be paid. `country` is a name or ISO 3166-1 alpha-2. */
export const NewBeneficiary = v.object({
  name: v.string(),
  nickname: v.optional(v.string()),
  accountNumber: v.optional(v.string()),
  iban: v.optional(v.string()),
  swiftCode: v.optional(v.string()),
  type: v.optional(v.string()),
  address: v.optional(Address),
  country: v.optional(v.string()),
  branchAddress: v.optional(v.string()),
  branchName: v.optional(v.string()),
  bankName: v.optional(v.string()),
  phoneNumber: v.optional(v.string()),
  sortCode: v.optional(v.string()),
  routingNumber: v.optional(v.string()),
});
export type NewBeneficiary = v.InferInput<typeof NewBeneficiary>;

export const beneficiaryTypes = ['own', 'same', 'local', 'intl'] as const;
export const beneficiaryStatuses = [
  'approved',
  'rejected',
  'cancelled',
  'waiting_for_confirmation',
  'modified_for_pending_approval',
] as const;

/** Somebody whom the bank knows as one to be paid. */
export const Beneficiary = v.object({
  id: v.string(),
  name: v.string(),
  iban: v.optional(v.string()),
  accountNumber: v.optional(v.string()),
  status: v.picklist(beneficiaryStatuses),
  type: v.picklist(beneficiaryTypes),
});
export type Beneficiary = v.InferOutput<typeof Beneficiary>;

/** The caller's own id of a transfer: with the same key it happens once, however often it is asked for. */
const once = {
  idempotencyKey: v.optional(v.pipe(v.string(), v.maxLength(100, 'must be at most 100 characters'))),
};

const remarks = { remark: v.optional(v.string()), remarks: v.optional(v.string()) };

/** A transfer to a beneficiary that exists (`receiverID`), or at banks that allow it to an account by number. */
export const NewTransfer = v.object({
  senderID: v.string(),
  amount: Amount,
  receiverID: v.optional(v.string()),
  name: v.optional(v.string()),
  iban: v.optional(v.string()),
  accountNumber: v.optional(v.string()),
  nickname: v.optional(v.string()),
  ...remarks,
  ...once,
});
export type NewTransfer = v.InferInput<typeof NewTransfer>;

/** A transfer that creates its beneficiary first when the bank wants that. */
export const NewAutoflow = v.object({
  senderID: v.string(),
  amount: Amount,
  beneficiary: v.optional(NewBeneficiary),
  hlAPIStep: v.optional(v.string()),
  ...remarks,
  ...once,
});
export type NewAutoflow = v.InferInput<typeof NewAutoflow>;

/** Somebody in the US who is to be paid by wire. */
export const NewWireBeneficiary = v.object({
  ...NewBeneficiary.entries,
  accountNumber: v.string(),
  routingNumber: v.string(),
});
export type NewWireBeneficiary = v.InferInput<typeof NewWireBeneficiary>;

/** Somebody whom a US bank knows as one to be paid by wire. */
export const WireBeneficiary = v.object({
  ...Beneficiary.entries,
  routingNumber: v.string(),
  bankName: v.optional(v.string()),
  address: v.optional(v.record(v.string(), v.string())),
});
export type WireBeneficiary = v.InferOutput<typeof WireBeneficiary>;

/** A wire that creates its beneficiary first when the bank wants that. */
export const NewWireAutoflow = v.object({
  ...NewAutoflow.entries,
  beneficiary: v.optional(NewWireBeneficiary),
});
export type NewWireAutoflow = v.InferInput<typeof NewWireAutoflow>;

/** Money to be collected by ACH into the account `senderID`. */
export const NewACHPull = v.object({
  senderID: v.string(),
  amount: Amount,
  description: v.optional(v.string()),
  ...once,
});
export type NewACHPull = v.InferInput<typeof NewACHPull>;

/** How a collection by ACH stands. */
export const ACHPull = v.object({ amount: v.number(), currency: Currency, status: v.string() });
export type ACHPull = v.InferOutput<typeof ACHPull>;
