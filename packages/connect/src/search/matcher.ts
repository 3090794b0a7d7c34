/** What no match costs. */
export const none = 0xffff;

/** What a match costs that is not the whole word, letter for letter. */
export const costs = { beginning: 20, within: 160, typo: 200, error: 100, shortened: 400 } as const;

/** How many typing errors are forgiven in so many letters. */
const forgiven = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

/**
 * Tells what it costs to take a word for the one that is being typed. Both are folded.
 *
 * Swapped, missing, wrong and additional letters are one error each, counted by Hyyrö's bit-parallel restricted
 * Damerau-Levenshtein distance to whichever beginning of the word is nearest. Two to four consonants (`spk`) also
 * stand for a word that begins with the first and has the others in that order.
 */
export function matcher(typed: string): (word: string) => number {
  const wanted = typed.slice(0, 31);
  const { length } = wanted;
  const limit = /^\d/.test(wanted) ? 0 : forgiven(wanted.replace('~', '').length);
  const last = 1 << (length - 1);
  const bits = new Map<number, number>();
  for (let i = 0; i < length; i++)
    bits.set(wanted.charCodeAt(i), (bits.get(wanted.charCodeAt(i)) ?? 0) | (1 << i));
  const shortened = /^[b-df-hj-np-tv-z]{2,4}$/.test(wanted) && new RegExp(`^${[...wanted].join('.*')}`);

  const errors = (word: string): number => {
    let [up, down, diagonal, before, now, best] = [-1, 0, 0, 0, length, length];
    const end = Math.min(word.length, length + limit);
    for (let j = 0; j < end; j++) {
      const equal = bits.get(word.charCodeAt(j)) ?? 0;
      const swapped = ((~diagonal & equal) << 1) & before;
      diagonal = (((equal & up) + up) ^ up) | equal | down | swapped;
      const right = down | ~(diagonal | up);
      const left = diagonal & up;
      now += right & last ? 1 : left & last ? -1 : 0;
      up = (left << 1) | ~(diagonal | (right << 1) | 1);
      down = ((right << 1) | 1) & diagonal;
      before = equal;
      best = Math.min(best, now);
    }
    return best;
  };

  return (word) => {
    if (word.startsWith(wanted)) return word.length === length ? 0 : costs.beginning;
    if (length > 2 && word.includes(wanted)) return costs.within;
    if (limit && word.length >= length - limit) {
      const count = errors(word);
      if (count <= limit) return costs.typo + costs.error * count + (word[0] === wanted[0] ? 0 : 30);
    }
    return shortened && shortened.test(word) ? costs.shortened : none;
  };
}
