import { statuses } from '@connect-layer/protocol';
import * as v from 'valibot';

/** What is to be sent, and how patiently. */
export interface Sending {
  /** Sent by POST; without it the request is a GET, or what `method` says. */
  body?: string;
  method?: 'DELETE' | 'POST';
  /** What the body is. Default: JSON. */
  contentType?: string;
  /** Sent as Bearer. */
  token?: string | undefined;
  /** Milliseconds for all attempts together. */
  deadline: number;
  /** Whether the same again changes nothing at the bank. Only then is it ever sent twice. */
  repeatable: boolean;
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Whether an answer is none, so that asking again may help. Default: 502 and 504 that hold no operation. */
  isLost?: (http: number, body: unknown) => boolean;
}

/**
 * What came back. `body` is undefined where it was not JSON; `retryAfter` is in milliseconds; `requestID` is what the
 * upstream calls the request, where it says so.
 */
export type Reply =
  | { http: number; body: unknown; retryAfter: number; requestID?: string }
  | { broken: 'TIMED_OUT' | 'BANK_ERROR' };

/** Attempts after the first, and the milliseconds before the first of them (the second waits twice as long). */
const retries = 2;
const patience = 500;

/** Milliseconds that an upstream may ask us to wait; beyond that the person is told instead. */
const longestWait = 30_000;

/** Sends a request and reads the answer. Never rejects, and keeps to itself whatever the network said. */
export function send(url: string, sending: Sending, fetch: typeof globalThis.fetch): Promise<Reply> {
  return withDeadline(sending, async (signal) => {
    for (let attempt = 0; ; attempt++) {
      const reply = await attemptOnce(url, { ...sending, signal }, fetch);
      const isLast = !sending.repeatable || attempt === retries;
      const wait = isLast ? undefined : waitAfter(reply, attempt, sending.isLost);
      if (wait === undefined) return reply;
      await pause(wait, signal);
      if (signal.aborted) return { broken: 'TIMED_OUT' };
    }
  });
}

async function attemptOnce(
  url: string,
  { body, method, contentType = 'application/json', token, signal, now }: Sending,
  fetch: typeof globalThis.fetch,
): Promise<Reply> {
  const headers = {
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': contentType }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  try {
    const request = body === undefined ? { method: method ?? 'GET' } : { method: 'POST', body };
    // The body holds secrets, which are not to follow a redirect to wherever it leads.
    const response = await fetch(url, { ...request, headers, signal, redirect: 'manual' });
    const text = await response.text();
    const retryAfter = millisecondsOf(response.headers.get('retry-after'), now());
    const requestID = response.headers.get('x-request-id');
    return { http: response.status, body: parsed(text), retryAfter, ...(requestID && { requestID }) };
  } catch {
    return { broken: signal.aborted ? 'TIMED_OUT' : 'BANK_ERROR' };
  }
}

const Operation = v.looseObject({ status: v.picklist(statuses) });

/**
 * Milliseconds until the next attempt, or undefined when this answer stands.
 *
 * 429 and 503 say "not now", whoever says it. 502 and 504 that hold an operation are the bank's own answer, and to
 * ask again for one behind several gateways would multiply the attempts.
 */
function waitAfter(
  reply: Reply,
  attempt: number,
  isLost: NonNullable<Sending['isLost']> = holdsNoOperation,
): number | undefined {
  const jitter = Math.random() * patience * 2 ** attempt;
  if ('broken' in reply) return reply.broken === 'BANK_ERROR' ? jitter : undefined;
  const { http, body, retryAfter } = reply;
  const isBusy = http === 429 || http === 503;
  if (!isBusy && !isLost(http, body)) return undefined;
  return retryAfter > longestWait ? undefined : retryAfter + jitter;
}

const holdsNoOperation = (http: number, body: unknown): boolean =>
  (http === 502 || http === 504) && !v.is(Operation, body);

/** `Retry-After` in seconds or as a date. */
function millisecondsOf(header: string | null, now: number): number {
  if (header === null) return 0;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? 0 : Math.max(0, wait);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Not AbortSignal.any with AbortSignal.timeout: Node 20 can lose the pair before it fires (nodejs/node#54614).
async function withDeadline<T>(
  { signal, deadline }: Sending,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, deadline);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** Lets time pass; a signal ends it early. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
