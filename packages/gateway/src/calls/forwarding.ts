import { exchangeToken } from '@connect-layer/protocol';
import * as v from 'valibot';
import { consentOf, isFromItsPage, type App } from '../apps.js';
import { parse, readBody } from '../body.js';
import { callOf, exchange, perform, samePath } from './calls.js';
import { withoutBalances } from './consent.js';
import { asEndpoint } from './endpoint.js';
import type { Deps } from '../deps.js';
import { answerStatus, asksStatus } from './operation-status.js';
import type { Body } from './quirks.js';
import { json, Refusal } from '../respond.js';
import { sameSecret } from '../secrets.js';
import { openConnection, signAccessToken } from '../tokens.js';

const Forwarded = v.object({ action: v.string(), appKey: v.string() });
const ForwardedSecrets = v.object({ tokenID: v.string(), userSecret: v.string() });

/**
 * SDK forwarding: what the browser SDK asks, with `appSecret` added by the app's own server.
 *
 * A sandbox app needs no such server: for pages on its list the gateway plays that part.
 */
export async function answerForwarded(request: Request, deps: Deps): Promise<Response> {
  const body = await readBody(request);
  const { action, appKey } = parse(Forwarded, body);
  const path = action.startsWith('/') ? action : `/${action}`;
  const isExchange = samePath(path, exchangeToken.path);
  const isStatus = asksStatus(path);
  const name = isExchange || isStatus ? undefined : callOf(path);
  return asEndpoint(name, deps.now, async () => {
    const app = await forwardingApp(appKey, body.appSecret, request, deps.apps);
    if (isExchange) return answerExchange(app, body, deps);
    if (isStatus && body.appSecret !== undefined) return answerStatus(body, app, request, deps);
    const { tokenID, userSecret } = parse(ForwardedSecrets, body);
    const connection = await openConnection(deps.seal, deps.store, userSecret);
    if (connection?.appKey !== app.appKey || connection.tokenID !== tokenID)
      throw new Refusal('UNAUTHORIZED');
    if (!name) return answerStatus(body, app, request, deps, tokenID);
    const mayShow = consentOf(app).shares.includes('balances');
    const shape = name === 'getAccounts' && !mayShow ? withoutBalances : undefined;
    return perform(name, body, { app, connection }, request, deps, shape);
  });
}

/** The access token stays on the server's side, unless the app wants it otherwise. */
async function answerExchange(app: App, body: Body, deps: Deps): Promise<Response> {
  const claims = await exchange(app, body, deps);
  const { tokenID, userID } = claims;
  const revealed = app.revealsAccessToken && { accessToken: await signAccessToken(deps.seal, claims) };
  const operationID = crypto.randomUUID();
  return json({ status: 'done', success: true, tokenID, userID, operationID, ...revealed });
}

/** The app of a forwarded call: its server proves itself by the secret; a sandbox app's page by its origin. */
async function forwardingApp(
  appKey: string,
  appSecret: unknown,
  request: Request,
  apps: readonly App[],
): Promise<App> {
  const app = apps.find((candidate) => candidate.appKey === appKey);
  if (!app) throw new Refusal('UNAUTHORIZED');
  if (appSecret !== undefined) {
    if (typeof appSecret === 'string' && (await sameSecret(appSecret, app.appSecret))) return app;
    throw new Refusal('UNAUTHORIZED');
  }
  if (app.environment !== 'sandbox')
    throw new Refusal('VALIDATION_ERROR', "The 'appSecret' field is required.");
  if (!isFromItsPage(app, request)) throw new Refusal('ORIGIN_NOT_ALLOWED');
  return app;
}
