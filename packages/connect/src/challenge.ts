import type { OperationResponse } from '@connect-layer/protocol';
import type { ConnectClient } from './connect-client.js';
import { ConnectError } from './error.js';
import type { Work } from './flow/controller.js';
import type { Progress } from './flow/flow.js';
import { problemOf } from './login.js';
import { intervals, pause } from './patience.js';

/** Makes the call once: from the beginning, or going on with an operation. */
export type Repeat = (
  resumption: { operationID?: string },
  signal?: AbortSignal,
) => Promise<OperationResponse>;

/** A call while its question is open. */
export interface Challenge extends Work {
  /** The call's last word: its final answer, or a failure saying that the person closed the question. */
  settle(): OperationResponse;
}

/** Makes a call and waits while the bank is still at work. */
export async function complete(
  repeat: Repeat,
  resumption: { operationID?: string } = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<OperationResponse> {
  let response = await repeat(resumption, signal);
  for (const interval of intervals()) {
    if (response.status !== 'initialized' || response.operationID === undefined) return response;
    await pause(interval, signal);
    response = await repeat({ operationID: response.operationID }, signal);
  }
  throw new ConnectError('TIMED_OUT', 'The bank did not finish in time.');
}

/**
 * The question that a call raised.
 *
 * The answer goes to the gateway, which keeps it with the operation for one use; the call is then repeated with its
 * `operationID` alone, so what the person typed never passes through the app's own server.
 */
export function createChallenge(asked: OperationResponse, client: ConnectClient, repeat: Repeat): Challenge {
  let last: OperationResponse | { error: unknown } = asked;
  const progress = async (work: Promise<OperationResponse>, signal: AbortSignal): Promise<Progress> => {
    try {
      last = await work;
    } catch (error) {
      if (!signal.aborted) last = { error };
      throw error;
    }
    const { status, operationID, userInputs = [], type = 'UNKNOWN_ERROR', msg = '' } = last;
    if (status === 'user_input_required' && operationID !== undefined)
      return { status, operationID, userInputs };
    if (status === 'done') return { status };
    return { status: 'failed', problem: { type, msg, reference: operationID } };
  };

  return {
    open: () => Promise.reject(new ConnectError('UNKNOWN_ERROR', 'A challenge has nothing to open.')),
    start: (_institutionID, _credentials, signal) => progress(complete(repeat, {}, signal), signal),
    answer: (operationID, answers, signal) =>
      progress(
        client.answer({ operationID }, answers, signal).then((operation) => {
          if (operation.status !== 'failed') return complete(repeat, { operationID }, signal);
          return { ...operation, success: false };
        }),
        signal,
      ),
    cancel: (operationID) => client.cancel({ operationID }),
    problemOf,
    settle: () => {
      if ('error' in last) throw last.error;
      if (last.status !== 'user_input_required') return last;
      const { operationID } = last;
      const msg = 'The person closed the question that the bank asked.';
      return { success: false, status: 'failed', type: 'USER_CANCELLED_MFA', msg, operationID };
    },
  };
}
