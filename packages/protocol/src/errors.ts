/** What a failure type means to a machine: the HTTP status it travels with and whether trying again can help. */
export interface ErrorMeaning {
  /** HTTP status on the two call surfaces; `0` for types that only ever arise in the browser. */
  http: number;
  /** One sentence for the developer who reads the answer. Never holds a value that somebody sent. */
  msg: string;
  /** Whose doing it is, as the person is told. */
  whose: 'person' | 'bank' | 'app' | 'us';
  /** Whether the same thing can succeed when tried again. */
  retryable: boolean;
}

const meaning = (
  http: number,
  whose: ErrorMeaning['whose'],
  retryable: boolean,
  msg: string,
): ErrorMeaning => ({ http, whose, retryable, msg });

/** Every failure type we send or raise. Dapi's own names where Dapi has one. */
export const errorTypes = {
  // The request
  BAD_REQUEST: meaning(400, 'app', false, 'Invalid JSON request'),
  VALIDATION_ERROR: meaning(422, 'app', false, 'A field is missing or has the wrong form.'),
  UNAUTHORIZED: meaning(401, 'app', false, 'Invalid access token'),
  NOT_FOUND: meaning(404, 'app', false, 'There is no such path.'),
  METHOD_NOT_ALLOWED: meaning(405, 'app', false, 'This path answers another method.'),
  REQUEST_TOO_LARGE: meaning(413, 'app', false, 'The request body is larger than 64 kB.'),
  INVALID_APP: meaning(401, 'app', false, 'The appKey is unknown, or the bundleID is not one of this app.'),
  ORIGIN_NOT_ALLOWED: meaning(403, 'app', false, "The page's origin is not on the app's list."),
  INVALID_INSTITUTION: meaning(404, 'app', false, 'There is no institution with this id.'),
  INVALID_ACCOUNT_ID: meaning(
    404,
    'app',
    false,
    'There is no account with this id. Use an id of getAccounts.',
  ),
  INVALID_DATE_RANGE: meaning(400, 'app', false, 'The bank does not answer for this range of dates.'),
  // The person and the bank
  INVALID_CREDENTIALS: meaning(401, 'person', true, 'The bank refused the login.'),
  INVALID_MFA: meaning(401, 'person', true, 'The bank refused the answer.'),
  INVALID_CONNECTION: meaning(401, 'person', false, 'The connection is no longer good. Connect again.'),
  NOT_SUPPORTED: meaning(400, 'bank', false, 'This bank or provider cannot do this.'),
  // The operation
  OPERATION_NOT_FOUND: meaning(404, 'app', true, 'There is no such operation, or it has ended.'),
  OPERATION_CANCELLED: meaning(400, 'person', true, 'The operation was cancelled.'),
  TIMED_OUT: meaning(504, 'bank', true, 'The bank did not answer in time.'),
  UNKNOWN_ERROR: meaning(500, 'us', true, 'Something went wrong on our side.'),
  // Raised in the browser
  INVALID_PARAMS: meaning(0, 'app', false, 'An option or argument is missing or has the wrong form.'),
  DAPI_NOT_STARTED: meaning(0, 'app', false, 'Call Dapi.create before this.'),
  NO_INTERNET_CONNECTION: meaning(0, 'person', true, 'There is no network connection.'),
  SERVER_ERROR: meaning(0, 'us', true, 'The gateway cannot be reached.'),
  INVALID_SERVER_URL: meaning(0, 'app', true, 'The App Server cannot be reached.'),
  UNEXPECTED_RESPONSE: meaning(0, 'us', true, 'The answer is not one that this SDK understands.'),
  USER_CANCELLED_MFA: meaning(0, 'person', true, 'The person closed the question that the bank asked.'),
} as const satisfies Record<string, ErrorMeaning>;

/** The name of a failure, e.g. `INVALID_CREDENTIALS`. */
export type ErrorType = keyof typeof errorTypes;

/** Whether a name from outside is one of ours. */
export const isErrorType = (type: unknown): type is ErrorType =>
  typeof type === 'string' && Object.hasOwn(errorTypes, type);
