import assert from 'node:assert/strict';
import { it } from 'node:test';
import { memoryStore } from './store.js';

function storeWithClock(limit?: number) {
  const clock = { now: 0 };
  const now = () => clock.now;
  return { clock, store: memoryStore(limit === undefined ? { now } : { now, limit }) };
}

it('remembers until the lifetime is over', async () => {
  const { clock, store } = storeWithClock();
  await store.set('key', 'value', 10);
  clock.now = 9_999;
  assert.equal(await store.get('key'), 'value');
  clock.now = 10_000;
  assert.equal(await store.get('key'), undefined);
});

it('remembers the last value, for its own lifetime', async () => {
  const { clock, store } = storeWithClock();
  await store.set('key', 'old', 100);
  await store.set('key', 'new', 10);
  assert.equal(await store.get('key'), 'new');
  clock.now = 50_000;
  assert.equal(await store.get('key'), undefined);
});

it('forgets what is deleted', async () => {
  const { store } = storeWithClock();
  await store.set('key', 'value', 10);
  await store.delete('key');
  await store.delete('never there');
  assert.equal(await store.get('key'), undefined);
});

it('lets one of all callers claim a key', async () => {
  const { store } = storeWithClock();
  const claims = await Promise.all(['a', 'b', 'c'].map((value) => store.claim('key', value, 10)));
  assert.deepEqual(claims, [true, false, false]);
  assert.equal(await store.get('key'), 'a');
});

it('lets a key be claimed again once it is free', async () => {
  const { clock, store } = storeWithClock();
  assert(await store.claim('key', 'a', 10));
  clock.now = 10_000;
  assert(await store.claim('key', 'b', 10), 'expired');
  await store.delete('key');
  assert(await store.claim('key', 'c', 10), 'deleted');
  await store.set('other', 'value', 10);
  assert.equal(await store.claim('other', 'd', 10), false, 'a key that is set is not free');
});

it('holds no more than its limit: the oldest go first', async () => {
  const { store } = storeWithClock(2);
  await store.set('a', '1', 10);
  await store.set('b', '2', 10);
  await store.set('a', '3', 10);
  await store.set('c', '4', 10);
  assert.deepEqual(await Promise.all(['a', 'b', 'c'].map((key) => store.get(key))), ['3', undefined, '4']);
});

it('never lets go of what lasts for ever, however much passes through', async () => {
  const { store, clock } = storeWithClock(2);
  await store.set('lasting', '1', Infinity);
  for (const key of ['a', 'b', 'c', 'd']) await store.set(key, key, 60);
  clock.now += 10 ** 15;
  assert.equal(await store.get('lasting'), '1');
  await store.delete('lasting');
  assert.equal(await store.get('lasting'), undefined);
});
