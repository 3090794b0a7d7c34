import { masked, type Add } from './log.js';

/** Writes every request of this page, and its answer, to the log. A page of your own has no need of that. */
export function watchRequests(add: Add): void {
  const fetchIt = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const { url, method } = new Request(input instanceof Request ? input.clone() : input, init);
    const { pathname, search } = new URL(url);
    const body = read(init?.body);
    const details = {
      ...(init?.headers && { headers: masked(Object.fromEntries(new Headers(init.headers))) }),
      ...(body !== undefined && { request: masked(body) }),
    };
    const tell = add({ kind: 'request', title: titleOf(method, pathname + search, body), details });
    const started = performance.now();
    const took = () => `${Math.round(performance.now() - started)} ms`;
    try {
      const response = await fetchIt(input, init);
      const answer = read(await response.clone().text());
      tell({
        outcome: `${response.status}, ${took()}`,
        failed: !response.ok,
        details: { ...details, response: masked(answer) },
      });
      return response;
    } catch (error) {
      tell({ outcome: `${error instanceof Error ? error.name : 'failed'}, ${took()}`, failed: true });
      throw error;
    }
  };
}

/** Calls all go to one path; what they are is said inside. */
const titleOf = (method: string, path: string, body: unknown): string =>
  typeof body === 'object' && body !== null && 'action' in body
    ? `${method} ${path} ${String(body.action)}`
    : `${method} ${path}`;

/** What is not JSON is not shown, since secrets could not be found in it. */
function read(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return `${text.length} characters that are not JSON`;
  }
}
