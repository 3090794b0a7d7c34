import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Refusal } from '../respond.js';
import { memoryStore } from '../store.js';
import { inTurn, moment } from './turns.js';

describe('calls of one connection', () => {
  const never = new AbortController().signal;
  const wait = { refuse: false, signal: never };

  it('are made one after another, those of others at once, and go on after a failure', async () => {
    const store = memoryStore();
    const order: string[] = [];
    const slow = inTurn(store, 'a', wait, async () => {
      await moment();
      order.push('first');
      throw new Error('It failed.');
    });
    const next = inTurn(store, 'a', wait, async () => order.push('second'));
    const other = inTurn(store, 'b', wait, async () => order.push('other'));
    await Promise.allSettled([slow, next, other]);
    assert.deepEqual(order, ['other', 'first', 'second']);
  });

  it('are refused at once where that is wanted, and only while the first is under way', async () => {
    const store = memoryStore();
    const refuse = { refuse: true, signal: never };
    const first = inTurn(store, 'a', refuse, moment);
    await assert.rejects(
      inTurn(store, 'a', refuse, moment),
      (error) => error instanceof Refusal && error.type === 'PARALLEL_REQUEST',
    );
    await first;
    await inTurn(store, 'a', refuse, moment);
  });

  it('give up waiting when the caller has gone', async () => {
    const store = memoryStore();
    const abort = new AbortController();
    const first = inTurn(store, 'a', wait, () => new Promise((resolve) => setTimeout(resolve, 200)));
    const second = inTurn(store, 'a', { refuse: false, signal: abort.signal }, moment);
    abort.abort();
    await assert.rejects(second, (error) => error instanceof Refusal && error.type === 'TIMED_OUT');
    await first;
  });

  it('are not held up for ever by a process that died in the middle', async () => {
    let now = 0;
    const store = memoryStore({ now: () => now });
    await store.claim('turn:a', 'a process that is gone', 270);
    const waiting = inTurn(store, 'a', wait, async () => 'done');
    await moment();
    now = 271_000;
    assert.equal(await waiting, 'done');
  });
});
