import assert from 'node:assert/strict';
import { it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { readIndex, type Institution, type InstitutionIndex } from '@connect-layer/protocol';
import { brotli } from '../node.js';
import { createIndexes, type Brotli, type Filter } from './indexes.js';

const banks = ['AE', 'AE', 'GB', 'US'].map((country, n): Institution => ({
  ...{ id: `B${n}`, name: `Bank ${n}`, fullName: `Bank ${n}`, country, logo: '', fields: [] },
  color: { primaryColor: '#000000', secondaryColor: '#FFFFFF' },
  ...(n === 3 && { experimental: true }),
}));
const all: Filter = { countries: [], experimental: true };

const asking = (accepted?: string, more: Record<string, string> = {}) =>
  new Request('https://gateway.example/', {
    headers: { ...more, ...(accepted !== undefined && { 'accept-encoding': accepted }) },
  });

/** A set of indexes, and what it leaves to be done after an answer. */
function made(compress: Brotli | null = brotli) {
  const work: Promise<void>[] = [];
  const indexes = createIndexes(compress ?? undefined, (task) => work.push(task));
  const answer = (request: Request, filter = all, list: readonly Institution[] = banks) =>
    indexes.answer(request, list, filter);
  return { answer, idle: () => Promise.all(work), work };
}

const idsIn = (text: string) => {
  const { size, at } = readIndex(JSON.parse(text) as InstitutionIndex);
  return Array.from({ length: size }, (_, row) => at(row).id);
};

it('is sent as small as the client and the moment allow', async () => {
  const { answer, idle } = made();
  const plain = await answer(asking());
  assert.equal(plain.headers.get('content-encoding'), null);
  assert.equal(plain.headers.get('vary'), 'accept-encoding');
  const text = await plain.text();
  assert.deepEqual(idsIn(text), ['B0', 'B1', 'B2', 'B3']);

  const first = await answer(asking('gzip, deflate, br'));
  assert.equal(first.headers.get('content-encoding'), 'gzip', 'brotli is not waited for');
  assert.equal(gunzipSync(await first.arrayBuffer()).toString(), text);
  await idle();
  const second = await answer(asking('gzip, deflate, br'));
  assert.equal(second.headers.get('content-encoding'), 'br');
  assert.equal(brotliDecompressSync(await second.arrayBuffer()).toString(), text);
  assert.equal(second.headers.get('etag'), plain.headers.get('etag'));
});

for (const [accepted, encoding] of [
  ['br', 'br'],
  ['gzip', 'gzip'],
  ['gzip;q=0.5, br;q=0', 'gzip'],
  ['br;q=0.0, gzip; q=0', null],
  ['identity', null],
  ['*', null],
  ['', null],
  ['xbr, gzipped', null],
] as const)
  it(`comes as ${encoding ?? 'it is'} to whoever accepts “${accepted}”`, async () => {
    const { answer, idle } = made();
    await answer(asking('br'));
    await idle();
    assert.equal((await answer(asking(accepted))).headers.get('content-encoding'), encoding);
  });

it('is compressed once', async () => {
  let times = 0;
  const { answer, idle } = made((bytes) => {
    times++;
    return brotli(bytes);
  });
  await Promise.all([answer(asking('br')), answer(asking('br'))]);
  await idle();
  await answer(asking('br'));
  await answer(asking('br'), { countries: ['GB', 'AE', 'US', 'XX', 'GB'], experimental: true });
  await answer(asking('br'), { countries: ['US', 'XX', 'AE', 'GB'], experimental: true });
  await idle();
  assert.equal(times, 2, 'all, and the three countries however they are listed');
});

it('goes without brotli where that is missing or breaks', async () => {
  for (const { answer, idle } of [made(null), made(() => Promise.reject(new Error('No.')))]) {
    await answer(asking('br, gzip'));
    await idle();
    assert.equal((await answer(asking('br, gzip'))).headers.get('content-encoding'), 'gzip');
  }
});

it('is not sent to whoever has it', async () => {
  const { answer } = made();
  const etag = (await answer(asking('gzip'))).headers.get('etag')!;
  for (const known of [etag, `"other", ${etag}`]) {
    const again = await answer(asking('gzip', { 'if-none-match': known }));
    assert.deepEqual([again.status, await again.text(), again.headers.get('etag')], [304, '', etag]);
  }
  const other = await answer(asking('gzip', { 'if-none-match': etag }), {
    countries: ['GB'],
    experimental: true,
  });
  assert.equal(other.status, 200);
});

it('holds the banks that were asked for', async () => {
  const { answer } = made();
  const ids = async (countries: string[], experimental = true) =>
    idsIn(await (await answer(asking(), { countries, experimental })).text());
  assert.deepEqual(await ids([], false), ['B0', 'B1', 'B2']);
  assert.deepEqual(await ids(['AE', 'US']), ['B0', 'B1', 'B3']);
  assert.deepEqual(await ids(['FR']), [], 'a country without a bank is not all of them');
});

it('is made anew for another list', async () => {
  const { answer } = made();
  await answer(asking());
  assert.deepEqual(idsIn(await (await answer(asking(), all, banks.slice(2))).text()), ['B2', 'B3']);
});
