import type { OperationResponse } from '@connect-layer/protocol';
import { complete, type Call } from './calls.js';
import { createConnectClient } from './connect-client.js';
import { ConnectError, problemOf } from './error.js';
import { awaitElsewhere } from './elsewhere.js';
import type { Work } from './flow/controller.js';
import type { Progress } from './flow/flow.js';
import type { ConnectAddress } from './gateway.js';

/** A call while its question is open. */
export interface Challenge extends Work {
  /**
   * The call's last word, once the modal has closed: its final answer, or a failure saying that the person closed
   * the question.
   */
  settle(): Promise<OperationResponse>;
}

const never = new AbortController().signal;

/**
 * The question that a call raised.
 *
 * The answer goes to the gateway, which keeps it with the operation for one use; the call is then repeated with its
 * `operationID` alone, so what the person typed never passes through the app's own server.
 */
export function createChallenge(asked: OperationResponse, address: ConnectAddress, call: Call): Challenge {
  const client = createConnectClient(address);
  /** What the call last said, or is about to say. A promise that was aborted does not count. */
  let last = Promise.resolve(asked);

  /** What became of a call whose page of the bank was left open: what was handed in there stays so. */
  const lastWord = async (operationID: string): Promise<OperationResponse> => {
    await client.cancel({ operationID });
    return complete(call, { operationID });
  };

  const follow = async (
    work: (signal: AbortSignal) => Promise<OperationResponse>,
    signal: AbortSignal,
  ): Promise<Progress> => {
    const before = last;
    const response = work(call.goesOn ? never : signal);
    last = response.catch((error: unknown) => {
      if (signal.aborted && !call.goesOn) return before;
      throw error;
    });
    last.catch(() => {}); // Whoever wants to know asks `settle`.
    const { status, operationID, userInputs = [], type = 'UNKNOWN_ERROR', msg = '' } = await response;
    if (status === 'user_input_required' && operationID !== undefined)
      return { status, operationID, userInputs };
    if (status === 'initialized' && operationID !== undefined) return { status, operationID };
    if (status === 'done') return { status };
    return { status: 'failed', problem: { type, msg, reference: operationID } };
  };

  return {
    open: () => Promise.reject(new ConnectError('UNKNOWN_ERROR', 'A challenge has nothing to open.')),
    start: (_, { signal }) => follow((own) => complete(call, {}, own), signal),
    answer: (operationID, deliver, { signal }) =>
      follow(async (own) => {
        const before = last;
        try {
          const operation = await deliver?.({ operationID }, client, own);
          if (operation?.status === 'failed') return { ...operation, success: false };
        } catch (error) {
          if (!signal.aborted || !call.goesOn) throw error;
          // Closed while the answer was on its way. Where it was not there yet, nobody has answered.
          const now = await lastWord(operationID);
          return now.type === 'OPERATION_CANCELLED' ? before : now;
        }
        return complete(call, { operationID }, own);
      }, signal),
    watch: (operationID, input, { signal }) =>
      awaitElsewhere(input, () => follow((own) => call.repeat({ operationID }, own), signal), signal),
    depart: () => Promise.reject(new ConnectError('UNKNOWN_ERROR', 'A call cannot outlive its page.')),
    cancel: (operationID) => void client.cancel({ operationID }),
    problemOf,
    settle: async () => {
      const response = await last;
      if (response.status !== 'user_input_required') return response;
      const { operationID, userInputs = [] } = response;
      if (operationID !== undefined && userInputs.some(({ id }) => id === 'redirect')) {
        const now = await lastWord(operationID);
        if (now.status === 'done' || now.type !== 'OPERATION_CANCELLED') return now;
      }
      const msg = 'The person closed the question that the bank asked.';
      return { success: false, status: 'failed', type: 'USER_CANCELLED_MFA', msg, operationID };
    },
  };
}
