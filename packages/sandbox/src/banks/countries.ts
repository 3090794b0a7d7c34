import type { AccountsMetadata, Currency } from '@connect-layer/protocol';

/** A country as the sandbox's banks see it. Money is in hundredths of the currency. */
export interface Country {
  name: string;
  currency: Currency;
  /** What the account for everyday use is called there, and what is on it. */
  everyday: { type: 'current' | 'checking'; balance: number };
  savings: { balance: number };
  /** What a thing that costs 100 in the Emirates costs here. */
  prices: number;
  /** Where the banks have their head office. */
  address: AccountsMetadata['address'];
  sortCode?: string;
  routingNumbers?: { type: 'wire' | 'ach'; value: string }[];
}

/** The countries with sandbox banks. Sort codes and routing numbers are ones that no bank can have. */
export const countries = {
  AE: {
    name: 'United Arab Emirates',
    currency: { code: 'AED', name: 'UNITED ARAB EMIRATES DIRHAM' },
    everyday: { type: 'current', balance: 50_000_00 },
    savings: { balance: 120_000_00 },
    prices: 100,
    address: { line1: '1 Example Street', line2: 'Abu Dhabi', line3: 'United Arab Emirates' },
  },
  GB: {
    name: 'United Kingdom',
    currency: { code: 'GBP', name: 'POUND STERLING' },
    everyday: { type: 'current', balance: 8_240_50 },
    savings: { balance: 21_500_00 },
    prices: 24,
    address: { line1: '1 Example Street', line2: 'London', line3: 'United Kingdom' },
    sortCode: '000000',
  },
  US: {
    name: 'United States',
    currency: { code: 'USD', name: 'US DOLLAR' },
    everyday: { type: 'checking', balance: 12_480_75 },
    savings: { balance: 34_000_00 },
    prices: 30,
    address: { line1: '1 Example Street', line2: 'New York', line3: 'United States' },
    routingNumbers: [
      { type: 'wire', value: '000000011' },
      { type: 'ach', value: '000000021' },
    ],
  },
} as const satisfies Record<string, Country>;

export type CountryCode = keyof typeof countries;
