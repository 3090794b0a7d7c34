import type { fetchWords as fromModule } from './languages.js';
import type { Words } from './words.js';

/** What the names of the languages' files have in common, put in by the build: it changes with their content. */
declare const LANGUAGES: string;

/** Fetches the words of a language from its file: it lies beside the script, wherever that was loaded from. */
export const fetchWords: typeof fromModule = async (language) => {
  const file = `language-${language}-${LANGUAGES}.js`;
  return ((await import(/* @vite-ignore */ new URL(file, script).href)) as { words: Words }).words;
};

const script = import.meta.url;
