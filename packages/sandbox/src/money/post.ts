import { exchanged } from '../banks/currencies.js';
import type { HeldAccount, State } from '../state/state.js';

/** Moves money out of one account and, where the sandbox has it, into another. Answers the reference. */
export function post(state: State, { sender, receiver, amount, to, remark }: Posting, now: number): string {
  const reference = nextReference(state, now);
  const details = remark ?? 'Transfer';
  book(sender, { type: 'debit', amount, time: now, description: `Transfer to ${to}`, details, reference });
  if (receiver)
    book(receiver, {
      ...{ type: 'credit', time: now, description: 'Transfer received', details, reference },
      amount: exchanged(amount, sender.currency, receiver.currency),
    });
  return reference;
}

/** What is to be moved: hundredths of the sender's currency. */
export interface Posting {
  sender: HeldAccount;
  receiver: HeldAccount | undefined;
  amount: number;
  to: string;
  remark: string | undefined;
}

/** Changes a balance, and books why. */
export function book(account: HeldAccount, booked: HeldAccount['bookings'][number]): void {
  account.balance += booked.type === 'credit' ? booked.amount : -booked.amount;
  account.bookings.push(booked);
}

/** The time as Dapi's sandbox has it, but never the same twice. */
export function nextReference(state: State, now: number): string {
  state.reference = Math.max(now, state.reference + 1);
  return String(state.reference);
}
