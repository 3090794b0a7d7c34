import {
  type Answer,
  type CallName,
  calls,
  connectPaths,
  deadlineOf,
  movesMoney,
  operationStatus,
} from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Context, Json, Outcome, ProviderCalls } from '../../provider.js';
import { failed, type Answer as Answered, type Failed } from './answer.js';
import { fit } from './fit.js';
import type { Upstream } from './upstream.js';

/** What acts for a connection at the upstream. */
const Handles = v.object({
  accessToken: v.string(),
  userSecret: v.string(),
  institutionID: v.string(),
});
type Handles = v.InferOutput<typeof Handles>;

/** A call that waits for the person or the bank. `step` is where an autoflow was, which some upstreams want back. */
export interface PendingCall {
  call: CallName;
  connection: Handles;
  input: Json;
  operationID: string;
  step?: string;
}

/** Milliseconds between our deadline and that of whoever asked us. */
const margin = 15_000;

/** What a call changes must not happen twice because an answer was lost. */
const onlyReads = (name: CallName): boolean =>
  !movesMoney(name) && !name.startsWith('create') && name !== 'delinkUser';

/** The data, payment and metadata calls at an upstream; `idempotent` says that it makes a transfer once per key. */
export function callsAt(upstream: Upstream, idempotent: boolean) {
  const names = (Object.keys(calls) as CallName[]).filter((name) => name !== 'delinkUser');
  return {
    calls: { ...Object.fromEntries(names.map((name) => [name, callTo(name)])), getAccounts } as ProviderCalls,

    /** The call once more, with what the person answered. An answer serves once, so it is sent once. */
    resume: (
      { call, connection, input, operationID, step }: PendingCall,
      answers: readonly Answer[],
      context: Context,
    ) =>
      perform(call, connection, input, context, {
        ...{ operationID, userInputs: answers },
        ...(step !== undefined && { hlAPIStep: step }),
      }),

    /** A gateway of ours knows a call by its operation alone. */
    resend: async (pending: PendingCall, context: Context) => {
      const { operationID } = pending;
      return outcomeOf(await upstream.connect(connectPaths.resend, { operationID }, context), pending);
    },

    status,

    delink: (connection: Json, context: Context): Promise<Outcome<unknown>> =>
      callTo('delinkUser')(connection, {}, context),
  };

  function callTo(name: CallName) {
    return async (connection: Json, input: Json, context: Context): Promise<Outcome<unknown>> => {
      const handles = v.safeParse(Handles, connection);
      if (!handles.success) return failed('INVALID_CONNECTION');
      return perform(name, handles.output, input, context);
    };
  }

  /** The accounts carry their balances wherever the upstream can tell them. */
  async function getAccounts(connection: Json, input: Json, context: Context): Promise<Outcome<unknown>> {
    const complete = await callTo('getCompleteAccounts')(connection, input, context);
    const isUnable = complete.status === 'failed' && complete.type === 'NOT_SUPPORTED';
    return isUnable ? callTo('getAccounts')(connection, input, context) : complete;
  }

  async function perform(
    name: CallName,
    connection: Handles,
    input: Json,
    context: Context,
    resumption?: { operationID: string; userInputs?: readonly Answer[]; hlAPIStep?: string },
  ): Promise<Outcome<unknown>> {
    const { accessToken, userSecret } = connection;
    const sent = upstream.connectURL ? input : amountsAsNumbers(input);
    const body = { ...(sent as object), ...resumption, userSecret };
    const hasKey = idempotent && typeof (input as { idempotencyKey?: unknown }).idempotencyKey === 'string';
    const answer = await upstream.v2(calls[name].path, body, context, {
      token: accessToken,
      deadline: deadlineOf(name) - margin,
      repeatable: !resumption?.userInputs && (onlyReads(name) || (movesMoney(name) && hasKey)),
      secrets: [userSecret, ...(resumption?.userInputs ?? []).map(({ answer }) => answer)],
    });
    return outcomeOf(answer, { call: name, connection, input });
  }

  /** Asks how an operation stands. When that cannot be learnt, it stands as it stood. */
  async function status(pending: PendingCall, context: Context): Promise<Outcome<unknown>> {
    const { call, connection, input, operationID } = pending;
    const { accessToken, userSecret } = connection;
    const body = { operationID, appKey: upstream.app.appKey, userSecret };
    const manner = { token: accessToken, repeatable: true, secrets: [userSecret] };
    const answer = await upstream.v2(operationStatus.paths[0], body, context, manner);
    if (answer.status === 'broken') return { status: 'initialized', pending: { ...pending } };
    // The published answer has no result in it; a read can be made again to get it.
    if (answer.status === 'done' && onlyReads(call) && !fit(calls[call].output, answer.members).fits)
      return perform(call, connection, input, context, { operationID });
    return outcomeOf(answer, pending);
  }
}

function outcomeOf(
  answer: Answered,
  { call, connection, input }: Omit<PendingCall, 'operationID'>,
): Outcome<unknown> {
  switch (answer.status) {
    case 'done':
      return resultOf(call, answer.members, answer.operationID);
    case 'failed':
      return asOurs(answer);
    case 'broken':
      return failed(answer.type, movesMoney(call) ? unclear : answer.msg);
    case 'initialized': {
      const { status, operationID } = answer;
      return { status, pending: { call, connection, input, operationID } };
    }
    case 'user_input_required': {
      const { status, operationID, userInputs, step } = answer;
      const at = step === undefined ? {} : { step };
      return { status, userInputs, pending: { call, connection, input, operationID, ...at } };
    }
  }
}

const unclear = 'The upstream gave no answer. Whether the money moved is not known.';

/** What was read must be what the call gives. Money that has moved has moved, however it was worded. */
function resultOf(
  call: CallName,
  members: Record<string, unknown>,
  operationID: string | undefined,
): Outcome<unknown> {
  const fitted = fit(calls[call].output, members);
  // `getACHPull` asks by the name that the collection has upstream, so that one is handed on.
  const name = call === 'createACHPull' && operationID !== undefined ? { operationID } : {};
  if (fitted.fits) return { status: 'done', result: { ...fitted.value, ...name } };
  if (movesMoney(call)) return { status: 'done', result: { ...members, ...name } };
  return failed('BANK_ERROR', `What the upstream said is not an answer to ${call}.`);
}

/** The upstream's failures about our standing there, as they are for those who ask us. */
function asOurs(failure: Failed): Failed {
  switch (failure.type) {
    case 'UNAUTHORIZED':
      return failed('INVALID_CONNECTION');
    case 'NOT_FOUND':
      return failed('NOT_SUPPORTED', 'The upstream does not have this call.');
    default:
      return failure;
  }
}

/**
 * Dapi documents amounts as numbers; here they travel as decimal strings. 15 digits survive being a number exactly,
 * and a longer amount stays a string.
 */
function amountsAsNumbers(input: Json): Json {
  const asNumber = (name: string, value: unknown) =>
    name === 'amount' && typeof value === 'string' && value.replace('.', '').length <= 15
      ? Number(value)
      : value;
  return JSON.parse(JSON.stringify(input), asNumber) as Json;
}
