import type { Answer } from '@connect-layer/protocol';
import type { Context, Login, Outcome } from '../../provider.js';
import { hash } from '../../secrets.js';
import { numberOf } from './account.js';
import { consentEnd, read } from './connection.js';
import { ask, type Run } from './pending.js';
import { forget, keep } from './person.js';
import { accountsQuestion } from './questions.js';
import { failed, failureOf, parsed, type Failed, type Person, type Upstream } from './upstream.js';
import { Accounts, type Account } from './wire.js';

/** What acts for a connection at Powens. */
export interface Handles {
  person: Person;
  connection: number;
  /** The bank's UUID. */
  connector: string;
  /** Names the person at the bank. */
  who: string;
}

/** A login came to nothing: nobody is left behind. A connection that is being mended stays. */
export async function fail(upstream: Upstream, { purpose, person }: Run, failure: Failed, context: Context) {
  if (purpose === 'login') await forget(upstream, person, context);
  return failure;
}

/** All accounts of a connection, agreed to or not; those that the bank no longer has are left out. */
export async function allAccounts(
  upstream: Upstream,
  { person, connection }: { person: Person; connection: number },
  context: Context,
): Promise<{ value: Account[] } | { failure: Failed }> {
  const path = `/users/me/connections/${connection}/accounts`;
  const list = parsed(Accounts, await upstream.askFor(person, 'GET', path, context, { query: { all: '' } }));
  return 'failure' in list ? list : { value: list.value.accounts.filter(({ deleted }) => deleted == null) };
}

/** Asks which accounts to share. After a repair only when the bank shows one that was not there before. */
export async function askConsent(upstream: Upstream, run: Run, context: Context): Promise<Outcome<Login>> {
  const list = await allAccounts(upstream, { ...run, connection: run.connection! }, context);
  if ('failure' in list) return fail(upstream, run, list.failure, context);
  const isNew = ({ id, disabled }: Account) => disabled != null && !run.known?.includes(id);
  if (run.purpose === 'repair' && !list.value.some(isNew)) return finish(upstream, run, context);
  if (list.value.length === 0)
    return fail(upstream, run, failed('BANK_ERROR', 'The bank shows no account.'), context);
  const question = accountsQuestion(list.value, ({ disabled }) => disabled == null);
  return ask(run, { at: 'accounts', userInputs: [question] });
}

/** Opens the accounts that were chosen, and closes those that no longer are. Choosing none is a refusal. */
export async function takeConsent(
  upstream: Upstream,
  run: Run,
  answers: readonly Answer[],
  context: Context,
): Promise<Outcome<Login>> {
  const chosen = new Set(
    (answers.find(({ id }) => id === 'accounts')?.answer ?? '').split(',').filter(Boolean),
  );
  const list = await allAccounts(upstream, { ...run, connection: run.connection! }, context);
  if ('failure' in list) return fail(upstream, run, list.failure, context);
  const known = new Set(list.value.map(({ id }) => String(id)));
  if ([...chosen].some((id) => !known.has(id)))
    return fail(
      upstream,
      run,
      failed('INVALID_ACCOUNT_ID', 'An account was chosen that was not offered.'),
      context,
    );
  if (chosen.size === 0) return fail(upstream, run, failed('USER_CANCELLED_ACCOUNT_SELECTION'), context);
  for (const disabled of [false, true]) {
    const change = list.value.filter(
      ({ id, disabled: since }) => chosen.has(String(id)) === !disabled && (since != null) !== disabled,
    );
    if (change.length === 0) continue;
    const ids = change.map(({ id }) => id).join(',');
    const path = `/users/me/connections/${run.connection}/accounts/${ids}`;
    const answer = await upstream.askFor(run.person, 'PUT', path, context, {
      body: { disabled },
      query: { all: '' },
    });
    if (!answer.ok) return fail(upstream, run, failureOf(answer), context);
  }
  return finish(upstream, run, context);
}

/** All is agreed to: the person becomes permanent, and the login is done. */
export async function finish(upstream: Upstream, run: Run, context: Context): Promise<Outcome<Login>> {
  const connection = run.connection!;
  const now = await read(upstream, { person: run.person, connection }, context);
  if ('failure' in now) return fail(upstream, run, now.failure, context);
  const kept = run.purpose === 'login' ? await keep(upstream, run.person, context) : { value: run.person };
  if ('failure' in kept) return fail(upstream, run, kept.failure, context);
  const person = kept.value;
  const who = run.who ?? (await whoHas(now.value.accounts, person));
  const expires = consentEnd(now.value);
  const handles: Handles = { person, connection, connector: run.connector, who };
  return {
    status: 'done',
    result: {
      user: who,
      connection: handles as unknown as Login['connection'],
      ...(expires !== undefined && { consentExpiresAt: expires }),
    },
  };
}

/** Powens knows a person anew at every login; their accounts are the same. */
const whoHas = (accounts: readonly Account[], { id }: Person): Promise<string> =>
  hash(
    accounts
      .map((account) => account.iban ?? numberOf(account))
      .filter(Boolean)
      .sort()[0] ?? String(id),
  );
