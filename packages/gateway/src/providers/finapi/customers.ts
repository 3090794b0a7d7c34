import * as v from 'valibot';
import type { Context } from '../../provider.js';
import type { Answer } from './answer.js';
import type { Customer } from './tokens.js';
import type { Upstream } from './upstream.js';

/**
 * The finAPI user of a customer, made at the first login.
 *
 * Name and password follow from the app, the customer's id there and a key of this gateway, so that the next login
 * finds the same user without anything being kept. Without an id, each login gets a user of its own.
 */
export const customerOf = (upstream: Upstream, context: Context): Promise<Answer<Customer>> => {
  const { appKey, clientUserID } = context;
  const person = clientUserID === undefined ? crypto.randomUUID() : JSON.stringify([appKey, clientUserID]);
  return userFor(person, upstream, context);
};

/** A user who has nothing and only reads what finAPI tells no client. */
export const readerOf = (upstream: Upstream, context: Moment): Promise<Answer<Customer>> =>
  userFor('reader', upstream, context);

type Moment = Pick<Context, 'signal' | 'now'>;

async function userFor(person: string, upstream: Upstream, context: Moment): Promise<Answer<Customer>> {
  const { options } = upstream;
  const key = options.usersKey ?? options.clientSecret;
  const customer = {
    // Names are the same in upper and lower case there, so they are in hexadecimal.
    id: `c-${(await keyed(key, `id ${person}`)).slice(0, 32)}`,
    password: await keyed(key, `password ${person}`),
  };
  const body = { ...customer, isAutoUpdateEnabled: false };
  // Who is there already is not made again, so asking twice does no harm.
  const made = await upstream.access(
    '/users',
    'client',
    { body, reads: v.unknown(), repeatable: true },
    context,
  );
  return made.ok || made.code === 'ENTITY_EXISTS' ? { ok: true, value: customer } : made;
}

async function keyed(key: string, text: string): Promise<string> {
  const bytes = (of: string) => new TextEncoder().encode(of);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', bytes(key), algorithm, false, ['sign']);
  const signed = new Uint8Array(await crypto.subtle.sign('HMAC', imported, bytes(text)));
  return Array.from(signed, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
