import * as v from 'valibot';
import { identity } from '../data/identity.js';
import { majorOf } from '../money/amount.js';
import { currencyOf } from '../banks/currencies.js';
import { bankOf, type Bank } from '../banks/institutions.js';
import { createUser, deleteUser, named } from '../state/users.js';
import type { HeldAccount, HeldCard, User } from '../state/state.js';
import type { Desk } from './manage.js';
import { answer, read, Refused } from './respond.js';

const App = { appKey: v.string() };

/** Names a user: one that was made for the app or, where there is none, a persona. */
export const Whose = { ...App, username: v.string(), bankID: v.string() };

export async function create(request: Request, { ledger, now }: Desk): Promise<Response> {
  const { bankID, ...user } = await read(request, v.object({ ...Whose, password: v.string() }));
  const bank = bankNamed(bankID);
  if (!createUser(ledger.state, { bank, ...user }, now()))
    throw new Refused('VALIDATION_ERROR', "The 'username' field must be one that is not in use.");
  return answer();
}

/** A persona cannot be deleted: it is nobody's. */
export async function remove(request: Request, { ledger }: Desk): Promise<Response> {
  const { appKey, username, bankID } = await read(request, v.object(Whose));
  if (!deleteUser(ledger.state, bankNamed(bankID), appKey, username)) throw noSuchUser();
  return answer();
}

export async function list(request: Request, { ledger }: Desk): Promise<Response> {
  const { appKey } = await read(request, v.object(App));
  const users = Object.values(ledger.state.users).filter(({ created }) => created?.appKey === appKey);
  return answer({ sandboxUsers: users.map(view) });
}

/** The user that a request names. */
export function userNamed(
  { ledger }: Desk,
  { appKey, username, bankID }: { appKey: string; username: string; bankID: string },
): { user: User; bank: Bank } {
  const bank = bankNamed(bankID);
  const user = named(ledger.state, bank, appKey, username);
  if (!user) throw noSuchUser();
  return { user, bank };
}

function bankNamed(bankID: string): Bank {
  const bank = bankOf(bankID);
  if (!bank) throw new Refused('INVALID_INSTITUTION');
  return bank;
}

const noSuchUser = () => new Refused('NOT_FOUND', 'There is no such sandbox user.');

/** A user as the management API tells of one; it has other names for some members of an account. */
const view = ({ created, bankID, username, userUUID, accounts, cards, beneficiaries }: User) => ({
  ...{ appKey: created?.appKey, bankID, username, password: created?.password, userUUID, identity },
  accounts: accounts.map(accountView),
  cards: cards.map(cardView),
  beneficiaries: beneficiaries.map(({ since: _, ...beneficiary }) => ({
    ...beneficiary,
    status: 'approved',
  })),
});

const accountView = ({ id, name, type, number, iban, balance, currency, routingNumbers }: HeldAccount) => ({
  ...{ id, name, accountType: type, accountNumber: number, iban },
  ...{ balance: majorOf(balance), currency: currencyOf(currency), routingNumbers, transactions: [] },
});

const cardView = ({ id, cardNumber, name, type, creditLimit, available, currency }: HeldCard) => ({
  ...{ id, cardNumber, name, type, status: 'active', creditLimit: majorOf(creditLimit) },
  ...{ availableBalance: majorOf(available), currency: currencyOf(currency) },
});
