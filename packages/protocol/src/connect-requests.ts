import * as v from 'valibot';
import { HeldConnection } from './connect-api.js';
import { userInputKinds } from './operation.js';

// What the Connect API is asked. A file of its own, for only the gateway reads it: no browser need fetch it.

/** Which app asks. `bundleID` is one of the ids registered for it; pages of the older connector have none. */
export const AppQuery = v.object({ appKey: v.string(), bundleID: v.optional(v.string()) });

/** A bank that somebody did not find, as an `Unlisted` tells of it. */
export const UnlistedRequest = v.object({
  ...AppQuery.entries,
  query: v.pipe(
    v.string(),
    v.transform((text) => text.replace(/[\p{C}\s]+/gu, ' ').trim()),
    v.nonEmpty('must not be empty'),
    v.maxLength(100, 'must not be longer than 100 characters'),
  ),
  country: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'must be two capital letters'))),
});

/**
 * Starts a login.
 *
 * `sessionKey` is 128 random bits in base64url, made by the caller for this login and asked for again by
 * `answer`, `resend`, `status` and `cancel`, so that knowing an `operationID` (which people quote to support) is not
 * enough. Sent again under the same `idempotencyKey`, a login is the one that has begun. With `repairs` it puts an older
 * connection right, and `credentials` need hold only the fields that its bank's repair asked for.
 */
export const LoginRequest = v.object({
  ...AppQuery.entries,
  clientUserID: v.pipe(v.string(), v.nonEmpty('must not be empty')),
  sessionKey: v.pipe(v.string(), v.minLength(22, 'must hold 128 bits in base64url')),
  institutionID: v.string(),
  credentials: v.record(v.string(), v.string()),
  idempotencyKey: v.optional(v.pipe(v.string(), v.nonEmpty('must not be empty'))),
  repairs: v.optional(HeldConnection),
});
export type LoginRequest = v.InferOutput<typeof LoginRequest>;

/** Starts to put a connection right with what is already known; the bank may then still ask for something. */
export const RepairRequest = v.object({
  ...AppQuery.entries,
  clientUserID: LoginRequest.entries.clientUserID,
  sessionKey: LoginRequest.entries.sessionKey,
  idempotencyKey: LoginRequest.entries.idempotencyKey,
  repairs: HeldConnection,
});
export type RepairRequest = v.InferOutput<typeof RepairRequest>;

/** Names an operation. Without `sessionKey` only the question of a data or payment call can be answered. */
export const OperationRequest = v.object({
  ...AppQuery.entries,
  operationID: v.string(),
  sessionKey: v.optional(v.string()),
});

/** An answer on its way back. Lenient where published clients are: no `index` is 0, a numeric string is a number. */
export const Answer = v.object({
  id: v.picklist(userInputKinds),
  index: v.optional(
    v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.integer('must be a whole number')),
    0,
  ),
  answer: v.pipe(v.union([v.string(), v.boolean(), v.number()]), v.transform(String)),
});
export type Answer = v.InferOutput<typeof Answer>;

/** Answers what is asked. Sent again under the same `idempotencyKey`, it is the answer that was given. */
export const AnswerRequest = v.object({
  ...OperationRequest.entries,
  userInputs: v.array(Answer),
  idempotencyKey: LoginRequest.entries.idempotencyKey,
});

/**
 * Says that the person leaves the app's page for one of the bank, in the same window, and is to be led back to `pageURL`.
 * `state` is 128 random bits in base64url, kept by the page, which knows its own return by it.
 */
export const DepartRequest = v.object({
  ...OperationRequest.entries,
  pageURL: v.pipe(
    v.string(),
    v.maxLength(2000, 'must not be longer than 2000 characters'),
    v.url('must be an address'),
    v.regex(/^https?:/, 'must be an address'),
  ),
  state: v.pipe(v.string(), v.regex(/^[\w-]{22,64}$/, 'must hold 128 bits in base64url')),
});
