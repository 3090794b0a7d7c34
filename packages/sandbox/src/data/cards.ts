import type { Card, CardBalance } from '@connect-layer/protocol';
import { digits, idOf } from '../chance.js';
import { countries } from '../banks/countries.js';
import { currencyOf, type CurrencyCode } from '../banks/currencies.js';
import type { Bank } from '../banks/institutions.js';
import { majorOf } from '../money/amount.js';
import type { HeldCard } from '../state/state.js';

/** The two cards that everybody has. */
export function cardsOf({ country }: Bank, key: string): HeldCard[] {
  const currency = countries[country].currency.code satisfies CurrencyCode;
  const numbered = (type: HeldCard['type']) => ({
    id: idOf(`${key}/${type}`),
    cardNumber: `XXXXXXXXXXXX${digits(`${key}/${type}`, 4)}`,
    name: `BASIC ${type.toUpperCase()}`,
    ...{ type, currency, creditLimit: 15_000_00 },
  });
  return [
    { ...numbered('credit'), available: 10_033_86, outstanding: 4_966_14, due: 1_856_00 },
    { ...numbered('debit'), available: 65_252_36, outstanding: null, due: null },
  ];
}

/** The card as answers have it. */
export const cardView = (held: HeldCard, now: number): Card => ({
  ...{ id: held.id, cardNumber: held.cardNumber, name: held.name, type: held.type, status: 'active' },
  creditLimit: majorOf(held.creditLimit),
  currency: currencyOf(held.currency),
  expiryDate: dayAfter(now, 3 * 12, 0),
  ...(held.due !== null && { amountDue: majorOf(held.due), dueDate: dayAfter(now, 1, 4) }),
});

/** What the card has left and owes. */
export const cardBalanceView = (held: HeldCard, now: number): CardBalance => ({
  cardNumber: held.cardNumber,
  availableBalance: majorOf(held.available),
  outstandingBalance: held.outstanding === null ? null : majorOf(held.outstanding),
  amountDue: held.due === null ? null : majorOf(held.due),
  dueDate: held.due === null ? null : dayAfter(now, 1, 4),
  currency: currencyOf(held.currency),
});

/** A day of a month to come; day 0 is the last of the month before. */
function dayAfter(now: number, months: number, day: number): string {
  const date = new Date(now);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, day)).toISOString();
}
