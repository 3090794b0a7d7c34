import * as v from 'valibot';

/** ISO 4217 code and the bank's name of it. */
export const Currency = v.object({ code: v.string(), name: v.string() });
export type Currency = v.InferOutput<typeof Currency>;

/** `amount` is in major units of the currency. */
export const Balance = v.object({ amount: v.number(), currency: Currency, accountNumber: v.string() });
export type Balance = v.InferOutput<typeof Balance>;

export const accountTypes = ['current', 'checking', 'savings', 'loan', 'credit', 'deposit', 'other'] as const;

/** An account. `id` is opaque; `routingNumbers` only in the US, `iban` not there. */
export const Account = v.object({
  id: v.string(),
  name: v.string(),
  number: v.string(),
  iban: v.optional(v.string()),
  type: v.nullable(v.picklist(accountTypes)),
  currency: Currency,
  isFavourite: v.nullable(v.boolean()),
  routingNumbers: v.optional(v.array(v.object({ type: v.picklist(['wire', 'ach']), value: v.string() }))),
  balance: v.optional(Balance),
});
export type Account = v.InferOutput<typeof Account>;

/** Who the person is to the bank. Members a bank does not give are absent. */
export const Identity = v.object({
  name: v.string(),
  nationality: v.optional(v.string()),
  dateOfBirth: v.optional(v.string()),
  emailAddress: v.optional(v.string()),
  numbers: v.optional(
    v.array(v.object({ type: v.picklist(['mobile', 'home', 'office', 'fax']), value: v.string() })),
  ),
  address: v.optional(v.record(v.string(), v.string())),
  identification: v.optional(
    v.array(v.object({ type: v.picklist(['passport', 'national_id', 'visa_number']), value: v.string() })),
  ),
});
export type Identity = v.InferOutput<typeof Identity>;

export const transactionStatuses = ['booked', 'pending'] as const;

/**
 * A booking. `amount` is positive, the sign is in `type`; `date` is ISO 8601. `status` is told by providers that also
 * have what the bank has noted and not booked yet.
 */
export const Transaction = v.object({
  amount: v.number(),
  beforeAmount: v.nullable(v.number()),
  afterAmount: v.nullable(v.number()),
  currency: Currency,
  date: v.string(),
  description: v.nullable(v.string()),
  details: v.nullable(v.string()),
  reference: v.nullable(v.string()),
  type: v.picklist(['credit', 'debit']),
  status: v.optional(v.picklist(transactionStatuses)),
});
export type Transaction = v.InferOutput<typeof Transaction>;

/** What a booking was for; the same at every bank. */
export const categories = [
  'bills',
  'cash',
  'entertainment',
  'fees',
  'food_and_drink',
  'groceries',
  'health',
  'income',
  'shopping',
  'transfer',
  'transport',
  'travel',
  'other',
] as const;

/** A booking and what it was for. */
export const CategorizedTransaction = v.object({
  ...Transaction.entries,
  category: v.picklist(categories),
});
export type CategorizedTransaction = v.InferOutput<typeof CategorizedTransaction>;

/** A booking, what it was for, and the brand behind it where one is known. */
export const EnrichedTransaction = v.object({
  ...CategorizedTransaction.entries,
  brandDetails: v.nullable(v.object({ name: v.string(), logo: v.nullable(v.string()) })),
});
export type EnrichedTransaction = v.InferOutput<typeof EnrichedTransaction>;

const Duration = v.object({ value: v.number(), unit: v.string() });

/** What the bank can do and within which bounds. */
export const AccountsMetadata = v.object({
  swiftCode: v.nullable(v.string()),
  sortCode: v.nullable(v.string()),
  bankId: v.string(),
  bankName: v.string(),
  bankType: v.picklist(['retail', 'business']),
  branchName: v.nullable(v.string()),
  branchAddress: v.nullable(v.string()),
  routingNumber: v.nullable(v.string()),
  address: v.object({ line1: v.string(), line2: v.string(), line3: v.string() }),
  country: v.object({ code: v.string(), name: v.string() }),
  transferBounds: v.array(
    v.object({ minimum: v.number(), currency: Currency, type: v.picklist(['same', 'local', 'intl']) }),
  ),
  beneficiaryCoolDownPeriod: Duration,
  transactionRange: Duration,
  isCreateBeneficiaryEndpointRequired: v.boolean(),
  willNewlyAddedBeneficiaryExistBeforeCoolDownPeriod: v.boolean(),
});
export type AccountsMetadata = v.InferOutput<typeof AccountsMetadata>;

/** A payment card. The number is masked by the bank. */
export const Card = v.object({
  id: v.string(),
  cardNumber: v.string(),
  name: v.string(),
  type: v.picklist(['credit', 'debit']),
  status: v.picklist(['active', 'blocked', 'disabled']),
  creditLimit: v.nullable(v.number()),
  currency: Currency,
  expiryDate: v.nullable(v.string()),
  amountDue: v.optional(v.number()),
  dueDate: v.optional(v.string()),
});
export type Card = v.InferOutput<typeof Card>;

/** What a card has left and owes, in major units. A bank may not tell all of it. */
export const CardBalance = v.object({
  cardNumber: v.string(),
  availableBalance: v.nullable(v.number()),
  outstandingBalance: v.nullable(v.number()),
  amountDue: v.nullable(v.number()),
  dueDate: v.nullable(v.string()),
  currency: Currency,
});
export type CardBalance = v.InferOutput<typeof CardBalance>;
