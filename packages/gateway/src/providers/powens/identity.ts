import type { Identity } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Context, Outcome } from '../../provider.js';
import type { Handles } from './consent.js';
import { failed, failureOf, type Answer, type Upstream } from './upstream.js';
import { Ownerships } from './wire.js';

type Told = Outcome<{ identity: Identity }>;

const text = v.fallback(v.nullish(v.pipe(v.string(), v.nonEmpty())), undefined);

const Owner = v.object({
  full_name: v.pipe(v.string(), v.nonEmpty()),
  raw_postal_address: text,
  postal_address: v.fallback(v.nullish(v.record(v.string(), v.unknown())), undefined),
});

const Informations = v.object({
  owner: v.object({
    name: v.pipe(v.string(), v.nonEmpty()),
    ...{ email: text, phone: text },
    postal_address: v.fallback(v.nullish(v.object({ full_address: text })), undefined),
  }),
});

/** Who the person is to the bank, by the first of Powens' three ways that the domain has switched on. */
export async function identityOf(
  upstream: Upstream,
  { person, connection }: Handles,
  context: Context,
): Promise<Told> {
  const path = `/users/me/connections/${connection}`;
  for (const [name, read] of ways) {
    const answer = await upstream.askFor(person, 'GET', `${path}/${name}`, context);
    if (isSwitchedOff(answer)) continue;
    if (!answer.ok) return failureOf(answer);
    const identity = read(answer.body);
    if (identity) return { status: 'done', result: { identity } };
  }
  return failed('NOT_SUPPORTED', 'No product that tells an identity is switched on at Powens.');
}

const isSwitchedOff = (answer: Answer): boolean =>
  !answer.ok && (answer.http === 403 || answer.http === 404 || answer.http === 405);

const ways: readonly [name: string, read: (body: unknown) => Identity | undefined][] = [
  ['account_ownerships', fromOwnerships],
  ['owner_identity', fromOwner],
  ['informations', fromInformations],
];

/** The person themselves, where the bank tells who that is; else whoever holds an account. */
function fromOwnerships(body: unknown): Identity | undefined {
  const read = v.safeParse(Ownerships, body);
  const parties = read.success ? read.output.account_ownerships.flatMap((one) => one.parties) : [];
  const party =
    parties.find(({ identity }) => identity.is_user === true) ??
    parties.find(({ role }) => role === 'holder');
  return party && { name: party.identity.full_name };
}

function fromOwner(body: unknown): Identity | undefined {
  const read = v.safeParse(Owner, body);
  if (!read.success) return undefined;
  const { full_name: name, postal_address: parts, raw_postal_address: raw } = read.output;
  const known = Object.entries(parts ?? {}).filter(
    (part): part is [string, string] => typeof part[1] === 'string',
  );
  const address = known.length > 0 ? Object.fromEntries(known) : raw != null ? { full: raw } : undefined;
  return { name, ...(address && { address }) };
}

function fromInformations(body: unknown): Identity | undefined {
  const read = v.safeParse(Informations, body);
  if (!read.success) return undefined;
  const { name, email, phone, postal_address } = read.output.owner;
  const full = postal_address?.full_address;
  return {
    name,
    ...(email != null && { emailAddress: email }),
    ...(phone != null && { numbers: [{ type: 'mobile' as const, value: phone }] }),
    ...(full != null && { address: { full } }),
  };
}
