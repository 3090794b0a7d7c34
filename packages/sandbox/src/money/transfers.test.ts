import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { between } from '../chance.js';
import { freshState } from '../state/state.js';
import { visit } from '../visit.test-helper.js';

const elsewhere = { name: 'Ada Example', iban: 'AE070331234567890123456' };
const today = { fromDate: '2026-05-17', toDate: '2026-05-18' };

describe('a transfer', () => {
  it('takes the money from the sender, and is among the transactions', async () => {
    const { get, balances, first } = await visit().customer();
    const [before = 0, savings] = await balances();
    const { reference, remark } = await get('createTransfer', {
      ...{ ...elsewhere, senderID: first.id, amount: '120.35', remark: 'Lunch' },
    });
    assert.deepEqual([reference, remark], [String(Date.UTC(2026, 4, 17, 12)), 'Lunch']);
    assert.deepEqual(await balances(), [before - 12035, savings]);
    const { transactions } = await get('getTransactions', { accountID: first.id, ...today });
    const { amount, type, description, details, afterAmount } = transactions.at(-1) ?? {};
    assert.deepEqual(
      [amount, type, description, details, afterAmount],
      [120.35, 'debit', 'Transfer to Ada Example', 'Lunch', (before - 12035) / 100],
    );
    assert.equal(transactions.at(-1)?.reference, reference);
  });

  it('is credited to an account of the sandbox, by IBAN or by number, written in groups or not', async () => {
    const bank = visit();
    const [own, other] = [await bank.customer('demo'), await bank.customer('demo_2', 'DAPIBANK_AE_LIV')];
    const { iban = '', number } = other.first;
    const [before = 0] = await other.balances();
    for (const to of [
      { iban: iban.replaceAll(/(.{4})/g, '$1 ') },
      { iban: iban.toLowerCase() },
      { accountNumber: number },
    ])
      await own.get('createTransfer', { senderID: own.first.id, amount: '10.10', ...to });
    assert.equal((await other.balances())[0], before + 3030);
    const { transactions } = await other.get('getEnrichedTransactions', {
      accountID: other.first.id,
      ...today,
    });
    const { type, category, brandDetails } = transactions.at(-1) ?? {};
    assert.deepEqual([type, category, brandDetails], ['credit', 'transfer', null]);
  });

  it('is credited to somebody who has not been here since the bank started', async () => {
    const { iban } = (await visit().customer('mfa_pin', 'DAPIBANK_AE_ENBD')).first;
    const bank = visit();
    const { get, first } = await bank.customer();
    await get('createTransfer', { senderID: first.id, amount: '1', iban });
    assert.equal((await (await bank.customer('mfa_pin', 'DAPIBANK_AE_ENBD')).balances())[0], 50_001_00);
  });

  it('is exchanged where the currencies differ', async () => {
    const bank = visit();
    const [us, ae] = [await bank.customer('demo', 'DAPIBANK_US_SAGE'), await bank.customer()];
    await us.get('createTransfer', { senderID: us.first.id, amount: '100', iban: ae.first.iban });
    assert.equal((await ae.balances())[0], 50_367_00);
  });

  for (const [why, input, type] of [
    ['from an account that is none', { senderID: 'none' }, 'INVALID_ACCOUNT_ID'],
    ['of more than there is', { amount: '50000.01' }, 'INSUFFICIENT_BALANCE'],
    ['of less than the bank transfers', { amount: '0.99' }, 'PARAMETER_ERROR'],
    ['of a part of a hundredth', { amount: '1.001' }, 'PARAMETER_ERROR'],
    ['of more than a number holds', { amount: '999999999999999' }, 'PARAMETER_ERROR'],
    ['to nobody', { iban: undefined }, 'PARAMETER_MISSING'],
    ['to a beneficiary that is none', { receiverID: 'none' }, 'SANDBOX_ACCOUNT_NOT_FOUND'],
    ['to a sandbox account that is none', { iban: 'DAPIBANK AE LIV 1' }, 'SANDBOX_ACCOUNT_NOT_FOUND'],
    ['to a British one that is none', { iban: 'GB00FAKE00000012345678' }, 'SANDBOX_ACCOUNT_NOT_FOUND'],
  ] as const)
    it(`${why} fails with ${type}, and moves nothing`, async () => {
      const { ask, get, balances, first } = await visit().customer();
      const before = await balances();
      const outcome = await ask('createTransfer', {
        ...elsewhere,
        senderID: first.id,
        amount: '10',
        ...input,
      });
      assert.deepEqual([outcome.status, outcome.type], ['failed', type]);
      assert.deepEqual(await balances(), before);
      const { transactions } = await get('getTransactions', { accountID: first.id, ...today });
      assert(transactions.every(({ description }) => !description?.includes('Ada Example')));
    });

  it('to the very account that sends it fails', async () => {
    const { ask, first } = await visit().customer();
    const { type } = await ask('createTransfer', { senderID: first.id, amount: '10', iban: first.iban });
    assert.equal(type, 'PARAMETER_ERROR');
  });

  it('can empty an account, and no more', async () => {
    const { ask, get, balances, first } = await visit().customer();
    await get('createTransfer', { ...elsewhere, senderID: first.id, amount: '50000.00' });
    assert.equal((await balances())[0], 0);
    assert.equal(
      (await ask('createTransfer', { ...elsewhere, senderID: first.id, amount: '1' })).type,
      'INSUFFICIENT_BALANCE',
    );
  });

  it('has a reference of its own even within a millisecond', async () => {
    const { get, first } = await visit().customer();
    const references = new Set<string>();
    for (let i = 0; i < 5; i++)
      references.add(
        (await get('createTransfer', { ...elsewhere, senderID: first.id, amount: '1' })).reference,
      );
    assert.equal(references.size, 5);
  });
});

describe('money', () => {
  it('is neither made nor lost between two accounts, however it goes to and fro', async () => {
    const bank = visit();
    const [one, other] = [await bank.customer('demo'), await bank.customer('demo_2', 'DAPIBANK_AE_LIV')];
    const sum = async () => ((await one.balances())[0] ?? 0) + ((await other.balances())[0] ?? 0);
    const before = await sum();
    const counts: Record<string, number> = {};
    for (let round = 0; round < 300; round++) {
      const [from, to] = between(`${round}/who`, 0, 1) ? [one, other] : [other, one];
      // Below .70, where amounts begin to be magic.
      const decimals = String(between(`${round}/decimals`, 0, 69)).padStart(2, '0');
      const amount = `${between(`${round}/amount`, 0, 40_000)}.${decimals}`;
      const { outcome } = await bank.through(
        await from.ask('createTransfer', { senderID: from.first.id, amount, iban: to.first.iban }),
      );
      const result = outcome.type ?? outcome.status;
      counts[result] = (counts[result] ?? 0) + 1;
      if (round % 10 === 0) assert.equal(await sum(), before, `round ${round}`);
      for (const { balances } of [one, other]) assert((await balances()).every((balance) => balance >= 0));
    }
    assert.equal(await sum(), before);
    assert((counts.done ?? 0) > 100 && (counts.INSUFFICIENT_BALANCE ?? 0) > 10, JSON.stringify(counts));
  });

  it('adds up in the transactions', async () => {
    const bank = visit();
    const { get, balances, first } = await bank.customer();
    for (let round = 0; round < 20; round++) {
      await get('createTransfer', {
        ...elsewhere,
        senderID: first.id,
        amount: `${between(`${round}`, 1, 99)}.05`,
      });
      bank.pass(between(`${round}/pause`, 0, 3_000_000));
    }
    const { transactions } = await get('getTransactions', {
      accountID: first.id,
      fromDate: '2026-04-01',
      toDate: '2026-05-30',
    });
    let after = transactions[0]?.beforeAmount;
    for (const { beforeAmount, afterAmount } of transactions) {
      assert.equal(beforeAmount, after);
      after = afterAmount;
    }
    assert.equal(after, ((await balances())[0] ?? NaN) / 100);
  });
});

describe('with an idempotencyKey, a transfer', () => {
  const order = { ...elsewhere, amount: '10.00', idempotencyKey: 'key-1' };

  it('that is sent again gets the first result, and moves nothing', async () => {
    const { ask, balances, first } = await visit().customer();
    const once = await ask('createTransfer', { ...order, senderID: first.id });
    // The same, however it is written.
    const again = await ask('createTransfer', { senderID: first.id, ...order, amount: '10' });
    assert.deepEqual(again, once);
    assert.equal((await balances())[0], 49_990_00);
  });

  it('that is sent many times at once moves once', async () => {
    const { ask, balances, first } = await visit().customer();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => ask('createTransfer', { ...order, senderID: first.id })),
    );
    assert.equal(new Set(outcomes.map(({ result }) => result.reference)).size, 1);
    assert.equal((await balances())[0], 49_990_00);
  });

  it('that is something else is a conflict', async () => {
    const { ask, balances, first, second } = await visit().customer();
    await ask('createTransfer', { ...order, senderID: first.id });
    for (const other of [{ amount: '10.01' }, { senderID: second.id }, { name: 'Bob' }, { remark: 'x' }]) {
      const { type } = await ask('createTransfer', { ...order, senderID: first.id, ...other });
      assert.equal(type, 'IDEMPOTENCY_CONFLICT');
    }
    const beneficiary = elsewhere;
    const { type } = await ask('transferAutoflow', { ...order, senderID: first.id, beneficiary });
    assert.equal(type, 'IDEMPOTENCY_CONFLICT');
    assert.equal((await balances())[0], 49_990_00);
  });

  it('that failed may be tried again', async () => {
    const { ask, first } = await visit().customer();
    const big = { ...elsewhere, senderID: first.id, idempotencyKey: 'key-1' };
    assert.equal((await ask('createTransfer', { ...big, amount: '60000' })).type, 'INSUFFICIENT_BALANCE');
    assert.equal((await ask('createTransfer', { ...big, amount: '60' })).status, 'done');
  });

  for (const [what, amount] of [
    ['asks', '10.72'],
    ['takes time', '10.71'],
  ] as const)
    it(`that ${what} moves once, though it is sent and gone on with twice`, async () => {
      const { ask, balances, first, provider, contextOf, pass } = await entered();
      const started = [1, 2];
      const pending = [];
      for (const _ of started)
        pending.push((await ask('createTransfer', { ...order, senderID: first.id, amount })).pending);
      pass(5000);
      const answers = [{ id: 'otp', index: 0, answer: '123456' }] as const;
      const outcomes = [];
      for (const task of [...pending, ...pending])
        outcomes.push(
          what === 'asks'
            ? await provider.resume(task, answers, contextOf())
            : await provider.status(task, contextOf()),
        );
      for (const outcome of outcomes) assert.deepEqual(outcome, outcomes[0]);
      assert.equal(outcomes[0]?.status, 'done');
      assert.equal((await balances())[0], 50_000_00 - Math.round(Number(amount) * 100));
    });

  it('is known after a restart, and known to its user alone', async () => {
    const state = freshState();
    const before = await visit({ state }).customer();
    const once = await before.ask('createTransfer', { ...order, senderID: before.first.id });
    const bank = visit({ state: structuredClone(state) });
    const after = await bank.customer();
    assert.deepEqual(await after.ask('createTransfer', { ...order, senderID: after.first.id }), once);
    const other = await bank.customer('demo_2');
    const { result } = await other.ask('createTransfer', { ...order, senderID: other.first.id });
    assert.notEqual(result.reference, once.result.reference);
  });

  const entered = async () => {
    const bank = visit();
    return { ...bank, ...(await bank.customer()) };
  };
});

it('moves money once when one operation is gone on with twice, even without a key', async () => {
  const bank = visit();
  const { ask, balances, first } = await bank.customer();
  const { pending } = await ask('createTransfer', { ...elsewhere, senderID: first.id, amount: '10.71' });
  bank.pass(5000);
  await Promise.all([1, 2, 3].map(() => bank.provider.status(pending, bank.contextOf())));
  assert.equal((await balances())[0], 49_989_29);
});
