/** What a failure means: to the machine that gets it, to the developer who reads it, to the person who meets it. */
export interface ErrorMeaning {
  /** HTTP status on the two call surfaces; 0 for what only ever arises in the browser. */
  http: number;
  /** One sentence for developers. Never holds a value that somebody sent. */
  msg: string;
  /** Whose doing it is. */
  whose: 'person' | 'bank' | 'app' | 'us';
  /** What helps: the same again, other values, a new login, waiting, or only somebody else's work. */
  next: 'retry' | 'correct' | 'reconnect' | 'wait' | 'support';
  /** What the person is told; the heading first. `{institution}` is put in. */
  told: readonly [title: string, text: string];
}

/** Whether the same thing can succeed when it is tried again without any change. */
export const isRetryable = ({ next }: ErrorMeaning): boolean => next === 'retry' || next === 'wait';

const setUp = [
  'This app is not set up yet',
  'Connecting a bank does not work in this app at the moment. The people who run it can fix that.',
] as const;
const ours = [
  'That did not work',
  'Something went wrong on our side. Nothing was changed. Please try again.',
] as const;
const refused = [
  'The bank did not do that',
  '{institution} refused it. Check what was asked for, then try again.',
] as const;
const unable = ['This bank cannot do that', '{institution} does not offer this.'] as const;

/** The developers of the app have something to mend. */
const app = (http: number, msg: string, next: ErrorMeaning['next'] = 'support'): ErrorMeaning => ({
  http,
  msg,
  whose: 'app',
  next,
  told: setUp,
});

/** Every failure type we send or raise: Dapi's own names where Dapi has one, ours written the same way. */
export const errorTypes = {
  // The request
  BAD_REQUEST: app(400, 'Invalid JSON request'),
  VALIDATION_ERROR: app(422, 'A field is missing or has the wrong form.'),
  PARAMETER_ERROR: app(400, 'A parameter is wrong.'),
  PARAMETER_MISSING: app(422, 'A parameter is missing.'),
  UNAUTHORIZED: app(401, 'Invalid access token'),
  NOT_FOUND: app(404, 'There is no such path.'),
  METHOD_NOT_ALLOWED: app(405, 'This path answers another method.'),
  REQUEST_TOO_LARGE: app(413, 'The request body is larger than 64 kB.'),
  PARALLEL_REQUEST: app(409, 'Another call of this connection is under way. Make them one after another.'),
  NOT_CONSENTED: app(403, 'The app does not ask people for this in its consent.'),
  IDEMPOTENCY_CONFLICT: app(409, 'This idempotencyKey was used for another transfer.'),
  INVALID_APP: app(401, 'The appKey is unknown, or the bundleID is not one of this app.'),
  ORIGIN_NOT_ALLOWED: app(403, "The page's origin is not on the app's list."),
  INVALID_INSTITUTION: app(404, 'There is no institution with this id.'),
  INVALID_ACCOUNT_ID: app(404, 'There is no account with this id. Use an id of getAccounts.'),
  INVALID_CARD_ID: app(404, 'There is no card with this id. Use an id of getCards.'),
  INVALID_DATE_RANGE: app(400, 'The bank does not answer for this range of dates.'),
  SANDBOX_ACCOUNT_NOT_FOUND: app(404, 'The sandbox knows no account with this number.'),
  // The person and the bank
  INVALID_CREDENTIALS: {
    http: 401,
    msg: 'The bank refused the login.',
    whose: 'person',
    next: 'correct',
    told: [
      'The login was not accepted',
      '{institution} did not recognise what was entered. Check it, then try again. Too many attempts may lock your login at the bank.',
    ],
  },
  INVALID_MFA: {
    http: 401,
    msg: 'The bank refused the answer.',
    whose: 'person',
    next: 'correct',
    told: [
      'The answer was not accepted',
      '{institution} did not accept the answer. It may have been mistyped or too late. Try again to get a new one.',
    ],
  },
  DIFFERENT_LOGIN: {
    http: 401,
    msg: 'A connection can only be repaired with the login it was made with.',
    whose: 'person',
    next: 'correct',
    told: [
      'That is another login',
      'This connection was made with another login at {institution}. Use that one, or connect this one as a new one.',
    ],
  },
  INACTIVE_ACCOUNT: {
    http: 401,
    msg: 'The account is inactive or its number is wrong.',
    whose: 'bank',
    next: 'support',
    told: [
      'This account is not active',
      '{institution} says that it is locked or closed. Ask the bank to open it.',
    ],
  },
  INVALID_CONNECTION: {
    http: 401,
    msg: 'The connection is no longer good. Connect again.',
    whose: 'bank',
    next: 'reconnect',
    told: [
      'Your bank wants a new login',
      '{institution} no longer accepts the saved connection. Connect it again.',
    ],
  },
  BANK_ACTION_REQUIRED: {
    http: 401,
    msg: 'The bank wants its customer to do something at the bank first, such as change the password.',
    whose: 'person',
    next: 'retry',
    told: [
      'Your bank needs you first',
      '{institution} wants you to do something there first, such as change your password. Then try again.',
    ],
  },
  INSUFFICIENT_BALANCE: {
    http: 400,
    msg: 'There is not enough money in the account.',
    whose: 'person',
    next: 'correct',
    told: [
      'There is not enough money',
      'The account does not hold this amount. Choose a smaller one or another account.',
    ],
  },
  BENEFICIARY_NOT_ACTIVATED: {
    http: 400,
    msg: 'The beneficiary must first be activated at the bank.',
    whose: 'person',
    next: 'correct',
    told: [
      'Confirm the beneficiary first',
      '{institution} wants you to confirm this beneficiary in its own app or website.',
    ],
  },
  BENEFICIARY_COOL_DOWN_PERIOD: {
    http: 400,
    msg: 'The new beneficiary cannot be paid yet; coolDownPeriod says for how long.',
    whose: 'bank',
    next: 'wait',
    told: ['Not yet', '{institution} lets new beneficiaries be paid only after a while. Try again later.'],
  },
  BENEFICIARY_ALREADY_EXISTS: {
    http: 400,
    msg: 'There is a beneficiary with this account number or IBAN already. Use that one.',
    whose: 'person',
    next: 'correct',
    told: ['This beneficiary exists already', 'Choose it from the list instead of adding it again.'],
  },
  NOT_SUPPORTED: {
    http: 400,
    msg: 'This bank or provider cannot do this.',
    whose: 'bank',
    next: 'support',
    told: unable,
  },
  // The operation
  OPERATION_NOT_FOUND: {
    http: 404,
    msg: 'There is no such operation, or it has ended.',
    whose: 'us',
    next: 'retry',
    told: ['That took too long', 'The question of your bank is no longer open. Try again to get a new one.'],
  },
  OPERATION_CANCELLED: {
    http: 400,
    msg: 'The operation was cancelled, or another one was begun in its place.',
    whose: 'person',
    next: 'retry',
    told: ['Cancelled', 'Nothing was changed. You can try again.'],
  },
  TIMED_OUT: {
    http: 504,
    msg: 'The bank did not answer in time.',
    whose: 'bank',
    next: 'retry',
    told: [
      'The bank took too long',
      'The bank did not answer in time. That is not your doing. Try again in a few minutes.',
    ],
  },
  BANK_ERROR: {
    http: 502,
    msg: 'The bank, or the provider that reaches it, failed.',
    whose: 'bank',
    next: 'retry',
    told: [
      'The bank has a problem',
      '{institution} could not do that right now. Try again in a few minutes.',
    ],
  },
  UNKNOWN_ERROR: {
    http: 500,
    msg: 'Something went wrong on our side.',
    whose: 'us',
    next: 'retry',
    told: ours,
  },
  // Raised in the browser
  INVALID_PARAMS: app(0, 'An option or argument is missing or has the wrong form.'),
  INVALID_REQUEST: app(0, 'The request cannot be sent as it is.'),
  DAPI_NOT_STARTED: app(0, 'Call Dapi.create before this.'),
  INVALID_SERVER_URL: app(0, 'The App Server cannot be reached.', 'retry'),
  UNEXPECTED_RESPONSE: app(0, 'The answer is not one that this SDK understands.', 'retry'),
  NO_INTERNET_CONNECTION: {
    http: 0,
    msg: 'There is no network connection.',
    whose: 'person',
    next: 'retry',
    told: ['You are offline', 'Check your connection, then try again. Nothing was sent.'],
  },
  SERVER_ERROR: {
    http: 0,
    msg: 'The gateway cannot be reached.',
    whose: 'us',
    next: 'retry',
    told: [
      'We cannot be reached',
      'Our service does not answer right now. Nothing was lost. Try again in a moment.',
    ],
  },
  USER_CANCELLED_MFA: {
    http: 0,
    msg: 'The person closed the question that the bank asked.',
    whose: 'person',
    next: 'retry',
    told: ['Cancelled', 'Nothing was changed. You can try again.'],
  },
  USER_CANCELLED_ACCOUNT_SELECTION: {
    http: 0,
    msg: 'The person closed the list of accounts.',
    whose: 'person',
    next: 'retry',
    told: ['Cancelled', 'Nothing was chosen.'],
  },
} as const satisfies Record<string, ErrorMeaning>;

/** What is said of a failure that we have no entry for: a new type of an upstream. It may be tried again. */
export const unknownError = {
  http: 502,
  msg: 'The provider reported a failure.',
  whose: 'bank',
  next: 'retry',
  told: refused,
} as const satisfies ErrorMeaning;

/** The name of a failure, e.g. `INVALID_CREDENTIALS`. */
export type ErrorType = keyof typeof errorTypes;

/** Whether a name from outside is one of ours. */
export const isErrorType = (type: unknown): type is ErrorType =>
  typeof type === 'string' && Object.hasOwn(errorTypes, type);

/** What a failure means, whoever named it. */
export const meaningOf = (type: string): ErrorMeaning =>
  isErrorType(type) ? errorTypes[type] : unknownError;
