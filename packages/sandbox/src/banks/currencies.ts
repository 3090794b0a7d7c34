import type { Currency } from '@connect-layer/protocol';

/** The currencies of the sandbox's accounts, each with what a unit of it is worth in hundredths of a dirham. */
export const currencies = {
  AED: { name: 'UNITED ARAB EMIRATES DIRHAM', worth: 100 },
  EUR: { name: 'EURO', worth: 400 },
  GBP: { name: 'POUND STERLING', worth: 470 },
  USD: { name: 'US DOLLAR', worth: 367 },
} as const satisfies Record<string, { name: string; worth: number }>;

export type CurrencyCode = keyof typeof currencies;

export const isCurrencyCode = (code: string): code is CurrencyCode => Object.hasOwn(currencies, code);

/** The currency as answers have it. */
export const currencyOf = (code: CurrencyCode): Currency => ({ code, name: currencies[code].name });

/** Minor units of one currency as minor units of another, at a rate that never changes. */
export const exchanged = (amount: number, from: CurrencyCode, to: CurrencyCode): number =>
  from === to
    ? amount
    : Number((BigInt(amount) * BigInt(currencies[from].worth)) / BigInt(currencies[to].worth));
