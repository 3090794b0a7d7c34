/** What is to be sent, and how patiently. */
export interface Sending {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  body?: object | undefined;
  /** Sent as Bearer. */
  token?: string | undefined;
  /** Milliseconds for all attempts together. */
  deadline: number;
  /**
   * When the same is sent again: `safe` whenever no answer came, since it changes nothing twice; `refused` only after an
   * answer that says that nothing was done; `never`.
   */
  repeat: 'safe' | 'refused' | 'never';
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** What came back. A `body` of null was empty; where it was no JSON, the answer is `broken`. */
export type Reply =
  { http: number; body: unknown; retryAfter: number } | { broken: 'TIMED_OUT' | 'BANK_ERROR'; http?: number };

/** Attempts after the first, and the milliseconds before the first of them (the second waits twice as long). */
const retries = 2;
const patience = 500;

/** Milliseconds that we may be asked to wait; beyond that the person is told instead. */
const longestWait = 30_000;

/** Sends a request and reads the answer. Never rejects, and keeps to itself whatever the network said. */
export function send(url: string, sending: Sending, fetch: typeof globalThis.fetch): Promise<Reply> {
  return withDeadline(sending, async (signal) => {
    for (let attempt = 0; ; attempt++) {
      const reply = await attemptOnce(url, { ...sending, signal }, fetch);
      const wait = attempt === retries ? undefined : waitAfter(reply, sending.repeat, attempt);
      if (wait === undefined) return reply;
      await pause(wait, signal);
      if (signal.aborted) return { broken: 'TIMED_OUT' };
    }
  });
}

async function attemptOnce(
  url: string,
  { method, body, token, signal, now }: Sending,
  fetch: typeof globalThis.fetch,
): Promise<Reply> {
  const headers = {
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  try {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    // The token is not to follow a redirect to wherever it leads.
    const response = await fetch(url, { method, ...sent, headers, signal, redirect: 'manual' });
    const parsed = parse(await response.text());
    if (parsed === undefined) return { broken: 'BANK_ERROR', http: response.status };
    const retryAfter = millisecondsOf(response.headers.get('retry-after'), now());
    return { http: response.status, body: parsed, retryAfter };
  } catch {
    return { broken: signal.aborted ? 'TIMED_OUT' : 'BANK_ERROR' };
  }
}

/** Milliseconds until the next attempt, or undefined when this answer stands. */
function waitAfter(reply: Reply, repeat: Sending['repeat'], attempt: number): number | undefined {
  const jitter = patience * 2 ** attempt * (0.5 + Math.random() / 2);
  if (repeat === 'never' || ('broken' in reply && reply.broken === 'TIMED_OUT')) return undefined;
  const isBusy = reply.http === 429 || reply.http === 423 || isLocked(reply);
  const isLost = 'broken' in reply || reply.http >= 500;
  if (!isBusy && !(isLost && repeat === 'safe')) return undefined;
  const retryAfter = 'broken' in reply ? 0 : reply.retryAfter;
  return retryAfter > longestWait ? undefined : retryAfter + jitter;
}

/** A connection that is being synchronised cannot be changed meanwhile. */
const isLocked = (reply: Reply): boolean =>
  'body' in reply && (reply.body as { code?: unknown } | null)?.code === 'connectionLocked';

/** `Retry-After` in seconds or as a date. */
function millisecondsOf(header: string | null, now: number): number {
  if (header === null) return 0;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? 0 : Math.max(0, wait);
}

/** Undefined where it is no JSON; null where there is nothing. */
function parse(text: string): unknown {
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
