import type { ErrorType } from '@connect-layer/protocol';
import { ConnectError } from './error.js';

/** A request and how long it may take. Without a body it is a GET. */
export interface Sending {
  body?: unknown;
  headers?: Record<string, string>;
  /** Milliseconds. */
  deadline: number;
  signal?: AbortSignal | undefined;
  /** Which error says that nothing answered. */
  unreachable: ErrorType;
  credentials?: RequestCredentials;
  keepalive?: boolean;
}

/**
 * Sends a request and gives the JSON that comes back, whatever its HTTP status.
 *
 * @throws ConnectError `NO_INTERNET_CONNECTION`, `TIMED_OUT`, `UNEXPECTED_RESPONSE` when the answer is empty or
 *   not JSON, or `unreachable`; the signal's reason when it aborts.
 */
export async function send(url: string, sending: Sending): Promise<unknown> {
  const { body, headers, deadline, signal, unreachable, credentials = 'omit', keepalive = false } = sending;
  const late = AbortSignal.timeout(deadline);
  try {
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      credentials,
      keepalive,
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
    return readJSON(await response.text(), url, response.status);
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof ConnectError) throw cause;
    if (late.aborted)
      throw new ConnectError('TIMED_OUT', `No answer within ${deadline / 1000} s.`, { cause });
    if (!navigator.onLine)
      throw new ConnectError('NO_INTERNET_CONNECTION', 'The browser is offline.', { cause });
    throw new ConnectError(unreachable, `Nothing answers at ${new URL(url).origin}.`, { cause });
  }
}

function readJSON(text: string, url: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const what = text ? 'something that is not JSON' : 'nothing';
    const { origin, pathname } = new URL(url);
    const message = `${origin}${pathname} answered ${what} (HTTP ${status}). Is it the gateway?`;
    throw new ConnectError('UNEXPECTED_RESPONSE', message, { cause });
  }
}
