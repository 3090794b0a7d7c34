import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { BaseIssue } from 'valibot';
import { accessTime, formTime } from './wire.js';
import type { World } from './world.js';

/** What is thrown by whoever finds that a request cannot be done; the surface it came to words it. */
export class Trouble extends Error {
  constructor(
    readonly http: ContentfulStatusCode,
    readonly code: string,
    message: string,
    readonly bank?: string,
  ) {
    super(message);
  }
}

/** A body or query of the wrong form. */
export class Malformed extends Error {
  constructor(readonly issues: readonly { field: string; message: string; missing: boolean }[]) {
    super('The request is malformed.');
  }

  static from(issues: readonly BaseIssue<unknown>[]): Malformed {
    return new Malformed(
      issues.map(({ path, message, input }) => ({
        field: path?.map(({ key }) => String(key)).join('.') ?? '',
        // Valibot's messages quote what was received, which may be a password.
        message: message.replace(/ but received .*$/, ''),
        missing: input === undefined,
      })),
    );
  }
}

/** No token, or none that is good. */
export class NoToken extends Error {}

export const missing = (what: string) => new Trouble(404, 'UNKNOWN_ENTITY', `There is no such ${what}.`);
export const busy = () => new Trouble(423, 'LOCKED', 'The bank connection is being updated.');

/** Words trouble as the Access API does. */
export function accessError(error: Error, c: Context, world: World): Response {
  const requestId = c.get('requestId') as string;
  if (error instanceof NoToken)
    return c.json({ error: 'invalid_token', error_description: error.message }, 401);
  const say = (http: ContentfulStatusCode, errors: { code: string; message: string }[], bank?: string) =>
    c.json(
      {
        errors: errors.map((one) => ({ ...one, type: http === 422 && bank ? 'BUSINESS' : 'TECHNICAL' })),
        date: accessTime(world.now()),
        requestId,
        endpoint: `${c.req.method} ${new URL(c.req.url).pathname}`,
        authContext: '1/-',
        ...(bank !== undefined && { bank }),
      },
      http,
    );
  if (error instanceof Malformed)
    return say(
      400,
      error.issues.map(({ field, message, missing }) => ({
        code: missing ? 'MISSING_FIELD' : 'BAD_REQUEST',
        message: `${field}: ${message}`,
      })),
    );
  if (error instanceof Trouble) return say(error.http, [error], error.bank);
  return say(500, [{ code: 'UNEXPECTED_ERROR', message: 'Something unexpected happened.' }]);
}

/** How the Web Form API calls what the Access API calls otherwise. */
const formCodes: Record<string, string> = {
  UNKNOWN_ENTITY: 'NOT_FOUND',
  UNAUTHORIZED_ACCESS: 'FORBIDDEN',
  METHOD_NOT_ALLOWED: 'NOT_ALLOWED',
};

/** Words trouble as the Web Form API does. */
export function formError(error: Error, c: Context, world: World): Response {
  const timestamp = formTime(world.now(), world.settings.formTimes);
  const endpoint = `${c.req.method} ${new URL(c.req.url).pathname}`;
  const say = (http: ContentfulStatusCode, code: string, description: string) =>
    c.json({ code, description, timestamp, endpoint }, http);
  if (error instanceof NoToken) return say(401, 'UNAUTHORIZED', error.message);
  if (error instanceof Malformed) {
    const errors = error.issues.map(({ field, message }) => ({ field, message }));
    return c.json({ errors, timestamp, endpoint }, 400);
  }
  if (error instanceof Trouble) return say(error.http, formCodes[error.code] ?? error.code, error.message);
  return say(500, 'INTERNAL_SERVER_ERROR', 'Something unexpected happened.');
}
