import { Answer, calls, exchangeToken, movesMoney, type CallName } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { App } from '../apps.js';
import { parse } from '../body.js';
import { mustBeConsented } from './consent.js';
import { isElsewhere } from '../asked.js';
import type { Deps } from '../deps.js';
import { asOutcome, claimOf, earlier, outcomeOf } from './once.js';
import { newOperationID, type OperationRecord } from '../operations.js';
import type { Context, Json, Outcome } from '../provider.js';
import { asMeant, type Body } from './quirks.js';
import { failure, httpStatus, json, Refusal } from '../respond.js';
import { abandon, poll, settle, type Standing } from './settle.js';
import { delink, redeemCode, type Claims, type SealedConnection } from '../tokens.js';
import { inTurn } from './turns.js';
import { notify } from './webhook.js';
import { withContext } from '../work.js';

/** Who makes a call, once that is known. */
export interface Caller {
  app: App;
  connection: SealedConnection;
}

const Resumption = v.object({
  operationID: v.optional(v.string()),
  userInputs: v.optional(v.array(Answer)),
});

/** The call at a path, however it is spelt. */
export function callOf(path: string): CallName {
  const name = (Object.keys(calls) as CallName[]).find((key) => {
    const spec: { path: string; aliases?: readonly string[] } = calls[key];
    return [spec.path, ...(spec.aliases ?? [])].some((spelling) => samePath(spelling, path));
  });
  if (!name) throw new Refusal('NOT_FOUND');
  return name;
}

export const samePath = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** One call under way: all that its steps share. */
interface Run extends Standing {
  name: CallName;
  input: unknown;
  connection: Json;
}

/** Makes the call at the provider, or goes on with one that waited for the person. */
export async function perform(
  called: CallName,
  sent: Body,
  { app, connection }: Caller,
  request: Request,
  deps: Deps,
  shape: (result: Body) => Body = (result) => result,
): Promise<Response> {
  const { name, body } = asMeant(called, sent);
  mustBeConsented(name, app, connection, deps.now());
  const input = parse(calls[name].input as v.GenericSchema, body) as Body;
  const resumed = 'operationID' in input ? {} : parse(Resumption, body); // There it names another operation.
  const { appKey } = app;
  const { tokenID, institutionID } = connection;
  const operationID = resumed.operationID ?? newOperationID(institutionID);
  const { idempotencyKey } = input;
  const claim = typeof idempotencyKey === 'string' ? await claimOf(tokenID, idempotencyKey) : undefined;
  const transfer = movesMoney(name) && { transfer: transferOf(input), ...(claim && { claim }) };
  const of = { kind: 'call', call: name, tokenID, ...transfer } as const;
  const record = { appKey, institutionID, begun: deps.now(), of };
  const task = { request, goesOn: movesMoney(name), operationID, appKey };

  const [id, outcome] = await withContext(task, deps, (context) => {
    const run = { name, input, operationID, record, connection: connection.connection, context, deps };
    const turn = { refuse: deps.parallel === 'refuse', signal: context.signal };
    return inTurn(deps.store, tokenID, turn, () =>
      resumed.operationID === undefined ? begin(run) : goOn(run, resumed.userInputs),
    );
  });
  const answer = answerOf(id, outcome, shape);
  if (outcome.status === 'done' || outcome.status === 'failed')
    notify(app, calls[name].path, answer.body, deps);
  return json(answer.body, answer.http);
}

/** The body and HTTP status that tell what came of an operation. */
export function answerOf(
  operationID: string,
  outcome: Outcome<unknown>,
  shape: (result: Body) => Body = (result) => result,
): { body: Body; http: number } {
  switch (outcome.status) {
    case 'done':
      return {
        body: { ...shape(outcome.result as Body), operationID, success: true, status: 'done' },
        http: 200,
      };
    case 'failed': {
      const { type, msg, details } = outcome;
      return { body: { ...details, ...failure(type, msg, operationID) }, http: httpStatus(type) };
    }
    case 'initialized':
      return { body: { operationID, success: true, status: outcome.status }, http: 200 };
    case 'user_input_required': {
      const { status } = outcome;
      // Phones know the options under another name.
      const userInputs = outcome.userInputs.map((input) => ({
        ...input,
        ...(input.queryOptions && { queryChoices: input.queryOptions }),
      }));
      return { body: { operationID, success: true, status, userInputs }, http: 200 };
    }
  }
}

type Ran = [operationID: string, outcome: Outcome<unknown>];

/** A new operation. It takes the place of one whose question is still open, and of none that was first with its key. */
async function begin(run: Run): Promise<Ran> {
  const { name, input, operationID, record, context, deps } = run;
  if (record.of.kind === 'call' && record.of.claim !== undefined) {
    await deps.operations.write(operationID, { ...record, state: { status: 'started' } });
    const first = await earlier(record.of.claim, [name, input], operationID, deps);
    if (first !== undefined) return [first, await outcomeOf(first, context.signal, deps)];
  }
  await supersede(run);
  return [operationID, await settle(run, 0, () => start(run))];
}

/** An operation that waited: answered, or asked how it stands. Each answer serves once. */
async function goOn(run: Run, userInputs: readonly Answer[] | undefined): Promise<Ran> {
  const { operationID, record, context, deps } = run;
  const { operations, provider, store } = deps;
  const remembered = await operations.read(operationID);
  if (remembered?.appKey !== record.appKey || !sameCall(remembered.of, record.of))
    throw new Refusal('OPERATION_NOT_FOUND');
  const { state } = remembered;
  run.record = { ...record, begun: remembered.begun, of: remembered.of };
  if (state.status === 'started') return [operationID, await outcomeOf(operationID, context.signal, deps)];
  if (state.status === 'ended') {
    if (record.of.kind === 'call' && record.of.transfer !== undefined)
      return [operationID, asOutcome(remembered)];
    throw new Refusal('OPERATION_NOT_FOUND');
  }
  if (state.status === 'initialized') return [operationID, await poll(run, state)];
  const answers = userInputs ?? state.answers;
  if (!answers) return [operationID, isElsewhere(state) ? await poll(run, state) : state];
  if (!(await store.claim(`answered:${operationID}:${state.round}`, '1', 600)))
    return [operationID, await outcomeOf(operationID, context.signal, deps)];
  await operations.write(operationID, { ...run.record, state: { status: 'started' } });
  return [
    operationID,
    await settle(run, state.round + 1, () => provider.resume(state.pending, answers, context)),
  ];
}

async function start(run: Run): Promise<Outcome<unknown>> {
  const { name, connection, record, context, deps } = run;
  const { provider } = deps;
  const input = name === 'getACHPull' ? await upstreamsName(run) : run.input;
  if (name === 'delinkUser') {
    const upstream = await provider.delink?.(connection, context);
    if (upstream && upstream.status !== 'done') return upstream;
    if (record.of.kind === 'call') await delink(deps.store, record.of.tokenID);
    return { status: 'done', result: {} };
  }
  const call = provider.calls[name] as
    ((connection: Json, input: unknown, context: Context) => Promise<Outcome<unknown>>) | undefined;
  return call ? call(connection, input, context) : { status: 'failed', type: 'NOT_SUPPORTED' };
}

/** A collection is known here by our operation, and behind a further gateway by that one's. */
async function upstreamsName({ input, record, deps }: Run): Promise<unknown> {
  const { operationID } = input as { operationID: string };
  const pull = await deps.operations.read(operationID);
  const isTheirs =
    pull?.of.kind === 'call' && record.of.kind === 'call' && pull.of.tokenID === record.of.tokenID;
  const ended = isTheirs && pull.state.status === 'ended' && 'outcome' in pull.state && pull.state.outcome;
  if (!ended || ended.status !== 'done') return input;
  return { operationID, ...(ended.result as Body) };
}

/** The bank's session holds one question: a new operation ends the one that still waited for its answer. */
async function supersede({ record, context, deps }: Run): Promise<void> {
  const { operations, store } = deps;
  if (record.of.kind !== 'call') return;
  const waiting = `waiting:${record.of.tokenID}`;
  const operationID = await store.get(waiting);
  if (operationID === undefined) return;
  await store.delete(waiting);
  const remembered = await operations.read(operationID);
  if (remembered?.state.status !== 'user_input_required') return;
  const standing = { operationID, record: remembered, context: { ...context, operationID }, deps };
  await abandon(standing, remembered.state);
}

const sameCall = (a: OperationRecord['of'], b: OperationRecord['of']): boolean =>
  a.kind === 'call' && b.kind === 'call' && a.call === b.call && a.tokenID === b.tokenID;

/** What operation status tells of a transfer. */
const transferOf = ({ senderID, amount, remark, remarks }: Body): Json =>
  JSON.parse(JSON.stringify({ senderID, amount, remark: remark ?? remarks })) as Json;

/** Redeems the code, whichever surface it came by. */
export async function exchange(app: App, body: Body, { seal, store }: Deps): Promise<Claims> {
  const { accessCode, connectionID } = parse(exchangeToken.input, body);
  return redeemCode(seal, store, { accessCode, connectionID, appKey: app.appKey });
}
