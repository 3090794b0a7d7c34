import { isErrorType, type ErrorType } from './errors.js';

/** How a failure is answered. Of no use to a browser, which has a file less to fetch for it. */
export interface ErrorReply {
  /** HTTP status on the two call surfaces; 0 for what only ever arises in the browser. */
  http: number;
  /** One sentence for developers. Never holds a value that somebody sent. */
  msg: string;
}

/** What is answered where a failure is all that there is to say. */
export const errorReplies: Readonly<Record<ErrorType, ErrorReply>> = {
  // The request
  BAD_REQUEST: { http: 400, msg: 'Invalid JSON request' },
  VALIDATION_ERROR: { http: 422, msg: 'A field is missing or has the wrong form.' },
  PARAMETER_ERROR: { http: 400, msg: 'A parameter is wrong.' },
  PARAMETER_MISSING: { http: 422, msg: 'A parameter is missing.' },
  UNAUTHORIZED: { http: 401, msg: 'Invalid access token' },
  NOT_FOUND: { http: 404, msg: 'There is no such path.' },
  METHOD_NOT_ALLOWED: { http: 405, msg: 'This path answers another method.' },
  REQUEST_TOO_LARGE: { http: 413, msg: 'The request body is larger than 64 kB.' },
  PARALLEL_REQUEST: {
    http: 409,
    msg: 'Another call of this connection is under way. Make them one after another.',
  },
  NOT_CONSENTED: { http: 403, msg: 'The app does not ask people for this in its consent.' },
  IDEMPOTENCY_CONFLICT: { http: 409, msg: 'This idempotencyKey was used for another transfer.' },
  INVALID_APP: { http: 401, msg: 'The appKey is unknown, or the bundleID is not one of this app.' },
  ORIGIN_NOT_ALLOWED: { http: 403, msg: "The page's origin is not on the app's list." },
  INVALID_INSTITUTION: { http: 404, msg: 'There is no institution with this id.' },
  INVALID_ACCOUNT_ID: { http: 404, msg: 'There is no account with this id. Use an id of getAccounts.' },
  INVALID_CARD_ID: { http: 404, msg: 'There is no card with this id. Use an id of getCards.' },
  INVALID_DATE_RANGE: { http: 400, msg: 'The bank does not answer for this range of dates.' },
  SANDBOX_ACCOUNT_NOT_FOUND: { http: 404, msg: 'The sandbox knows no account with this number.' },
  // The person and the bank
  INVALID_CREDENTIALS: { http: 401, msg: 'The bank refused the login.' },
  INVALID_MFA: { http: 401, msg: 'The bank refused the answer.' },
  DIFFERENT_LOGIN: { http: 401, msg: 'A connection can only be repaired with the login it was made with.' },
  INACTIVE_ACCOUNT: { http: 401, msg: 'The account is inactive or its number is wrong.' },
  INVALID_CONNECTION: { http: 401, msg: 'The connection is no longer good. Connect again.' },
  BANK_ACTION_REQUIRED: {
    http: 401,
    msg: 'The bank wants its customer to do something at the bank first, such as change the password.',
  },
  INSUFFICIENT_BALANCE: { http: 400, msg: 'There is not enough money in the account.' },
  BENEFICIARY_NOT_ACTIVATED: { http: 400, msg: 'The beneficiary must first be activated at the bank.' },
  BENEFICIARY_COOL_DOWN_PERIOD: {
    http: 400,
    msg: 'The new beneficiary cannot be paid yet; coolDownPeriod says for how long.',
  },
  BENEFICIARY_ALREADY_EXISTS: {
    http: 400,
    msg: 'There is a beneficiary with this account number or IBAN already. Use that one.',
  },
  NOT_SUPPORTED: { http: 400, msg: 'This bank or provider cannot do this.' },
  // The operation
  OPERATION_NOT_FOUND: { http: 404, msg: 'There is no such operation, or it has ended.' },
  OPERATION_CANCELLED: {
    http: 400,
    msg: 'The operation was cancelled, or another one was begun in its place.',
  },
  TIMED_OUT: { http: 504, msg: 'The bank did not answer in time.' },
  BANK_ERROR: { http: 502, msg: 'The bank, or the provider that reaches it, failed.' },
  UNKNOWN_ERROR: { http: 500, msg: 'Something went wrong on our side.' },
  // Raised in the browser
  INVALID_PARAMS: { http: 0, msg: 'An option or argument is missing or has the wrong form.' },
  INVALID_REQUEST: { http: 0, msg: 'The request cannot be sent as it is.' },
  DAPI_NOT_STARTED: { http: 0, msg: 'Call Dapi.create before this.' },
  INVALID_SERVER_URL: { http: 0, msg: 'The App Server cannot be reached.' },
  UNEXPECTED_RESPONSE: { http: 0, msg: 'The answer is not one that this SDK understands.' },
  NO_INTERNET_CONNECTION: { http: 0, msg: 'There is no network connection.' },
  SERVER_ERROR: { http: 0, msg: 'The gateway cannot be reached.' },
  USER_CANCELLED_MFA: { http: 0, msg: 'The person closed the question that the bank asked.' },
  USER_CANCELLED_ACCOUNT_SELECTION: { http: 0, msg: 'The person closed the list of accounts.' },
};

/** How a failure is answered, whoever named it. */
export const replyTo = (type: string): ErrorReply =>
  isErrorType(type) ? errorReplies[type] : { http: 502, msg: 'The provider reported a failure.' };
