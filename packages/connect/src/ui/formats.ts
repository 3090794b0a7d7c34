import { speech } from './speech.js';

// Money, times and lists as people write them in the language of the modal.

export const money = ({ amount, currency }: { amount: number; currency: { code: string } }): string =>
  new Intl.NumberFormat(speech().locale, { style: 'currency', currency: currency.code }).format(amount);

/** A length of time, e.g. 90 as `1 minute 30 seconds`. */
export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const parts = [minutes && inUnits(minutes, 'minute'), seconds % 60 && inUnits(seconds % 60, 'second')];
  const said = parts.filter((part) => part !== 0);
  return new Intl.ListFormat(speech().locale, { type: 'unit', style: 'narrow' }).format(said);
}

/** A length of time in days, e.g. `90 days`. */
export const days = (value: number): string => inUnits(value, 'day');

/** A day, e.g. `21 November 2026`. `when` is in milliseconds since 1970. */
export const date = (when: number): string =>
  new Intl.DateTimeFormat(speech().locale, { dateStyle: 'long' }).format(when);

/** Several things in one sentence, e.g. `accounts, balances and transactions`. */
export const list = (items: readonly string[]): string => new Intl.ListFormat(speech().locale).format(items);

const inUnits = (value: number, unit: 'second' | 'minute' | 'day'): string =>
  new Intl.NumberFormat(speech().locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
