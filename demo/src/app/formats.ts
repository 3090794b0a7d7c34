import type { Account } from './bank.js';

/** The page speaks English; in whose way, the browser says. */
const locale = navigator.languages.find((language) => language.startsWith('en')) ?? 'en';

/** An amount of money; `signed` also shows a plus. */
export const money = (amount: number, currency: string, signed = false): string =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    signDisplay: signed ? 'exceptZero' : 'auto',
  }).format(amount);

const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });
const long = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

/** "21 November" */
export const day = (date: Date): string => short.format(date);

/** "Today", "Yesterday", "Wednesday, 19 November" */
export function dayInWords(date: Date, now = new Date()): string {
  const midnight = (of: Date) => new Date(of.getFullYear(), of.getMonth(), of.getDate()).getTime();
  const ago = Math.round((midnight(now) - midnight(date)) / (24 * 60 * 60 * 1000));
  return capitalised(ago < 2 ? relative.format(-ago, 'day') : long.format(date));
}

/** "Current" */
export const nameOf = ({ name }: Account): string => capitalised(name);

/** The last four digits, which is all that people compare. */
export const ending = ({ number }: Account): string => number.slice(-4);

const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
