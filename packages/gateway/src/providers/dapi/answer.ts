import {
  SharedAccount,
  stages,
  statuses,
  userInputKinds,
  type Stage,
  type UserInput,
} from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Json, Outcome } from '../../provider.js';
import type { Reply } from '../http.js';

/** An answer of the upstream, understood. `broken` is what was no answer at all: nobody knows what came of it. */
export type Answer =
  | { status: 'done'; operationID?: string | undefined; members: Record<string, unknown> }
  | { status: 'user_input_required'; operationID: string; userInputs: UserInput[]; step?: string }
  | { status: 'initialized'; operationID: string; stage?: Stage }
  | Failed
  | { status: 'broken'; type: 'TIMED_OUT' | 'BANK_ERROR'; msg?: string };

export type Failed = Extract<Outcome<never>, { status: 'failed' }>;

export const failed = (type: Failed['type'], msg?: string): Failed => ({
  status: 'failed',
  type,
  ...(msg !== undefined && { msg }),
});

/** A member of the wrong form is no reason to lose the answer. */
const ifPossible = <const S extends v.GenericSchema>(schema: S) => v.fallback(v.optional(schema), undefined);

const TypeName = v.pipe(v.string(), v.regex(/^[A-Z][A-Z0-9_]{1,63}$/));

const Envelope = v.looseObject({
  success: ifPossible(v.boolean()),
  status: ifPossible(v.picklist(statuses)),
  operationID: ifPossible(v.pipe(v.string(), v.nonEmpty())),
  userInputs: ifPossible(v.array(v.unknown())),
  type: ifPossible(TypeName),
  msg: ifPossible(v.string()),
  hlAPIStep: ifPossible(v.string()),
  stage: ifPossible(v.picklist(stages)),
  /** In the answer about an operation this is the operation; the rest is about the asking. */
  opInfo: ifPossible(v.looseObject({ status: v.picklist(statuses), errorType: ifPossible(TypeName) })),
});

/**
 * Reads an answer. What it says decides, whatever HTTP status it came with.
 *
 * A message or member that quotes one of `secrets` is left out.
 */
export function read(reply: Reply, secrets: readonly string[]): Answer {
  if ('broken' in reply) return { status: 'broken', type: reply.broken };
  const { http } = reply;
  const envelope = v.safeParse(Envelope, reply.body);
  const answer = envelope.success ? envelope.output : undefined;
  const status = answer && statusOf(answer);
  if (!status) return http === 404 ? failed('NOT_FOUND') : broken('What the upstream said is not an answer.');
  const { operationID } = answer;
  switch (status) {
    case 'done':
      return { status, operationID, members: ownMembers(reply.body) };
    case 'failed':
      return failureOf(answer, reply, secrets);
    case 'initialized':
      if (operationID === undefined) return broken(nameless);
      return { status, operationID, ...(answer.stage && { stage: answer.stage }) };
    case 'user_input_required': {
      if (operationID === undefined) return broken(nameless);
      const userInputs = v.safeParse(UserInputs, answer.userInputs);
      if (!userInputs.success) return failed('NOT_SUPPORTED', 'The bank asks something unknown here.');
      const { hlAPIStep: step } = answer;
      return { status, operationID, userInputs: userInputs.output, ...(step !== undefined && { step }) };
    }
  }
}

const nameless = 'The upstream began an operation and did not name it.';

const broken = (msg: string): Answer => ({ status: 'broken', type: 'BANK_ERROR', msg });

function statusOf({ opInfo, success, status }: v.InferOutput<typeof Envelope>) {
  if (opInfo) return opInfo.status;
  return success === false ? 'failed' : status;
}

const common = new Set(['success', 'status', 'operationID', 'userInputs', 'opInfo']);

const ownMembers = (body: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body as object).filter(([name]) => !common.has(name)));

/** A refusal without a type is how the metadata endpoint says that a token is bad. */
function failureOf(
  { type, msg, opInfo }: v.InferOutput<typeof Envelope>,
  { http, body }: { http: number; body: unknown },
  secrets: readonly string[],
): Failed {
  const { type: _, msg: __, timestamp: ___, ...others } = ownMembers(body);
  const details = Object.entries(others).filter((member) => !quotes(member, secrets));
  return {
    ...failed(
      type ?? opInfo?.errorType ?? (http === 401 ? 'UNAUTHORIZED' : 'BANK_ERROR'),
      msg === undefined || quotes(msg, secrets) ? undefined : msg,
    ),
    ...(details.length > 0 && { details: Object.fromEntries(details) as Record<string, Json> }),
  };
}

/** Shorter secrets than this are found in any sentence. */
const shortest = 4;

function quotes(value: unknown, secrets: readonly string[]): boolean {
  const text = JSON.stringify(value);
  return secrets.some(
    (secret) => secret.length >= shortest && text.includes(JSON.stringify(secret).slice(1, -1)),
  );
}

const Index = v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.integer());

const Options = v.pipe(
  v.array(
    v.looseObject({
      ...{ index: ifPossible(Index), content: v.string(), type: ifPossible(v.string()) },
      ...{ id: ifPossible(v.string()), account: ifPossible(SharedAccount), chosen: ifPossible(v.boolean()) },
    }),
  ),
  v.transform((options) =>
    options.map(({ index, content, type, id, account, chosen }, place) => ({
      index: index ?? place,
      content,
      ...(type !== undefined && { type }),
      ...(id !== undefined && { id }),
      ...(account && { account }),
      ...(chosen !== undefined && { chosen }),
    })),
  ),
);

const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** What the bank asks, as leniently as published clients read it; phones call the options `queryChoices`. */
const Asked = v.pipe(
  v.looseObject({
    id: v.picklist(userInputKinds),
    index: ifPossible(Index),
    query: ifPossible(v.string()),
    queryType: ifPossible(v.picklist(['txt', 'img'])),
    queryOptions: ifPossible(Options),
    queryChoices: ifPossible(Options),
    validFor: ifPossible(v.number()),
    resendIn: ifPossible(v.number()),
  }),
  v.transform((asked): UserInput => {
    const { id, index = 0, query = '', queryType, queryOptions, queryChoices, validFor, resendIn } = asked;
    const options = queryOptions ?? queryChoices;
    return {
      ...{ id, index, query, answer: '' },
      ...(validFor !== undefined && { validFor }),
      ...(resendIn !== undefined && { resendIn }),
      ...(queryType && { queryType }),
      ...(options && { queryOptions: options }),
    };
  }),
  // A page is opened there, so it must not be a script.
  v.check(({ id, query }) => id !== 'redirect' || isWebAddress(query)),
);

const UserInputs = v.pipe(v.array(Asked), v.minLength(1));
