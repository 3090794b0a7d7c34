import type { AppConfig, Connection, Operation } from '@connect-layer/protocol';
import type { ConnectClient, OperationName } from './connect-client.js';
import { awaitElsewhere } from './elsewhere.js';
import { ConnectError } from './error.js';
import type { Waiting, Work } from './flow/controller.js';
import type { Problem, Progress, Session } from './flow/flow.js';
import { intervals, pause } from './patience.js';
import { randomKey } from './random-key.js';
import { pageURL } from './returned.js';
import type { Unfinished, UnfinishedLogins } from './unfinished.js';

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
  /** Where a login is kept while it goes on. */
  unfinished: UnfinishedLogins;
  /** Whether a page of the bank takes the place of this one. */
  redirects: Session['redirects'];
  /** Makes a finished login usable; a rejection fails the login. */
  finish: (connection: Connection, signal: AbortSignal) => Promise<void>;
}

/** Connecting a bank, and going on with what an earlier page has begun. */
export interface LoginWork extends Work {
  takeUp(login: Unfinished): void;
}

/** Connecting a bank: through the Connect API, under a session key of its own. */
export function createLogin(options: LoginOptions): LoginWork {
  const { client, clientUserID, countries, experimental, unfinished } = options;
  let own: Omit<Unfinished, 'operationID' | 'state'> = { sessionKey: '', institutionID: '' };
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
        void unfinished.keep({ ...own, operationID: operation.operationID });
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
        redirects: options.redirects,
        gatewayURL: options.gatewayURL,
      };
    },
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
    takeUp: ({ operationID: _, state: _state, ...login }) => {
      own = login;
    },
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
