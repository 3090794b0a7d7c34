import type { Context, Login, Outcome } from '../../provider.js';
import { bankOf, isIdentifying, whoTyped } from './begin.js';
import { accessEnd, change, read, synchronise } from './connection.js';
import { allAccounts, type Handles } from './consent.js';
import { drive, goneOn } from './drive.js';
import { encrypted } from './encryption.js';
import { toWebview } from './pages.js';
import type { Run } from './pending.js';
import { failed, isCode, isUnknown, type Failed, type Upstream } from './upstream.js';
import type { Connection } from './wire.js';

/**
 * Renews a consent, or mends what is in the way of a connection, by the shortest way: what the bank wants is asked at
 * once, and nothing that it does not want.
 */
export async function renew(upstream: Upstream, handles: Handles, context: Context): Promise<Outcome<Login>> {
  const begun = await begin(upstream, handles, context);
  if ('failure' in begun) return begun.failure;
  const { run, now } = begun;
  if (now.state != null) return drive(upstream, run, now, context);
  if (upstream.options.mode !== 'embedded') return toWebview(upstream, run, context);
  const answer = await change(upstream, run, { refresh_auth: true }, context);
  if (isUnknown(answer)) return failed('INVALID_CONNECTION');
  const refreshed = isCode(answer, 'notSupported')
    ? await synchronise(upstream, run.person, handles.connection, true, context)
    : answer;
  const step = await goneOn(upstream, run, refreshed, context);
  return 'outcome' in step ? step.outcome : drive(upstream, run, step.connection, context);
}

/** Goes on with a repair for which the person was asked for what they log in with. */
export async function renewWith(
  upstream: Upstream,
  handles: Handles,
  credentials: Readonly<Record<string, string>>,
  context: Context,
): Promise<Outcome<Login>> {
  const begun = await begin(upstream, handles, context);
  if ('failure' in begun) return begun.failure;
  const { run } = begun;
  const bank = await bankOf(upstream, run.connector, context);
  if ('failure' in bank) return bank.failure;
  const isWhole = bank.value.fields.filter(isIdentifying).every(({ name }) => credentials[name]);
  const who = isWhole ? await whoTyped(bank.value, credentials) : undefined;
  if (who !== undefined && who !== handles.who) return failed('DIFFERENT_LOGIN');
  const values = await encrypted(upstream, credentials, context);
  if ('failure' in values) return values.failure;
  const answer = await change(upstream, run, values.value, context);
  const step = await goneOn(upstream, run, answer, context, 'credentials');
  return 'outcome' in step ? step.outcome : drive(upstream, run, step.connection, context);
}

async function begin(
  upstream: Upstream,
  { person, connection, connector, who }: Handles,
  context: Context,
): Promise<{ run: Run; now: Connection } | { failure: Failed }> {
  const run: Run = { purpose: 'repair', person: { ...person }, connector, connection, who, later: [] };
  const at = { person: run.person, connection };
  const now = await read(upstream, at, context);
  if ('failure' in now) return now;
  const accounts = await allAccounts(upstream, at, context);
  if ('failure' in accounts) return accounts;
  run.known = accounts.value.map(({ id }) => id);
  run.expired = accessEnd(now.value);
  return { run, now: now.value };
}
