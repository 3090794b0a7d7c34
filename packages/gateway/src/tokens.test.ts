import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Refusal } from './respond.js';
import { createSeal } from './seal.js';
import { memoryStore } from './store.js';
import {
  openConnection,
  readAccessToken,
  redeemCode,
  sealConnection,
  signAccessToken,
  signCode,
} from './tokens.js';

let now = Date.UTC(2026, 4, 17);
const seal = await createSeal([Buffer.alloc(32, 1).toString('base64url')], () => now);
const claims = { appKey: 'app', tokenID: 'token', userID: 'user' };
const connectionID = 'connection';

it('redeems a code once, for its app and connection', async () => {
  const store = memoryStore({ now: () => now });
  const accessCode = await signCode(seal, { ...claims, connectionID });
  const redeem = (more: object = {}) =>
    redeemCode(seal, store, { accessCode, connectionID, appKey: 'app', ...more });
  for (const wrong of [{ appKey: 'other' }, { connectionID: 'other' }, { accessCode: `${accessCode}x` }])
    await assert.rejects(redeem(wrong), Refusal);
  assert.deepEqual(await redeem(), claims);
  await assert.rejects(redeem(), { type: 'UNAUTHORIZED', message: 'Invalid access code' });
});

it('remembers a used code at least as long as it lives', async () => {
  const store = memoryStore({ now: () => now });
  const accessCode = await signCode(seal, { ...claims, connectionID });
  const redeem = () => redeemCode(seal, store, { accessCode, connectionID, appKey: 'app' });
  now += 1_000;
  await redeem();
  for (let minutes = 0; minutes < 40; minutes++) {
    now += 60_000;
    await assert.rejects(redeem(), Refusal);
  }
});

it('keeps the three kinds of token apart', async () => {
  const store = memoryStore({ now: () => now });
  const [code, token, secret] = await Promise.all([
    signCode(seal, { ...claims, connectionID }),
    signAccessToken(seal, claims),
    sealConnection(seal, { ...claims, institutionID: 'BANK', connection: null }),
  ]);
  for (const other of [code, secret]) assert.equal(await readAccessToken(seal, other), undefined);
  for (const other of [code, token])
    assert.equal(await openConnection(seal, memoryStore(), other), undefined);
  for (const accessCode of [token, secret])
    await assert.rejects(redeemCode(seal, store, { accessCode, connectionID, appKey: 'app' }), Refusal);
});

it('does not let an access token expire, and puts in it what clients of Dapi look for', async () => {
  const token = await signAccessToken(seal, claims);
  now += 10 * 365 * 86_400_000;
  assert.deepEqual(await readAccessToken(seal, token), claims);
  const [, payload = ''] = token.split('.');
  const { appKey, jti, uuid, authorizations } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  assert.deepEqual([appKey, jti, uuid], ['app', 'token', 'user']);
  assert.equal(typeof JSON.parse(authorizations), 'object');
});

it('brings a connection back as it was', async () => {
  const connection = { ...claims, institutionID: 'BANK', connection: { handle: 'x', nested: [1, null] } };
  assert.deepEqual(
    await openConnection(seal, memoryStore(), await sealConnection(seal, connection)),
    connection,
  );
});
