import type { Connection, Operation } from '@connect-layer/protocol';
import { createConnectClient, type OperationName } from './connect-client.js';
import { awaitElsewhere } from './elsewhere.js';
import { ConnectError, problemOf } from './error.js';
import type { Waiting, Work } from './flow/controller.js';
import type { Progress } from './flow/flow.js';
import type { LoginOptions } from './login.js';
import { intervals } from './intervals.js';
import { pause } from './patience.js';
import { randomKey } from './random-key.js';
import { pageURL } from './returned.js';
import type { Unfinished } from './unfinished.js';

/**
 * Connecting the bank that was chosen, or going on with what an earlier page has begun: through the Connect API, under a
 * session key of its own.
 */
export function createLoginSteps(options: LoginOptions, begun?: Unfinished): Omit<Work, 'open'> {
  const { address, clientUserID, unfinished } = options;
  const client = createConnectClient(address);
  const { sessionKey = '', institutionID = '', repairs } = begun ?? {};
  let own: Omit<Unfinished, 'operationID' | 'state'> = {
    sessionKey,
    institutionID,
    ...(repairs !== undefined && { repairs }),
  };
  const named = (operationID: string): OperationName => ({ operationID, sessionKey: own.sessionKey });

  const settle = async (first: Operation, { signal, report }: Waiting): Promise<Progress> => {
    let operation = first;
    for (const interval of intervals()) {
      if (operation.status !== 'initialized') break;
      if (operation.stage) report(operation.stage);
      void unfinished.keep({ ...own, operationID: operation.operationID });
      const waiting = named(operation.operationID);
      await pause(interval, signal).catch((reason: unknown) => {
        cancel(waiting.operationID);
        throw reason;
      });
      operation = await client.status(waiting, signal);
    }
    if (operation.status === 'initialized') {
      cancel(operation.operationID);
      throw new ConnectError('TIMED_OUT', 'The bank did not finish in time.');
    }
    return outcomeOf(operation, signal);
  };

  const outcomeOf = async (operation: Operation, signal: AbortSignal): Promise<Progress> => {
    switch (operation.status) {
      case 'initialized':
        return operation;
      case 'user_input_required':
        // Whoever is sent elsewhere may be gone at once, and so may this page.
        await unfinished.keep({ ...own, operationID: operation.operationID });
        if (signal.aborted) cancel(operation.operationID);
        return operation;
      case 'failed': {
        unfinished.drop();
        const { type = 'UNKNOWN_ERROR', msg, operationID, fields } = operation;
        return { status: 'failed', problem: { type, msg, reference: operationID, fields } };
      }
      case 'done': {
        const connection = await usable(operation.connection, signal);
        unfinished.drop();
        return { status: 'done', connection };
      }
    }
  };

  const cancel = (operationID: string) => {
    unfinished.drop();
    void client.cancel(named(operationID));
  };

  const usable = async (connection: Connection | undefined, signal: AbortSignal) => {
    if (!connection) throw new ConnectError('UNEXPECTED_RESPONSE', 'The login has no connection.');
    const absolute = (logo: string) => new URL(logo, `${address.gatewayURL}/`).href;
    const { halfLogoPng, fullLogoPng, miniLogoPng } = connection;
    const complete = {
      ...connection,
      halfLogoPng: absolute(halfLogoPng),
      fullLogoPng: absolute(fullLogoPng),
      miniLogoPng: absolute(miniLogoPng),
    };
    await options.finish(complete, signal);
    return complete;
  };

  return {
    start: async ({ institutionID, deliver, repairs }, waiting) => {
      if (!deliver) throw new ConnectError('UNKNOWN_ERROR', 'There is nothing to log in with.');
      const sessionKey = randomKey();
      own = { sessionKey, institutionID, ...(repairs && { repairs: repairs.tokenID }) };
      const login = { clientUserID, sessionKey, institutionID, ...(repairs && { repairs: heldOf(repairs) }) };
      return settle(await deliver(login, client, waiting.signal), waiting);
    },
    answer: async (operationID, deliver, waiting) => {
      const { signal } = waiting;
      const name = named(operationID);
      return settle(await (deliver ? deliver(name, client, signal) : client.status(name, signal)), waiting);
    },
    watch: (operationID, input, { signal }) =>
      awaitElsewhere(
        input,
        async () => outcomeOf(await client.status(named(operationID), signal), signal),
        signal,
      ),
    depart: async (operationID, { query }, { signal }) => {
      const state = randomKey();
      if (!(await unfinished.keep({ ...own, operationID, state })))
        throw new ConnectError(
          'UNKNOWN_ERROR',
          'This browser keeps nothing, so nothing could be gone on with.',
        );
      await client.depart({ ...named(operationID), pageURL: pageURL(), state }, signal);
      signal.throwIfAborted();
      location.assign(query);
    },
    cancel,
    problemOf,
  };
}

/** All that a repair needs to say of a connection. */
const heldOf = ({ tokenID, userSecret }: Connection) => ({ tokenID, userSecret });
