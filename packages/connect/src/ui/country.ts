import { speech } from './speech.js';

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
