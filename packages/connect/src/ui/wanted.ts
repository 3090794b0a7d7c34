import { choose } from './languages/choose.js';
import type { OwnWords, Strings } from './languages/words.js';
import type { ownWords } from './own-words.js';

/** What a page says about the words. */
export interface Wanted {
  language?: string | undefined;
  strings?: Strings | undefined;
}

/** What is to be spoken, in the modal and in its frame: a language, and what the page says otherwise in it. */
export interface Wording {
  /** BCP 47, the region included: numbers and dates depend on it. */
  locale: string;
  own: OwnWords;
}

/**
 * The language that is asked for, else that of the page, else the first of the browser's; of those there are.
 *
 * `check` finds what can be used of the page's texts; without it none are.
 */
export function wordingFor({ language = '', strings }: Wanted, check?: typeof ownWords): Wording {
  const wanted = [language, document.documentElement.lang, ...navigator.languages];
  const { locale, language: spoken } = choose(wanted) ?? { locale: 'en', language: 'en' };
  return { locale, own: check?.(strings, spoken) ?? {} };
}
