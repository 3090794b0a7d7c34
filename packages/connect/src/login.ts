import type { AppConfig, Connection, Operation } from '@connect-layer/protocol';
import type { ConnectClient, OperationName } from './connect-client.js';
import { ConnectError } from './error.js';
import type { Waiting, Work } from './flow/controller.js';
import type { Problem, Progress } from './flow/flow.js';
import { intervals, pause } from './patience.js';
import { randomKey } from './random-key.js';

/** What a login needs to know of its handler. */
export interface LoginOptions {
  client: ConnectClient;
  app: () => Promise<AppConfig>;
  clientUserID: string;
  countries: readonly string[];
  experimental: boolean;
  /** What this person has connected already. */
  connected: () => readonly Connection[];
  /** Ids of banks that this person has used, the latest first. */
  recent: () => readonly string[];
  /** Resolves logo addresses. */
  gatewayURL: string;
  /** Makes a finished login usable; a rejection fails the login. */
  finish: (connection: Connection, signal: AbortSignal) => Promise<void>;
}

/** Connecting a bank: through the Connect API, under a session key of its own. */
export function createLogin(options: LoginOptions): Work {
  const { client, clientUserID, countries, experimental } = options;
  let sessionKey = '';
  const named = (operationID: string): OperationName => ({ operationID, sessionKey });

  const settle = async (first: Operation, { signal, report }: Waiting): Promise<Progress> => {
    let operation = first;
    for (const interval of intervals()) {
      if (operation.status !== 'initialized') break;
      if (operation.stage) report(operation.stage);
      const waiting = named(operation.operationID);
      await pause(interval, signal).catch((reason: unknown) => {
        client.cancel(waiting);
        throw reason;
      });
      operation = await client.status(waiting, signal);
    }
    switch (operation.status) {
      case 'user_input_required':
        return operation;
      case 'failed': {
        const { type = 'UNKNOWN_ERROR', msg, operationID, fields } = operation;
        return { status: 'failed', problem: { type, msg, reference: operationID, fields } };
      }
      case 'done':
        return { status: 'done', connection: await usable(operation.connection, signal) };
      case 'initialized':
        client.cancel(named(operation.operationID));
        throw new ConnectError('TIMED_OUT', 'The bank did not finish in time.');
    }
  };

  const usable = async (connection: Connection | undefined, signal: AbortSignal) => {
    if (!connection) throw new ConnectError('UNEXPECTED_RESPONSE', 'The login has no connection.');
    const absolute = (logo: string) => new URL(logo, `${options.gatewayURL}/`).href;
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
    open: async (signal) => {
      const [app, institutions] = await Promise.all([
        options.app(),
        client.institutions({ countries, experimental }, signal),
      ]);
      const sandbox = app.environment === 'sandbox';
      const { name: appName, consent } = app;
      const picker = { institutions, recent: options.recent(), report: client.unlisted };
      return {
        ...{ appName, sandbox, purpose: 'login', ...picker, consent, connected: options.connected() },
        opened: Date.now(),
      };
    },
    start: async ({ institutionID, deliver, repairs }, waiting) => {
      if (!deliver) throw new ConnectError('UNKNOWN_ERROR', 'There is nothing to log in with.');
      sessionKey = randomKey();
      const login = { clientUserID, sessionKey, institutionID, ...(repairs && { repairs: heldOf(repairs) }) };
      return settle(await deliver(login, client, waiting.signal), waiting);
    },
    answer: async (operationID, deliver, waiting) =>
      settle(await deliver(named(operationID), client, waiting.signal), waiting),
    cancel: (operationID) => client.cancel(named(operationID)),
    problemOf,
  };
}

/** All that a repair needs to say of a connection. */
const heldOf = ({ tokenID, userSecret }: Connection) => ({ tokenID, userSecret });

/** What the person is shown for something that broke. Known by its name, for it may come from another script's copy. */
export const problemOf = (error: unknown): Problem => {
  const { name, code, message = 'Something broke.' } = Object(error) as Partial<ConnectError>;
  return { type: name === 'ConnectError' && code ? code : 'UNKNOWN_ERROR', msg: message };
};
