import type { Context, Outcome } from '@connect-layer/gateway';
import type { CallInput, CallName, CallOutput } from '@connect-layer/protocol';
import type { Bank } from './banks/institutions.js';
import type { Ledger, User } from './state/state.js';

/** Somebody who is at the counter of a bank. */
export interface Customer {
  bank: Bank;
  user: User;
  ledger: Ledger;
}

/** What the bank does for calls once it knows the customer and has asked what it wanted to. At once, so never halfway. */
export type Work = {
  [N in CallName]?: (
    customer: Customer,
    input: CallInput<N>,
    context: Pick<Context, 'now' | 'operationID'>,
  ) => Outcome<CallOutput<N>>;
};
