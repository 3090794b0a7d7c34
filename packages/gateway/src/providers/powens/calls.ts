import type { AccountsMetadata, Balance, CardBalance } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Context, Json, Outcome, ProviderCalls } from '../../provider.js';
import { accountOf, balanceOf, cardBalanceOf, cardOf, isCard, transactionOf } from './account.js';
import { consentEnd, read, synchronise } from './connection.js';
import { forget } from './person.js';
import type { Handles } from './consent.js';
import { pause } from '../http.js';
import { identityOf } from './identity.js';
import { metadataOf } from './metadata.js';
import { momentOf } from './paris.js';
import { demandOf } from './states.js';
import { failed, isCode, isUnknown, parsed, type Failed, type Upstream } from './upstream.js';
import { Account, Accounts, Transaction, Transactions, type Connection } from './wire.js';

const Known = v.object({
  person: v.object({ id: v.number(), token: v.string() }),
  connection: v.number(),
  connector: v.string(),
  who: v.string(),
});

/** Milliseconds after which a balance is fetched anew before it is told. */
const stale = 60 * 60_000;

/** Milliseconds between looks at an account that was just opened, and how many of them. */
const lookEvery = 500;
const looks = 40;

/** Pages of transactions after which a list that does not end is given up. */
const longest = 200;

type Named = { accountID?: string | undefined; cardID?: string | undefined };
type Days = Named & { fromDate: string; toDate: string };
type Got<T> = { value: T } | { failure: Failed };

const done = <T>(result: T): Outcome<T> => ({ status: 'done', result });

/** The data and metadata calls. What Powens has stored is told whatever state the bank is in, while the consent lasts. */
export function callsAt(upstream: Upstream) {
  return {
    calls: {
      getIdentity: reading(async (handles, _input, context) => identityOf(upstream, handles, context)),
      getAccounts: reading(accounts),
      getCompleteAccounts: reading(accounts),
      getCards: reading(async (handles, _input, context) => {
        const list = await accountsOf(handles, context);
        return 'failure' in list ? list.failure : done({ cards: list.value.filter(isCard).map(cardOf) });
      }),
      getBalance: reading(balance),
      getTransactions: reading(transactions),
      getAccountsMetadata: reading(
        async (handles, _input, context): Promise<Outcome<{ accountsMetadata: AccountsMetadata }>> => {
          const list = await accountsOf(handles, context);
          return 'failure' in list ? list.failure : metadataOf(upstream, handles, list.value, context);
        },
      ),
    } satisfies ProviderCalls,

    /** Forgets the person with all that Powens has of them. Who is gone already is no less gone. */
    delink: async (sealed: Json, context: Context): Promise<Outcome<unknown>> => {
      const handles = v.safeParse(Known, sealed);
      if (!handles.success) return failed('INVALID_CONNECTION');
      const answer = await forget(upstream, handles.output.person, context);
      const isGone = answer.ok || isUnknown(answer) || isCode(answer, 'notFound');
      return isGone ? done({}) : failed('BANK_ERROR', 'Powens did not end the connection.');
    },
  };

  /** A call that reads, for a connection that can be read. */
  function reading<I, T>(
    work: (handles: Handles, input: I, context: Context, connection: Connection) => Promise<Outcome<T>>,
  ) {
    return async (sealed: Json, input: I, context: Context): Promise<Outcome<T>> => {
      const known = v.safeParse(Known, sealed);
      if (!known.success) return failed('INVALID_CONNECTION');
      const handles = known.output;
      const connection = await read(upstream, handles, context);
      if ('failure' in connection) return connection.failure;
      if (needsPerson(connection.value, context.now())) return failed('INVALID_CONNECTION');
      return work(handles, input, context, connection.value);
    };
  }

  async function accounts(handles: Handles, _input: unknown, context: Context) {
    const list = await accountsOf(handles, context);
    return 'failure' in list ? list.failure : done({ accounts: list.value.map(accountOf) });
  }

  async function accountsOf({ person, connection }: Handles, context: Context): Promise<Got<Account[]>> {
    const path = `/users/me/connections/${connection}/accounts`;
    const list = parsed(Accounts, await upstream.askFor(person, 'GET', path, context));
    if ('failure' in list) return list;
    return {
      value: list.value.accounts.filter(({ deleted, disabled }) => deleted == null && disabled == null),
    };
  }

  /** An account by its id, also one that the bank no longer has. */
  async function accountNamed(
    { person, connection }: Handles,
    { accountID, cardID }: Named,
    context: Context,
  ): Promise<Got<Account>> {
    const id = accountID ?? cardID ?? '';
    const unknown = { failure: failed(accountID === undefined ? 'INVALID_CARD_ID' : 'INVALID_ACCOUNT_ID') };
    if (!/^\d{1,15}$/.test(id)) return unknown;
    const answer = await upstream.askFor(person, 'GET', `/users/me/accounts/${id}`, context);
    if (isCode(answer, 'notFound')) return unknown;
    const account = parsed(Account, answer);
    if ('failure' in account) return account;
    const isMine = account.value.id_connection === connection && account.value.disabled == null;
    return isMine ? account : unknown;
  }

  async function balance(
    handles: Handles,
    input: Named,
    context: Context,
    { state }: Connection,
  ): Promise<Outcome<{ balance: Balance | CardBalance }>> {
    let found = await accountNamed(handles, input, context);
    if ('failure' in found) return found.failure;
    const { last_update: updated, deleted } = found.value;
    const isStale = context.now() - (momentOf(updated) ?? 0) > stale;
    if (isStale && deleted == null && state == null) {
      // The person may not be there, so the bank is asked in a way that does not disturb them.
      await synchronise(upstream, handles.person, handles.connection, false, context);
      found = await accountNamed(handles, input, context);
      if ('failure' in found) return found.failure;
    }
    const { value: account } = found;
    if (isCard(account) && input.accountID === undefined) return done({ balance: cardBalanceOf(account) });
    if (account.balance == null) return failed('BANK_ERROR', 'The bank tells no balance of this account.');
    return done({ balance: balanceOf(account, account.balance) });
  }

  async function transactions(handles: Handles, input: Days, context: Context) {
    const { fromDate, toDate } = input;
    if (fromDate > toDate) return failed('INVALID_DATE_RANGE');
    const found = await accountNamed(handles, input, context);
    if ('failure' in found) return found.failure;
    const { value: account } = found;
    if (account.last_update == null && account.deleted == null) await filled(handles, account, context);
    const query = { limit: '1000', filter: 'date', min_date: fromDate, max_date: toDate };
    const path = `/users/me/accounts/${account.id}/transactions`;
    const all: unknown[] = [];
    const seen = new Set<string>();
    let answer = await upstream.askFor(handles.person, 'GET', path, context, { query });
    for (;;) {
      if (isCode(answer, 'noAccount')) break;
      const page = parsed(Transactions, answer);
      if ('failure' in page) return page.failure;
      all.push(...page.value.transactions);
      const next = page.value._links?.next?.href;
      if (next === undefined) break;
      if (seen.has(next) || seen.size === longest)
        return failed('BANK_ERROR', 'The list of transactions does not end.');
      seen.add(next);
      answer = await upstream.follow(handles.person, next, context);
    }
    const bookings = all
      .flatMap((one) => {
        const read = v.safeParse(Transaction, one);
        return read.success && read.output.deleted == null && !read.output.coming ? [read.output] : [];
      })
      .sort((a, b) => (a.date === b.date ? a.id - b.id : a.date < b.date ? -1 : 1));
    return done({ transactions: bookings.map((one) => transactionOf(one, account)) });
  }

  /** The transactions of an account that was just opened follow after a while. */
  async function filled(handles: Handles, { id }: Account, context: Context): Promise<void> {
    for (let look = 0; look < looks && !context.signal.aborted; look++) {
      const now = await accountNamed(handles, { accountID: String(id) }, context);
      if ('failure' in now || now.value.last_update != null) return;
      await pause(lookEvery, context.signal);
    }
  }
}

/** Whether nothing new comes until the person has mended the connection: the consent is over, or the login no good. */
function needsPerson(connection: Connection, now: number): boolean {
  const { wants } = demandOf(connection.state);
  if (wants === 'answer' || wants === 'bank') return connection.state !== 'additionalInformationNeeded';
  const isOver = (consentEnd(connection) ?? Infinity) <= now;
  return wants === 'page' || (isOver && wants !== 'nothing');
}
