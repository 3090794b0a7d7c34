import { Answer, calls, exchangeToken, type CallName } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { App } from './apps.js';
import { parse } from './body.js';
import type { Deps } from './gateway.js';
import { newOperationID, type OperationRecord } from './operations.js';
import type { Context, Json, Outcome } from './provider.js';
import { failure, httpStatus, json, Refusal } from './respond.js';
import { redeemCode, type Claims, type SealedConnection } from './tokens.js';
import { contextOf, within } from './work.js';

/** The members of a request's body. */
export type Body = Record<string, unknown>;

/** Who makes a call, once that is known. */
interface Caller {
  app: App;
  connection: SealedConnection;
}

const Resumption = v.object({
  operationID: v.optional(v.string()),
  userInputs: v.optional(v.array(Answer)),
});

/** The call at a path, however it is spelt. */
export function callOf(path: string): CallName {
  const name = (Object.keys(calls) as CallName[]).find((key) => samePath(calls[key].path, path));
  if (!name) throw new Refusal('NOT_FOUND');
  return name;
}

export const samePath = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Makes the call at the provider, or goes on with one that waited for the person. */
export async function perform<N extends CallName>(
  name: N,
  body: Body,
  { app, connection }: Caller,
  request: Request,
  deps: Deps,
  shape: (result: Body) => Body = (result) => result,
): Promise<Response> {
  const { operationID, userInputs } = parse(Resumption, body);
  const input = parse(calls[name].input as v.GenericSchema, body);
  const context = contextOf(request, deps);
  const record: Omit<OperationRecord, 'state'> = {
    appKey: app.appKey,
    institutionID: connection.institutionID,
    of: { kind: 'call', call: name, tokenID: connection.tokenID },
  };
  const id = operationID ?? newOperationID(connection.institutionID);
  const outcome = operationID
    ? await resume(operationID, userInputs, record, context, deps)
    : await within(context, async () => start(name, connection.connection, input, context, deps));

  switch (outcome.status) {
    case 'done':
      return json({ ...shape(outcome.result as Body), operationID: id, success: true, status: 'done' });
    case 'failed':
      return json(failure(outcome.type, outcome.msg, id), httpStatus(outcome.type));
    default: {
      await deps.operations.write(id, { ...record, state: outcome });
      const { status } = outcome;
      const asked = status === 'user_input_required' ? { userInputs: outcome.userInputs } : {};
      return json({ operationID: id, success: true, status, ...asked });
    }
  }
}

async function start(
  name: CallName,
  connection: Json,
  input: unknown,
  context: Context,
  { provider }: Deps,
): Promise<Outcome<unknown>> {
  const call = provider.calls[name] as
    ((connection: Json, input: unknown, context: Context) => Promise<Outcome<unknown>>) | undefined;
  return call ? call(connection, input, context) : { status: 'failed', type: 'NOT_SUPPORTED' };
}

/** The answers come with the repeated call, or were left with the operation by the modal. They serve once. */
async function resume(
  operationID: string,
  userInputs: readonly Answer[] | undefined,
  { appKey, of }: Omit<OperationRecord, 'state'>,
  context: Context,
  { operations, provider }: Deps,
): Promise<Outcome<unknown>> {
  const record = await operations.read(operationID);
  if (record?.appKey !== appKey || JSON.stringify(record.of) !== JSON.stringify(of))
    throw new Refusal('OPERATION_NOT_FOUND');
  const { state } = record;
  if (state.status === 'ended') throw new Refusal('OPERATION_NOT_FOUND');
  if (state.status === 'initialized') return within(context, () => provider.status(state.pending, context));
  const answers = userInputs ?? state.answers;
  if (!answers) return state;
  await operations.forget(operationID);
  return within(context, () => provider.resume(state.pending, answers, context));
}

/** Redeems the code, whichever surface it came by. */
export async function exchange(app: App, body: Body, { seal, store }: Deps): Promise<Claims> {
  const { accessCode, connectionID } = parse(exchangeToken.input, body);
  return redeemCode(seal, store, { accessCode, connectionID, appKey: app.appKey });
}

/** The metadata endpoint words its refusals in its own way: with a time, and without a type for a bad token. */
export async function asEndpoint(
  name: CallName | undefined,
  now: () => number,
  answer: () => Promise<Response>,
): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (name !== 'getAccountsMetadata' || !(error instanceof Refusal)) throw error;
    const { type, message } = error;
    const timestamp = now();
    if (type !== 'UNAUTHORIZED') return json({ ...failure(type, message), timestamp }, httpStatus(type));
    const msg = 'Invalid/expired token or invalid secret';
    return json({ success: false, status: 'failed', msg, timestamp }, httpStatus(type));
  }
}
