import type { Fault, World } from './state.js';

/** Answers as the faults that are set want it, or as it would without them. */
export async function withFaults(
  { state }: World,
  request: Request,
  answer: () => Promise<Response>,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (state.latency > 0) await pause(state.latency, request.signal);
  const fault = state.faults.find(
    ({ method, path, times }) =>
      times > 0 && pathname.includes(path) && (method ?? request.method) === request.method,
  );
  if (!fault) return answer();
  fault.times--;
  switch (fault.kind) {
    case 'status':
      return failing(fault);
    case 'html':
      return html(fault.status);
    case 'truncated': {
      const whole = await answer();
      const text = await whole.text();
      return new Response(text.slice(0, Math.ceil(text.length / 2)), whole);
    }
    case 'hang':
      await pause(600_000, request.signal);
      return html(504);
    case 'lost':
      await answer(); // It is done, and whoever asked does not learn of it.
      return html(fault.status);
  }
}

const html = (status: number): Response =>
  new Response('<html><body><h1>Service Unavailable</h1></body></html>', {
    status,
    headers: { 'content-type': 'text/html' },
  });

const failing = ({ status, code = 'bug', retryAfter }: Fault): Response =>
  Response.json(
    { code, description: 'A fault that was set.', message: null, request_id: 0 },
    { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } },
  );

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
