import type { Json } from '@connect-layer/gateway';
import { accountsOf, firstAccount } from '../data/accounts.js';
import { cardsOf } from '../data/cards.js';
import { uuidOf } from '../chance.js';
import { banks, bankOf, type Bank } from '../banks/institutions.js';
import { personaOf, personaPassword, personas } from '../personas/personas.js';
import type { HeldAccount, State, User } from './state.js';

/**
 * What a connection remembers; the gateway seals it. Only a user made by the management API is named by UUID.
 * A connection that was `repaired` is no longer in the way of calls.
 */
export type Handle = { institutionID: string; username: string; userUUID?: string; repaired?: true };

/** Whose connection it is, or undefined when there is no such bank or user (any more). */
export function userOf(state: State, connection: Json): User | undefined {
  const { institutionID, username, userUUID } = connection as Handle;
  const bank = bankOf(institutionID);
  if (!bank) return undefined;
  if (userUUID === undefined) return persona(state, bank, username);
  return Object.values(state.users).find((user) => user.userUUID === userUUID && user.bankID === bank.id);
}

/** The user with this name and password, as an app's person would log in. */
export function userWith(
  state: State,
  { bank, appKey, username, password }: { bank: Bank; appKey: string; username: string; password: string },
): User | undefined {
  const right = state.users[keyOf(bank.id, username, appKey)]?.created?.password ?? personaPassword;
  return password === right ? named(state, bank, appKey, username) : undefined;
}

/** The user of this name: one that was made for the app, else a persona. */
export const named = (state: State, bank: Bank, appKey: string, username: string): User | undefined =>
  state.users[keyOf(bank.id, username, appKey)] ?? persona(state, bank, username);

export const handleOf = ({ bankID, username, userUUID, created }: User): Handle => ({
  institutionID: bankID,
  username,
  ...(created && { userUUID }),
});

/** Makes a user, with one account and two cards. Undefined when the app has one of this name at the bank. */
export function createUser(
  state: State,
  { bank, appKey, username, password }: { bank: Bank; appKey: string; username: string; password: string },
  now: number,
): User | undefined {
  const key = keyOf(bank.id, username, appKey);
  if (state.users[key]) return undefined;
  const userUUID = crypto.randomUUID();
  const user = blank(bank, username, userUUID, [firstAccount(bank, userUUID, now)]);
  return (state.users[key] = { ...user, created: { appKey, password } });
}

/** Forgets a user that was made; says whether there was one. */
export function deleteUser(state: State, bank: Bank, appKey: string, username: string): boolean {
  const key = keyOf(bank.id, username, appKey);
  const existed = key in state.users;
  delete state.users[key];
  return existed;
}

/** The account with this IBAN or, without one, this number, wherever in the sandbox it is. */
export function accountAt(
  state: State,
  { iban, accountNumber }: { iban?: string | undefined; accountNumber?: string | undefined },
): HeldAccount | undefined {
  const number = compact(iban ?? accountNumber ?? '');
  const isIt = (account: HeldAccount) => (iban === undefined ? account.number : account.iban) === number;
  const known = Object.values(state.users).flatMap(({ accounts }) => accounts);
  return number === '' ? undefined : (known.find(isIt) ?? untouched(state, number)?.find(isIt));
}

/** Numbers are written in groups by some. */
export const compact = (number: string): string => number.replace(/\s/g, '').toUpperCase();

/** Whose accounts have which numbers, before anybody has been here; worked out once. */
let numbers: Map<string, readonly [Bank, username: string]> | undefined;

/** The accounts of the persona with this number, who may not have been here since the bank was started. */
function untouched(state: State, number: string): HeldAccount[] | undefined {
  numbers ??= new Map(
    banks.flatMap((bank) =>
      Object.keys(personas).flatMap((username) =>
        accountsOf(bank, username).flatMap(({ number, iban = number }) =>
          [number, iban].map((each) => [each, [bank, username]] as const),
        ),
      ),
    ),
  );
  const [bank, username] = numbers.get(number) ?? [];
  return bank && username !== undefined ? persona(state, bank, username)?.accounts : undefined;
}

function persona(state: State, bank: Bank, username: string): User | undefined {
  if (!personaOf(username)) return undefined;
  const key = keyOf(bank.id, username);
  return (state.users[key] ??= blank(bank, username, uuidOf(key), accountsOf(bank, username)));
}

const blank = (bank: Bank, username: string, userUUID: string, accounts: HeldAccount[]): User => ({
  ...{ userUUID, bankID: bank.id, username, accounts, cards: cardsOf(bank, userUUID) },
  ...{ beneficiaries: [], wireBeneficiaries: [], pulls: [], batches: [], results: [] },
});

const keyOf = (...names: string[]): string => JSON.stringify(names);
