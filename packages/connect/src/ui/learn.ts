import { choose } from './languages/choose.js';
import { fetchWords } from './languages/languages.js';
import type { OwnWords, Words } from './languages/words.js';
import { inEnglish, type Speech } from './speech.js';
import type { Wording } from './wanted.js';

/** Milliseconds for which a language is waited for before English stands in for it. */
const patience = 2500;

const rightToLeft: readonly string[] = ['ar', 'fa', 'he', 'ur'];

/** Languages that have been fetched. */
const learnt = new Map<string, Words>();

/**
 * Finds the language to speak and fetches its words.
 *
 * `hear` is told at once how to speak, `pending` while the words are still on their way, and again once they are
 * there. English stands in for a language that does not come in time until it does, and for one that cannot be had.
 */
export function learn({ locale: wanted, own }: Wording, hear: (speech: Speech) => void): void {
  const { language, locale } = choose([wanted]) ?? inEnglish;
  const standIn = speak(inEnglish, own);
  const direction = rightToLeft.includes(language) ? 'rtl' : 'ltr';
  const use = (words: Partial<Words>) => hear(speak({ language, locale, direction, words }, own));

  if (language === 'en') return use({});
  const known = learnt.get(language);
  if (known) return use(known);
  hear({ ...standIn, direction, pending: true });
  const timer = setTimeout(() => hear(standIn), patience);
  fetchWords(language)
    .then((words) => {
      learnt.set(language, words);
      use(words);
    })
    .catch(() => hear(standIn))
    .finally(() => clearTimeout(timer));
}

const speak = (speech: Speech, own: OwnWords): Speech => ({
  ...speech,
  words: { ...speech.words, ...own } as Partial<Words>,
});
