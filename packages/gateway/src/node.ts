import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { getRequestListener } from '@hono/node-server';
import type { Gateway } from './gateway.js';

/** Makes a gateway a request listener of `node:http`, Express and whatever takes one. */
export const toNodeListener = (gateway: Gateway): ReturnType<typeof getRequestListener> =>
  getRequestListener(
    async (request, { incoming }) => {
      const response = await gateway(request);
      // What a refused body leaves unread would be in the way of the connection's next request.
      if ('complete' in incoming && !incoming.complete) response.headers.set('connection', 'close');
      return response;
    },
    { overrideGlobalObjects: false },
  );

/**
 * Serves a gateway on its own port.
 *
 * Resolves once it listens; rejects when it cannot, e.g. with `EADDRINUSE`. Port 0 takes a free one.
 */
export function serve(
  gateway: Gateway,
  { port, hostname = 'localhost' }: { port: number; hostname?: string },
): Promise<Server> {
  const listener = toNodeListener(gateway);
  const server = createServer((request, response) => void listener(request, response));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, () => resolve(server));
  });
}

/** As small as it gets, for `createGateway({ brotli })`. Takes seconds for a long list, in another thread. */
export const brotli = (bytes: Uint8Array): Promise<Uint8Array> =>
  promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
    },
  });

/** Scripts of others, as they are published, which documents of the gateway's own run. */
const borrowed: Record<string, string> = {
  '/connect/v1/finapi-web-form.js': '@finapi/web-form/dist/web-form.min.js',
};

/** Where a page, or a document of the gateway's own, finds its script, and which built file that is. */
const scripts: Record<string, string> = {
  '/dapi/v2/sdk.js': 'sdk.js',
  '/connect/v3/connector.js': 'sdk.js',
  '/connect/v1/frame.js': 'frame.js',
  '/connect/v1/returned.js': 'returned.js',
};

const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/**
 * The script-tag build of `@connect-layer/connect`, for `createGateway({ files: browserFiles() })`.
 *
 * Files whose name carries a hash may be kept for ever; the script itself is asked for again after five minutes.
 */
export function browserFiles(): (path: string, request: Request) => Promise<Response | undefined> {
  return async (path, request) => {
    const name = scripts[path] ?? /^\/(?:dapi\/v2|connect\/v[13])\/([\w-]+\.js(?:\.map)?)$/.exec(path)?.[1];
    const module = borrowed[path] ?? (name && `@connect-layer/connect/browser/${basename(name)}`);
    if (!module) return undefined;
    const file = fileURLToPath(import.meta.resolve(module));
    const accepted = request.headers.get('accept-encoding') ?? '';
    const [encoding, suffix] = encodings.find(([name]) => accepted.includes(name)) ?? [];
    const encoded = suffix && (await readFile(file + suffix).catch(() => undefined));
    const content = encoded ?? (await readFile(file).catch(() => undefined));
    if (!content) return undefined;
    const etag = `"${createHash('sha256').update(content).digest('base64url')}"`;
    const headers = {
      'content-type': path.endsWith('.map') ? 'application/json' : 'text/javascript; charset=utf-8',
      'cache-control':
        scripts[path] || borrowed[path] ? 'public, max-age=300' : 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      etag,
      ...(encoded && encoding && { 'content-encoding': encoding }),
    };
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(content), { headers });
  };
}
