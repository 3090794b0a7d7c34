import type {
  Account as OurAccount,
  Balance,
  Card,
  CardBalance,
  Currency,
  Transaction as OurTransaction,
} from '@connect-layer/protocol';
import { utcOf } from './paris.js';
import type { Account, Transaction } from './wire.js';

const types: Readonly<Record<string, OurAccount['type']>> = {
  ...{ checking: 'checking', joint: 'checking', card: 'credit', deposit: 'deposit', cat: 'deposit' },
  ...{ savings: 'savings', livret_a: 'savings', livret_b: 'savings', ldds: 'savings', cel: 'savings' },
  ...{ pel: 'savings', csl: 'savings', loan: 'loan' },
};

/** Our word for a type of account; investments, and whatever is new, are `other`. */
export const typeOf = (type: string): NonNullable<OurAccount['type']> => types[type] ?? 'other';

const currencyOf = ({ currency }: Account): Currency => ({
  code: currency?.id ?? 'EUR',
  name: currency?.name ?? currency?.id ?? 'Euro',
});

export const numberOf = ({ number, iban }: Account): string => number ?? iban ?? '';

export const accountOf = (account: Account): OurAccount => {
  const { id, name, iban, type, bookmarked, balance } = account;
  return {
    ...{ id: String(id), name, number: numberOf(account), ...(iban != null && { iban }) },
    ...{ type: typeOf(type), currency: currencyOf(account), isFavourite: Boolean(bookmarked) },
    ...(balance != null && { balance: balanceOf(account, balance) }),
  };
};

export const balanceOf = (account: Account, amount: number): Balance => ({
  ...{ amount, currency: currencyOf(account), accountNumber: numberOf(account) },
});

export const isCard = ({ type }: Account): boolean => type === 'card';

/** A card. One that hangs on an account is a debit card that is settled later, as is usual in France. */
export const cardOf = (account: Account): Card => ({
  ...{ id: String(account.id), cardNumber: numberOf(account), name: account.name },
  ...{ type: account.id_parent == null ? 'credit' : 'debit', status: 'active', creditLimit: null },
  ...{ currency: currencyOf(account), expiryDate: null },
});

export const cardBalanceOf = (account: Account): CardBalance => ({
  ...{ cardNumber: numberOf(account), availableBalance: null, outstandingBalance: account.balance ?? null },
  ...{ amountDue: null, dueDate: null, currency: currencyOf(account) },
});

/** A booking. The sign is in its type, and its moment is the bank's day where the bank tells no more. */
export function transactionOf(transaction: Transaction, account: Account): OurTransaction {
  const { id, date, datetime, value, wording, simplified_wording, original_wording } = transaction;
  const amount = value ?? 0;
  return {
    ...{ amount: Math.abs(amount), beforeAmount: null, afterAmount: null, currency: currencyOf(account) },
    date: datetime ? utcOf(datetime) : date,
    description: wording ?? simplified_wording ?? null,
    details: original_wording ?? null,
    ...{ reference: String(id), type: amount < 0 ? 'debit' : 'credit' },
  };
}
