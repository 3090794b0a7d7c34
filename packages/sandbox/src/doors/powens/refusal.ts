/** The codes that a refusal can have, each with the HTTP status it travels with and a technical sentence. */
export const codes = {
  wrongpass: [400, 'The credentials were refused.'],
  passwordExpired: [400, 'The password has expired and must be changed at the bank.'],
  actionNeeded: [400, 'The bank wants an action of its customer.'],
  websiteUnavailable: [400, 'The bank cannot be reached.'],
  notSupported: [400, 'The source does not support this.'],
  missingParameter: [400, 'A parameter is missing.'],
  invalidValue: [400, 'A parameter has a wrong value.'],
  invalidToken: [401, 'The token is unknown or has expired.'],
  invalidClient: [401, 'The client id or secret is wrong.'],
  forbidden: [403, 'The token does not have the scope for this.'],
  notFound: [404, 'Ressource was not found.'],
  methodNotAllowed: [405, 'The route answers other methods.'],
  noAccount: [409, 'There is no enabled account.'],
  tooManySync: [409, 'The connection was synchronised too often.'],
  connectionLocked: [409, 'The connection is being synchronised.'],
  healthy: [409, 'The connection needs no authentication.'],
  bug: [500, 'An internal error has occurred.'],
  dataError: [500, 'The data cannot be kept.'],
} as const satisfies Record<string, readonly [http: number, description: string]>;

export type Code = keyof typeof codes;

/** A refusal to be answered. `message` is the bank's own text, for its customer. */
export class Refused extends Error {
  constructor(
    readonly code: Code,
    readonly description: string = codes[code][1],
    readonly bankMessage: string | null = null,
  ) {
    super(description);
  }
}

/** The refusal as a body. What says that a healthy connection needs no webauth goes by another name. */
export const bodyOf = ({ code, description, bankMessage }: Refused, requestID: number): object => ({
  code: code === 'healthy' ? 'invalidValue' : code,
  description,
  message: bankMessage,
  request_id: requestID,
});

/** What is there, or 404. */
export function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Refused('notFound');
  return thing;
}
