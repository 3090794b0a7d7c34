import { calls, operationStatus } from '@connect-layer/protocol';
import type { App } from '../apps.js';
import { parse } from '../body.js';
import { answerOf, samePath } from './calls.js';
import { isElsewhere } from '../asked.js';
import type { Deps } from '../deps.js';
import { asOutcome } from './once.js';
import type { OperationRecord } from '../operations.js';
import type { Outcome } from '../provider.js';
import type { Body } from './quirks.js';
import { json, Refusal } from '../respond.js';
import { poll } from './settle.js';
import { withContext } from '../work.js';

/** Whether a path asks how an operation stands. */
export const asksStatus = (path: string): boolean =>
  operationStatus.paths.some((spelling) => samePath(spelling, path));

/**
 * How an operation stands, and its result once there is one.
 *
 * `tokenID` limits it to the operations of one connection; a server that knows the `appSecret` may ask for any.
 */
export async function answerStatus(
  body: Body,
  app: App,
  request: Request,
  deps: Deps,
  tokenID?: string,
): Promise<Response> {
  const { operationID, appKey = app.appKey } = parse(operationStatus.input, body);
  const record = await deps.operations.read(operationID);
  const isTheirs = record?.appKey === app.appKey && appKey === app.appKey;
  const { of } = record ?? {};
  if (!record || !isTheirs || (tokenID !== undefined && !(of?.kind === 'call' && of.tokenID === tokenID)))
    throw new Refusal('OPERATION_NOT_FOUND');
  const outcome = await current(operationID, record, request, deps);
  const { body: result } = answerOf(operationID, outcome);
  const asked = record.state.status === 'initialized' || isElsewhere(record.state);
  const latest = asked ? await deps.operations.read(operationID) : record;
  return json({ ...result, opInfo: opInfo(latest ?? record, outcome) });
}

/** An operation that the bank is still at is asked for anew. */
async function current(
  operationID: string,
  record: OperationRecord,
  request: Request,
  deps: Deps,
): Promise<Outcome<unknown>> {
  const { appKey, of, state } = record;
  if (of.kind === 'login') return loginOutcome(state);
  if (state.status !== 'initialized' && !isElsewhere(state)) return asOutcome(record);
  const task = { request, operationID, appKey };
  return withContext(task, deps, (context) => poll({ operationID, record, context, deps }, state));
}

function opInfo({ begun, ended, of }: OperationRecord, outcome: Outcome<unknown>) {
  return {
    startDate: new Date(begun).toISOString(),
    endDate: ended === undefined ? null : new Date(ended).toISOString(),
    errorType: outcome.status === 'failed' ? outcome.type : null,
    status: outcome.status,
    type: of.kind === 'call' ? calls[of.call].path : '/connect/v1/login',
    transferDetails: (of.kind === 'call' && of.transfer) || null,
  };
}

/** A login's codes are for the page that began it, and for nobody else. */
function loginOutcome(state: OperationRecord['state']): Outcome<unknown> {
  if (state.status === 'started') return { status: 'initialized', pending: null };
  if (state.status !== 'ended') return state;
  if (!('login' in state) || state.login.status !== 'failed') return { status: 'done', result: {} };
  const { type = 'UNKNOWN_ERROR', msg } = state.login;
  return { status: 'failed', type, msg };
}
