import * as v from 'valibot';

/** How an operation stands. `success` is true for all but `failed`. */
export const statuses = ['initialized', 'user_input_required', 'done', 'failed'] as const;
export type Status = (typeof statuses)[number];

/** What a bank can ask: Dapi's seven kinds, and `redirect` and `accounts`, which are ours. */
export const userInputKinds = [
  'otp',
  'secret_question',
  'captcha',
  'pin',
  'confirmation',
  'token',
  'multiple_choice',
  'redirect',
  'accounts',
] as const;
export type UserInputKind = (typeof userInputKinds)[number];

/**
 * One thing the bank asks.
 *
 * `query` is the bank's own text (base64 image data for `captcha`, an address for `redirect`).
 * `answer` is empty when it comes from the bank and filled when it goes back.
 */
export const UserInput = v.object({
  id: v.picklist(userInputKinds),
  index: v.number(),
  query: v.string(),
  queryType: v.optional(v.picklist(['txt', 'img'])),
  queryOptions: v.optional(
    v.array(v.object({ index: v.number(), content: v.string(), type: v.optional(v.string()) })),
  ),
  answer: v.string(),
});
export type UserInput = v.InferOutput<typeof UserInput>;

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

/** The members that every answer of a call has, whatever the call; the rest is the call's own. */
export const OperationResponse = v.looseObject({
  success: v.boolean(),
  status: v.picklist(statuses),
  operationID: v.optional(v.string()),
  userInputs: v.optional(v.array(UserInput)),
  type: v.optional(v.string()),
  msg: v.optional(v.string()),
});
export type OperationResponse = v.InferOutput<typeof OperationResponse>;

/** A `failed` answer. `type` says which failure; `msg` is for developers. */
export interface Failure {
  success: false;
  status: 'failed';
  type?: string;
  msg: string;
  operationID?: string;
  /** Milliseconds since 1970. */
  timestamp?: number;
}
