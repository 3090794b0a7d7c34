import type { Answer, UserInput } from '@connect-layer/protocol';
import type { OperationState } from './operations.js';
import type { Outcome, Provider } from './provider.js';

/** The bank's question, as it is remembered until it is answered. */
export type Asking = Extract<OperationState, { status: 'user_input_required' }>;

/** What came of a piece of work, without the promise of another code where the provider cannot ask for one. */
export function keepable<T>(outcome: Outcome<T>, { resend }: Provider): Outcome<T> {
  if (resend || outcome.status !== 'user_input_required') return outcome;
  return { ...outcome, userInputs: outcome.userInputs.map(({ resendIn: _, ...input }) => input) };
}

/** The state as it stands now: what a question gives its seconds for has come nearer since it was asked. */
export function aged<S extends OperationState>(state: S, now: number): S {
  if (state.status !== 'user_input_required') return state;
  const passed = Math.max(0, Math.floor((now - state.since) / 1000));
  const left = (seconds: number): number => Math.max(0, seconds - passed);
  const userInputs = state.userInputs.map(({ validFor, resendIn, ...input }): UserInput => ({
    ...input,
    ...(validFor !== undefined && { validFor: left(validFor) }),
    ...(resendIn !== undefined && { resendIn: left(resendIn) }),
  }));
  return { ...state, userInputs, since: state.since + passed * 1000 };
}

/** Whether the person is on a page elsewhere, so that only the provider can tell whether they are done. */
export const isElsewhere = (state: OperationState): state is Asking =>
  state.status === 'user_input_required' && state.userInputs.some(({ id }) => id === 'redirect');

/** Whether somebody says that they are back from a page elsewhere, and are no longer waited for: that answers nothing else. */
export const isLateReturn = (answers: readonly Answer[], state: OperationState): boolean =>
  answers.some(({ id }) => id === 'redirect') && !isElsewhere(state);

/** Whether another code can be asked for now. Undefined: never. */
export function canResend({ userInputs }: Asking): boolean | undefined {
  const waits = userInputs.flatMap(({ resendIn }) => resendIn ?? []);
  return waits.length ? Math.min(...waits) === 0 : undefined;
}
