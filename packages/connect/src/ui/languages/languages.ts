import type { LanguageTag } from './tags.js';
import type { Strange, Words } from './words.js';

type Foreign = Exclude<LanguageTag, 'en'>;

/** Every language but English, which needs no fetching. */
export const languages = {
  ar: () => import('./ar.js'),
  bg: () => import('./bg.js'),
  bn: () => import('./bn.js'),
  cs: () => import('./cs.js'),
  da: () => import('./da.js'),
  de: () => import('./de.js'),
  el: () => import('./el.js'),
  es: () => import('./es.js'),
  et: () => import('./et.js'),
  fa: () => import('./fa.js'),
  fi: () => import('./fi.js'),
  fil: () => import('./fil.js'),
  fr: () => import('./fr.js'),
  he: () => import('./he.js'),
  hi: () => import('./hi.js'),
  hr: () => import('./hr.js'),
  hu: () => import('./hu.js'),
  id: () => import('./id.js'),
  it: () => import('./it.js'),
  ja: () => import('./ja.js'),
  ko: () => import('./ko.js'),
  lt: () => import('./lt.js'),
  lv: () => import('./lv.js'),
  ml: () => import('./ml.js'),
  ms: () => import('./ms.js'),
  nb: () => import('./nb.js'),
  nl: () => import('./nl.js'),
  pl: () => import('./pl.js'),
  'pt-BR': () => import('./pt-BR.js'),
  'pt-PT': () => import('./pt-PT.js'),
  ro: () => import('./ro.js'),
  ru: () => import('./ru.js'),
  sk: () => import('./sk.js'),
  sl: () => import('./sl.js'),
  sv: () => import('./sv.js'),
  th: () => import('./th.js'),
  tr: () => import('./tr.js'),
  uk: () => import('./uk.js'),
  ur: () => import('./ur.js'),
  vi: () => import('./vi.js'),
  'zh-Hans': () => import('./zh-Hans.js'),
  'zh-Hant': () => import('./zh-Hant.js'),
} satisfies Record<Foreign, () => Promise<{ words: Words }>>;

/** Fetches the words of a language. */
export const fetchWords = async (language: Foreign): Promise<Words> => (await languages[language]()).words;

/** Does not compile where a language has a gap that English does not have: it would never be filled. */
export type Strangers = None<
  { [L in Foreign]: Strange<Awaited<ReturnType<(typeof languages)[L]>>['words']> }[Foreign]
>;
type None<Strangers extends never> = Strangers;
