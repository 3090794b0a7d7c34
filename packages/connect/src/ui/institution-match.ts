import type { Institution } from '@connect-layer/protocol';

/** Lower case, without accents, words separated by one space. */
export const normalise = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();

/**
 * The institutions that fit what was typed, best first.
 *
 * Every word typed must stand in the institution's names, country or id, in any order. A name that begins with the
 * whole of it comes first, then one with words that begin so, then the rest; among equals popular ones are first.
 */
export function match(
  institutions: readonly Institution[],
  query: string,
  countryName: (code: string) => string,
): Institution[] {
  const wanted = normalise(query);
  if (!wanted) return [...institutions];
  const words = wanted.split(' ');
  const rank = (institution: Institution): number => {
    const { name, fullName, country, id, popular = 1000 } = institution;
    const text = ` ${normalise(`${name} ${fullName} ${country} ${countryName(country)} ${id}`)}`;
    if (!words.every((word) => text.includes(word))) return Infinity;
    if (!words.every((word) => text.includes(` ${word}`))) return 20_000 + popular;
    const begins = [name, fullName].some((own) => normalise(own).startsWith(wanted));
    return (begins ? 0 : 10_000) + popular;
  };
  return institutions
    .map((institution, order) => ({ institution, order, rank: rank(institution) }))
    .filter((found) => found.rank < Infinity)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ institution }) => institution);
}
