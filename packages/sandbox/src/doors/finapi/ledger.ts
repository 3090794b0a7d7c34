import { between, digits, roll } from '../../chance.js';
import type { Bank } from './banks.js';
import type { FinapiPersona } from './personas.js';
import type { Account, Booking } from './state.js';
import { dayOf, type AccountType } from './wire.js';

const dayLength = 24 * 60 * 60_000;

/** How many days back the banks of this door keep books. */
export const history = 730;

interface Held {
  type: AccountType;
  name: string;
  /** In hundredths. */
  balance: number;
  overdraftLimit?: number;
}

const usual: Held[] = [
  { type: 'Checking', name: 'Main-TestAccount', balance: 16_978_51, overdraftLimit: 1_000_00 },
  { type: 'Checking', name: 'Second-TestAccount', balance: 432_10, overdraftLimit: 0 },
  { type: 'Savings', name: 'Savings-TestAccount', balance: 0 },
  { type: 'Security', name: 'Security-TestAccount', balance: 4_111_30 },
];

const others: Held[] = [
  { type: 'CreditCard', name: 'Card-TestAccount', balance: -219_40, overdraftLimit: 2_500_00 },
  { type: 'Loan', name: 'Loan-TestAccount', balance: -84_000_00 },
  { type: 'Membership', name: 'Membership-TestAccount', balance: 150_00 },
  { type: 'Bausparen', name: 'Bauspar-TestAccount', balance: 12_034_00 },
];

const oneOfEach = [usual[0]!, usual[2]!, usual[3]!, ...others];

/** What the bank has of somebody, whoever asks for it. */
export type BankAccount = Pick<
  Account,
  'key' | 'type' | 'name' | 'iban' | 'number' | 'holder' | 'currency' | 'bankBalance' | 'overdraftLimit'
>;

/** The accounts of a login: the same whenever and by whomever they are connected. */
export function accountsAt(bank: Bank, login: string, persona: FinapiPersona): BankAccount[] {
  const currency = bank.location === 'CZ' ? 'CZK' : bank.location === 'CH' ? 'CHF' : 'EUR';
  return (persona.allTypes ? oneOfEach : usual).map(({ type, name, balance, overdraftLimit }, place) => {
    const key = `${bank.id}/${login}/${place}`;
    const number = login === 'demo' && place === 0 ? '111111100' : digits(key, 9);
    const isPayment = type === 'Checking' || type === 'Savings';
    const country = bank.location ?? 'DE';
    // The first as it was seen at the real test bank; the others have a check number that no bank gives out.
    const iban =
      number === '111111100' ? 'DE77533700080111111100' : `${country}00999${digits(`${key}/i`, 5)}0${number}`;
    return {
      ...{ key, type, name, number, currency, holder: 'Tommy Sternen-Himmel', bankBalance: balance },
      ...(isPayment && { iban }),
      ...(overdraftLimit !== undefined && { overdraftLimit }),
    };
  });
}

interface Habit {
  purpose: string;
  counterpart: string;
  category: string;
  /** In hundredths, from and to. */
  amount: readonly [number, number];
  /** On which day of the month, or on one day in so many. */
  monthly?: number;
  oneDayIn?: number;
}

const habits: Habit[] = [
  {
    purpose: 'Lohn/Gehalt',
    counterpart: 'Sternwarte GmbH',
    category: 'Einnahmen',
    amount: [2900_00, 3100_00],
    monthly: 28,
  },
  {
    purpose: 'Miete Apfelallee 3',
    counterpart: 'Hausverwaltung Linde',
    category: 'Wohnen',
    amount: [-940_00, -940_00],
    monthly: 1,
  },
  {
    purpose: 'Beitrag 4711/08',
    counterpart: 'Versicherung am Deich',
    category: 'Versicherung',
    amount: [-135_89, -135_89],
    monthly: 13,
  },
  {
    purpose: 'Abschlag Strom',
    counterpart: 'Windwerke',
    category: 'Wohnen',
    amount: [-78_00, -78_00],
    monthly: 3,
  },
  {
    purpose: 'Einkauf',
    counterpart: 'Marktgarten',
    category: 'Lebenshaltung',
    amount: [-89_00, -4_20],
    oneDayIn: 2,
  },
  {
    purpose: 'Kaffee und Kuchen',
    counterpart: 'Café Dachboden',
    category: 'Freizeit',
    amount: [-14_50, -2_80],
    oneDayIn: 4,
  },
  {
    purpose: 'Fahrkarte',
    counterpart: 'Straßenbahn',
    category: 'Mobilität',
    amount: [-49_00, -2_90],
    oneDayIn: 6,
  },
  {
    purpose: 'Bestellung',
    counterpart: 'Kramladen',
    category: 'Shopping',
    amount: [-120_00, -9_99],
    oneDayIn: 9,
  },
];

/** A booking as the bank has it, before finAPI gives it a number. */
export type BankBooking = Omit<Booking, 'id' | 'accountID' | 'imported' | 'isAdjusting'>;

/** What the bank has booked on an account on a range of days, both included, oldest first. */
export function bookingsAt(
  { key, type, currency }: Pick<Account, 'key' | 'type' | 'currency'>,
  { from, to, bookings }: { from: number; to: number; bookings?: number | undefined },
): BankBooking[] {
  if (type !== 'Checking' && type !== 'CreditCard' && type !== 'Savings') return [];
  const isMain = key.endsWith('/0');
  const days = Math.floor((to - from) / dayLength) + 1;
  const found: BankBooking[] = [];
  for (let number = 0; number < days; number++) {
    const day = dayOf(from + number * dayLength);
    if (bookings !== undefined && isMain) {
      const count = Math.floor(((number + 1) * bookings) / days) - Math.floor((number * bookings) / days);
      for (let i = 0; i < count; i++) found.push(bookingOf(habits[4]!, day, `${key}/${day}/${i}`, currency));
      continue;
    }
    for (const habit of type === 'Savings' ? [] : isMain ? habits : habits.slice(4)) {
      const seed = `${key}/${day}/${habit.purpose}`;
      const falls = habit.oneDayIn
        ? roll(seed) % habit.oneDayIn === 0
        : Number(day.slice(8)) === habit.monthly;
      if (falls) found.push(bookingOf(habit, day, seed, currency));
    }
  }
  return found;
}

const bookingOf = (
  { purpose, counterpart, category, amount: [low, high] }: Habit,
  day: string,
  seed: string,
  currency: string,
): BankBooking => ({
  ...{ day, purpose, counterpart, category, currency },
  amount: between(`${seed}/amount`, low, high),
  counterpartIban: `DE00999${digits(`${counterpart}/iban`, 15)}`,
  ...(low > 0 ? { type: 'Gutschrift', zka: '51' } : { type: 'Überweisungsauftrag', zka: '20' }),
});

/** What the bank has noted for an account and not booked yet. */
export const pendingAt = (account: Account, now: number): BankBooking[] =>
  account.type === 'Checking' && account.key.endsWith('/0')
    ? [
        {
          ...bookingOf(habits[4]!, dayOf(now), `${account.key}/pending`, account.currency),
          counterpart: 'Marktgarten',
        },
      ]
    : [];
