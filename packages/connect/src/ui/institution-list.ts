import type { Institutions } from '@connect-layer/protocol';
import type { Search } from '../search/search.js';

/** Which banks a person wants to see. Empty means all. */
export interface Wanted {
  query: string;
  country: string;
  kind: '' | 'retail' | 'business';
}

/** Rows of the index under a heading. The last group is as long as it has to be, the others are a few tiles. */
export interface Group {
  heading: 'recent' | 'popular' | 'all' | 'found';
  rows: readonly number[];
}

/** Tiles at most: of the banks used before, and of the popular ones. */
const tiles = { recent: 2, popular: 6 } as const;

/**
 * What is listed: before anything is typed the banks used before, the popular ones and then all; else what fits. While
 * there is no search, nothing counts as typed.
 */
export function groupsOf(
  { size, at, popular, countries, serves }: Institutions,
  search: Search | undefined,
  { recent, home }: { recent: readonly string[]; home: string | undefined },
  { query, country, kind }: Wanted,
): Group[] {
  const isWanted = (row: number): boolean =>
    (!country || countries[row] === country) && (!kind || (serves[row]?.includes(kind) ?? true));
  if (search && query.trim()) {
    const found = search.find(query, isWanted);
    return found.length ? [{ heading: 'found', rows: found }] : [];
  }
  const all = Array.from({ length: size }, (_, row) => row).filter(isWanted);
  const used = recent.length
    ? all
        .filter((row) => recent.includes(at(row).id))
        .sort((a, b) => recent.indexOf(at(a).id) - recent.indexOf(at(b).id))
    : [];
  const ownFirst = [
    ...all.filter((row) => countries[row] === home),
    ...all.filter((row) => countries[row] !== home),
  ];
  const groups: Group[] = [
    { heading: 'recent', rows: used.slice(0, tiles.recent) },
    { heading: 'popular', rows: popular.filter(isWanted).slice(0, tiles.popular) },
    { heading: 'all', rows: ownFirst },
  ];
  return groups.filter(({ rows }) => rows.length);
}

/** Where the browser's languages suggest that the person is, if there are banks. It only changes the order. */
export function homeAmong(countries: ReadonlySet<string>): string | undefined {
  const locales = navigator.languages.map((language) => new Intl.Locale(language));
  return [...locales, ...locales.map((locale) => locale.maximize())]
    .map(({ region }) => region)
    .find((region) => region && countries.has(region));
}
