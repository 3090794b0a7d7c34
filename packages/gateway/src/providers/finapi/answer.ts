import type { ErrorType } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Reply } from '../http.js';
import type { Outcome } from '../../provider.js';

export type Failed = Extract<Outcome<never>, { status: 'failed' }>;

/** What finAPI answered: a value, or why there is none. `http` and `code` are finAPI's, for callers that know better. */
export type Answer<T> =
  { ok: true; value: T } | { ok: false; http?: number; code?: string | undefined; failed: Failed };

export const failed = (type: ErrorType | (string & {}), msg?: string): Failed => ({
  status: 'failed',
  type,
  ...(msg !== undefined && { msg }),
});

export const refused = (failed: Failed): { ok: false; failed: Failed } => ({ ok: false, failed });

/** The codes of finAPI's enums; nothing else of a refusal is ever passed on, for its texts may quote anything. */
const Code = v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z_]{1,63}$/));

/** The four shapes in which finAPI words a refusal: of Access, of Web Form (twice), of OAuth. */
const Refusals = v.union([
  v.pipe(
    v.looseObject({
      errors: v.tupleWithRest([v.looseObject({ code: Code })], v.unknown()),
    }),
    v.transform(({ errors: [first] }) => first.code),
  ),
  v.pipe(
    v.looseObject({ code: Code }),
    v.transform(({ code }) => code),
  ),
  v.pipe(
    v.looseObject({ error: Code }),
    v.transform(({ error }) => error),
  ),
]);

/** Reads an answer. What does not have the form it should have is no answer. */
export function read<const S extends v.GenericSchema>(reply: Reply, schema: S): Answer<v.InferOutput<S>> {
  if ('broken' in reply) return refused(failed(reply.broken));
  const { http, body, requestID } = reply;
  if (http < 200 || http > 299) return refusalOf(http, body, requestID);
  const value = v.safeParse(schema, body);
  if (value.success) return { ok: true, value: value.output };
  return { ok: false, http, failed: failed('BANK_ERROR', 'What the upstream said is not an answer.') };
}

function refusalOf(http: number, body: unknown, requestID: string | undefined): Answer<never> {
  const named = v.safeParse(Refusals, body);
  const code = named.success ? named.output : undefined;
  const request = /^[\w.:-]{1,80}$/.test(requestID ?? '') && `request ${requestID}`;
  const what = [code, `HTTP ${http}`, request].filter(Boolean).join(', ');
  const type = typeOf(http, code);
  const words = type === 'UNKNOWN_ERROR' ? "does not accept this gateway's own settings" : 'refused';
  return { ok: false, http, code, failed: failed(type, `The upstream ${words} (${what}).`) };
}

/** The failures that say the same whatever was asked for. */
const byCode: Record<string, ErrorType> = {
  BANK_NOT_SUPPORTED: 'NOT_SUPPORTED',
  PAYMENT_NOT_SUPPORTED: 'NOT_SUPPORTED',
  NOT_SUPPORTED: 'NOT_SUPPORTED',
  UNSUPPORTED_BANK: 'NOT_SUPPORTED',
  UNSUPPORTED_FEATURE: 'NOT_SUPPORTED',
  UNSUPPORTED_ORDER: 'NOT_SUPPORTED',
  COLLECTIVE_MONEY_TRANSFER_NOT_SUPPORTED: 'NOT_SUPPORTED',
  IBAN_ONLY_MONEY_TRANSFER_NOT_SUPPORTED: 'NOT_SUPPORTED',
  BANK_NOT_UNIQUE: 'INVALID_INSTITUTION',
  UNDETERMINED_BANK: 'INVALID_INSTITUTION',
  BANK_SERVER_REJECTION: 'INVALID_CREDENTIALS',
  INVALID_REDIRECT_URL: 'UNKNOWN_ERROR',
  MANDATOR_MISCONFIGURATION: 'UNKNOWN_ERROR',
  ILLEGAL_ENTITY_STATE: 'UNKNOWN_ERROR',
  INTERRUPTED: 'OPERATION_NOT_FOUND',
  INVALID_TOKEN: 'OPERATION_NOT_FOUND',
  UNEXPECTED_ACCESS_RESPONSE: 'BANK_ERROR',
  INTERNAL_ERROR: 'BANK_ERROR',
};

/** What a code of finAPI's is here; one that has no counterpart keeps its name. */
export const typeOfCode = (code: string): string => (Object.hasOwn(byCode, code) ? byCode[code]! : code);

function typeOf(http: number, code: string | undefined): string {
  if (http === 401 || http === 403) return 'UNKNOWN_ERROR';
  if (http === 400 || http === 405 || http === 415) return 'UNKNOWN_ERROR';
  if (http === 404) return 'INVALID_CONNECTION';
  if (http === 422 && code !== undefined) return typeOfCode(code);
  if (http === 501) return 'NOT_SUPPORTED';
  return 'BANK_ERROR';
}
