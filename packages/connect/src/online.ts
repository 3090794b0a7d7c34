import { ConnectError } from './error.js';
import { pause } from './patience.js';

/** Milliseconds that something waits for the network to come back. */
const patience = 60_000;

/** Resolves once the browser has a network. Rejects with the signal's reason when it aborts. */
export const online = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    if (navigator.onLine) return resolve();
    const end = () => {
      removeEventListener('online', back);
      signal.removeEventListener('abort', leave);
    };
    const back = () => {
      end();
      resolve();
    };
    const leave = () => {
      end();
      reject(signal.reason as Error);
    };
    addEventListener('online', back);
    signal.addEventListener('abort', leave, { once: true });
  });

/**
 * Does something that may be done twice, and again when the network is what failed: once it is back, or after a moment
 * where only this was lost. Gives up with the first error after a minute.
 */
export async function acrossGaps<T>(work: () => Promise<T>, signal = never): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof ConnectError ? error.code : '';
    if (code === 'NO_INTERNET_CONNECTION') await backWithin(patience, signal, error);
    else if (code === 'SERVER_ERROR') await pause(1000, signal);
    else throw error;
    return work();
  }
}

const never = new AbortController().signal;

async function backWithin(milliseconds: number, signal: AbortSignal, error: unknown): Promise<void> {
  const leave = new AbortController();
  const stop = () => leave.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => leave.abort(error), milliseconds);
  try {
    await online(leave.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
