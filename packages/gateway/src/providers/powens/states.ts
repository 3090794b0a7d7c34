import type { ErrorType } from '@connect-layer/protocol';

/**
 * What a connection's state wants: of the person (`answer` what is asked, `approve` in another app, go to the `page` of
 * the bank, do something at the `bank` first), of us (`start` the bank's identification), or of nobody but time.
 */
export type Demand =
  | { wants: 'nothing' }
  | { wants: 'start' | 'page' | 'approve' | 'time' }
  | { wants: 'answer'; of: 'question' | 'credentials' }
  | { wants: 'bank' }
  | { wants: 'later'; type: ErrorType; msg: string };

/** Every state that is documented. `null` is the only success. */
const demands = {
  SCARequired: { wants: 'start' },
  webauthRequired: { wants: 'page' },
  additionalInformationNeeded: { wants: 'answer', of: 'question' },
  decoupled: { wants: 'approve' },
  validating: { wants: 'time' },
  wrongpass: { wants: 'answer', of: 'credentials' },
  passwordExpired: { wants: 'answer', of: 'credentials' },
  actionNeeded: { wants: 'bank' },
  rateLimiting: { wants: 'later', type: 'BANK_ERROR', msg: 'The bank takes no more requests for now.' },
  websiteUnavailable: { wants: 'later', type: 'BANK_ERROR', msg: 'The bank cannot be reached.' },
  bug: { wants: 'later', type: 'BANK_ERROR', msg: 'Powens cannot read this bank at the moment.' },
  notSupported: {
    wants: 'later',
    type: 'NOT_SUPPORTED',
    msg: 'Powens does not support this source of the bank.',
  },
} as const satisfies Record<string, Demand>;

/** What a state wants. One that nobody knows yet is nothing that a person could do about. */
export const demandOf = (state: string | null | undefined): Demand =>
  state == null
    ? { wants: 'nothing' }
    : state in demands
      ? demands[state as keyof typeof demands]
      : { wants: 'later', type: 'BANK_ERROR', msg: 'The connection is in a state that is new to us.' };

/** Whether only the person can bring the connection forward again. */
export const isUpToPerson = (state: string | null | undefined): boolean =>
  ['start', 'page', 'approve', 'answer', 'bank'].includes(demandOf(state).wants);
