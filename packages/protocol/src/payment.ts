import * as v from 'valibot';

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
});
export type NewTransfer = v.InferInput<typeof NewTransfer>;

/** A transfer that creates its beneficiary first when the bank wants that. */
export const NewAutoflow = v.object({
  senderID: v.string(),
  amount: Amount,
  beneficiary: v.optional(NewBeneficiary),
  hlAPIStep: v.optional(v.string()),
  ...remarks,
});
export type NewAutoflow = v.InferInput<typeof NewAutoflow>;
