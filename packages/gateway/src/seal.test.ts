import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createSeal } from './seal.js';

let now = Date.UTC(2026, 4, 17);
const key = (byte: number) => Buffer.alloc(32, byte).toString('base64url');
const [first, second] = [key(1), key(2)];
const seal = (...keys: string[]) => createSeal(keys, () => now);

it('opens what it closed, for the same purpose only', async () => {
  const { close, open } = await seal(first);
  for (const value of [{ deep: [1, 'ü', null] }, 'text', 0, null]) {
    const sealed = await close('one', value);
    assert.deepEqual(await open('one', sealed), value);
    assert.equal(await open('other', sealed), undefined);
  }
});

it('shows nothing of what it closed, and never the same twice', async () => {
  const { close } = await seal(first);
  const [a, b] = [await close('one', 'planted'), await close('one', 'planted')];
  assert.notEqual(a, b);
  for (const part of a.split('.')) assert.doesNotMatch(Buffer.from(part, 'base64url').toString(), /planted/);
});

it('verifies what it signed, for the same purpose only, with all that was claimed', async () => {
  const { sign, verify } = await seal(first);
  const token = await sign('one', { jti: 'x' });
  assert.deepEqual(await verify('one', token), { jti: 'x', iat: now / 1000 });
  assert.equal(await verify('other', token), undefined);
});

it('lets a token expire when it was given a lifetime', async () => {
  const { sign, verify } = await seal(first);
  const [mortal, immortal] = [await sign('one', {}, 60), await sign('one', {})];
  now += 59_000;
  assert(await verify('one', mortal));
  now += 2_000;
  assert.equal(await verify('one', mortal), undefined);
  now += 10 * 365 * 86_400_000;
  assert(await verify('one', immortal));
});

it('opens nothing that was changed in any place', async () => {
  const { close, open, sign, verify } = await seal(first);
  const [sealed, token] = [await close('one', 'value'), await sign('one', { jti: 'x' })];
  // The last letter of a part may carry spare bits, so it is left alone.
  const places = (text: string) =>
    Array.from(text, (_, at) => at).filter(
      (at) => /[\w-]/.test(text[at] ?? '') && /[\w-]/.test(text[at + 1] ?? ''),
    );
  const changed = (text: string, at: number) =>
    text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
  for (const at of places(sealed))
    assert.equal(await open('one', changed(sealed, at)), undefined, `place ${at}`);
  for (const at of places(token))
    assert.equal(await verify('one', changed(token, at)), undefined, `place ${at}`);
});

it('takes nothing that is not its own', async () => {
  const { close, open, sign, verify } = await seal(first);
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = `${encoded({ alg: 'none', typ: 'one' })}.${encoded({ jti: 'x' })}.`;
  for (const text of ['', 'x', '....', 'a.b.c', unsigned, await close('one', 1), await sign('one', {})]) {
    if (!text.startsWith(await headOf(close))) assert.equal(await open('one', text), undefined, text);
    if (!text.startsWith(await headOf(sign))) assert.equal(await verify('one', text), undefined, text);
  }
});

it('rotates its keys: the first closes, all open', async () => {
  const [old, both, renewed] = await Promise.all([seal(first), seal(second, first), seal(second)]);
  const [sealed, token] = [await old.close('one', 'value'), await old.sign('one', { jti: 'x' })];
  assert.equal(await both.open('one', sealed), 'value');
  assert.equal((await both.verify('one', token))?.jti, 'x');
  assert.equal(await renewed.open('one', sealed), undefined);
  assert.equal(await renewed.verify('one', token), undefined);
  const [newer, newerToken] = [await both.close('one', 'value'), await both.sign('one', { jti: 'x' })];
  assert.equal(await renewed.open('one', newer), 'value');
  assert.equal((await renewed.verify('one', newerToken))?.jti, 'x');
  assert.equal(await old.open('one', newer), undefined);
});

it('says what is wrong with a key ring, without showing it', async () => {
  await assert.rejects(seal(), TypeError);
  for (const bad of [
    '',
    'short',
    Buffer.alloc(31).toString('base64url'),
    Buffer.alloc(33).toString('base64url'),
  ])
    await assert.rejects(seal(first, bad), (error) => {
      assert(error instanceof TypeError);
      assert.equal(error.message, 'A gateway key is 32 random bytes in base64url.');
      return true;
    });
});

/** How everything begins that this makes. */
const headOf = async (make: (purpose: string, value: never) => Promise<string>) =>
  (await make('one', {} as never)).split('.')[0] ?? '';
