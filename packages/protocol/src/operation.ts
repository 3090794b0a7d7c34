import * as v from 'valibot';

/** How an operation stands. `success` is true for all but `failed`. */
export const statuses = ['initialized', 'user_input_required', 'done', 'failed'] as const;
export type Status = (typeof statuses)[number];

/** What a bank is doing while an operation is `initialized`, where that is known. In this order; some are left out. */
export const stages = ['signing_in', 'finding_accounts', 'finishing'] as const;
export type Stage = (typeof stages)[number];

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

/** An account that can be shared, as far as a person needs to know it. `number` holds its last four characters. */
export const SharedAccount = v.object({
  number: v.string(),
  type: v.string(),
  balance: v.optional(v.object({ amount: v.number(), currency: v.string() })),
});
export type SharedAccount = v.InferOutput<typeof SharedAccount>;

/**
 * One thing the bank asks.
 *
 * `query` is the bank's own text (base64 image data for `captcha`, an address for `redirect`).
 * `answer` is empty when it comes from the bank and filled when it goes back; for `accounts` it is the `id`s of the
 * chosen options, joined by commas. `chosen` says which options are chosen before the person has said anything.
 *
 * `where` a `confirmation` is given: in the bank's app unless it says otherwise. At the bank, something is to be done first.
 *
 * `embed` says that the page of a `redirect` can be shown inside the modal too, by a document of the gateway's.
 *
 * `validFor` and `resendIn` are seconds from this answer on: how long the question stands, and when another code or
 * picture can be asked for. Without `resendIn` there is only the one.
 */
export const UserInput = v.object({
  id: v.picklist(userInputKinds),
  index: v.number(),
  query: v.string(),
  queryType: v.optional(v.picklist(['txt', 'img'])),
  queryOptions: v.optional(
    v.array(
      v.object({
        index: v.number(),
        content: v.string(),
        type: v.optional(v.string()),
        id: v.optional(v.string()),
        account: v.optional(SharedAccount),
        chosen: v.optional(v.boolean()),
      }),
    ),
  ),
  where: v.optional(v.picklist(['app', 'bank'])),
  embed: v.optional(v.boolean()),
  validFor: v.optional(v.number()),
  resendIn: v.optional(v.number()),
  answer: v.string(),
});
export type UserInput = v.InferOutput<typeof UserInput>;

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
