import type { Deps } from './deps.js';
import { keepable } from './asked.js';
import type { Context, Outcome } from './provider.js';

/** Milliseconds that a bank has for one piece of work, and where money moves; less than clients wait. */
const deadline = 120_000;
const moneyDeadline = 240_000;

/** For whom and for what a provider works. */
export interface Task extends Pick<Context, 'operationID' | 'appKey'> {
  /** Who waits for it: the work ends when they hang up. Nobody may stop money that is on its way. */
  caller: Request | 'money';
}

/** Does work for which a provider is needed, with all that its methods are told besides their arguments. */
export async function withContext<T>(
  { caller, ...names }: Task,
  { now }: Deps,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  // Not AbortSignal.any with AbortSignal.timeout: Node 20 can lose the pair before it fires (nodejs/node#54614).
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, caller === 'money' ? moneyDeadline : deadline);
  const signal = caller === 'money' ? undefined : caller.signal;
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    return await work({ ...names, signal: controller.signal, now });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/** A provider's work; what is cut off by its deadline has failed like anything else. */
export async function within<T>(
  { signal }: Context,
  { provider }: Deps,
  work: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  let stop = () => {};
  const overrun = new Promise<Outcome<T>>((resolve) => {
    stop = () => resolve({ status: 'failed', type: 'TIMED_OUT' });
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return keepable(await Promise.race([work(), overrun]), provider);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
