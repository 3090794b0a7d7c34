/**
 * A text as words that can be compared however they were typed: lower case, without accents, in Latin letters.
 *
 * `ü`, `ue` and `u` become one, as do doubled and single letters, `ph` and `f`, `y` and `i`, `sankt` and `st`. Greek
 * and Cyrillic are spelled out. Arabic and Hebrew write few vowels, so a word in them is only its consonants, behind
 * a `~`; the article `ال` is dropped.
 *
 * The beginning of a text folds to the beginning of what the text folds to.
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

/** What normalising leaves: letters that are no others with a mark, and other alphabets. */
const letters = new Map(
  (
    'ßss æa œo øo đd ðd þth łl ıi ħh ' +
    'аa бb вv гg дd еe жzh зz иi кk лl мm нn оo пp рr сs тt уu фf хh цts чch шsh щsht ъa ыi ь эe юiu яia іi єe јj љl њn ћc ' +
    'αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υi φf χch ψps ωo ' +
    'اa بb تt ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظdh عa غgh فf قq كk لl مm نn هh وu يi ىa ةa ء گg پp چch ژzh کk یi ' +
    'אa בb גg דd הh וu זz חh טt יi כk ךk לl מm םm נn ןn סs עa פp ףp צts ץts קk רr שsh תt'
  )
    .split(' ')
    .map((pair) => [pair[0]!, pair.slice(1)]),
);
