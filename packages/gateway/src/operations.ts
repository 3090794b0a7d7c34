import type { Answer, CallName, Operation, Stage, UserInput } from '@connect-layer/protocol';
import { aged } from './asked.js';
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
  /** The page that the person has left for one of the bank in the same window, and the state it left with. */
  left?: { pageURL: string; state: string };
  state: OperationState;
}

/**
 * How an operation stands. `round` counts what the bank has asked so far, so that two answers to one question are
 * told apart from answers to two; `since` is when the bank said so, in milliseconds since 1970. What has ended is kept
 * a while: its last word can be asked for again.
 */
export type OperationState =
  | { status: 'started' }
  | { status: 'initialized'; pending: Json; round: number; since: number; stage?: Stage }
  | {
      status: 'user_input_required';
      pending: Json;
      round: number;
      since: number;
      userInputs: readonly UserInput[];
      answers?: readonly Answer[];
    }
  | { status: 'ended'; login: Operation }
  | { status: 'ended'; outcome: Extract<Outcome<unknown>, { status: 'done' | 'failed' }> };

/** The operations that are remembered. Sealed, for a provider's `pending` may hold what a store must not know. */
export interface Operations {
  /** As it stands now: the seconds that a question still has are counted from this moment on. */
  read(operationID: string): Promise<OperationRecord | undefined>;
  write(operationID: string, record: OperationRecord): Promise<void>;
  forget(operationID: string): Promise<void>;
}

/** Seconds that a login is remembered, so that one who was on a page of the bank can still come back. */
export const loginLifetime = 30 * 60;

/** Seconds that a question stays open and a result can be asked for again; a day where money moved. */
function lifetimeOf({ of }: OperationRecord): number {
  if (of.kind === 'login') return loginLifetime;
  return of.transfer !== undefined ? 24 * 60 * 60 : 600;
}

export function createOperations(store: Store, seal: Seal, now: () => number): Operations {
  const write = async (operationID: string, record: OperationRecord) =>
    store.set(`operation:${operationID}`, await seal.close('operation', record), lifetimeOf(record));
  return {
    read: async (operationID) => {
      const sealed = await store.get(`operation:${operationID}`);
      const record = sealed === undefined ? undefined : await seal.open<OperationRecord>('operation', sealed);
      return record && { ...record, state: aged(record.state, now()) };
    },
    write,
    forget: (operationID) => store.delete(`operation:${operationID}`),
  };
}

/** A fresh id: the bank's, then a random part. */
export const newOperationID = (institutionID: string): string => `${institutionID}:${crypto.randomUUID()}`;
