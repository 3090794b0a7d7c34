import { connectPaths, type Unlisted } from '@connect-layer/protocol';
import type { App } from './apps.js';
import { answerForwarded } from './calls/forwarding.js';
import { answerV2 } from './calls/v2.js';
import * as banks from './connect/banks.js';
import { embedded } from './connect/embedded.js';
import { createIndexes, type Brotli } from './connect/indexes.js';
import * as login from './connect/login.js';
import * as redirect from './connect/redirect.js';
import { resend } from './connect/resend.js';
import { frame } from './connect/secure-frame.js';
import type { Deps } from './deps.js';
import { createOperations } from './operations.js';
import type { Provider } from './provider.js';
import { failure, httpStatus, json, Refusal } from './respond.js';
import { createSeal } from './seal.js';
import { memoryStore, type Store } from './store.js';

/** What a gateway is made of. */
export interface GatewayOptions {
  /** Whoever reaches the banks. */
  provider: Provider;
  /** The apps that may use this gateway. */
  apps: readonly App[];
  /** The key ring: each 32 random bytes in base64url, the newest first. See {@link createSeal}. */
  keys: readonly string[];
  /** Shared memory of several processes. Default: this process's own. */
  store?: Store;
  /** The path under which the gateway is mounted, e.g. `/bank`. Default: none. */
  basePath?: string;
  /**
   * Where browsers and upstreams reach the gateway, `basePath` included, e.g. `https://shop.example/bank`. Pages of banks
   * lead people back there. Default: where a request says that it was sent to; then upstreams are given no callbacks.
   */
  publicURL?: string;
  /** Answers for the script-tag build, by path (`/dapi/v2/sdk.js`). `browserFiles()` of `gateway/node` is one. */
  files?: (path: string, request: Request) => Promise<Response | undefined>;
  /** Makes lists of banks smaller than gzip, which every runtime has. `brotli` of `gateway/node` is one. */
  brotli?: Brotli;
  /**
   * Told of banks that people did not find, as they typed them. Anybody who has the app's key can send such a report,
   * so it is text from a stranger: 100 characters at most, without control characters.
   */
  onUnlisted?: (report: Unlisted) => unknown;
  /**
   * What happens to a call of a connection that has another one under way: it waits its turn, or is refused with
   * `PARALLEL_REQUEST`. Default: `queue`.
   */
  parallel?: 'queue' | 'refuse';
  /** Keeps a process alive for work that goes on after an answer, where that is needed (`waitUntil`). */
  inBackground?: (work: Promise<void>) => void;
  /** Sends webhooks; for tests and proxies. */
  fetch?: typeof globalThis.fetch;
  /** Told of every request once it is answered. Holds no query, no body, no header. */
  log?: (entry: LogEntry) => void;
  /** Milliseconds since 1970; for tests. */
  now?: () => number;
}

/** One answered request. `trace` are the places in code, without the message, of an error nobody expected. */
export interface LogEntry {
  method: string;
  path: string;
  status: number;
  milliseconds: number;
  type?: string;
  trace?: string[];
}

/** Answers every request under its base path; others with 404. Never rejects. */
export type Gateway = (request: Request) => Promise<Response>;

/**
 * Makes the gateway: a function from request to response, for any server that speaks the Fetch API.
 *
 * @throws TypeError when the key ring is empty or a key has the wrong length (on the first request).
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { now = Date.now, basePath = '', log } = options;
  const ready = prepare(options, now);
  ready.catch(() => {}); // Reported with every request, not as an unhandled rejection.

  return async (request) => {
    const started = now();
    const path = pathOf(request, basePath);
    let unexpected: unknown;
    const response = await (
      path === undefined
        ? Promise.reject(new Refusal('NOT_FOUND'))
        : ready.then((deps) => route(path, request, deps, options))
    ).catch((error: unknown) => {
      if (!(error instanceof Refusal)) unexpected = error;
      const { type, message } = error instanceof Refusal ? error : new Refusal('UNKNOWN_ERROR');
      return json(failure(type, message), httpStatus(type));
    });
    log?.({
      method: request.method,
      path: path ?? new URL(request.url).pathname,
      status: response.status,
      milliseconds: now() - started,
      ...(unexpected !== undefined && { type: 'UNKNOWN_ERROR', trace: traceOf(unexpected) }),
    });
    return readableByAnyPage(response);
  };
}

async function prepare(options: GatewayOptions, now: () => number): Promise<Deps> {
  const seal = await createSeal(options.keys, now);
  const store = options.store ?? memoryStore({ now });
  const { provider, apps, parallel = 'queue', fetch = globalThis.fetch } = options;
  const { inBackground = (work) => void work } = options;
  const operations = createOperations(store, seal, now);
  const indexes = createIndexes(options.brotli, inBackground);
  const { onUnlisted = () => {}, publicURL, basePath = '' } = options;
  return {
    ...{ publicURL: publicURL?.replace(/\/+$/, ''), basePath },
    ...{ provider, apps, seal, store, operations, indexes, onUnlisted },
    ...{ parallel, inBackground, fetch, now },
  };
}

type Handler = (request: Request, deps: Deps) => Promise<Response>;

const handlers: Record<string, Handler> = {
  [`GET ${connectPaths.frame}`]: frame,
  [`GET ${connectPaths.config}`]: banks.config,
  [`GET ${connectPaths.institutions}`]: banks.institutions,
  [`GET ${connectPaths.institution}`]: banks.institution,
  [`POST ${connectPaths.login}`]: login.login,
  [`POST ${connectPaths.answer}`]: login.answer,
  [`POST ${connectPaths.resend}`]: resend,
  [`POST ${connectPaths.status}`]: login.status,
  [`POST ${connectPaths.cancel}`]: login.cancel,
  [`POST ${connectPaths.repair}`]: login.repair,
  [`POST ${connectPaths.unlisted}`]: banks.unlisted,
  [`POST ${connectPaths.depart}`]: redirect.depart,
  [`GET ${connectPaths.embedded}`]: embedded,
  [`GET ${connectPaths.returned}`]: redirect.returned,
  [`POST ${connectPaths.callback}`]: redirect.callback,
  'POST /': answerForwarded,
};

async function route(path: string, request: Request, deps: Deps, { files }: GatewayOptions) {
  const { method } = request;
  if (method === 'OPTIONS') return preflight(request);
  const handler = handlers[`${method} ${path}`];
  if (handler) return handler(request, deps);
  if (/^\/v2\//i.test(path)) {
    if (method !== 'POST') throw new Refusal('METHOD_NOT_ALLOWED');
    return answerV2(path.slice('/v2'.length), request, deps);
  }
  if (method === 'GET' || method === 'HEAD') {
    const found = banks.logo(path, deps) ?? (await files?.(path, request));
    if (found) return found;
  }
  const known = ['GET', 'POST'].some((other) => handlers[`${other} ${path}`]);
  throw new Refusal(known ? 'METHOD_NOT_ALLOWED' : 'NOT_FOUND');
}

function pathOf(request: Request, basePath: string): string | undefined {
  const { pathname } = new URL(request.url);
  if (pathname === basePath) return '/';
  return pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : undefined;
}

/**
 * Pages of every origin may read an answer, so that one from a wrong origin is told what is wrong.
 * Nothing is decided by cookies, and what an origin may do is decided by the app's list.
 */
function readableByAnyPage(response: Response): Response {
  response.headers.set('access-control-allow-origin', '*');
  response.headers.set('cross-origin-resource-policy', 'cross-origin');
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', 'no-referrer');
  return response;
}

const preflight = (request: Request): Response =>
  new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': request.headers.get('access-control-request-headers') ?? '*',
      'access-control-max-age': '7200',
      vary: 'access-control-request-headers',
    },
  });

/** Where it broke, without the message: an upstream's may quote what somebody typed. */
const traceOf = (error: unknown): string[] =>
  error instanceof Error
    ? [error.name, ...(error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))]
    : [typeof error];
