import type { PowensOptions } from '@connect-layer/gateway/providers/powens';
import { exportJWK, generateKeyPair } from 'jose';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { accountRoutes } from './powens/api/accounts.js';
import { authRoutes } from './powens/api/auth.js';
import { connectionRoutes } from './powens/api/connections.js';
import { connectorRoutes } from './powens/api/connectors.js';
import { identityRoutes } from './powens/api/identity.js';
import { paymentRoutes } from './powens/api/payments.js';
import { transactionRoutes } from './powens/api/transactions.js';
import { webauthRoutes } from './powens/api/webauth.js';
import { webhookRoutes } from './powens/api/webhooks.js';
import { controlRoutes } from './powens/control.js';
import { withFaults } from './powens/faults.js';
import { followPayments } from './powens/payments.js';
import { bodyOf, codes, Refused } from './powens/refusal.js';
import { freshPowensState, type KeyPair, type World } from './powens/state.js';
import { catchUp } from './powens/sync.js';
import { forgetUser } from './powens/tokens.js';
import { refusedPage, webviewRoutes } from './powens/webview/routes.js';

export { connectors as powensConnectors, testConnector } from './powens/connectors.js';
export { powensCodes, powensPassword, scenarios as powensScenarios } from './powens/scenarios.js';

/** What the imitation may be given. */
export interface PowensDoorOptions {
  /** Addresses to which people may return, besides those of this machine, of whatever port and path. */
  redirectURIs?: readonly string[];
  /** Which ways to learn an account holder's name are switched on. Default: `ownerships`. */
  identity?: readonly ('ownerships' | 'owner_identity' | 'informations')[];
  /** Whether an account shows its number before the person agrees. Default: false. */
  revealDisabledNumbers?: boolean;
  /** Milliseconds since 1970, before the clock is moved. */
  now?: () => number;
}

/** What the application is to the imitation. Public: it opens nothing but invented banks. */
export const powensApp = {
  clientID: '70000001',
  clientSecret: 'powens-sandbox-secret',
  configToken: 'powens-sandbox-config',
} as const;

/** What the provider is to be given for an imitation that is served at `url`. */
export const powensAt = (url: string, mode: PowensOptions['mode'] = 'hosted'): PowensOptions => ({
  baseURL: `${url}/2.0`,
  ...{ clientID: powensApp.clientID, clientSecret: powensApp.clientSecret, mode },
});

/** Answers as Powens' API does, with its hosted pages and the page of a bank. */
export type PowensDoor = (request: Request) => Promise<Response>;

/**
 * Imitates Powens on the wire: `/2.0` is the API, `/webview` the hosted pages, `/bank` the page of a bank.
 *
 * Strict with requests: what the API does not document is refused. Its clock moves by `/__sandbox/clock`, and
 * whatever else a test wants to happen is under `/__sandbox` too.
 */
export function powensDoor(options: PowensDoorOptions = {}): PowensDoor {
  const {
    redirectURIs = [],
    identity = ['ownerships'],
    revealDisabledNumbers = false,
    now = Date.now,
  } = options;
  const state = freshPowensState();
  const key = newKey();
  key.catch(() => {}); // Told to whoever asks for it.
  const world: World = {
    ...{ state, ...powensApp, redirectURIs, revealDisabledNumbers, key },
    now: () => now() + state.ahead,
    mayReturnTo: (address) => redirectURIs.includes(address) || isOfThisMachine(address),
  };
  const api = new Hono().use(
    cors({
      origin: '*',
      allowMethods: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'],
      allowHeaders: ['Authorization', 'Content-Type'],
    }),
  );
  for (const routes of [
    ...[authRoutes(world), connectorRoutes(world), connectionRoutes(world), accountRoutes(world)],
    ...[transactionRoutes(world), webauthRoutes(world), paymentRoutes(world)],
    ...[identityRoutes(world, identity), webhookRoutes(world)],
  ])
    api.route('/', routes);
  const app = new Hono()
    .route('/2.0', api)
    .route('/', webhookRoutes(world))
    .route('/', webviewRoutes(world))
    .route('/__sandbox', controlRoutes(world));

  let requests = 9000;
  app.onError((error, context) => {
    const refused = error instanceof Refused ? error : new Refused('bug');
    const isPage = /^\/(webview|bank|2\.0\/auth\/webview)\//.test(context.req.path);
    const status = codes[refused.code][0];
    if (isPage) return context.html(refusedPage(refused.description), status);
    return context.json(bodyOf(refused, ++requests), status);
  });
  app.notFound((context) => {
    const others = app.routes.filter(
      ({ method, path }) => method !== 'ALL' && matches(path, context.req.path),
    );
    const refused = new Refused(others.length > 0 ? 'methodNotAllowed' : 'notFound');
    return context.json(bodyOf(refused, ++requests), codes[refused.code][0]);
  });

  return async (request) => {
    const answer = async () => {
      for (const { id, vanishes } of [...state.users.values()])
        if (vanishes !== null && vanishes <= world.now()) forgetUser(world, id);
      catchUp(world);
      followPayments(world);
      return app.fetch(request);
    };
    return new URL(request.url).pathname.startsWith('/__sandbox/')
      ? answer()
      : withFaults(world, request, answer);
  };
}

const isOfThisMachine = (address: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname);

const matches = (route: string, path: string): boolean =>
  new RegExp(`^${route.replace(/:\w+(\{[^}]*\})?/g, '[^/]+')}$`).test(path);

/** The domain's key, made anew at every start. */
async function newKey(): Promise<KeyPair> {
  const { publicKey, privateKey } = await generateKeyPair('RSA-OAEP-256', { modulusLength: 2048 });
  const { kty, n, e } = await exportJWK(publicKey);
  const jwk = { kty, n, e, alg: 'RSA-OAEP-256', use: 'enc', kid: crypto.randomUUID() };
  return { privateKey, jwk };
}
