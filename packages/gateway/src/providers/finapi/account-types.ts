import type { accountTypes as ours } from '@connect-layer/protocol';

export type AccountType = (typeof ours)[number];

/** What an account type of the Access API is here. Web Form spells the same types otherwise, hence the second table. */
const ofAccess: Record<string, AccountType> = {
  Checking: 'current',
  Savings: 'savings',
  CreditCard: 'credit',
  Loan: 'loan',
  Bausparen: 'deposit',
  Security: 'other',
  Membership: 'other',
};

/** The account type here; one that is not known is `other`. */
export const accountTypeOf = (type: string): AccountType =>
  Object.hasOwn(ofAccess, type) ? ofAccess[type]! : 'other';

/** What is asked of Web Form for a type. Money laid by for a term is with some banks a savings account. */
const ofWebForm: Record<AccountType, readonly string[]> = {
  current: ['CHECKING'],
  checking: ['CHECKING'],
  savings: ['SAVINGS'],
  credit: ['CREDIT_CARD'],
  loan: ['LOAN'],
  deposit: ['BAUSPAREN', 'SAVINGS'],
  other: ['SECURITY', 'MEMBERSHIP'],
};

/** The types as Web Form wants them, each once. */
export const wantedTypes = (types: readonly AccountType[]): string[] => [
  ...new Set(types.flatMap((type) => ofWebForm[type])),
];
