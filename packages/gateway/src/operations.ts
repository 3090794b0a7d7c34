import type { Answer, CallName, Operation, UserInput } from '@connect-layer/protocol';
import type { Json, Outcome } from './provider.js';
import type { Seal } from './seal.js';
import type { SealedConnection } from './tokens.js';
import type { Store } from './store.js';

/** What a repaired connection keeps. */
export type Repaired = Pick<SealedConnection, 'tokenID' | 'userID' | 'connectionID' | 'consentExpiresAt'>;

/** An operation that has begun, as it is remembered between two requests. */
export interface OperationRecord {
  appKey: string;
  institutionID: string;
  /** Milliseconds since 1970. */
  begun: number;
  ended?: number;
  /**
   * A login belongs to whoever holds its session key; a call to whoever holds its connection. `claim` is the key in
   * the store under which a transfer happens once.
   */
  of:
    | { kind: 'login'; clientUserID: string; sessionHash: string; repairs?: Repaired }
    | { kind: 'call'; call: CallName; tokenID: string; transfer?: Json; claim?: string };
  state: OperationState;
}

/**
 * How an operation stands. `round` counts what the bank has asked so far, so that two answers to one question are
 * told apart from answers to two. What has ended is kept a while: its last word can be asked for again.
 */
export type OperationState =
  | { status: 'started' }
  | { status: 'initialized'; pending: Json; round: number }
  | {
      status: 'user_input_required';
      pending: Json;
      round: number;
      userInputs: readonly UserInput[];
      answers?: readonly Answer[];
    }
  | { status: 'ended'; login: Operation }
  | { status: 'ended'; outcome: Extract<Outcome<unknown>, { status: 'done' | 'failed' }> };

/** The operations that are remembered. Sealed, for a provider's `pending` may hold what a store must not know. */
export interface Operations {
  read(operationID: string): Promise<OperationRecord | undefined>;
  write(operationID: string, record: OperationRecord): Promise<void>;
  forget(operationID: string): Promise<void>;
  /** Ends a call whose question nobody will answer. `ended` is in milliseconds since 1970. */
  cancel(operationID: string, record: OperationRecord, ended: number): Promise<void>;
}

/** Seconds that a question stays open and a result can be asked for again; a day where money moved. */
const lifetimeOf = ({ of }: OperationRecord): number =>
  of.kind === 'call' && of.transfer !== undefined ? 24 * 60 * 60 : 600;

export function createOperations(store: Store, seal: Seal): Operations {
  const write = async (operationID: string, record: OperationRecord) =>
    store.set(`operation:${operationID}`, await seal.close('operation', record), lifetimeOf(record));
  const cancelled = { status: 'failed', type: 'OPERATION_CANCELLED' } as const;
  return {
    read: async (operationID) => {
      const sealed = await store.get(`operation:${operationID}`);
      return sealed === undefined ? undefined : seal.open<OperationRecord>('operation', sealed);
    },
    write,
    forget: (operationID) => store.delete(`operation:${operationID}`),
    cancel: (operationID, record, ended) =>
      write(operationID, { ...record, ended, state: { status: 'ended', outcome: cancelled } }),
  };
}

/** A fresh id: the bank's, then a random part. */
export const newOperationID = (institutionID: string): string => `${institutionID}:${crypto.randomUUID()}`;
