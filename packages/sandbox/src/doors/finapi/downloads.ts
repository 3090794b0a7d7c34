import { accountsAt, bookingsAt, history } from './ledger.js';
import { personaNamed } from './personas.js';
import { accountsOf, type Account, type Connection } from './state.js';
import { accountTypes, dayOf, type BankingInterface } from './wire.js';
import type { Wanted } from './state.js';
import type { World } from './world.js';

const dayLength = 24 * 60 * 60_000;

/** Lists the accounts of a connection that are wanted, and begins to download what is on them. */
export function beginDownload(connection: Connection, wanted: Wanted, world: World): void {
  const { state, settings } = world;
  const now = world.now();
  const persona = personaNamed(connection.interfaces[0]?.login ?? '');
  for (const held of accountsAt(connection.bank, connection.interfaces[0]?.login ?? '', persona)) {
    const ways = waysTo(held.type, connection);
    const isWanted = wanted.types.length === 0 || wanted.types.includes(accountTypes[held.type]);
    const known = accountsOf(state, connection.id).find(({ key }) => key === held.key);
    if (known || !isWanted || ways.length === 0) continue;
    const account: Account = {
      ...held,
      ...{ id: world.nextID(), connectionID: connection.id, imported: now, isNew: true },
      interfaces: ways.map((bankingInterface) => ({ bankingInterface, status: 'DOWNLOAD_IN_PROGRESS' })),
    };
    state.accounts.set(account.id, account);
    state.bookings.set(account.id, []);
  }
  for (const account of accountsOf(state, connection.id))
    for (const one of account.interfaces) {
      one.status = 'DOWNLOAD_IN_PROGRESS';
      one.lastAttempt = now;
    }
  const ends = now + (persona.downloads ?? settings.downloads);
  connection.download = { ends, skipsBookings: wanted.skipsBookings };
  connection.categorised = ends + 2 * settings.categorises;
}

/** The ways in to this connection that carry accounts of a type. */
const waysTo = (type: Account['type'], { bank, interfaces }: Connection): BankingInterface[] =>
  interfaces
    .map(({ bankingInterface }) => bankingInterface)
    .filter((name) =>
      bank.interfaces.find((one) => one.bankingInterface === name)?.aisAccountTypes.includes(type),
    );

/** Ends a download whose time has come: what the bank has is there, or it is said that it could not be had. */
export function endDownload(connection: Connection, world: World): void {
  const { download } = connection;
  if (!download || download.ends > world.now()) return;
  delete connection.download;
  const persona = personaNamed(connection.interfaces[0]?.login ?? '');
  const accounts = accountsOf(world.state, connection.id);
  accounts.forEach((account, place) => {
    const fails = persona.empty || (persona.partial && place === 1);
    for (const one of account.interfaces) {
      one.status = fails ? 'DOWNLOAD_FAILED' : 'UPDATED';
      if (!fails) one.lastSuccess = download.ends;
    }
    if (fails) return;
    account.balance = account.bankBalance;
    if (!download.skipsBookings) book(account, connection, download.ends, persona.bookings, world);
  });
  for (const one of connection.interfaces) {
    one.lastManualUpdate = persona.empty
      ? {
          ...{ result: 'INTERNAL_SERVER_ERROR', errorMessage: 'The bank did not answer.' },
          ...{ errorType: 'TECHNICAL', time: download.ends },
        }
      : { result: 'OK', time: download.ends };
    one.userActionRequired = persona.expires ?? false;
  }
}

/** Adds what the bank has booked since the last time; the first time as far back as was asked for. */
function book(
  account: Account,
  { maxDays }: Connection,
  now: number,
  bookings: number | undefined,
  world: World,
) {
  const today = Date.parse(dayOf(now));
  const days = maxDays === 0 ? history : Math.min(maxDays, history);
  const from = account.bookedUntil
    ? Date.parse(account.bookedUntil) + dayLength
    : today - (days - 1) * dayLength;
  account.bookedUntil = dayOf(today);
  const list = world.state.bookings.get(account.id) ?? [];
  for (const booking of bookingsAt(account, { from, to: today, bookings }))
    list.push({
      ...booking,
      ...{ id: world.nextID(), accountID: account.id, imported: now, isAdjusting: false },
    });
  world.state.bookings.set(account.id, list);
}
