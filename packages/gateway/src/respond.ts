import { replyTo, type ErrorType, type Failure } from '@connect-layer/protocol';

/** A failure to be answered to the caller. Thrown by the code that finds it, answered in one place. */
export class Refusal extends Error {
  constructor(
    readonly type: ErrorType,
    msg: string = replyTo(type).msg,
  ) {
    super(msg);
  }
}

export const jsonType = 'application/json; charset=utf-8';

/** An answer in JSON. */
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': jsonType,
      'cache-control': 'no-store',
      ...headers,
    },
  });

/** The body of a failure. A type we do not know keeps its name. */
export const failure = (type: string, msg: string = replyTo(type).msg, operationID?: string): Failure => ({
  ...(operationID && { operationID }),
  success: false,
  status: 'failed',
  msg,
  type,
});

/** The HTTP status that a failure type travels with. */
export const httpStatus = (type: string): number => replyTo(type).http || 500;
