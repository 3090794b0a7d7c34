import type { Institutions } from '@connect-layer/protocol';
import { fold, foldWord, skeleton, split } from './fold.js';
import { costs, matcher, none } from './matcher.js';

/** Finds banks by what is typed. */
export interface Search {
  /** Rows of the banks that fit and are wanted, best first. */
  find(typed: string, wanted?: (row: number) => boolean): number[];
  /** Why a bank fits, where its names do not tell: the alias or the code that does. */
  why(row: number, typed: string): { alias?: string; code?: string };
  /** Reads names for so many milliseconds, so that the first search need not. Says whether all are read. */
  prepare(milliseconds: number): boolean;
}

/** How people speak of countries, and where they are. */
export interface Whereabouts {
  countryName(code: string): string;
  /** The country whose banks come first among those that fit as well. */
  home?: string | undefined;
}

/** What it costs to match by something else than words of a name, all of them. */
const dearer = {
  words: 20,
  begun: 25,
  initials: 40,
  code: 30,
  country: 60,
  joined: 130,
  script: 150,
  unsure: 270,
  absent: 300,
  abroad: 25,
} as const;

/** What costs so much more than the best is not shown. */
const reach = 450;

/** As `matcher`. A script without vowels is compared with another by consonants, which `consonantsOf` tells. */
function comparer(typed: string, consonantsOf = skeleton): (word: string) => number {
  const cost = matcher(typed);
  const consonants = skeleton(typed);
  const costOfConsonants = matcher(consonants);
  return (word) => {
    if ((word[0] === '~') === (typed[0] === '~')) return cost(word);
    const found = consonants.length > 2 ? costOfConsonants(consonantsOf(word)) : none;
    if (found && consonants.length < 4) return none;
    // Three consonants of a word with vowels say little.
    return found + (consonants.length < 5 && typed[0] !== '~' ? dearer.unsure : dearer.script);
  };
}

/** Makes the search over an index. It has read nothing yet: see `prepare`. */
export function createSearch(institutions: Institutions, { countryName, home }: Whereabouts): Search {
  const { size, names, fullNames, aliases, bankCodes, bics, countries } = institutions;
  const popular = new Set(institutions.popular);

  /** Every word there is, once, and in how many rows. */
  const words: string[] = [];
  const counts: number[] = [];
  /** Without vowels, for scripts that have none. */
  const skeletons = new Map<string, string>();
  const places = new Map<string, number>();
  /** Which words a row has, its name's first: those from `starts[row]` to `starts[row + 1]`. */
  const used: number[] = [];
  const starts = new Uint32Array(size + 1);
  /** Each name as one word, for whoever puts spaces elsewhere; its initials and capitals, for `NBK`; and its row. */
  const joined: string[] = [];
  const joinedLetters: number[] = [];
  const initials: string[] = [];
  const owners: number[] = [];
  let read = 0;

  const placeOf = (raw: string): number => {
    let place = places.get(raw);
    if (place === undefined) {
      const word = foldWord(raw);
      place = places.get(` ${word}`) ?? words.push(word) - 1;
      places.set(raw, place).set(` ${word}`, place);
    }
    return place;
  };

  const readRow = (row: number): void => {
    const own = new Set<number>();
    const [name, fullName] = [names[row]!, fullNames[row]!];
    for (const text of [name, fullName === name ? '' : fullName, ...aliases[row]!.split('\t')]) {
      if (!text) continue;
      const raw = split(text);
      const its = raw.map(placeOf);
      for (const place of its) own.add(place);
      joined.push(its.map((place) => words[place]).join(''));
      initials.push(` ${raw.map((word) => word[0]).join('')} ${text.replace(/[^A-Z]/g, '').toLowerCase()}`);
      joinedLetters.push(lettersOf(joined.at(-1)!));
      owners.push(row);
    }
    for (const place of own) {
      counts[place] = (counts[place] ?? 0) + 1;
      used.push(place);
    }
    starts[row + 1] = used.length;
  };

  const prepare = (milliseconds: number): boolean => {
    const end = performance.now() + milliseconds;
    do for (let count = 0; count < 64 && read < size; count++) readRow(read++);
    while (read < size && performance.now() < end);
    return read === size;
  };

  const consonantsOf = (word: string): string => {
    let consonants = skeletons.get(word);
    if (!consonants) skeletons.set(word, (consonants = skeleton(word)));
    return consonants;
  };

  const costOfCountry = (typed: string, code: string): number => {
    const cost = Math.min(...fold(`${code} ${countryName(code)}`).map(matcher(typed)));
    return (typed.length < 3 && cost) || cost > costs.beginning ? none : cost + dearer.country;
  };

  /** What a typed word costs with each row, and what it costs a row not to have it. */
  const scoresOf = (typed: string) => {
    const cost = comparer(typed, consonantsOf);
    const byWord = words.map((word, place) => {
      const found = cost(word);
      return found && found + 4 * Math.log2(counts[place]!); // Of words that fit as badly, the rarer one is meant.
    });
    const byCountry = new Map([...new Set(countries)].map((code) => [code, costOfCountry(typed, code)]));
    const scores = new Float64Array(size);
    let count = 0;
    for (let row = 0; row < size; row++) {
      let least = byCountry.get(countries[row]!)!;
      for (let at = starts[row]!; at < starts[row + 1]!; at++) least = Math.min(least, byWord[used[at]!]!);
      scores[row] = least;
      if (least < none) count++;
    }
    const begun = ` ${typed}`;
    if (typed.length > 2)
      for (let at = 0; at < initials.length; at++)
        if (initials[at]!.includes(begun) && scores[owners[at]!]! > dearer.initials)
          scores[owners[at]!] = dearer.initials;
    const isCommon = count > Math.max(20, size / 20) || typed.length < 3;
    // What few have is what is meant.
    const rarity = 1 - Math.log(count + 1) / Math.log(size + 1);
    return { scores, isCommon, absent: dearer.absent * (1 + 2 * rarity) };
  };

  const memory = new Map<string, ReturnType<typeof scoresOf>>();
  /** As `scoresOf`. Most keys change only the last word. */
  const known = (typed: string) => {
    const found = memory.get(typed) ?? scoresOf(typed);
    if (memory.size > 16) memory.clear();
    memory.set(typed, found);
    return found;
  };

  const find: Search['find'] = (typed, wanted = () => true) => {
    prepare(Infinity);
    const tokens = fold(typed).slice(0, 8);
    const best = new Float64Array(size).fill(none);
    let least: number = none;
    const offer = (row: number, cost: number) => {
      if (cost < best[row]!) best[row] = cost;
      if (cost < least) least = cost;
    };

    /** By words. One that many banks have may be absent; where nothing fits, another one as well. */
    const table = tokens.map(known);
    const byWords = (mayMiss: number) => {
      for (let row = 0; row < size; row++) {
        let sum: number = dearer.words;
        let missed = 0;
        let had = 0;
        for (const { scores, isCommon, absent } of table) {
          const cost = scores[row]!;
          if (cost < none) had++;
          else missed += isCommon ? 1 : 2;
          sum += cost < none ? cost : absent;
        }
        if (had && missed <= mayMiss) offer(row, sum);
      }
    };
    byWords(1);

    const whole = tokens.join('').replace(/(?!^)~/g, '');
    if (whole)
      for (let at = 0; at < joined.length; at++)
        if (joined[at]!.startsWith(whole)) offer(owners[at]!, joined[at] === whole ? 0 : dearer.begun);

    const code = plain(typed);
    const lines = isNumber.test(code) ? codeLines() : isBIC.test(code) ? bics : [];
    for (let row = 0; row < lines.length; row++)
      if (lines[row]!.includes(code)) {
        const own = codeIn(lines[row]!, code);
        if (own) offer(row, own === code ? 0 : dearer.code);
      }

    if (least > costs.typo && whole.length > 3) {
      const cost = matcher(whole);
      const letters = lettersOf(whole);
      for (let at = 0; at < joined.length; at++)
        if (atMostTwo(letters & ~joinedLetters[at]!)) offer(owners[at]!, cost(joined[at]!) + dearer.joined);
    }
    if (least >= none) byWords(3);

    // Among equals, popular names, short ones and those at home come first.
    const keys: number[] = [];
    for (let row = 0; row < size; row++) {
      if (best[row]! > Math.min(least + reach, none - 1) || !wanted(row)) continue;
      const length = Math.min(starts[row + 1]! - starts[row]!, 16);
      const away = countries[row] === home ? 0 : dearer.abroad;
      const rank = Math.round(best[row]! + length * 2 + away + (popular.has(row) ? 0 : 10));
      keys.push(rank * 2 ** 20 + row);
    }
    return Array.from(Float64Array.from(keys).sort(), (key) => key % 2 ** 20);
  };

  let plainCodes: string[] | undefined;
  const codeLines = () => (plainCodes ??= bankCodes.map((line) => line.replace(/[ -]/g, '')));

  const why: Search['why'] = (row, typed) => {
    const code = plain(typed);
    const own = isNumber.test(code)
      ? codeIn(bankCodes[row]!, code)
      : isBIC.test(code) && codeIn(bics[row]!, code);
    if (own) return { code: own };
    const tokens = fold(typed);
    const whole = tokens.join('');
    /** How many of the words that were typed are in a text. */
    const fits = (text: string): number => {
      const its = fold(text);
      if (its.join('').startsWith(whole)) return Infinity;
      return tokens.map((token) => comparer(token)).filter((cost) => its.some((word) => cost(word) < none))
        .length;
    };
    const about = `${names[row]} ${fullNames[row]} ${countryName(countries[row]!)}`;
    const shown = Math.max(fits(names[row]!), fits(about));
    const alias = aliases[row]!.split('\t').reduce(
      (best, text) => (fits(text) > fits(best) ? text : best),
      '',
    );
    return fits(alias) > shown ? { alias } : {};
  };

  return { find, why, prepare };
}

const isNumber = /^\d{3,}$/;
const isBIC = /^[A-Z]{4}[\dA-Z]{0,7}$/;

/** A bank code or BIC without what people put between its parts. */
const plain = (code: string): string => code.replace(/[^\da-z]/gi, '').toUpperCase();

/** The letters of a word, a bit each. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << word.charCodeAt(at);
  return letters;
}

/** Whether no more than two letters are missing, which is what a matcher forgives. */
function atMostTwo(letters: number): boolean {
  const others = letters & (letters - 1);
  return (others & (others - 1)) === 0;
}

const codeIn = (line: string, begun: string): string | undefined =>
  line.split('\t').find((code) => plain(code).startsWith(begun));

/** A text in pieces, of which those that fit what was typed are marked. */
export function marked(text: string, typed: string): Piece[] {
  const compared = fold(typed).map((token) => ({ token, cost: comparer(token) }));
  return text
    .split(/([\p{L}\p{N}\p{M}'’]+)/u)
    .filter(Boolean)
    .flatMap((piece) => {
      const [word = ''] = fold(piece);
      const [fit] = compared.filter(({ cost }) => word && cost(word) < none);
      return fit ? markedIn(piece, word, fit.token) : { piece, fits: false };
    });
}

/** A part of a text, and whether it fits what was typed. */
export interface Piece {
  piece: string;
  fits: boolean;
}

/** What of a word was typed, or else all of it. */
function markedIn(piece: string, word: string, token: string): Piece[] {
  let from = Math.max(0, word.indexOf(token));
  let to = from + 1;
  while (to < piece.length && fold(piece.slice(0, to)).join('').length < from + token.length) to++;
  if (!word.includes(token)) [from, to] = [0, piece.length];
  return [
    { piece: piece.slice(0, from), fits: false },
    { piece: piece.slice(from, to), fits: true },
    { piece: piece.slice(to), fits: false },
  ].filter((part) => part.piece);
}
