import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { NoToken, Trouble } from './errors.js';
import { parsed } from './requests.js';
import type { Role, Token, User } from './state.js';
import type { World } from './world.js';

/** The paths that give out tokens and take them back. Also where old clients look for them. */
export function oauth(world: World): Hono {
  const app = new Hono();
  for (const base of ['/api/v2/oauth', '/oauth']) {
    app.post(`${base}/token`, async (c) => grant(await fieldsOf(c, TokenRequest), c, world));
    app.post(`${base}/revoke`, async (c) => {
      const role = roleOf(c, world);
      if (!('client' in role)) throw wrongToken();
      const { token } = await fieldsOf(c, RevokeRequest);
      world.state.tokens = world.state.tokens.filter(
        ({ value, refresh }) => value !== token && refresh !== token,
      );
      return c.body(null, 200);
    });
  }
  return app;
}

const client = { client_id: v.string(), client_secret: v.string() };
const TokenRequest = v.variant('grant_type', [
  v.object({ grant_type: v.literal('client_credentials'), ...client }),
  v.object({ grant_type: v.literal('password'), ...client, username: v.string(), password: v.string() }),
  v.object({ grant_type: v.literal('refresh_token'), ...client, refresh_token: v.string() }),
]);
const RevokeRequest = v.object({
  token: v.string(),
  token_type_hint: v.optional(v.picklist(['access_token', 'refresh_token'])),
});

async function fieldsOf<const S extends v.GenericSchema>(c: Context, schema: S): Promise<v.InferOutput<S>> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? ''))
    throw new Trouble(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must be application/x-www-form-urlencoded.');
  return parsed(schema, Object.fromEntries(new URLSearchParams(await c.req.text())));
}

function grant(request: v.InferOutput<typeof TokenRequest>, c: Context, world: World): Response {
  const { settings, state } = world;
  const { client_id: id, client_secret: secret } = request;
  const isAdmin = id === settings.adminClientID && secret === settings.adminClientSecret;
  if (!isAdmin && (id !== settings.clientID || secret !== settings.clientSecret)) {
    const error_description = 'Bad client credentials';
    return c.json({ error: 'invalid_client', error_description }, 401);
  }
  if (request.grant_type === 'client_credentials')
    return give(tokenFor(isAdmin ? { admin: true } : { client: true }, world), c, world);
  if (isAdmin) throw wrongToken();
  const refused = () =>
    settings.oauthErrors
      ? c.json({ error: 'invalid_grant', error_description: 'Bad credentials' }, 400)
      : problem('The credentials are not valid.');
  if (request.grant_type === 'refresh_token') {
    const old = state.tokens.find(({ refresh }) => refresh === request.refresh_token);
    if (!old) return refused();
    state.tokens = state.tokens.filter((token) => token !== old);
    return give(tokenFor(old.role, world), c, world);
  }
  const user = state.users.get(request.username.toLowerCase());
  if (user && isLocked(user, world)) throw new Trouble(423, 'LOCKED', 'The user is locked.');
  if (user?.password !== request.password) {
    if (user && ++user.failures >= settings.maxUserLoginAttempts) dropTokens(user.id, world);
    return refused();
  }
  user.failures = 0;
  return give(tokenFor({ userID: user.id }, world), c, world);
}

const isLocked = ({ failures }: User, { settings }: World): boolean =>
  failures >= settings.maxUserLoginAttempts;

const problem = (message: string): never => {
  throw new Trouble(400, 'BAD_REQUEST', message);
};

/** While a token is good, whoever asks again gets the same one. */
function tokenFor(role: Role, { state, settings, now }: World): Token {
  const known = state.tokens.find((token) => sameRole(token.role, role) && token.expires > now());
  if (known) return known;
  state.tokens = state.tokens.filter((token) => !sameRole(token.role, role));
  const secret = () => crypto.randomUUID().replaceAll('-', '');
  const token: Token = {
    value: secret(),
    role,
    expires: now() + settings.tokenLifetime * 1000,
    ...('userID' in role && { refresh: secret() }),
  };
  state.tokens.push(token);
  return token;
}

const sameRole = (a: Role, b: Role): boolean => JSON.stringify(a) === JSON.stringify(b);

function give({ value, refresh, expires }: Token, c: Context, { now }: World): Response {
  const expires_in = Math.max(1, Math.ceil((expires - now()) / 1000) - 1);
  return c.json({
    access_token: value,
    token_type: 'bearer',
    ...(refresh !== undefined && { refresh_token: refresh }),
    expires_in,
    scope: 'all',
  });
}

/** Ends all that a user's tokens can do. */
export function dropTokens(userID: string, world: World): void {
  world.state.tokens = world.state.tokens.filter(({ role }) => !('userID' in role && role.userID === userID));
}

/** Whom a request speaks for. */
export function roleOf(c: Context, { state, now }: World): Role {
  const header = c.req.header('authorization');
  const value = /^Bearer (.+)$/i.exec(header ?? '')?.[1];
  if (value === undefined) throw new NoToken('An Authentication object was not found in the SecurityContext');
  const token = state.tokens.find((one) => one.value === value && one.expires > now());
  if (!token) throw new NoToken('Invalid access token');
  return token.role;
}

/** The user that a request speaks for; anybody else's token is the wrong one. */
export function userOf(c: Context, world: World): User {
  const role = roleOf(c, world);
  const user = 'userID' in role ? world.state.users.get(role.userID) : undefined;
  if (!user) throw wrongToken();
  return user;
}

/** Lets only the application client, or only the administrator, through. */
export function mustBe(role: 'client' | 'admin', c: Context, world: World): void {
  if (!(role in roleOf(c, world))) throw wrongToken();
}

const wrongToken = () => new Trouble(403, 'UNAUTHORIZED_ACCESS', 'This kind of token may not do that.');
