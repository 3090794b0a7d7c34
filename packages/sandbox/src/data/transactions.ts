import type {
  CategorizedTransaction,
  Currency,
  EnrichedTransaction,
  Transaction,
} from '@connect-layer/protocol';
import { between, roll } from '../chance.js';
import { currencyOf, type CurrencyCode } from '../banks/currencies.js';
import { categoryOf, habits, hasBrand, type Habit, type Rhythm } from './habits.js';
import { majorOf } from '../money/amount.js';
import type { Booked } from '../state/state.js';

/** How many days back a bank of the sandbox answers. */
export const transactionRange = 365;

const dayLength = 24 * 60 * 60 * 1000;

/** What bookings are on: an account, or a card, which has no balance to count back from. */
export interface Booker {
  id: string;
  currency: CurrencyCode;
  use: keyof typeof habits;
  /** What was booked because somebody paid. */
  bookings: readonly Booked[];
  balance?: number;
}

/** Something booked, by habit or because somebody paid. */
type Booking = Booked & Pick<EnrichedTransaction, 'category' | 'brandDetails'>;

/**
 * The bookings from one day to another, both included, oldest first; undefined when the bank does not answer for
 * that range. Days are UTC.
 *
 * What is booked on a day by habit depends on the account and that day alone. `beforeAmount` and `afterAmount` are
 * counted back from the balance, which habits do not change, so they shift as days go by.
 */
export function transactionsOf(
  { id, use, currency, bookings, balance }: Booker,
  prices: number,
  { fromDate, toDate }: { fromDate: string; toDate: string },
  now: number,
): EnrichedTransaction[] | undefined {
  const today = Math.floor(now / dayLength);
  const from = dayOf(fromDate);
  const to = dayOf(toDate);
  if (from === undefined || to === undefined || from > to || from < today - transactionRange)
    return undefined;

  const all: Booking[] = bookings.filter(({ time }) => time >= from * dayLength).map(paid);
  for (let day = from; day <= today; day++) all.push(...byHabit(id, use, prices, day));
  const transactions: EnrichedTransaction[] = [];
  let after = balance;
  for (const booking of all.filter(({ time }) => time <= now).sort((a, b) => b.time - a.time)) {
    const { amount, type, time } = booking;
    const before = after === undefined ? undefined : type === 'credit' ? after - amount : after + amount;
    if (time < (to + 1) * dayLength) transactions.unshift(view(booking, currencyOf(currency), before, after));
    after = before;
  }
  return transactions;
}

/** Without what the plain call does not tell. */
export const plain = ({ category: _, brandDetails: __, ...transaction }: EnrichedTransaction): Transaction =>
  transaction;

/** Without what the categorised call does not tell. */
export const categorized = ({
  brandDetails: _,
  ...transaction
}: EnrichedTransaction): CategorizedTransaction => transaction;

const view = (
  { amount, time, ...rest }: Booking,
  currency: Currency,
  before: number | undefined,
  after: number | undefined,
): EnrichedTransaction => ({
  ...rest,
  amount: majorOf(amount),
  beforeAmount: before === undefined ? null : majorOf(before),
  afterAmount: after === undefined ? null : majorOf(after),
  currency,
  date: new Date(time).toISOString(),
});

/** A date as days since 1970; undefined for one that no calendar has. */
function dayOf(date: string): number | undefined {
  const time = Date.parse(`${date}T00:00:00Z`);
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
  return exists ? time / dayLength : undefined;
}

const paid = (booked: Booked): Booking => ({ ...booked, category: 'transfer', brandDetails: null });

/** All that is booked on a day by habit. */
const byHabit = (id: string, use: Booker['use'], prices: number, day: number): Booking[] =>
  habits[use].flatMap((habit) => {
    const seed = `${id}/${day}/${habit.description}/${habit.details}`;
    return falls(habit.when, day, seed) ? [bookingOf(habit, prices, day, seed)] : [];
  });

function falls(rhythm: Rhythm, day: number, seed: string): boolean {
  const date = new Date(day * dayLength);
  if ('monthly' in rhythm) return date.getUTCDate() === rhythm.monthly;
  if ('weekly' in rhythm) return date.getUTCDay() === rhythm.weekly;
  return roll(`${seed}/happens`) % rhythm.oneDayIn === 0;
}

function bookingOf({ amount, when: _, ...habit }: Habit, prices: number, day: number, seed: string): Booking {
  const second = between(`${seed}/time`, 6 * 3600, 22 * 3600);
  return {
    ...habit,
    amount: Math.round((between(`${seed}/amount`, ...amount) * prices) / 100),
    time: day * dayLength + second * 1000,
    reference: `SBX${roll(`${seed}/reference`).toString(36).toUpperCase().padStart(7, '0')}`,
    category: categoryOf[habit.details],
    brandDetails: hasBrand(habit.details) ? { name: habit.description, logo: null } : null,
  };
}
