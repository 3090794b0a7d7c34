/** What is to be sent, and how patiently. */
export interface Sending {
  /** Default: POST with a body, GET without one. */
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | undefined;
  body?: string | undefined;
  /** What the body is. Default: JSON. */
  contentType?: string;
  /** Sent as Bearer. */
  token?: string | undefined;
  /** Milliseconds for all attempts together. */
  deadline: number;
  /** Whether the same is sent again after such a reply, up to twice. Default: it never is. */
  repeats?: ((reply: Reply) => boolean) | undefined;
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
}

/**
 * What came back. `body` is null where it was empty and undefined where it was not JSON; `retryAfter` is in
 * milliseconds; `requestID` is what the upstream calls the request, where it says so.
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
  const { repeats = () => false } = sending;
  return withDeadline(sending, async (signal) => {
    for (let attempt = 0; ; attempt++) {
      const reply = await attemptOnce(url, { ...sending, signal }, fetch);
      const isOver = 'broken' in reply && reply.broken === 'TIMED_OUT';
      const wait = 'broken' in reply ? 0 : reply.retryAfter;
      if (isOver || attempt === retries || wait > longestWait || !repeats(reply)) return reply;
      await pause(wait + patience * 2 ** attempt * (0.5 + Math.random() / 2), signal);
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
    const request = body === undefined ? { method: method ?? 'GET' } : { method: method ?? 'POST', body };
    // Token and body hold secrets, which are not to follow a redirect to wherever it leads.
    const response = await fetch(url, { ...request, headers, signal, redirect: 'manual' });
    const text = await response.text();
    const retryAfter = millisecondsOf(response.headers.get('retry-after'), now());
    const requestID = response.headers.get('x-request-id');
    return { http: response.status, body: parsed(text), retryAfter, ...(requestID && { requestID }) };
  } catch {
    return { broken: signal.aborted ? 'TIMED_OUT' : 'BANK_ERROR' };
  }
}

/** `Retry-After` in seconds or as a date. */
function millisecondsOf(header: string | null, now: number): number {
  if (header === null) return 0;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? 0 : Math.max(0, wait);
}

function parsed(text: string): unknown {
  if (text === '') return null;
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

/** Whether nothing came, or 429 or 503, which say "not now", whoever says it. */
export const isPutOff = (reply: Reply): boolean =>
  'broken' in reply || reply.http === 429 || reply.http === 503;

/** Waits, or stops waiting when nobody does any more. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(end, milliseconds);
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
