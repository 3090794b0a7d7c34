import { between, digits } from '../../chance.js';
import { parisTimeOrNull } from './clock.js';
import { connectorOf, type AccountKind } from './connectors.js';
import { Refused } from './refusal.js';
import { currencies } from './currencies.js';
import { scenarioOf } from './scenarios.js';
import { newID, type Connection, type HeldAccount, type Source, type World } from './state.js';
import { book } from './transactions.js';

/** The types of accounts, in the order of their ids. */
export const accountTypes = [
  ...['checking', 'savings', 'deposit', 'loan', 'market', 'joint', 'card', 'lifeinsurance', 'pee', 'perco'],
  ...['article83', 'rsp', 'pea', 'capitalisation', 'perp', 'madelin', 'unknown', 'livret_a', 'livret_b'],
  ...['ldds', 'cel', 'pel', 'csl', 'cat', 'per', 'crowdlending', 'real_estate'],
] as const;

const typeID = (type: string): number => accountTypes.indexOf(type as never) + 1;

/** Milliseconds until the transactions of an account that was just enabled are there. */
const bookingTakes = 300;

/** A synchronisation finds the accounts: new ones are added, disabled; those that are there are brought up to date. */
export function discover(world: World, connection: Connection, source: Source): void {
  const { state, now } = world;
  const definition = connectorOf(connection.connector)!.sources.find(({ name }) => name === source.name)!;
  const mine = [...state.accounts.values()].filter(({ connection: id }) => id === connection.id);
  for (const kind of definition.holds)
    if (!mine.some(({ key }) => key === kind.key)) mine.push(addAccount(world, connection, source, kind));
  for (const account of mine)
    if (account.source === source.id && account.disabled === null && account.deleted === null)
      account.lastUpdate = now();
}

/** A newly found account; disabled, until the person agrees. */
export function addAccount(
  { state, now }: World,
  connection: Connection,
  source: Source,
  { key, name, type, balance, coming = 0, parent }: AccountKind,
): HeldAccount {
  const isBritish = connectorOf(connection.connector)!.country === 'GB';
  const seed = `${connection.connector}/${source.values.login ?? ''}/${key}`;
  const number = key === 'card' ? `4970XXXXXXXX${digits(seed, 4)}` : digits(seed, isBritish ? 8 : 11);
  const hasIBAN = ['checking', 'savings', 'livret_a'].includes(type) && !isBritish;
  const above = [...state.accounts.values()].find(
    (account) => account.connection === connection.id && account.key === parent,
  );
  const account: HeldAccount = {
    ...{ id: newID(state), connection: connection.id, source: source.id, parent: above?.id ?? null, key },
    ...{ name, originalName: name, number, iban: hasIBAN ? frenchIBAN(number) : null, type },
    usage: scenarioOf(source).professional ? 'ORGA' : 'PRIV',
    currency: isBritish ? 'GBP' : 'EUR',
    ...{ balance: balance + between(seed, 0, 99), coming, loan: type === 'loan' },
    ...{ display: true, bookmarked: false, disabled: now(), deleted: null, lastUpdate: null },
    ...{ ready: null, booked: null, transactions: [] },
  };
  state.accounts.set(account.id, account);
  return account;
}

/** Agreeing to an account opens it; its transactions follow. Taking that back removes what was there. */
export function setDisabled({ now }: World, account: HeldAccount, disabled: boolean): void {
  if (disabled === (account.disabled !== null)) return;
  account.disabled = disabled ? now() : null;
  account.ready = disabled ? null : now() + bookingTakes;
  account.lastUpdate = null;
  account.booked = null;
  account.transactions = [];
}

/** Brings the transactions of all open accounts up to date. */
export function bookAll(world: World): void {
  const now = world.now();
  for (const account of world.state.accounts.values()) {
    if (account.ready === null || account.ready > now || account.deleted !== null) continue;
    account.lastUpdate ??= now;
    book(world, account);
  }
}

/** The accounts of somebody, or of one connection: the open ones, or with `all` every one. */
export const accountsOf = (
  { state }: World,
  { user, connection, all }: { user: number; connection?: number | undefined; all: boolean },
): HeldAccount[] =>
  [...state.accounts.values()].filter(
    ({ connection: id, disabled, deleted }) =>
      (connection === undefined || id === connection) &&
      state.connections.get(id)?.user === user &&
      (all || (disabled === null && deleted === null)),
  );

/** An account by its id: one that is archived is still there, one that is disabled only with `all`. */
export function accountOf(world: World, user: number, id: number, all: boolean): HeldAccount {
  const account = accountsOf(world, { user, all: true }).find((one) => one.id === id);
  if (!account || (account.disabled !== null && !all)) throw new Refused('notFound');
  return account;
}

/** An account as the API shows it: while it is disabled, little more than its name. */
export function accountView(world: World, account: HeldAccount): Record<string, unknown> {
  const { id, connection, source, parent, name, originalName, type, usage, display, bookmarked } = account;
  const isOpen = account.disabled === null;
  const showsNumber = isOpen || world.revealDisabledNumbers;
  return {
    ...{ id, id_connection: connection, id_user: world.state.connections.get(connection)!.user },
    ...{ id_source: source, id_parent: parent, name, original_name: originalName, type },
    ...{ id_type: typeID(type), usage, ownership: 'owner', display, bookmarked: bookmarked ? 1 : 0 },
    ...{ currency: currencies[account.currency], number: showsNumber ? account.number : null },
    ...{ iban: isOpen ? account.iban : null, bic: null },
    ...{ balance: isOpen ? account.balance / 100 : null, coming: isOpen ? account.coming / 100 : null },
    formatted_balance: isOpen ? format(account) : '',
    ...{ last_update: parisTimeOrNull(account.lastUpdate), deleted: parisTimeOrNull(account.deleted) },
    ...{ disabled: parisTimeOrNull(account.disabled), error: null, company_name: null, information: {} },
    loan: isOpen && account.loan ? loanOf(account) : null,
  };
}

const format = ({ balance, currency }: HeldAccount): string =>
  `${(balance / 100).toFixed(2).replace('.', ',')} ${currency === 'EUR' ? '€' : '£'}`;

const loanOf = ({ balance }: HeldAccount): object => ({
  ...{ total_amount: 200_000, available_amount: 0, used_amount: 200_000 },
  ...{ subscription_date: '2020-03-01', maturity_date: '2040-03-01', start_repayment_date: '2020-04-01' },
  ...{ deferred: false, next_payment_amount: 1012.4, next_payment_date: null },
  ...{ last_payment_amount: 1012.4, last_payment_date: null, rate: 1.8 },
  ...{ nb_payments_left: Math.round(-balance / 101240), nb_payments_done: 80, nb_payments_total: 240 },
  ...{ account_label: 'Compte chèque', insurance_label: null, insurance_amount: null, insurance_rate: null },
  ...{ duration: 240, type: 'mortgage' },
});

/** An IBAN of a bank that does not exist, with check digits that are right. */
function frenchIBAN(number: string): string {
  const bban = `9999900000${number.padStart(13, '0').slice(-13)}`;
  const digitsOf = `${bban}152700`; // FR is 15 27; 00 stands for the check digits.
  const check = 98n - (BigInt(digitsOf) % 97n);
  return `FR${String(check).padStart(2, '0')}${bban}`;
}
