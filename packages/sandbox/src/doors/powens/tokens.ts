import type { Context } from 'hono';
import { minute } from './clock.js';
import { Refused } from './refusal.js';
import { newID, randomText, type Token, type User, type World } from './state.js';

/** Seconds that codes and temporary tokens last, and payment-scoped ones. */
export const shortLife = 1800;
export const paymentLife = 604_800;

/** Somebody new. Who comes without the client's secret vanishes again, unless a permanent token is made for them. */
export function newUser({ state, now }: World, permanent: boolean): User {
  const user = {
    id: newID(state),
    signin: now(),
    vanishes: permanent ? null : now() + 30 * minute,
  };
  state.users.set(user.id, user);
  return user;
}

/** A new token; `seconds` is how long it lasts. */
export function issue(
  { state, now }: World,
  token: Omit<Token, 'expires' | 'scopes'> & Partial<Pick<Token, 'scopes'>>,
  seconds: number | null,
): string {
  const text = randomText();
  const expires = seconds === null ? null : now() + seconds * 1000;
  state.tokens.set(text, { scopes: [], ...token, expires });
  return text;
}

/** The token, while it is good. One for a single use is gone afterwards. */
export function tokenOf({ state, now }: World, text: string | undefined): Token {
  const token = text === undefined ? undefined : state.tokens.get(text);
  if (!token || (token.expires !== null && token.expires <= now())) throw new Refused('invalidToken');
  if (token.kind === 'single') state.tokens.delete(text!);
  return token;
}

const bearer = ({ req }: Context): string | undefined =>
  /^Bearer (.+)$/i.exec(req.header('authorization') ?? '')?.[1];

/** The token in the header. */
export const tokenIn = (world: World, context: Context): Token => tokenOf(world, bearer(context));

/** Whoever the request is made for: `me`, or the id of whom the token belongs to. Others do not exist for it. */
export function userIn(world: World, context: Context): User {
  const { user: id } = tokenIn(world, context);
  const user = id === null ? undefined : world.state.users.get(id);
  if (id === null) throw new Refused('forbidden');
  if (!user) throw new Refused('invalidToken');
  const named = context.req.param('user');
  if (named !== undefined && named !== 'me' && named !== String(id)) throw new Refused('notFound');
  return user;
}

/** Refuses whoever is not the application itself. */
export function checkClient(
  { clientID, clientSecret }: World,
  given: { client_id?: string | undefined; client_secret?: string | undefined },
): void {
  if (given.client_id !== clientID || given.client_secret !== clientSecret)
    throw new Refused('invalidClient');
}

/** Refuses a token without one of the scopes. */
export function checkScope({ kind, scopes }: Token, ...any: readonly string[]): void {
  const isAny = scopes.some((scope) => any.includes(scope) || scope === 'payments:admin');
  if ((kind !== 'service' && kind !== 'payment') || !isAny) throw new Refused('forbidden');
}

/** Forgets a person, and all that hangs on them; a page that they have open has expired. */
export function forgetUser({ state }: World, id: number): void {
  state.users.delete(id);
  for (const [text, { user }] of state.tokens) if (user === id) state.tokens.delete(text);
  for (const [name, { user }] of state.visits) if (user === id) state.visits.delete(name);
  for (const connection of [...state.connections.values()])
    if (connection.user === id) forgetConnection(state, connection.id);
}

/** Forgets a connection with its accounts and their transactions. */
export function forgetConnection(state: World['state'], id: number): void {
  state.connections.delete(id);
  for (const account of [...state.accounts.values()])
    if (account.connection === id) state.accounts.delete(account.id);
}
