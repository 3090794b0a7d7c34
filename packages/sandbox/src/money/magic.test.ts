import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { visit } from '../visit.test-helper.js';
import { magicAmounts } from './magic.js';

/** What each amount leads to. One that is missing here fails the first test. */
const fates: Record<string, { meets: string[]; ends: string; details?: object }> = {
  '.77': {
    meets: [],
    ends: 'BENEFICIARY_COOL_DOWN_PERIOD',
    details: { coolDownPeriod: { value: 24, unit: 'hrs' } },
  },
  '.76': { meets: [], ends: 'BENEFICIARY_NOT_ACTIVATED' },
  '.75': { meets: [], ends: 'INSUFFICIENT_BALANCE' },
  '.74': { meets: [], ends: 'BANK_ERROR' },
  '.73': { meets: [], ends: 'UNKNOWN_ERROR' },
  '.72': { meets: ['otp'], ends: 'done' },
  '.71': { meets: ['waits'], ends: 'done' },
  '.70': { meets: [], ends: 'TIMED_OUT' },
};

it('has a known fate for every magic amount, and a sentence about it', () => {
  assert.deepEqual(Object.keys(fates).sort(), Object.keys(magicAmounts).sort());
  for (const { does } of Object.values(magicAmounts)) assert.match(does, /^.{10,120}$/);
});

const to = { name: 'Ada Example', accountNumber: '1234567890' };

for (const [ending, { meets, ends, details }] of Object.entries(fates))
  describe(`an amount ending in ${ending}`, () => {
    for (const [name, more] of [
      ['createTransfer', to],
      ['transferAutoflow', { beneficiary: to }],
      ['createWireTransfer', to],
      ['wireTransferAutoflow', { beneficiary: { ...to, routingNumber: '123456780' } }],
      ['createACHPull', {}],
    ] as const)
      it(`leads ${name} to ${[...meets, ends].join(', ')}`, async () => {
        const bank = visit();
        const { ask, first } = await bank.customer('demo', 'DAPIBANK_US_SAGE');
        const controller = new AbortController();
        if (ends === 'TIMED_OUT') setTimeout(() => controller.abort(), 10);
        const input = { senderID: first.id, amount: `10${ending}`, ...more };
        const { outcome, met } = await bank.through(await ask(name, input, { signal: controller.signal }));
        assert.deepEqual(met, meets);
        assert.equal(outcome.type ?? outcome.status, ends);
        const step = name.endsWith('Autoflow') && ends !== 'TIMED_OUT' ? { hlAPIStep: 'Transfer' } : {};
        if (outcome.status === 'failed') assert.deepEqual(outcome.details ?? {}, { ...details, ...step });
      });

    it('leads a call that moves nothing to nothing', async () => {
      const { ask } = await visit().customer();
      assert.equal((await ask('getAccounts', { amount: `10${ending}` })).status, 'done');
    });
  });

it('moves the money of a .70 once, and gives its result to whoever asks again', async () => {
  const bank = visit();
  const { ask, balances, first } = await bank.customer();
  const order = { ...to, senderID: first.id, amount: '10.70', idempotencyKey: 'key' };
  const waiting = ask('createTransfer', order);
  const first10ms = new Promise((resolve) => setTimeout(() => resolve('nothing'), 10));
  assert.equal(await Promise.race([waiting, first10ms]), 'nothing');
  const again = await ask('createTransfer', order);
  assert.equal(again.status, 'done');
  assert.match(again.result.reference, /^\d+$/);
  assert.equal((await balances())[0], 49_989_30);
});
