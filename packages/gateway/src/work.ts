import { connectPaths } from '@connect-layer/protocol';
import type { Deps } from './deps.js';
import { keepable } from './asked.js';
import type { Context, Outcome } from './provider.js';

/** Milliseconds that a bank has for one piece of work, and for one that goes on; less than clients wait. */
const deadline = 120_000;
const patientDeadline = 240_000;

/** For whom and for what a provider works. */
export interface Task extends Pick<Context, 'operationID' | 'appKey'> {
  /** Who asked for it. */
  request: Request;
  /** Whether it goes on when they hang up: nobody may stop money that is on its way. */
  goesOn?: boolean;
}

/** Does work for which a provider is needed, with all that its methods are told besides their arguments. */
export async function withContext<T>(
  { request, goesOn = false, ...names }: Task,
  deps: Deps,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  // Not AbortSignal.any with AbortSignal.timeout: Node 20 can lose the pair before it fires (nodejs/node#54614).
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, goesOn ? patientDeadline : deadline);
  const signal = goesOn ? undefined : request.signal;
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    const addresses = addressesOf(names.operationID, request, deps);
    return await work({ ...names, ...addresses, signal: controller.signal, now: deps.now });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/** Where a page of the bank, and the upstream itself, are to come back to with this operation. */
function addressesOf(
  operationID: string,
  { url }: Request,
  { publicURL, basePath }: Deps,
): Pick<Context, 'returnURL' | 'callbackURL'> {
  const own = publicURL ?? new URL(url).origin + basePath;
  const query = new URLSearchParams({ state: operationID });
  return {
    returnURL: `${own}${connectPaths.returned}?${query}`,
    ...(publicURL !== undefined && { callbackURL: `${own}${connectPaths.callback}?${query}` }),
  };
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
