import type { Deps } from './gateway.js';
import type { Context, Outcome } from './provider.js';

/** Milliseconds that a bank has for one piece of work; less than the 135 s that clients wait. */
const deadline = 120_000;

/** What a provider's method is told besides its arguments. Work for a caller ends when the caller hangs up. */
export const contextOf = (
  caller: Request | undefined,
  { now }: Deps,
  { operationID, appKey }: Pick<Context, 'operationID' | 'appKey'>,
): Context => ({
  operationID,
  appKey,
  signal: AbortSignal.any([...(caller ? [caller.signal] : []), AbortSignal.timeout(deadline)]),
  now,
});

/** Runs a provider's work; one that overruns its deadline has failed like any other. */
export async function within<T>({ signal }: Context, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const overrun = new Promise<Outcome<T>>((resolve) => {
    signal.addEventListener('abort', () => resolve({ status: 'failed', type: 'TIMED_OUT' }), { once: true });
  });
  return Promise.race([work(), overrun]);
}
