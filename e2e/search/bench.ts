// How long a keystroke takes among 20,000 banks: `pnpm run bench:search`. Prints numbers and judges none.
import { prepared } from './prepared.js';
import { queries } from './queries.js';

const { find, make, institutions } = prepared();
const { names, fullNames, countries } = institutions;

/** What the picker did before there was a search: every word typed stands somewhere in the names. */
function naively(typed: string): number[] {
  const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return names.flatMap((name, row) => {
    const text = plain(`${name} ${fullNames[row]} ${countries[row]}`);
    return words.every((word) => text.includes(word)) ? [row] : [];
  });
}

/** Milliseconds of every keystroke of somebody who types all this. */
function typing(search: (typed: string) => unknown, all: readonly string[]): number[] {
  return all
    .flatMap((typed) => Array.from(typed, (_, at) => typed.slice(0, at + 1)))
    .map((typed) => {
      const start = performance.now();
      search(typed);
      return performance.now() - start;
    });
}

function print(what: string, times: number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)]!;
  const [p50, p95, max] = [at(0.5), at(0.95), at(1)];
  const told = [p50, p95, max].map((time) => time.toFixed(2).padStart(8)).join('');
  console.log(`${what.padEnd(28)}${told}   (${sorted.length} keystrokes)`);
  return p50;
}

const typed = queries.filter((_, at) => at % 24 === 0).map((query) => query.typed);
typing(find, typed.slice(0, 10)); // Warm, as after the first word somebody types.
console.log(
  `${'ms per keystroke'.padEnd(28)}${['p50', 'p95', 'max'].map((head) => head.padStart(8)).join('')}`,
);
const [own, naive] = [
  print('this search', typing(find, typed)),
  print('every name looked through', typing(naively, typed.slice(0, 8))),
];
console.log(`${(naive / own).toFixed(1)} times as fast at p50`);

const start = performance.now();
make().prepare(Infinity);
console.log(`reading the names, in slices: ${(performance.now() - start).toFixed(0)} ms`);
