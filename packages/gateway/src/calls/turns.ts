import { Refusal } from '../respond.js';
import type { Store } from '../store.js';

/** Seconds after which a turn that was never given back counts as given back; longer than any work may take. */
const longest = 270;

/**
 * Makes the calls of one connection one after another, whichever process they reach.
 *
 * `refuse` answers a second call at once with `PARALLEL_REQUEST` instead of letting it wait.
 */
export async function inTurn<T>(
  store: Store,
  tokenID: string,
  { refuse, signal }: { refuse: boolean; signal: AbortSignal },
  work: () => Promise<T>,
): Promise<T> {
  const key = `turn:${tokenID}`;
  const mine = crypto.randomUUID();
  while (!(await store.claim(key, mine, longest))) {
    if (refuse) throw new Refusal('PARALLEL_REQUEST');
    if (signal.aborted) throw new Refusal('TIMED_OUT');
    await moment();
  }
  try {
    return await work();
  } finally {
    if ((await store.get(key)) === mine) await store.delete(key);
  }
}

/** Waits a little, and not always the same, before something in the store is looked at again. */
export const moment = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 40));
