import { minute } from './clock.js';
import type { World } from './state.js';

/** Somebody's account in a payment. */
export interface PaymentAccount {
  scheme_name: 'iban' | 'sort_code_account_number';
  identification: string;
  label: string;
  issuer?: string | undefined;
}

export interface Instruction {
  amount: number;
  currency: string;
  label: string;
  execution_date_type: string;
  execution_date?: string | undefined;
  reference_id?: string | undefined;
  beneficiary: PaymentAccount;
}

/** A payment. `script` is what becomes of it once it is validated: a state, and when. */
export interface Payment {
  id: number;
  state: 'created' | 'validating' | 'pending' | 'rejected' | 'done' | 'accepted' | 'expired';
  errorCode: string | null;
  errorDescription: string | null;
  connector: string | null;
  registered: number;
  redirectURI: string;
  opaque: string | null;
  payer: PaymentAccount | null;
  instructions: Instruction[];
  script: { at: number; state: Payment['state']; errorCode: string | null }[];
}

export const isFinal = ({ state }: Payment): boolean =>
  ['done', 'accepted', 'rejected', 'expired'].includes(state);

const steps: Readonly<Record<string, [Payment['state'], string | null]>> = {
  pdng: ['pending', null],
  canc: ['rejected', 'CancelledByUser'],
  rjct: ['rejected', 'noSpecifiedReason'],
  err: ['rejected', 'bankMessage'],
  bug: ['rejected', 'bug'],
  done: ['done', null],
};

/**
 * The payer has agreed: the payment is on its way.
 *
 * What becomes of it is scripted by the first label, as with the real test connector: what stands before the first
 * `-`, up to three steps apart by `/`, e.g. `pdng/rjct - Order 12`. Each takes 15 s when the payment is instant, else
 * 15 minutes.
 */
export function accept({ now }: World, payment: Payment): void {
  const [instruction] = payment.instructions;
  const pace = instruction?.execution_date_type === 'instant' ? 15_000 : 15 * minute;
  const script = (instruction?.label.split('-')[0] ?? '').trim().split('/').slice(0, 3);
  const known = script.every((step) => step in steps) ? script : ['done'];
  payment.state = 'pending';
  payment.script = known.map((step, place) => {
    const [state, errorCode] = steps[step]!;
    return { at: now() + pace * (place + 1), state, errorCode };
  });
}

/** The payment came to nothing. */
export function reject(payment: Payment, errorCode: string, description: string): void {
  Object.assign(payment, { state: 'rejected', errorCode, errorDescription: description, script: [] });
}

/** What has become of the payments by now. One that nobody validates expires after a day. */
export function followPayments({ state, now }: World): void {
  for (const payment of state.payments.values()) {
    while (payment.script[0] && payment.script[0].at <= now()) {
      const { state: next, errorCode } = payment.script.shift()!;
      Object.assign(payment, { state: next, errorCode, errorDescription: errorCode });
    }
    const isOpen = payment.state === 'created' || payment.state === 'validating';
    if (isOpen && payment.registered + 24 * 60 * minute <= now()) payment.state = 'expired';
  }
}
