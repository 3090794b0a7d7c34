/** The words of finAPI's protocol that more than one file of this door uses. */

export const bankingInterfaces = ['XS2A', 'FINTS_SERVER', 'WEB_SCRAPER'] as const;
export type BankingInterface = (typeof bankingInterfaces)[number];

/** Account types as the Access API spells them, and as the Web Form API does. */
export const accountTypes = {
  Checking: 'CHECKING',
  Savings: 'SAVINGS',
  CreditCard: 'CREDIT_CARD',
  Security: 'SECURITY',
  Loan: 'LOAN',
  Membership: 'MEMBERSHIP',
  Bausparen: 'BAUSPAREN',
} as const;
export type AccountType = keyof typeof accountTypes;
export type FormAccountType = (typeof accountTypes)[AccountType];

export type FormType =
  'BANK_CONNECTION_IMPORT' | 'BANK_CONNECTION_UPDATE' | 'PAYMENT_WITH_ACCOUNT_ID' | 'STANDALONE_PAYMENT';

export type FormStatus =
  | 'NOT_YET_OPENED'
  | 'IN_PROGRESS'
  | 'COMPLETED'
  | 'COMPLETED_WITH_ERROR'
  | 'EXPIRED'
  | 'ABORTED'
  | 'CANCELLED';

export const isFinal = (status: FormStatus): boolean =>
  status !== 'NOT_YET_OPENED' && status !== 'IN_PROGRESS';

export type PayloadError =
  | 'ENTITY_EXISTS'
  | 'BANK_SERVER_REJECTION'
  | 'INTERNAL_ERROR'
  | 'INTERRUPTED'
  | 'INVALID_TOKEN'
  | 'NO_ACCOUNTS_FOR_TYPE_LIST'
  | 'UNDETERMINED_BANK'
  | 'UNSUPPORTED_ORDER';

export type TaskStatus =
  'NOT_YET_STARTED' | 'IN_PROGRESS' | 'WEB_FORM_REQUIRED' | 'COMPLETED' | 'COMPLETED_WITH_ERROR';

export const paymentStatuses = [
  'OPEN',
  'PENDING',
  'SUCCESSFUL',
  'NOT_SUCCESSFUL',
  'DISCARDED',
  'UNKNOWN',
] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/** A time as the Access API writes it: RFC 3339, with the offset of somewhere in Germany. */
export const accessTime = (time: number): string =>
  new Date(time + 2 * 3_600_000).toISOString().replace('Z', '+02:00');

/** A time as the Web Form API writes it: the offset has no colon, or there is a `Z`. */
export const formTime = (time: number, style: 'offset' | 'Z'): string =>
  style === 'Z' ? new Date(time).toISOString() : new Date(time).toISOString().replace('Z', '+0000');

/** The day of a time, in UTC. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Amounts in hundredths as the numbers that go over the wire. */
export const amountOf = (hundredths: number): number => hundredths / 100;
