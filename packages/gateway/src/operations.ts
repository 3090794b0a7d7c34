import type { Answer, CallName, Operation, UserInput } from '@connect-layer/protocol';
import type { Json } from './provider.js';
import type { Seal } from './seal.js';
import type { Store } from './store.js';

/** An operation that has begun, as it is remembered between two requests. */
export interface OperationRecord {
  appKey: string;
  institutionID: string;
  /** A login belongs to whoever holds its session key; a call to whoever holds its connection. */
  of:
    | { kind: 'login'; clientUserID: string; sessionHash: string }
    | { kind: 'call'; call: CallName; tokenID: string };
  /** `ended` keeps a login's last word, so that an answer lost on the way can be asked for again. */
  state:
    | { status: 'initialized'; pending: Json }
    | {
        status: 'user_input_required';
        pending: Json;
        userInputs: readonly UserInput[];
        answers?: readonly Answer[];
      }
    | { status: 'ended'; operation: Operation };
}

/** The operations under way. Sealed, because a provider's `pending` may hold what a store must not know. */
export interface Operations {
  read(operationID: string): Promise<OperationRecord | undefined>;
  write(operationID: string, record: OperationRecord): Promise<void>;
  forget(operationID: string): Promise<void>;
}

/** Seconds that the bank's question stays open. */
const lifetime = 600;

export const createOperations = (store: Store, seal: Seal): Operations => ({
  read: async (operationID) => {
    const sealed = await store.get(`operation:${operationID}`);
    return sealed === undefined ? undefined : seal.open<OperationRecord>('operation', sealed);
  },
  write: async (operationID, record) =>
    store.set(`operation:${operationID}`, await seal.close('operation', record), lifetime),
  forget: (operationID) => store.delete(`operation:${operationID}`),
});

/** A fresh id: the bank's, then a random part. */
export const newOperationID = (institutionID: string): string => `${institutionID}:${crypto.randomUUID()}`;
