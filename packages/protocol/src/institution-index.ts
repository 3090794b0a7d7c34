import * as v from 'valibot';
import { Institution } from './institution.js';

/** What many banks have in common, so that it is sent once. */
const Terms = v.pick(Institution, ['fields', 'serves', 'health', 'consentDays', 'experimental']);
type Terms = v.InferOutput<typeof Terms>;

/**
 * Many institutions in few bytes: a text per property with a line per bank, so that like stands next to like and
 * compresses well. Lines of `country`, `color`, `terms` and `logo` say where in the table of that name to look, in
 * base 36; an empty one says the first place. A `name` begins with how many characters it shares with the line before,
 * a digit in base 36. In `fullName` a tab stands for the name, and an empty line says that it is the same. Aliases and codes are separated by tabs.
 *
 * Banks stand in the order in which they are to be listed: by country, then by name.
 */
export const InstitutionIndex = v.object({
  version: v.literal(1),
  size: v.number(),
  columns: v.object({
    id: v.string(),
    name: v.string(),
    fullName: v.string(),
    aliases: v.string(),
    bankCodes: v.string(),
    bic: v.string(),
    popular: v.string(),
    country: v.string(),
    color: v.string(),
    terms: v.string(),
    logo: v.string(),
  }),
  tables: v.object({
    country: v.array(v.string()),
    color: v.array(Institution.entries.color),
    terms: v.array(Terms),
    /** Addresses, with a tab where the bank's id stands. */
    logo: v.array(v.string()),
  }),
});
export type InstitutionIndex = v.InferOutput<typeof InstitutionIndex>;

/** An index, read: columns by row, and whole banks on demand. */
export interface Institutions {
  readonly size: number;
  readonly names: readonly string[];
  readonly fullNames: readonly string[];
  /** Separated by tabs; empty where there are none, as are the two that follow. */
  readonly aliases: readonly string[];
  readonly bankCodes: readonly string[];
  readonly bics: readonly string[];
  readonly countries: readonly string[];
  readonly serves: readonly Institution['serves'][];
  /** Rows of the banks to show before anything is typed, in that order. */
  readonly popular: readonly number[];
  at(row: number): Institution;
  /** The bank with this id. */
  find(id: string): Institution | undefined;
}

type Column = keyof InstitutionIndex['columns'];

/** Makes an index. A bank whose id no line can hold is left out. */
export function indexOf(institutions: readonly Institution[]): InstitutionIndex {
  const { compare } = new Intl.Collator('en');
  const sorted = institutions
    .filter(({ id }) => id === plain(id))
    .map((bank) => ({ ...bank, name: plain(bank.name), fullName: plain(bank.fullName) }))
    .sort((a, b) => compare(a.country, b.country) || compare(a.name, b.name));
  const [country, color, terms, logo] = [table<string>(), table<Color>(), table<Terms>(), table<string>()];
  let before = '';
  const rows = sorted.map((bank): Record<Column, string> => {
    const { id, name, fullName, aliases = [], bankCodes = [], bic = '', popular = '' } = bank;
    const { fields, serves, health, consentDays, experimental } = bank;
    const shared = sharedWith(before, name);
    before = name;
    return {
      id,
      name: shared.toString(36) + name.slice(shared),
      fullName: fullName === name ? '' : fullName.replace(name, '\t'),
      aliases: aliases.map(plain).join('\t'),
      bankCodes: bankCodes.map(plain).join('\t'),
      bic: plain(bic),
      popular: String(popular),
      country: country.place(bank.country),
      color: color.place(bank.color),
      terms: terms.place({ fields, serves, health, consentDays, experimental }),
      logo: logo.place(plain(bank.logo).replace(id, '\t')),
    };
  });
  const columnOf = (name: Column) => rows.map((row) => row[name]).join('\n');
  const columns = Object.fromEntries(columnNames.map((name) => [name, columnOf(name)]));
  const tables = { country: country.values, color: color.values, terms: terms.values, logo: logo.values };
  return { version: 1, size: rows.length, columns: columns as Record<Column, string>, tables };
}

/**
 * Reads an index.
 *
 * @throws RangeError when a column has not as many lines as there are banks, or points to nothing.
 */
export function readIndex({ size, columns, tables }: InstitutionIndex): Institutions {
  const linesOf = (column: Column): string[] => {
    const lines = size ? columns[column].split('\n') : [];
    if (lines.length !== size) throw new RangeError(`The column '${column}' has ${lines.length} lines.`);
    return lines;
  };
  const valuesOf = <T>(column: Column, values: readonly T[]): T[] =>
    linesOf(column).map((place) => {
      const value = values[parseInt(place || '0', 36)];
      if (value === undefined) throw new RangeError(`The column '${column}' points to nothing.`);
      return value;
    });
  let before = '';
  const names = linesOf('name').map(
    (line) => (before = before.slice(0, parseInt(line[0] ?? '0', 36)) + line.slice(1)),
  );
  const fullNames = linesOf('fullName').map((line, row) =>
    line ? line.replace('\t', () => names[row]!) : names[row]!,
  );
  const [ids, aliases, bankCodes, bics] = [
    linesOf('id'),
    linesOf('aliases'),
    linesOf('bankCodes'),
    linesOf('bic'),
  ];
  const ranks = linesOf('popular');
  const countries = valuesOf('country', tables.country);
  const colors = valuesOf('color', tables.color);
  const terms = valuesOf('terms', tables.terms);
  const logos = valuesOf('logo', tables.logo);
  const at = (row: number): Institution => ({
    id: ids[row]!,
    name: names[row]!,
    fullName: fullNames[row]!,
    country: countries[row]!,
    logo: logos[row]!.replace('\t', () => ids[row]!),
    color: colors[row]!,
    ...terms[row]!,
    ...(ranks[row] && { popular: +ranks[row] }),
    ...(aliases[row] && { aliases: aliases[row].split('\t') }),
    ...(bankCodes[row] && { bankCodes: bankCodes[row].split('\t') }),
    ...(bics[row] && { bic: bics[row] }),
  });
  return {
    ...{ size, names, fullNames, aliases, bankCodes, bics, countries },
    serves: terms.map(({ serves }) => serves),
    popular: ranks.flatMap((rank, row) => (rank ? [row] : [])).sort((a, b) => +ranks[a]! - +ranks[b]!),
    at,
    find: (id) => {
      const row = ids.indexOf(id);
      return row < 0 ? undefined : at(row);
    },
  };
}

type Color = Institution['color'];
const columnNames = Object.keys(InstitutionIndex.entries.columns.entries) as Column[];

/** What stands between words is one space, and nothing is a tab or a line break. */
const plain = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

/** How many characters two texts begin with together, as far as one digit can say. */
function sharedWith(one: string, other: string): number {
  let count = 0;
  while (count < 35 && count < one.length && one[count] === other[count]) count++;
  return count;
}

/** Values, each once, and where they stand. */
function table<T>() {
  const places = new Map<string, number>();
  const values: T[] = [];
  const place = (value: T): string => {
    const key = JSON.stringify(value);
    const known = places.get(key);
    if (known !== undefined) return known ? known.toString(36) : '';
    places.set(key, values.length);
    return values.push(value) === 1 ? '' : (values.length - 1).toString(36);
  };
  return { values, place };
}
