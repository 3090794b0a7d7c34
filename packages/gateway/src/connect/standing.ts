import type { Institution, Operation, Stage } from '@connect-layer/protocol';
import type { App } from '../apps.js';
import type { Asking } from '../asked.js';
import type { Deps } from '../deps.js';
import type { OperationRecord, OperationState } from '../operations.js';
import type { Context, Login, Outcome } from '../provider.js';
import { failure, json, Refusal } from '../respond.js';
import { within, withContext } from '../work.js';
import { connectionOf } from './connection.js';

/** A login that goes on: all that is needed to bring it forward. */
export interface Standing {
  operationID: string;
  record: Omit<OperationRecord, 'state'>;
  app: App;
  institution: Institution;
}

/** A provider's work on a login, for as long as the page waits for it. */
export const atProvider = <T>(
  operationID: string,
  { appKey }: App,
  request: Request,
  deps: Deps,
  work: (context: Context) => Promise<Outcome<T>>,
): Promise<Outcome<T>> =>
  withContext({ request, operationID, appKey }, deps, (context) =>
    within(context, deps, () => work(context)),
  );

/** The login after what the bank said, remembered for the next request. */
export async function advance(
  standing: Standing,
  round: number,
  outcome: Outcome<Login>,
  deps: Deps,
): Promise<Operation> {
  const { operationID, record, app, institution } = standing;
  const remember = async (state: OperationState) => {
    const { appKey, institutionID, begun, of, left } = record;
    const ended = state.status === 'ended' && { ended: deps.now() };
    const told = { appKey, institutionID, begun, ...ended, of, ...(left && { left }) };
    await deps.operations.write(operationID, { ...told, state });
    return operationOf(operationID, state);
  };
  switch (outcome.status) {
    case 'initialized':
    case 'user_input_required':
      return remember({ ...outcome, round, since: deps.now() });
    case 'failed': {
      const { status, type, msg = failure(type).msg, fields } = outcome;
      const login: Operation = { status, operationID, type, msg, ...(fields && { fields: [...fields] }) };
      return remember({ status: 'ended', login });
    }
    case 'done': {
      const connection = await connectionOf(outcome.result, record, app, institution, deps);
      if (connection)
        return remember({ status: 'ended', login: { status: 'done', operationID, connection } });
      return advance(standing, round, { status: 'failed', type: 'DIFFERENT_LOGIN' }, deps);
    }
  }
}

/** How a login stands, as the page is told. */
export function operationOf(operationID: string, state: OperationState): Operation {
  switch (state.status) {
    case 'started':
      return workingAt(operationID, {});
    case 'initialized':
      return workingAt(operationID, state);
    case 'user_input_required':
      return asking(operationID, state);
    case 'ended':
      if ('login' in state) return state.login;
      throw new Refusal('OPERATION_NOT_FOUND'); // A call's result is for whoever made the call.
  }
}

/** The bank is at work, at the stage where that is known. */
export const workingAt = (operationID: string, { stage }: { stage?: Stage }): Operation => ({
  status: 'initialized',
  operationID,
  ...(stage && { stage }),
});

/** The bank waits for the person. */
export const asking = (operationID: string, { userInputs }: Pick<Asking, 'userInputs'>): Operation => ({
  status: 'user_input_required',
  operationID,
  userInputs: [...userInputs],
});

/** An operation's outcome is data: failed or not, it is answered with 200. */
export const answerWith = (operation: Operation): Response =>
  json({ success: operation.status !== 'failed', ...operation });
