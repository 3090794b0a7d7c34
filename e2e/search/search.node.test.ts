import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { indexOf } from '@connect-layer/protocol';
import { manyBanks } from '@connect-layer/sandbox';
import { knownBanks } from './known-banks.js';
import { banks, queries } from './queries.js';
import { prepared } from './prepared.js';

describe('the index', () => {
  it('of 10,000 banks weighs at most 120 kB', (t) => {
    const list = [...knownBanks, ...manyBanks(10_000 - knownBanks.length)];
    const bytes = brotliCompressSync(JSON.stringify(indexOf(list))).byteLength;
    t.diagnostic(`10,000 banks: ${bytes} bytes brotli`);
    assert.equal(list.length, 10_000);
    assert(bytes <= 120_000, `${bytes} bytes`);
  });
});

describe('the search among 20,000 banks', () => {
  const { find, idOf } = prepared();

  it('is asked many different things, each of which some bank is meant by', () => {
    assert.equal(banks.length, 20_000);
    assert(queries.length >= 500, `${queries.length} queries`);
    assert(queries.filter(({ kind }) => kind === 'written by hand').length >= 500);
    for (const { kind, typed, expected } of queries) assert(expected.size, `${kind}: ${typed}`);
  });

  it('has the bank that is meant among the first five, 98 times of 100', (t) => {
    const missed = queries.filter(
      ({ typed, expected }) =>
        !find(typed)
          .slice(0, 5)
          .some((row) => expected.has(idOf(row))),
    );
    const recall = 1 - missed.length / queries.length;
    t.diagnostic(`recall@5 ${recall.toFixed(4)} over ${queries.length} queries`);
    for (const { kind, typed } of missed) t.diagnostic(`missed (${kind}): ${typed}`);
    assert(recall >= 0.98, `recall@5 is ${recall.toFixed(4)}`);
  });

  it('finds nothing where there is nothing, and everything of a country', () => {
    assert.deepEqual(find(''), []);
    assert.deepEqual(find('  ~!? '), []);
    assert.deepEqual(find('xqzzxqzzxq'), []);
    assert(find('kuwait').some((row) => idOf(row) === 'KW:Gulf Bank'));
  });

  it('finds only what is wanted', () => {
    const wanted = (row: number) => idOf(row) === 'DE:Postbank';
    assert.deepEqual(find('bank', wanted).map(idOf), ['DE:Postbank']);
  });
});
