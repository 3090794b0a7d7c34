import type { Context, Outcome } from '@connect-layer/gateway';
import { type CallName, calls, movesMoney } from '@connect-layer/protocol';
import type { LoggedOperation, State } from './state/state.js';

/** How many operations are kept. */
const kept = 1000;

/** Notes how an operation stands, for whoever lists them. Nothing that a person answered is noted. */
export function note(
  state: State,
  { operationID, appKey, now }: Pick<Context, 'operationID' | 'appKey' | 'now'>,
  {
    bankID,
    userUUID,
    call,
  }: { bankID: string; userUUID: string; call?: { name: CallName; input: unknown } | undefined },
  outcome: Outcome<unknown>,
): void {
  const before = state.operations.findLast((operation) => operation.operationID === operationID);
  const ended = outcome.status === 'done' || outcome.status === 'failed';
  const operation: LoggedOperation = {
    ...{ operationID, appKey, bankID, userUUID },
    ...(call && { path: calls[call.name].path }),
    startTime: before?.startTime ?? now(),
    endTime: ended ? now() : null,
    status: outcome.status,
    errType: outcome.status === 'failed' ? outcome.type : null,
    transferDetails: call && movesMoney(call.name) ? detailsOf(call.input, outcome) : null,
  };
  if (before) state.operations.splice(state.operations.indexOf(before), 1, operation);
  else state.operations.push(operation);
  if (state.operations.length > kept) state.operations.shift();
}

function detailsOf(input: unknown, outcome: Outcome<unknown>): Record<string, unknown> {
  const { amount, senderID, receiverID, remark, remarks } = input as Record<string, unknown>;
  const { reference } = (outcome.status === 'done' ? outcome.result : {}) as Record<string, unknown>;
  const details = { amount, senderID, receiverID, remark: remark ?? remarks, reference };
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}
