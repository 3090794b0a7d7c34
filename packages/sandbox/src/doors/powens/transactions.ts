import { roll } from '../../chance.js';
import { daysAfter, parisDay, parisTime, parisTimeOrNull } from './clock.js';
import { currencies } from './currencies.js';
import { newID, type Booking, type HeldAccount, type World } from './state.js';

/** Something that is booked again and again: `every` so many days, in hundredths. */
interface Habit {
  every: number;
  type: string;
  wording: string;
  value: readonly [low: number, high: number];
}

const habit = (every: number, type: string, wording: string, low: number, high = low): Habit => ({
  ...{ every, type, wording, value: [low, high] },
});

const everyday: readonly Habit[] = [
  habit(30, 'transfer', 'Salaire Northwind', 2_450_00),
  habit(30, 'order', 'Loyer Résidence Tamaris', -890_00),
  habit(7, 'card', 'Épicerie du Coin', -85_00, -28_00),
  habit(3, 'card', 'Boulangerie Blé d’Or', -9_50, -1_20),
  habit(21, 'withdrawal', 'Retrait DAB', -60_00, -20_00),
  habit(30, 'bank', 'Frais de tenue de compte', -2_00),
];
const card: readonly Habit[] = [
  habit(4, 'deferred_card', 'Café de la Gare', -18_00, -3_40),
  habit(9, 'deferred_card', 'Librairie Page Blanche', -45_00, -8_00),
];
const quiet: readonly Habit[] = [habit(30, 'transfer', 'Versement programmé', 100_00, 150_00)];

const habitsOf = ({ type }: HeldAccount): readonly Habit[] =>
  type === 'checking' ? everyday : type === 'card' ? card : type === 'loan' ? [] : quiet;

/** How many days back a bank goes when an account is opened. */
const history = 365;

/** Books what an account's habits bring, up to today. What a day brings depends on the account and the day alone. */
export function book({ state, now }: World, account: HeldAccount): void {
  const today = parisDay(now());
  let day = account.booked ? daysAfter(account.booked, 1) : daysAfter(today, -history);
  for (; day <= today; day = daysAfter(day, 1))
    for (const each of habitsOf(account)) {
      const seed = `${account.number}/${each.wording}/${day}`;
      const [low, high] = each.value;
      if (roll(seed) % each.every !== 0) continue;
      const value = low + (roll(`${seed}/value`) % (high - low + 1));
      account.transactions.push(bookingOf(newID(state), each, value, day, now()));
    }
  account.booked = today;
}

/** Booked a day after it was made, as cards are; the day that counts is the one on which it was made. */
const bookingOf = (
  id: number,
  { type, wording }: Habit,
  value: number,
  date: string,
  at: number,
): Booking => ({
  ...{ id, date, rdate: daysAfter(date, -1), applicationDate: daysAfter(date, -1), value },
  ...{ wording, originalWording: `${wording.toUpperCase()} ${date}`, type, coming: false, active: true },
  ...{ comment: null, scraped: at, lastUpdate: at, deleted: null },
});

/** Newest first. */
export const newestFirst = (a: Booking, b: Booking): number =>
  a.date === b.date ? b.id - a.id : a.date < b.date ? 1 : -1;

/** A transaction as the API shows it. */
export function transactionView(booking: Booking, account: HeldAccount): Record<string, unknown> {
  const { id, date, rdate, applicationDate, value, wording, originalWording, type, coming, active } = booking;
  const isCredit = value > 0;
  return {
    ...{ id, id_account: account.id, application_date: applicationDate, date, datetime: null },
    ...{ vdate: date, vdatetime: null, rdate, rdatetime: null, bdate: date, bdatetime: null },
    ...{ value: value / 100, gross_value: null, type, original_wording: originalWording },
    ...{ simplified_wording: wording, stemmed_wording: wording, wording, id_category: 9998 },
    ...{ categories: [], state: 'parsed', date_scraped: parisTime(booking.scraped), coming, active },
    ...{ id_cluster: null, comment: booking.comment, last_update: parisTime(booking.lastUpdate) },
    ...{ deleted: parisTimeOrNull(booking.deleted), original_value: null, original_gross_value: null },
    ...{ original_currency: null, commission: null, commission_currency: null, country: null },
    card: account.type === 'card' ? account.number : null,
    counterparty:
      type === 'transfer'
        ? {
            ...{ label: wording, account_scheme_name: null, account_identification: null },
            type: isCredit ? 'debtor' : 'creditor',
          }
        : null,
    formatted_value: `${(value / 100).toFixed(2).replace('.', ',')} ${currencies[account.currency].symbol}`,
    ...{ documents_count: 0, information: {} },
  };
}
