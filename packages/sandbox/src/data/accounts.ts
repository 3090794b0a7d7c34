import type { Account } from '@connect-layer/protocol';
import { digits, idOf } from '../chance.js';
import { countries, type Country } from '../banks/countries.js';
import { currencyOf, type CurrencyCode } from '../banks/currencies.js';
import type { Bank } from '../banks/institutions.js';
import { majorOf } from '../money/amount.js';
import type { HeldAccount } from '../state/state.js';

/** The accounts of a persona before anything was paid: the same at every call, and after a restart. */
export function accountsOf(bank: Bank, username: string): HeldAccount[] {
  const { everyday, savings } = countries[bank.country];
  const make = (
    use: HeldAccount['use'],
    type: HeldAccount['type'],
    balance: number,
    { key: ending = use, name = type }: { key?: string; name?: string } = {},
  ): HeldAccount => {
    const key = `${bank.id}/${username}/${ending}`;
    const numbers = numbersOf(bank, key, `16${digits(key, 20)}`);
    return { ...heldBy(bank, key), ...numbers, name, type, use, balance };
  };
  // Somebody who is to choose needs something to choose from, and to know it by.
  if (username.startsWith('choose_accounts'))
    return [
      make('everyday', everyday.type, everyday.balance, { name: 'Everyday' }),
      make('savings', 'savings', savings.balance, { name: 'Rainy days' }),
      make('savings', 'deposit', 2 * savings.balance, { key: 'deposit', name: 'House' }),
    ];
  return [make('everyday', everyday.type, everyday.balance), make('savings', 'savings', savings.balance)];
}

/** The account that somebody new gets, numbered by the time as in Dapi's sandbox. */
export function firstAccount(bank: Bank, key: string, now: number): HeldAccount {
  const { type } = countries[bank.country].everyday;
  const numbers = numbersOf(bank, key, `${now}${digits(key, 9)}`);
  return { ...heldBy(bank, key), ...numbers, name: type, type, use: 'everyday', balance: 50_000_00 };
}

/** The account as answers have it. Routing numbers are of the US only. */
export function accountView(held: HeldAccount, { country }: Bank): Account {
  const { id, name, number, iban, type, routingNumbers } = held;
  const currency = currencyOf(held.currency);
  return {
    ...{ id, name, number, ...(iban !== undefined && { iban }), type, currency },
    ...{ isFavourite: false, ...(country === 'US' && { routingNumbers }) },
    balance: { amount: majorOf(held.balance), currency, accountNumber: number },
  };
}

/** What accounts of this bank begin with. */
export const heldBy = ({ country }: Bank, key: string) => {
  const { currency, routingNumbers = [] }: Country = countries[country];
  return {
    id: idOf(key),
    currency: currency.code as CurrencyCode,
    routingNumbers,
    bookings: [],
  };
};

/** Numbers in the form of the country, but never ones that a bank could have given out. */
function numbersOf(
  { id, country }: Bank,
  key: string,
  long: string,
): Pick<HeldAccount, 'number'> & { iban?: string } {
  switch (country) {
    case 'AE':
      return { number: long, iban: `${id.replaceAll('_', '')}${long}` };
    case 'GB': {
      const number = digits(key, 8);
      return { number, iban: `GB00FAKE${countries.GB.sortCode}${number}` };
    }
    case 'US':
      return { number: digits(key, 10) };
  }
}
