import { ConnectError } from './error.js';
import { online } from './online.js';
import { pause } from './patience.js';

/** Milliseconds that something waits for the network to come back. */
const patience = 60_000;

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
