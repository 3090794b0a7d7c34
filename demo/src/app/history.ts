import { daysShown, type Bank } from './bank.js';

/** What all accounts in a currency held together at the end of each day, the oldest first; the last is now. */
export interface History {
  currency: string;
  days: { date: Date; amount: number }[];
}

/** One history per currency: counted back from today's balances, since that is what banks tell. */
export function historiesOf(banks: readonly Bank[], now = new Date()): History[] {
  const histories = new Map<string, History>();
  for (const { balance } of banks.flatMap(({ accounts = [] }) => accounts)) {
    if (!balance) continue;
    const { code } = balance.currency;
    const history = histories.get(code) ?? { currency: code, days: emptyDays(now) };
    for (const day of history.days) day.amount += balance.amount;
    histories.set(code, history);
  }
  for (const { account, amount, currency, date, type } of banks.flatMap(({ bookings = [] }) => bookings)) {
    if (!account.balance) continue;
    const sign = type === 'credit' ? 1 : -1;
    for (const day of histories.get(currency.code)?.days ?? [])
      if (day.date < new Date(date)) day.amount -= sign * amount;
  }
  return [...histories.values()];
}

const emptyDays = (now: Date): History['days'] =>
  Array.from({ length: daysShown }, (_, index) => {
    const ago = daysShown - 1 - index;
    const date = new Date(now.getFullYear(), now.getMonth(), now.getDate() - ago, 23, 59, 59, 999);
    return { date: ago === 0 ? now : date, amount: 0 };
  });
