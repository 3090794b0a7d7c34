import type { CategorizedTransaction, Transaction } from '@connect-layer/protocol';

/** When something happens: on a day of the month, on a day of the week (0 is Sunday), or on one day in so many. */
export type Rhythm = { monthly: number } | { weekly: number } | { oneDayIn: number };

/** What a booking says of itself, and the category that this is. */
export const categoryOf = {
  Bills: 'bills',
  Cinema: 'entertainment',
  'Food and drink': 'food_and_drink',
  Groceries: 'groceries',
  Interest: 'income',
  Pharmacy: 'health',
  Refund: 'shopping',
  Rent: 'bills',
  Salary: 'income',
  Shopping: 'shopping',
  Transfer: 'transfer',
  Transport: 'transport',
  Travel: 'travel',
} as const satisfies Record<string, CategorizedTransaction['category']>;

export type Details = keyof typeof categoryOf;

/** Whether there is a brand behind it: not where somebody pays themselves, or the bank pays. */
export const hasBrand = (details: Details): boolean => details !== 'Transfer' && details !== 'Interest';

/** Something that is booked again and again. Amounts are in hundredths of a dirham. */
export interface Habit {
  description: string;
  details: Details;
  type: Transaction['type'];
  amount: readonly [low: number, high: number];
  when: Rhythm;
}

const habit = (
  type: Habit['type'],
  description: string,
  details: Details,
  when: Rhythm,
  low: number,
  high: number = low,
): Habit => ({ description, details, type, amount: [low, high], when });

/**
 * What happens on each kind of account and on cards. The merchants are invented.
 *
 * Each has something weekly, so that no thirty days are empty; and what comes in is about what goes out.
 */
export const habits: Record<'everyday' | 'savings' | 'card', readonly Habit[]> = {
  everyday: [
    habit('credit', 'Northwind Instruments', 'Salary', { monthly: 25 }, 15_000_00),
    habit('debit', 'Tamarind Court Residences', 'Rent', { monthly: 1 }, 6_500_00),
    habit('debit', 'Brightwater Utilities', 'Bills', { monthly: 8 }, 520_00, 790_00),
    habit('debit', 'Kestrel Mobile', 'Bills', { monthly: 12 }, 249_00),
    habit('debit', 'Weekly transfer to savings', 'Transfer', { weekly: 1 }, 500_00),
    habit('debit', 'Green Basket Grocers', 'Groceries', { weekly: 6 }, 140_00, 320_50),
    habit('debit', 'Corner Pantry', 'Groceries', { oneDayIn: 6 }, 18_25, 74_75),
    habit('debit', 'Blue Door Cafe', 'Food and drink', { oneDayIn: 3 }, 16_00, 58_50),
    habit('debit', 'Saffron & Salt', 'Food and drink', { oneDayIn: 8 }, 95_00, 285_00),
    habit('debit', 'Roundabout Fuel', 'Transport', { oneDayIn: 9 }, 90_00, 165_00),
    habit('debit', 'Paper Lantern Books', 'Shopping', { oneDayIn: 21 }, 45_00, 210_00),
    habit('debit', 'Fig & Thread', 'Shopping', { oneDayIn: 24 }, 150_00, 680_00),
    habit('credit', 'Fig & Thread', 'Refund', { oneDayIn: 75 }, 60_00, 240_00),
  ],
  savings: [
    habit('credit', 'Weekly transfer', 'Transfer', { weekly: 1 }, 500_00),
    habit('credit', 'Interest', 'Interest', { monthly: 1 }, 212_40, 268_90),
    habit('debit', 'Transfer to own account', 'Transfer', { oneDayIn: 40 }, 400_00, 1_800_00),
  ],
  card: [
    habit('debit', 'Green Basket Grocers', 'Groceries', { weekly: 3 }, 60_00, 180_00),
    habit('debit', 'Lanternlight Films', 'Cinema', { monthly: 14 }, 39_00),
    habit('debit', 'Blue Door Cafe', 'Food and drink', { oneDayIn: 4 }, 14_00, 42_00),
    habit('debit', 'Juniper Pharmacy', 'Pharmacy', { oneDayIn: 19 }, 22_00, 130_00),
    habit('debit', 'Compass & Kite Travel', 'Travel', { oneDayIn: 70 }, 480_00, 1_900_00),
  ],
};
