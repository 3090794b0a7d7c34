/** The languages that the modal speaks, as BCP 47 tags; English first. */
export const languageTags = [
  'en',
  'ar',
  'bg',
  'bn',
  'cs',
  'da',
  'de',
  'el',
  'es',
  'et',
  'fa',
  'fi',
  'fil',
  'fr',
  'he',
  'hi',
  'hr',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'ml',
  'ms',
  'nb',
  'nl',
  'pl',
  'pt-BR',
  'pt-PT',
  'ro',
  'ru',
  'sk',
  'sl',
  'sv',
  'th',
  'tr',
  'uk',
  'ur',
  'vi',
  'zh-Hans',
  'zh-Hant',
] as const;

export type LanguageTag = (typeof languageTags)[number];

/** A language, and as it is spoken where: `zh-Hant` and `zh-HK`. */
export interface Choice {
  language: LanguageTag;
  /** For numbers, dates and names of countries. */
  locale: string;
}
