import { choose } from './languages/choose.js';
import type { Choice } from './languages/tags.js';
import type { OwnWords, Strings } from './languages/words.js';
import { ownWords } from './own-words.js';

/** What a page says about the words. */
export interface Wanted {
  language?: string | undefined;
  strings?: Strings | undefined;
}

/** What is to be spoken, in the modal and in its frame: a language, and what the page says otherwise in it. */
export interface Wording {
  choice: Choice;
  own: OwnWords;
}

/** The language that is asked for, else that of the page, else the first of the browser's; of those there are. */
export function wordingFor({ language = '', strings }: Wanted): Wording {
  const choice = choose([language, document.documentElement.lang, ...navigator.languages]) ?? english;
  return { choice, own: ownWords(strings, choice.language) };
}

const english: Choice = { language: 'en', locale: 'en' };
