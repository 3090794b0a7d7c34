import { OperationRequest } from '@connect-layer/protocol';
import { canResend, type Asking } from '../asked.js';
import { asOutcome } from '../calls/once.js';
import { settle, type Standing } from '../calls/settle.js';
import { inTurn } from '../calls/turns.js';
import type { Deps } from '../deps.js';
import type { OperationRecord } from '../operations.js';
import type { Login, Outcome } from '../provider.js';
import { failure, Refusal } from '../respond.js';
import { withContext } from '../work.js';
import { institutionOf, operationOf as named } from './callers.js';
import { advance, answerWith, asking, atProvider, operationOf, workingAt } from './standing.js';

/**
 * Has the bank ask again: sends another code, shows another picture.
 *
 * Asked for too early it answers the question as it stands, so that nobody is sent more than the bank meant to. Two at
 * once send one; whoever comes second is told to ask how the operation stands.
 */
export async function resend(request: Request, deps: Deps): Promise<Response> {
  const { operationID, record, app } = await named(OperationRequest, request, deps);
  const { state, of } = record;
  if (state.status === 'ended' && of.kind === 'login') return answerWith(operationOf(operationID, state));
  if (state.status !== 'user_input_required') throw new Refusal('OPERATION_NOT_FOUND');
  const able = canResend(state);
  if (able === undefined) throw new Refusal('NOT_SUPPORTED');
  if (!able) return answerWith(asking(operationID, state));
  if (!(await deps.store.claim(`answered:${operationID}:${state.round}`, '1', 600)))
    return answerWith(workingAt(operationID, {}));
  if (of.kind === 'call') return resendForCall(operationID, { ...record, of }, state, request, deps);
  const institution = await institutionOf(record.institutionID, request, deps);
  const outcome = await atProvider(operationID, app, request, deps, (context) =>
    deps.provider.resend!(state.pending, context),
  );
  const standing = { operationID, record, app, institution };
  return answerWith(await advance(standing, state.round + 1, outcome as Outcome<Login>, deps));
}

/** The page is told what the bank now asks; anything else it learns by repeating the call. */
async function resendForCall(
  operationID: string,
  { state: _, ...record }: OperationRecord & { of: { kind: 'call' } },
  asked: Asking,
  request: Request,
  deps: Deps,
): Promise<Response> {
  const { appKey, of } = record;
  const task = { request, goesOn: of.transfer !== undefined, operationID, appKey };
  const outcome = await withContext(task, deps, (context) =>
    inTurn(deps.store, of.tokenID, { refuse: false, signal: context.signal }, () =>
      resendInTurn({ operationID, record, context, deps }, asked),
    ),
  );
  if (outcome.status === 'user_input_required') return answerWith(asking(operationID, outcome));
  if (outcome.status !== 'failed') return answerWith(workingAt(operationID, {}));
  const { type, msg = failure(type).msg } = outcome;
  return answerWith({ status: 'failed', operationID, type, msg });
}

/** While it waited for its turn, another call may have ended this one. */
async function resendInTurn(standing: Standing, { pending, round }: Asking): Promise<Outcome<unknown>> {
  const { operationID, context, deps } = standing;
  const now = await deps.operations.read(operationID);
  if (!now) throw new Refusal('OPERATION_NOT_FOUND');
  if (now.state.status !== 'user_input_required') return asOutcome(now);
  return settle(standing, round + 1, () => deps.provider.resend!(pending, context));
}
