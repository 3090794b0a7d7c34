import { speech } from './speech.js';

// Numbers, money, times, countries and lists as people write them in the language of the modal.

export const number = (value: number): string => new Intl.NumberFormat(speech().locale).format(value);

export const money = ({ amount, currency }: { amount: number; currency: { code: string } }): string =>
  new Intl.NumberFormat(speech().locale, { style: 'currency', currency: currency.code }).format(amount);

/** A length of time in seconds, e.g. `12 seconds`. */
export const seconds = (value: number): string => inUnits(value, 'second');

/** A length of time in minutes, e.g. `2 minutes`. */
export const minutes = (value: number): string => inUnits(value, 'minute');

/** A length of time in days, e.g. `90 days`. */
export const days = (value: number): string => inUnits(value, 'day');

/** A day, e.g. `21 November 2026`. `when` is in milliseconds since 1970. */
export const date = (when: number): string =>
  new Intl.DateTimeFormat(speech().locale, { dateStyle: 'long' }).format(when);

/** The name of a country by its ISO 3166-1 code; the code itself where it has none. */
export function country(code: string): string {
  const { locale } = speech();
  if (countries?.locale !== locale) {
    const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
    countries = { locale, of: (code) => names.of(code) ?? code };
  }
  return /^[A-Z]{2}$/.test(code) ? countries.of(code) : code;
}

/** Kept, for a search asks thousands of times. */
let countries: { locale: string; of: (code: string) => string } | undefined;

/** Several things in one sentence, e.g. `accounts, balances and transactions`. */
export const list = (items: readonly string[]): string => new Intl.ListFormat(speech().locale).format(items);

const inUnits = (value: number, unit: 'second' | 'minute' | 'day'): string =>
  new Intl.NumberFormat(speech().locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
