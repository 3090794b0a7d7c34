import { knownBanks } from './known-banks.js';
import { written } from './written.js';
import { manyBanks } from '@connect-layer/sandbox';
import type { Institution } from '@connect-layer/protocol';

/** What is typed, and the ids of the banks of which one has to be among the first five. */
export interface Query {
  kind: string;
  typed: string;
  expected: ReadonlySet<string>;
}

/** 20,000 banks: those that everybody knows, and invented ones. */
export const banks: readonly Institution[] = [...knownBanks, ...manyBanks(20_000 - knownBanks.length)];

/** The same numbers every time. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const pick = chance(20_000);
const alphabet = 'abcdefghijklmnopqrstuvwxyz';

/** Does something to a word of four letters or more; nine times of ten not to its first letter. */
const inAWord = (change: (word: string, at: number) => string) => (name: string) => {
  const long = [...name.matchAll(/\p{L}{4,}/gu)];
  const chosen = long[pick(long.length)];
  if (!chosen) return undefined;
  const [word] = chosen;
  const at = pick(10) ? 1 + pick(word.length - 1) : 0;
  return name.slice(0, chosen.index) + change(word, at) + name.slice(chosen.index + word.length);
};

const withoutAccents = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '');

/** How a name becomes what somebody types; undefined where a rule has nothing to do. */
const rules: Readonly<Record<string, (name: string) => string | undefined>> = {
  'as it is': (name) => name,
  capitals: (name) => name.toUpperCase(),
  'wrong letter': inAWord((word, at) => word.slice(0, at) + alphabet[pick(26)] + word.slice(at + 1)),
  'missing letter': inAWord((word, at) => word.slice(0, at) + word.slice(at + 1)),
  'swapped letters': inAWord((word, at) => {
    const i = Math.min(at, word.length - 2);
    return word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2);
  }),
  'doubled letter': inAWord((word, at) => word.slice(0, at + 1) + word[at] + word.slice(at + 1)),
  'additional letter': inAWord((word, at) => word.slice(0, at) + alphabet[pick(26)] + word.slice(at)),
  'other order': (name) => (/\s/.test(name) ? name.split(/\s+/).reverse().join(' ') : undefined),
  'no spaces': (name) => (/[\s-]/.test(name) ? name.replace(/[\s-]/g, '') : undefined),
  'spaces for hyphens': (name) => (/-/.test(name) ? name.replace(/-/g, ' ') : undefined),
  'no accents': (name) => (withoutAccents(name) === name ? undefined : withoutAccents(name)),
  'umlauts spelled out': (name) => {
    const spelled = name.replace(/[äöü]/g, (letter) => `${withoutAccents(letter)}e`).replace(/ß/g, 'ss');
    return spelled === name ? undefined : spelled;
  },
  'not to its end': (name) => (name.length > 12 ? name.slice(0, Math.ceil(name.length * 0.8)) : undefined),
  'two errors': (name) =>
    name.length > 15 ? rules['swapped letters']!(rules['missing letter']!(name) ?? name) : undefined,
};

const perRule = 45;

function* ruled(): Generator<Query> {
  const names = new Map<string, Set<string>>();
  for (const { id, name } of banks) names.set(name, (names.get(name) ?? new Set()).add(id));
  /** So many banks at random for which something comes out. */
  const some = <T>(
    all: readonly Institution[],
    count: number,
    make: (bank: Institution) => T | undefined,
  ): T[] => {
    const made: T[] = [];
    for (let tries = 0; made.length < count && tries < 40 * count; tries++) {
      const one = make(all[pick(all.length)]!);
      if (one !== undefined) made.push(one);
    }
    return made;
  };
  for (const [kind, change] of Object.entries(rules)) {
    const make = ({ name }: Institution) => {
      const typed = change(name);
      return typed === undefined ? undefined : { name, typed };
    };
    const chosen = [...some(knownBanks, perRule / 3, make), ...some(banks, (perRule / 3) * 2, make)];
    for (const { name, typed } of chosen) {
      const begun = kind === 'not to its end' && having((bank) => bank.name.startsWith(typed));
      if (typed === name || !names.has(typed)) yield { kind, typed, expected: begun || names.get(name)! };
    }
  }
  for (const { bankCodes } of some(banks, perRule, (bank) => (bank.bankCodes ? bank : undefined))) {
    const code = bankCodes!.at(-1)!;
    yield { kind: 'bank code', typed: code, expected: having((bank) => bank.bankCodes?.includes(code)) };
    if (code.length > 7) {
      const begun = code.slice(0, 6);
      const expected = having((bank) => bank.bankCodes?.some((other) => other.startsWith(begun)));
      yield { kind: 'part of a bank code', typed: begun, expected };
    }
  }
  for (const { bic } of some(banks, perRule, (bank) => (bank.bic ? bank : undefined))) {
    yield { kind: 'BIC', typed: bic!, expected: having((bank) => bank.bic === bic) };
    yield { kind: 'BIC', typed: bic!.toLowerCase(), expected: having((bank) => bank.bic === bic) };
  }
  for (const { aliases } of some(banks, perRule * 2, (bank) => (bank.aliases ? bank : undefined))) {
    const typed = aliases![pick(aliases!.length)]!;
    const expected = having((bank) => bank.name === typed || bank.aliases?.includes(typed));
    yield { kind: 'alias', typed, expected };
  }
  const inArabic = (text: string) => /\p{Script=Arabic}/u.test(text);
  const arabic = banks.filter(({ aliases }) => aliases?.some(inArabic));
  for (const { id, aliases } of some(arabic, perRule, (bank) => bank)) {
    const typed = aliases!.find(inArabic)!.replace(/[أإآ]/g, 'ا');
    yield { kind: 'Arabic without hamza', typed, expected: new Set([id]) };
  }
}

const having = (fits: (bank: Institution) => boolean | undefined) =>
  new Set(banks.filter(fits).map(({ id }) => id));

/** Every query, each once. */
export const queries: readonly Query[] = [
  ...written.map(([typed, names]) => ({
    kind: 'written by hand',
    typed,
    expected: new Set(knownBanks.filter(({ name }) => names.includes(name)).map(({ id }) => id)),
  })),
  ...ruled(),
];
