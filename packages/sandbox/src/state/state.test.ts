import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as v from 'valibot';
import { visit } from '../visit.test-helper.js';
import { freshState, State } from './state.js';

const to = { name: 'Ada Example', iban: 'AE070331234567890123456' };

/** A bank at which a bit of everything has happened. */
async function lived() {
  const state = freshState();
  const bank = visit({ state });
  const { get, first } = await bank.customer('demo', 'DAPIBANK_AE_CITI');
  await get('createBeneficiary', to);
  await get('createTransfer', { ...to, senderID: first.id, amount: '10', idempotencyKey: '__proto__' });
  await get('createBatchTransfer', { senderID: first.id, type: 'local', items: [{ ...to, amount: '5' }] });
  const us = await bank.customer('demo', 'DAPIBANK_US_SAGE');
  await us.get('createACHPull', { senderID: us.first.id, amount: '10' });
  return state;
}

it('survives JSON, and is what it says it is', async () => {
  const state = await lived();
  const read: unknown = JSON.parse(JSON.stringify(state));
  assert.deepEqual(v.parse(State, read), state);
});

it('gives a bank that is started anew the same answers', async () => {
  const state = await lived();
  const answers = async (of: State) => {
    const { get, first } = await visit({ state: of }).customer('demo', 'DAPIBANK_AE_CITI');
    const days = { fromDate: '2026-05-01', toDate: '2026-05-17' };
    return [
      await get('getCompleteAccounts'),
      await get('getBeneficiaries'),
      await get('getTransactions', { accountID: first.id, ...days }),
      await get('getBatchTransfers', days),
      await get('createTransfer', { ...to, senderID: first.id, amount: '10', idempotencyKey: '__proto__' }),
    ];
  };
  assert.deepEqual(await answers(v.parse(State, JSON.parse(JSON.stringify(state)))), await answers(state));
});

it('is told of when it has changed, money first', async () => {
  const state = freshState();
  const seen: number[] = [];
  const changed = () => seen.push(state.users['["DAPIBANK_AE_ADCB","demo"]']?.accounts[0]?.balance ?? NaN);
  const { ask, first } = await visit({ state, changed }).customer();
  void ask('createTransfer', { ...to, senderID: first.id, amount: '10.70' }); // Never answered.
  await Promise.resolve();
  assert.equal(seen.at(-1), 49_989_30);
});

it('keeps the last thousand operations', async () => {
  const state = freshState();
  const { ask } = await visit({ state }).customer();
  for (let i = 0; i < 1005; i++) await ask('getIdentity', {}, { operationID: `operation ${i}` });
  assert.equal(state.operations.length, 1000);
  assert.equal(state.operations.at(-1)?.operationID, 'operation 1004');
});

it('is nobody else’s: two banks know nothing of each other', async () => {
  const [one, other] = [await visit().customer(), await visit().customer()];
  await one.get('createTransfer', { ...to, senderID: one.first.id, amount: '10' });
  assert.equal((await other.balances())[0], 50_000_00);
});
