import { type CallName, movesMoney } from '@connect-layer/protocol';
import { questions, type Hurdle } from '../personas/hurdles.js';
import { minorOf } from './amount.js';

/** What an amount provokes by how it ends. */
export interface Magic {
  /** What becomes of the transfer, for whoever looks for a way to provoke it. */
  does: string;
  /** Met before money moves. */
  meets?: readonly Hurdle[];
  /** Met after it has. */
  then?: Hurdle;
}

/** The amounts with a known fate, by their decimals: 10.77, 250.77. For every transfer, wire and collection by ACH. */
export const magicAmounts = {
  '.77': {
    does: 'fails with BENEFICIARY_COOL_DOWN_PERIOD',
    meets: [
      { fails: 'BENEFICIARY_COOL_DOWN_PERIOD', details: { coolDownPeriod: { value: 24, unit: 'hrs' } } },
    ],
  },
  '.76': { does: 'fails with BENEFICIARY_NOT_ACTIVATED', meets: [{ fails: 'BENEFICIARY_NOT_ACTIVATED' }] },
  '.75': { does: 'fails with INSUFFICIENT_BALANCE', meets: [{ fails: 'INSUFFICIENT_BALANCE' }] },
  '.74': { does: 'fails with BANK_ERROR', meets: [{ fails: 'BANK_ERROR' }] },
  '.73': { does: 'fails with UNKNOWN_ERROR', meets: [{ fails: 'UNKNOWN_ERROR' }] },
  '.72': { does: 'asks for a code, 123456, before money moves', meets: [{ asks: [questions.otp] }] },
  '.71': { does: 'takes the bank 3 s', meets: [{ waits: 3000 }] },
  '.70': {
    does: 'moves the money and never answers, so that trying again with the same idempotencyKey gives the result',
    then: { hangs: true },
  },
} as const satisfies Record<string, Magic>;

/** What the amount of a call provokes, when it is one of these. */
export function magicOf({ name, input }: { name: CallName; input: unknown }): Magic | undefined {
  const { amount } = input as { amount?: unknown };
  const minor = movesMoney(name) && typeof amount === 'string' ? minorOf(amount) : undefined;
  if (minor === undefined) return undefined;
  const ending = `.${String(minor % 100).padStart(2, '0')}`;
  return Object.entries<Magic>(magicAmounts).find(([key]) => key === ending)?.[1];
}
