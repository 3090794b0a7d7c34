import * as v from 'valibot';
import type { Context } from '../../provider.js';
import { failed, failureOf, parsed, tokenOf, type Failed, type Person, type Upstream } from './upstream.js';

const Token = v.object({ auth_token: v.pipe(v.string(), v.nonEmpty()), id_user: v.number() });
const Code = v.object({ code: v.pipe(v.string(), v.nonEmpty()) });

/**
 * Somebody new at Powens, for one login. They are there for half an hour: who gives up leaves nothing behind, and who
 * finishes is made permanent.
 */
export async function newPerson(
  upstream: Upstream,
  context: Context,
): Promise<{ value: Person } | { failure: Failed }> {
  // A lost answer is a person whom nobody knows, and who vanishes; still, it is not asked for twice.
  const made = parsed(
    Token,
    await upstream.ask('POST', '/auth/init', context, { body: {}, repeat: 'never' }),
  );
  if ('failure' in made) return made;
  const { id_user: id, auth_token: token } = made.value;
  return { value: { id, token } };
}

/** A code with which the person is known on the hosted pages, for one use. */
export async function codeFor(
  upstream: Upstream,
  person: Person,
  context: Context,
): Promise<{ value: string } | { failure: Failed }> {
  const query = { type: 'singleAccess' };
  const made = parsed(Code, await upstream.askFor(person, 'GET', '/auth/token/code', context, { query }));
  return 'failure' in made ? made : { value: made.value.code };
}

/** Makes the person permanent. When it cannot be learnt whether that was done, they are asked for as who they are. */
export async function keep(
  upstream: Upstream,
  person: Person,
  context: Context,
): Promise<{ value: Person } | { failure: Failed }> {
  const { clientID: client_id, clientSecret: client_secret } = upstream.options;
  const client = { client_id, client_secret };
  const body = { grant_type: 'authorization_code', ...client, code: person.token };
  const first = await upstream.ask('POST', '/auth/token/access', context, { body, repeat: 'never' });
  const renewal = { grant_type: 'client_credentials', ...client, id_user: person.id };
  const answer =
    !first.ok && first.code === undefined
      ? await upstream.ask('POST', '/auth/renew', context, { body: renewal })
      : first;
  const token = tokenOf(answer);
  if (token !== undefined) return { value: { id: person.id, token } };
  return { failure: answer.ok ? failed('BANK_ERROR', 'Powens gave no token.') : failureOf(answer) };
}

/** Forgets somebody with all that hangs on them, as far as can be. */
export const forget = (upstream: Upstream, person: Person, context: Context) =>
  upstream.askFor(person, 'DELETE', '/users/me', context, { deadline: 10_000 });
