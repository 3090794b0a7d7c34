import { indexOf, readIndex, type InstitutionIndex } from '@connect-layer/protocol';
// The search is no part of what the package exports; a page has it inside of the modal.
import { createSearch } from '../../packages/connect/src/search/search.js';
import { banks } from './queries.js';

/** The search over the 20,000 banks, as the modal has it from the gateway. */
export function prepared() {
  const index = JSON.parse(JSON.stringify(indexOf(banks))) as InstitutionIndex;
  const institutions = readIndex(index);
  const ids = Array.from({ length: institutions.size }, (_, row) => institutions.at(row).id);
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
  const make = () => createSearch(institutions, { countryName: (code) => names.of(code) ?? code });
  const search = make();
  search.prepare(Infinity);
  return { ...search, make, institutions, idOf: (row: number): string => ids[row] ?? '' };
}
