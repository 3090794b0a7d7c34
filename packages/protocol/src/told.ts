import type { ErrorType, errorTypes } from './errors.js';
import { toldAtOnce } from './told-at-once.js';

/** Failures that people are told of in words of their own; those that developers must mend are not. */
type ToldType = { [T in ErrorType]: 'app' extends (typeof errorTypes)[T]['whose'] ? never : T }[ErrorType];

/** `NOT_SET_UP` is what is said where developers have something to mend, `REFUSED` of a type we do not know. */
export type FailureKey = ToldType | 'NOT_SET_UP' | 'REFUSED';

/** What the person who meets a failure is told; the heading first. `{institution}` is put in. */
export const told = {
  ...toldAtOnce,
  /** Of a type we do not know. */
  REFUSED: [
    'The bank did not do that',
    '{institution} refused it. Check what was asked for, then try again.',
  ],
  INVALID_CREDENTIALS: [
    'The login was not accepted',
    '{institution} did not recognise what was entered. Check it, then try again. Too many attempts may lock your login at the bank.',
  ],
  INVALID_MFA: [
    'The answer was not accepted',
    '{institution} did not accept the answer. It may have been mistyped or too late. Try again to get a new one.',
  ],
  DIFFERENT_LOGIN: [
    'That is another login',
    'This connection was made with another login at {institution}. Use that one, or connect this one as a new one.',
  ],
  INACTIVE_ACCOUNT: [
    'This account is not active',
    '{institution} says that it is locked or closed. Ask the bank to open it.',
  ],
  INVALID_CONNECTION: [
    'Your bank wants a new login',
    '{institution} no longer accepts the saved connection. Connect it again.',
  ],
  BANK_ACTION_REQUIRED: [
    'Your bank needs you first',
    '{institution} wants you to do something there first, such as change your password. Then try again.',
  ],
  INSUFFICIENT_BALANCE: [
    'There is not enough money',
    'The account does not hold this amount. Choose a smaller one or another account.',
  ],
  BENEFICIARY_NOT_ACTIVATED: [
    'Confirm the beneficiary first',
    '{institution} wants you to confirm this beneficiary in its own app or website.',
  ],
  BENEFICIARY_COOL_DOWN_PERIOD: [
    'Not yet',
    '{institution} lets new beneficiaries be paid only after a while. Try again later.',
  ],
  BENEFICIARY_ALREADY_EXISTS: [
    'This beneficiary exists already',
    'Choose it from the list instead of adding it again.',
  ],
  NOT_SUPPORTED: ['This bank cannot do that', '{institution} does not offer this.'],
  OPERATION_NOT_FOUND: [
    'That took too long',
    'The question of your bank is no longer open. Try again to get a new one.',
  ],
  OPERATION_CANCELLED: ['Cancelled', 'Nothing was changed. You can try again.'],
  USER_CANCELLED_MFA: ['Cancelled', 'Nothing was changed. You can try again.'],
  USER_CANCELLED_ACCOUNT_SELECTION: ['Cancelled', 'Nothing was chosen.'],
} as const satisfies Readonly<Record<FailureKey, readonly [title: string, text: string]>>;
