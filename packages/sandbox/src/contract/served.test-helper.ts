import { createGateway, type App, type GatewayOptions, type LogEntry } from '@connect-layer/gateway';
import { serve } from '@connect-layer/gateway/node';
import type { Connection } from '@connect-layer/protocol';
import { sandboxApp, sandboxKey } from '../app.js';
import { sandboxBank } from '../bank.js';

/** An app with pages on the web, on the same gateway as the sandbox's own. */
const shop: App = {
  appKey: 'shop-app',
  appSecret: 'shop-secret',
  name: 'Shop',
  bundleIDs: ['shop-bundle', 'shop-bundle-2'],
  origins: ['https://shop.example'],
  environment: 'production',
  serverURL: 'https://api.shop.example/dapi',
};

/** What names the sandbox's own app in a request. */
export const app = { appKey: 'sandbox-app', bundleID: 'sandbox-bundle' };

export const sessionKey = 'a-session-key-of-128-bits';

/** The calls that read an account without more ado. */
export const reads = [
  'getIdentity',
  'getAccounts',
  'getBalance',
  'getTransactions',
  'getAccountsMetadata',
] as const;

/** An answer: its body is JSON unless it has none. */
export interface Answered {
  status: number;
  headers: Headers;
  // A test says what it expects of a body; there is no type to hold it to.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** A gateway in front of the sandbox bank that listens on a free port, and ways to talk to it. */
export async function serveSandboxBank(options: Partial<GatewayOptions> = {}) {
  const log: LogEntry[] = [];
  const gateway = createGateway({
    provider: sandboxBank(),
    apps: [sandboxApp(), shop],
    keys: [sandboxKey],
    log: (entry) => log.push(entry),
    ...options,
  });
  const server = await serve(gateway, { port: 0, hostname: '127.0.0.1' });
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;

  const get = async (path: string, headers: Record<string, string> = {}): Promise<Answered> =>
    answered(await fetch(url + path, { headers }));
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> =>
    answered(
      await fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );

  /** Starts a login, of `demo` at ADCB unless something else is said. */
  const login = (username = 'demo', more: object = {}): Promise<Answered> =>
    post('/connect/v1/login', {
      ...app,
      clientUserID: 'someone',
      sessionKey,
      institutionID: 'DAPIBANK_AE_ADCB',
      credentials: { username, password: 'demo' },
      ...more,
    });

  /** A finished login and its access token: everything that a call needs, by either surface. */
  async function connect(username = 'demo') {
    const { connection } = (await login(username)).body as { connection: Connection };
    const { accessCode, connectionID, userSecret, tokenID, userID } = connection;
    const exchanged = await post('/v2/auth/ExchangeToken', {
      appSecret: 'sandbox-secret',
      accessCode,
      connectionID,
    });
    const { accessToken } = exchanged.body as { accessToken: string };
    const secrets = { appSecret: 'sandbox-secret', userSecret };
    return {
      ...{ userSecret, tokenID, userID, accessToken },
      /** HTTP API v2. */
      v2: (path: string, body: object = {}, headers: Record<string, string> = {}) =>
        post(`/v2${path}`, { ...secrets, ...body }, { authorization: `Bearer ${accessToken}`, ...headers }),
      /** SDK forwarding, as from a page on this machine. */
      forward: (
        action: string,
        body: object = {},
        headers: Record<string, string> = { origin: 'http://localhost:5180' },
      ) => post('/', { action, appKey: app.appKey, tokenID, userID, userSecret, ...body }, headers),
    };
  }

  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, log, get, post, login, connect, close };
}

async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  const { status, headers } = response;
  const isJson = headers.get('content-type')?.startsWith('application/json');
  return { status, headers, body: isJson ? (JSON.parse(text) as unknown) : text };
}
