import type { Currency } from '@connect-layer/protocol';

const names = new Intl.DisplayNames('en', { type: 'currency' });

/** The countries whose accounts are in euros, as far as finAPI reaches. */
const euro = new Set([
  'AT',
  'BE',
  'DE',
  'ES',
  'FI',
  'FR',
  'IE',
  'IT',
  'LT',
  'LU',
  'LV',
  'EE',
  'NL',
  'PT',
  'SI',
  'SK',
]);

/** A currency with its name. Where finAPI tells none, an IBAN of the euro area says it; else it is ISO 4217's "none". */
export function currencyOf(code: string | null | undefined, iban?: string | null): Currency {
  const known = code ?? (iban && euro.has(iban.slice(0, 2).toUpperCase()) ? 'EUR' : 'XXX');
  return { code: known, name: /^[A-Z]{3}$/.test(known) ? (names.of(known) ?? known) : known };
}
