import { replyTo, type ErrorType, type Failure } from '@connect-layer/protocol';
import * as v from 'valibot';

/** Characters that a request may have, as at the gateway. */
const limit = 64 * 1024;

/** What is answered instead of doing it. Thrown where it is found, answered in one place. */
export class Refused extends Error {
  constructor(
    readonly type: ErrorType,
    msg: string = replyTo(type).msg,
  ) {
    super(msg);
  }
}

/** An answer: done, with these members. */
export const answer = (members: object = {}): Response => json({ ...members, status: 'done', success: true });

/** The answer to what was refused, in the form of the gateway's failures. */
export function refusal({ type, message: msg }: Refused): Response {
  const failure: Failure = { success: false, status: 'failed', msg, type };
  return json(failure, replyTo(type).http);
}

const json = (body: object, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });

/** Reads the body and parses it. Refuses with the first field that is wrong, and never repeats its value. */
export async function read<const S extends v.GenericSchema>(
  request: Request,
  schema: S,
): Promise<v.InferOutput<S>> {
  const text = await request.text();
  if (text.length > limit) throw new Refused('REQUEST_TOO_LARGE');
  const result = v.safeParse(schema, bodyOf(text), { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = `The '${v.getDotPath(issue) ?? 'body'}' field`;
  if (issue.input === undefined) throw new Refused('VALIDATION_ERROR', `${field} is required.`);
  // Only our own wording is passed on: the library's quotes the value.
  const why = issue.message.startsWith('must ') ? issue.message : 'has the wrong form';
  throw new Refused('VALIDATION_ERROR', `${field} ${why}.`);
}

function bodyOf(text: string): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Refused('BAD_REQUEST');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Refused('BAD_REQUEST');
  // Published clients send '' for what they do not mean.
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== '' && value !== null));
}
