import { exchangeToken } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { App } from '../apps.js';
import { parse, readBody } from '../body.js';
import { callOf, exchange, perform, samePath } from './calls.js';
import { withoutBalances } from './consent.js';
import { asEndpoint } from './endpoint.js';
import type { Deps } from '../deps.js';
import { answerStatus, asksStatus } from './operation-status.js';
import type { Body } from './quirks.js';
import { json, Refusal } from '../respond.js';
import { sameSecret } from '../secrets.js';
import { openConnection, readAccessToken, signAccessToken } from '../tokens.js';

const AppSecret = v.object({ appSecret: v.string() });
const Secrets = v.object({ appSecret: v.string(), userSecret: v.string() });

/** HTTP API v2: for servers, with the `accessToken` as Bearer and both secrets in the body. */
export async function answerV2(path: string, request: Request, deps: Deps): Promise<Response> {
  const managed = await deps.provider.manage?.(path, request, deps);
  if (managed) return managed;
  const body = await readBody(request);
  if (samePath(path, exchangeToken.path)) {
    const claims = await exchange(await provenApp(body, deps), body, deps);
    const accessToken = await signAccessToken(deps.seal, claims);
    const { tokenID, userID } = claims;
    return json({ accessToken, status: 'done', success: true, tokenID, userID, userSecret: '' });
  }
  if (asksStatus(path)) return answerStatus(body, await provenApp(body, deps), request, deps);
  const name = callOf(path);
  return asEndpoint(name, deps.now, async () => {
    const { appSecret, userSecret } = parse(Secrets, body);
    const [app, token, connection] = await Promise.all([
      appBySecret(appSecret, deps.apps),
      readAccessToken(deps.seal, bearerOf(request) || textIn(body.accessToken)),
      openConnection(deps.seal, deps.store, userSecret),
    ]);
    const sameApp = token?.appKey === app?.appKey && connection?.appKey === app?.appKey;
    if (!app || !connection || !sameApp || connection.tokenID !== token?.tokenID)
      throw new Refusal('UNAUTHORIZED');
    return perform(
      name,
      body,
      { app, connection },
      request,
      deps,
      // On HTTP API v2 balances have a call of their own.
      name === 'getAccounts' ? withoutBalances : undefined,
    );
  });
}

/** The app whose server asks, for what needs no token. */
async function provenApp(body: Body, { apps }: Deps): Promise<App> {
  const { appSecret } = parse(AppSecret, body);
  const app = await appBySecret(appSecret, apps);
  if (!app) throw new Refusal('UNAUTHORIZED', 'Invalid app secret');
  return app;
}

async function appBySecret(appSecret: string, apps: readonly App[]): Promise<App | undefined> {
  const matches = await Promise.all(apps.map((app) => sameSecret(app.appSecret, appSecret)));
  return apps[matches.indexOf(true)];
}

const bearerOf = (request: Request): string =>
  /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
