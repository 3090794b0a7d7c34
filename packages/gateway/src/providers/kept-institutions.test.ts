import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Institution } from '@connect-layer/protocol';
import { keptInstitutions } from './kept-institutions.js';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Lists that are fresh for five minutes, fetched when the test says so; and a clock that the test turns. */
function listsAndClock() {
  const clock = { time: 1_800_000_000_000 };
  const now = () => clock.time;
  const fetches: { arrive: (list: Institution[]) => void; fail: () => void; signal: AbortSignal }[] = [];
  const institutions = keptInstitutions(
    ({ signal }) =>
      new Promise((arrive, reject) =>
        fetches.push({ arrive, fail: () => reject(new Error('No list today.')), signal }),
      ),
    5 * minute,
  );
  const ask = (signal = new AbortController().signal) => institutions({ signal, now });
  return { ask, clock, fetches };
}

/** The same, with a list that has come. */
async function listAndClock() {
  const all = listsAndClock();
  const asked = all.ask();
  const list: Institution[] = [];
  all.fetches[0]!.arrive(list);
  assert.equal(await asked, list);
  return { ...all, list };
}

it('fetches once for all who ask meanwhile', async () => {
  const { ask, fetches } = listsAndClock();
  const asked = [ask(), ask(), ask()];
  const list: Institution[] = [];
  fetches[0]!.arrive(list);
  for (const one of await Promise.all(asked)) assert.equal(one, list);
  assert.equal(fetches.length, 1);
});

it('gives the same array for as long as it is fresh', async () => {
  const { ask, clock, fetches, list } = await listAndClock();
  clock.time += 5 * minute - 1;
  assert.equal(await ask(), list);
  assert.equal(fetches.length, 1);
});

it('shows the old list while a newer one is fetched, and then that', async () => {
  const { ask, clock, fetches, list } = await listAndClock();
  clock.time += 5 * minute;
  assert.equal(await ask(), list);
  assert.equal(await ask(), list);
  assert.equal(fetches.length, 2);
  const newer: Institution[] = [];
  fetches[1]!.arrive(newer);
  await settled();
  assert.equal(await ask(), newer);
  assert.equal(fetches.length, 2);
});

it('waits for the newer list when the old one is a day old', async () => {
  const { ask, clock, fetches } = await listAndClock();
  clock.time += day;
  const asked = ask();
  const newer: Institution[] = [];
  fetches[1]!.arrive(newer);
  assert.equal(await asked, newer);
});

it('keeps the old list when no newer one can be had, and tries again', async () => {
  const { ask, clock, fetches, list } = await listAndClock();
  clock.time += 5 * minute;
  await ask();
  fetches[1]!.fail();
  await settled();
  assert.equal(await ask(), list);
  assert.equal(fetches.length, 3);
});

it('says why there is none, and tries again', async () => {
  const { ask, fetches } = listsAndClock();
  const asked = ask();
  fetches[0]!.fail();
  await assert.rejects(asked, /No list today/);
  const again = ask();
  fetches[1]!.arrive([]);
  assert.deepEqual(await again, []);
});

it('lets one who has gone go, and fetches on for the others', async () => {
  const { ask, fetches } = listsAndClock();
  const gone = new AbortController();
  const [mine, theirs] = [ask(gone.signal), ask()];
  gone.abort();
  await assert.rejects(mine, { type: 'TIMED_OUT' });
  await assert.rejects(ask(AbortSignal.abort()), { type: 'TIMED_OUT' });
  assert.equal(fetches[0]!.signal.aborted, false);
  fetches[0]!.arrive([]);
  assert.deepEqual(await theirs, []);
  assert.equal(fetches.length, 1);
});

/** Once what has come has been taken in. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
