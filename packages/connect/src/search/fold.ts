/**
 * A text as words that can be compared however they were typed: lower case, without accents, in Latin letters.
 *
 * `ü`, `ue` and `u` become one, as do doubled and single letters, `ph` and `f`, `y` and `i`, `sankt` and `st`. Greek
 * and Cyrillic are spelled out. Arabic and Hebrew write few vowels, so a word in them is only its consonants, behind
 * a `~`; the article `ال` is dropped.
 *
 * The beginning of a text folds to the beginning of what the text folds to, unless it ends within `ph`.
 */
export const fold = (text: string): string[] => split(text).map(foldWord).filter(Boolean);

/** The words of a text in lower case, without accents and apostrophes. */
export function split(text: string): string[] {
  const lower = text.toLowerCase();
  const plain = /[^\0-\x7f]/.test(lower) ? lower.normalize('NFKD').replace(/[\p{M}’ʼ]/gu, '') : lower;
  return plain.replace(/['`]/g, '').match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** A word without vowels, its consonants as Arabic and Hebrew tell them apart. `word` is folded. */
export const skeleton = (word: string): string =>
  word[0] === '~'
    ? word
    : `~${word}`
        .replace(/sh|ch/g, 's')
        .replace(/([tdkg])h/g, '$1')
        .replace(/^~[aeiou]+|[aeiou]|(?<!~)w/g, (vowels) => (vowels[0] === '~' ? '~' : ''))
        .replace(/[pqcvjz]/g, (letter) => 'bkkfgs'['pqcvjz'.indexOf(letter)]!)
        .replace(/x/g, 'ks')
        .replace(doubled, '$1');

/** But for the first letter, since `BBVA` is not `BVA`. */
const doubled = /(?<=.)([a-z])\1+/g;
const abjad = /[\u0590-\u06ff]/;

/** One of the words that `split` gives, folded. */
export function foldWord(word: string): string {
  if (abjad.test(word)) return skeleton(latin(word.replace(/^(?:[وبل]?ال|لل)(?=..)/, '')));
  return latin(word)
    .replace(/([aou])e/g, '$1')
    .replace(/ph/g, 'f')
    .replace(/y/g, 'i')
    .replace(doubled, '$1')
    .replace(/^san?kt$|^saint$/, 'st');
}

const latin = (word: string): string =>
  word.replace(/[^\0-\x7f]/g, (letter) => letters.get(letter) ?? letter);

/** What normalising leaves: letters that are no others with a mark, and other alphabets from their first letter on. */
const letters = new Map(
  [...'ßæœøđðþłıħєіјљњћ']
    .map((letter, at): [string, string] => [letter, 'ss a o o d d th l i h e i j l n c'.split(' ')[at]!])
    .concat(
      alphabet('α', 'a b g d e z i th i k l m n x o p r s s t i f ch ps o'),
      alphabet('а', 'a b v g d e zh z i i k l m n o p r s t u f h ts ch sh sht a i  e iu ia'),
      alphabet('א', 'a b g d h u z h t i k k l m m n n s a p p ts ts k r sh t'),
      alphabet('ء', ' a a a a a a b a t th j h kh d dh r z s sh s d t dh a gh'),
      alphabet('ف', 'f k k l m n h u a i'),
      alphabet('پ', 'p'),
      alphabet('چ', 'ch'),
      alphabet('ژ', 'zh'),
      alphabet('ک', 'k'),
      alphabet('گ', 'g'),
      alphabet('ی', 'i'),
    ),
);

function alphabet(first: string, sounds: string): [string, string][] {
  return sounds.split(' ').map((sound, at) => [String.fromCharCode(first.charCodeAt(0) + at), sound]);
}
