import type { Connection } from '@connect-layer/protocol';
import { DapiBankAccount, type Context } from './bank-account.js';
import type { Flow, Problem } from './flow/flow.js';
import type { CreateOptions, LoginFailure } from './options.js';

type Name = Extract<keyof CreateOptions, `on${string}`>;

/** What the page is told, in the original SDK's words. */
export interface Callbacks {
  ready(): void;
  /** A bank was not connected, or the widget could not start: then no bank is named. */
  failed(problem: Problem, bankID?: string): void;
  connected(connection: Connection, context: Context): void;
  /** The bank's questions, as they come and are answered. */
  questions(flow: Flow): void;
  exit(): void;
}

/** Calls back until the signal aborts. A mistake in a callback is the page's own, and does not end the widget. */
export function createCallbacks(options: CreateOptions, { signal }: AbortController): Callbacks {
  const call = (name: Name, argument?: unknown) => {
    if (signal.aborted) return;
    try {
      (options[name] as ((argument?: unknown) => void) | undefined)?.(argument);
    } catch (error) {
      reportError(error);
    }
  };
  return {
    ready: () => call('onReady'),
    failed: ({ type, msg, reference }, bankID) => {
      const failure: LoginFailure = {
        success: false,
        status: 'failed',
        type,
        msg,
        message: msg,
        ...(reference && { operationID: reference }),
        ...(bankID && { bankID }),
      };
      call('onFailedLogin', failure);
      call('onFailure', failure);
    },
    connected: (connection, context) => {
      const { accessCode, connectionID, userSecret, userID, tokenID, bankId } = connection;
      call('onSuccessfulLogin', new DapiBankAccount(connection, context));
      call('onSuccess', { success: true, accessCode, connectionID, userSecret, userID, tokenID, bankId });
    },
    questions: (flow) => {
      if (flow.step === 'challenge' || flow.step === 'redirect') call('onAuthModalOpen');
      if (flow.step === 'resuming' && flow.deliver) call('onAuthModalSubmit');
    },
    exit: () => call('onExit'),
  };
}
