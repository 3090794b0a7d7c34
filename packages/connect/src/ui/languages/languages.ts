import type { Strange, Words } from './words.js';

/** Every language but English, which needs no fetching. */
export const languages = {
  ar: () => import('./ar.js'),
  de: () => import('./de.js'),
} satisfies Record<string, () => Promise<{ words: Words }>>;

/** The tag of a language that the modal speaks. */
export type LanguageTag = 'en' | keyof typeof languages;

/** A language, and as it is spoken where: `zh-Hant` and `zh-HK`. */
export interface Choice {
  language: LanguageTag;
  /** For numbers, dates and names of countries. */
  locale: string;
}

export const languageTags = ['en', ...(Object.keys(languages) as (keyof typeof languages)[])] as const;

/** Does not compile where a language has a gap that English does not have: it would never be filled. */
export type Strangers = None<
  {
    [L in keyof typeof languages]: Strange<Awaited<ReturnType<(typeof languages)[L]>>['words']>;
  }[keyof typeof languages]
>;
type None<Strangers extends never> = Strangers;
