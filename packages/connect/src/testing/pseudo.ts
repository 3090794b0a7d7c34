import type { Speech } from '../ui/speech.js';

const plain = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const accented = 'ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŘŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫřšţûṽŵẋýž';
const accent = (letter: string): string => accented[plain.indexOf(letter)] ?? letter;

/** A text in a language that nobody speaks: every letter is another one, and it is 40 % longer. Gaps stay. */
export function pseudo(text: string): string {
  const longer = [...'one two three four five six seven eight nine ten '.repeat(8)];
  const added = longer.slice(0, Math.ceil(text.replace(/\{\w+\}/g, '').length * 0.4)).join('');
  return `${text} ${added.trim()}`
    .split(/(\{\w+\})/)
    .map((part, i) => (i % 2 ? part : [...part].map(accent).join('')))
    .join('');
}

/** The same for all strings in something. */
export const pseudoWords = <W>(words: W): W => {
  if (typeof words === 'string') return pseudo(words) as W;
  if (Array.isArray(words)) return words.map(pseudoWords) as W;
  return Object.fromEntries(
    Object.entries(words as object).map(([key, text]) => [key, pseudoWords(text as unknown)]),
  ) as W;
};

export const inPseudo = (speech: Speech): Speech => ({ ...speech, words: pseudoWords(speech.words) });
