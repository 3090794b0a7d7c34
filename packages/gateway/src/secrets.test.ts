import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hash, keyedID, sameSecret } from './secrets.js';

it('hashes with SHA-256', async () =>
  // The published example for "abc".
  assert.equal(
    Buffer.from(await hash('abc'), 'base64url').toString('hex'),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  ));

it('tells equal secrets from others', async () => {
  for (const secret of ['', 'a', 'ü'.repeat(1000)]) assert(await sameSecret(secret, secret));
  for (const [a, b] of [
    ['a', 'b'],
    ['a', 'A'],
    ['a', ''],
    ['a', 'aa'],
    ['a', 'a\0'],
  ] as const)
    assert(!(await sameSecret(a, b)), `${a} and ${b}`);
});

it('makes ids that depend on the key and the text alone', async () => {
  const id = await keyedID('key', 'text');
  assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.equal(await keyedID('key', 'text'), id);
  assert.notEqual(await keyedID('key', 'other'), id);
  assert.notEqual(await keyedID('other', 'text'), id);
});
