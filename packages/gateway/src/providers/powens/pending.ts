import type { Answer, UserInput } from '@connect-layer/protocol';
import type { Json, Outcome } from '../../provider.js';
import type { Person } from './upstream.js';

/** A source that is still to be added. Values for a form are encrypted, those for an address are not secret. */
export interface Later {
  name: string;
  mechanism: 'credentials' | 'webauth';
  values: Record<string, string>;
}

/** A login, or a repair of one, that is under way. */
export interface Run {
  purpose: 'login' | 'repair';
  person: Person;
  /** The bank's UUID. */
  connector: string;
  connection?: number;
  /** Names the person at the bank, where what they typed does. */
  who?: string;
  later: Later[];
  /** The source at which the bank was asked to identify the person since they last answered. */
  tried?: string;
  /** Of a repair: the accounts that were known before, and the end of the consent then. */
  known?: number[];
  expired?: string | null;
}

/** What a login waits for. */
export type Waiting =
  | { at: 'webview' | 'approval' | 'bank'; userInputs: UserInput[] }
  /** `sent` is what the bank's page was asked with: which source is to be added there, if one is. */
  | { at: 'webauth'; userInputs: UserInput[]; sent: Record<string, string> }
  | { at: 'fields'; userInputs: UserInput[]; of: 'question' | 'credentials'; fields: AskedField[] }
  | { at: 'accounts'; userInputs: UserInput[] }
  | { at: 'wait' }
  /** Nobody knows whether the connection came to be; after `until` it did not. Milliseconds since 1970. */
  | { at: 'creating'; until: number };

export interface AskedField {
  name: string;
  values?: { value: string; label: string }[];
}

export interface PendingLogin {
  run: Run;
  waiting: Waiting;
}

/** Asks the person. */
export const ask = (run: Run, waiting: Extract<Waiting, { userInputs: unknown }>): Outcome<never> => ({
  status: 'user_input_required',
  userInputs: waiting.userInputs,
  pending: asJson({ run, waiting }),
});

/** Waits for the bank. */
export const wait = (run: Run, waiting: Extract<Waiting, { at: 'wait' | 'creating' }>): Outcome<never> => ({
  status: 'initialized',
  pending: asJson({ run, waiting }),
  stage: 'signing_in',
});

const asJson = (pending: PendingLogin): Json => pending as unknown as Json;

/** What a page handed back with the person, if it said something: an address, or its query. */
export function handedBack(answers: readonly Answer[]): URLSearchParams {
  const answer = answers.find(({ id }) => id === 'redirect')?.answer ?? '';
  return new URLSearchParams(answer.replace(/^[^?]*\?/, ''));
}
