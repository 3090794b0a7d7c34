import type { UserInput } from '@connect-layer/protocol';
import { ConnectError } from './error.js';
import type { Progress } from './flow/flow.js';
import { intervals } from './intervals.js';

/** Seconds that a page of the bank is waited for that does not say how long it stands. */
const longest = 30 * 60;

/**
 * Waits until somebody has done what they do on a page of the bank: asks every few seconds, and at once when they come
 * back to this page. Whether the other page was closed is not looked at: nobody can tell. What cannot be asked just now
 * is asked again.
 */
export async function awaitElsewhere(
  { query, validFor = longest }: UserInput,
  ask: () => Promise<Progress>,
  signal: AbortSignal,
): Promise<Progress> {
  for (const interval of intervals(validFor * 1000)) {
    await pauseUntilBack(interval, signal);
    const progress = await ask().catch((error: unknown): undefined => {
      if (signal.aborted || !isPassing(error)) throw error;
    });
    if (progress && !isStill(progress, query)) return progress;
  }
  throw new ConnectError('OPERATION_NOT_FOUND', 'The page of the bank was not finished in time.');
}

const isStill = (progress: Progress, query: string): boolean =>
  progress.status === 'user_input_required' && progress.userInputs.some((input) => input.query === query);

const isPassing = (error: unknown): boolean =>
  error instanceof ConnectError && (error.code === 'NO_INTERNET_CONNECTION' || error.code === 'SERVER_ERROR');

/** Waits, but no longer than until the page is looked at again. Rejects with the signal's reason when it aborts. */
const pauseUntilBack = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const over = new AbortController();
    const end = () => {
      clearTimeout(timer);
      over.abort();
      if (signal.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, over);
    addEventListener('pageshow', end, over);
    document.addEventListener('visibilitychange', () => !document.hidden && end(), over);
  });
