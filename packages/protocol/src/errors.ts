/** What a failure means. */
export interface ErrorMeaning {
  /** Whose doing it is. */
  whose: 'person' | 'bank' | 'app' | 'us';
  /** What helps: the same again, other values, a new login, waiting, or only somebody else's work. */
  next: 'retry' | 'correct' | 'reconnect' | 'wait' | 'support';
}

/** Whether the same thing can succeed when it is tried again without any change. */
export const isRetryable = ({ next }: ErrorMeaning): boolean => next === 'retry' || next === 'wait';

/** The developers of the app have something to mend. */
const app = { whose: 'app', next: 'support' } as const;

/**
 * Every failure type we send or raise: Dapi's own names where Dapi has one, ours written the same way. What is answered
 * to the machine that gets it is in `errorReplies`, what the person who meets it is told in `told`.
 */
export const errorTypes = {
  // The request
  BAD_REQUEST: app,
  VALIDATION_ERROR: app,
  PARAMETER_ERROR: app,
  PARAMETER_MISSING: app,
  UNAUTHORIZED: app,
  NOT_FOUND: app,
  METHOD_NOT_ALLOWED: app,
  REQUEST_TOO_LARGE: app,
  PARALLEL_REQUEST: app,
  NOT_CONSENTED: app,
  IDEMPOTENCY_CONFLICT: app,
  INVALID_APP: app,
  ORIGIN_NOT_ALLOWED: app,
  INVALID_INSTITUTION: app,
  INVALID_ACCOUNT_ID: app,
  INVALID_CARD_ID: app,
  INVALID_DATE_RANGE: app,
  SANDBOX_ACCOUNT_NOT_FOUND: app,
  // The person and the bank
  INVALID_CREDENTIALS: { whose: 'person', next: 'correct' },
  INVALID_MFA: { whose: 'person', next: 'correct' },
  DIFFERENT_LOGIN: { whose: 'person', next: 'correct' },
  INACTIVE_ACCOUNT: { whose: 'bank', next: 'support' },
  INVALID_CONNECTION: { whose: 'bank', next: 'reconnect' },
  BANK_ACTION_REQUIRED: { whose: 'person', next: 'retry' },
  INSUFFICIENT_BALANCE: { whose: 'person', next: 'correct' },
  BENEFICIARY_NOT_ACTIVATED: { whose: 'person', next: 'correct' },
  BENEFICIARY_COOL_DOWN_PERIOD: { whose: 'bank', next: 'wait' },
  BENEFICIARY_ALREADY_EXISTS: { whose: 'person', next: 'correct' },
  NOT_SUPPORTED: { whose: 'bank', next: 'support' },
  // The operation
  OPERATION_NOT_FOUND: { whose: 'us', next: 'retry' },
  OPERATION_CANCELLED: { whose: 'person', next: 'retry' },
  TIMED_OUT: { whose: 'bank', next: 'retry' },
  BANK_ERROR: { whose: 'bank', next: 'retry' },
  UNKNOWN_ERROR: { whose: 'us', next: 'retry' },
  // Raised in the browser
  INVALID_PARAMS: app,
  INVALID_REQUEST: app,
  DAPI_NOT_STARTED: app,
  INVALID_SERVER_URL: { ...app, next: 'retry' },
  UNEXPECTED_RESPONSE: { ...app, next: 'retry' },
  NO_INTERNET_CONNECTION: { whose: 'person', next: 'retry' },
  SERVER_ERROR: { whose: 'us', next: 'retry' },
  USER_CANCELLED_MFA: { whose: 'person', next: 'retry' },
  USER_CANCELLED_ACCOUNT_SELECTION: { whose: 'person', next: 'retry' },
} as const satisfies Record<string, ErrorMeaning>;

/** A failure that we have no entry for: a new type of an upstream. It may be tried again. */
const unknownError = { whose: 'bank', next: 'retry' } as const satisfies ErrorMeaning;

/** The name of a failure, e.g. `INVALID_CREDENTIALS`. */
export type ErrorType = keyof typeof errorTypes;

/** Whether a name from outside is one of ours. */
export const isErrorType = (type: unknown): type is ErrorType =>
  typeof type === 'string' && Object.hasOwn(errorTypes, type);

/** What a failure means, whoever named it. */
export const meaningOf = (type: string): ErrorMeaning =>
  isErrorType(type) ? errorTypes[type] : unknownError;
