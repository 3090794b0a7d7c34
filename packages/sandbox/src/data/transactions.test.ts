import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EnrichedTransaction as Transaction } from '@connect-layer/protocol';
import { accountsOf } from './accounts.js';
import { countries } from '../banks/countries.js';
import { banks } from '../banks/institutions.js';
import { transactionRange, transactionsOf } from './transactions.js';

const dayLength = 24 * 60 * 60 * 1000;
const noon = Date.UTC(2026, 4, 17, 12);
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const ago = (now: number, days: number) => dateOf(now - days * dayLength);
const cents = (amount: number | null) => Math.round((amount ?? NaN) * 100);

const everyHolding = banks.flatMap((bank) =>
  accountsOf(bank, 'demo').map((holding) => ({ bank, holding, name: `${bank.id} ${holding.use}` })),
);
const [first] = everyHolding;
assert(first);

const read = (fromDate: string, toDate: string, now = noon, { bank, holding } = first): Transaction[] => {
  const transactions = transactionsOf(holding, countries[bank.country].prices, { fromDate, toDate }, now);
  assert(transactions, `${fromDate} to ${toDate}`);
  return transactions;
};
const withoutAmounts = (transactions: Transaction[]) =>
  transactions.map(({ beforeAmount: _, afterAmount: __, ...booking }) => booking);

for (const each of everyHolding)
  describe(each.name, () => {
    const { balance } = each.holding;

    it('is never empty for the last thirty days', () => {
      for (let now = Date.UTC(2024, 0, 1); now < Date.UTC(2028, 2, 1); now += 5.3 * dayLength)
        assert(read(ago(now, 29), dateOf(now), now, each).length > 0, new Date(now).toISOString());
    });

    it('ends at the balance, and every booking begins where the one before it ended', () => {
      const transactions = read(ago(noon, transactionRange), dateOf(noon), noon, each);
      assert.equal(cents(transactions.at(-1)?.afterAmount ?? null), balance);
      let after = cents(transactions[0]?.beforeAmount ?? null);
      for (const { amount, beforeAmount, afterAmount, type } of transactions) {
        assert.equal(cents(beforeAmount), after);
        after += type === 'credit' ? cents(amount) : -cents(amount);
        assert.equal(cents(afterAmount), after);
      }
    });

    it('has plausible amounts, with at most two decimals', () => {
      for (const now of [noon, noon + 400 * dayLength])
        for (const { amount, beforeAmount, afterAmount } of read(ago(now, 365), dateOf(now), now, each)) {
          for (const value of [amount, beforeAmount, afterAmount])
            assert.match(String(value), /^\d+(\.\d\d?)?$/, 'no account is ever overdrawn');
          assert(amount > 0);
        }
    });
  });

it('is oldest first, and stays within the dates, both included', () => {
  const transactions = read('2026-03-03', '2026-04-05');
  const times = transactions.map(({ date }) => Date.parse(date));
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
  for (const { date } of transactions)
    assert(date.slice(0, 10) >= '2026-03-03' && date.slice(0, 10) <= '2026-04-05');
  const days = new Set(read('2026-01-01', '2026-04-30').map(({ date }) => date.slice(0, 10)));
  for (const day of days) assert(read(day, day).length > 0, day);
});

it('books the same on a day, whatever range is asked', () => {
  const whole = read(ago(noon, 365), dateOf(noon));
  for (let days = 365; days >= 0; days -= 7) {
    const [from, to] = [ago(noon, days), ago(noon, Math.max(0, days - 4))];
    const part = whole.filter(({ date }) => date.slice(0, 10) >= from && date.slice(0, 10) <= to);
    assert.deepEqual(read(from, to), part);
  }
});

it('books the same on a day, whenever it is asked', () => {
  const range = ['2026-04-01', '2026-05-16'] as const;
  const today = withoutAmounts(read(...range, noon));
  for (const later of [1, 30, 200])
    assert.deepEqual(withoutAmounts(read(...range, noon + later * dayLength)), today);
});

it('books nothing in the future, and what is booked today stays', () => {
  let before: Transaction[] = [];
  for (let now = Date.UTC(2026, 4, 16); now < Date.UTC(2026, 4, 18); now += 60 * 60 * 1000) {
    const transactions = read('2026-05-16', '2026-06-30', now);
    for (const { date } of transactions) assert(Date.parse(date) <= now);
    assert.deepEqual(withoutAmounts(transactions).slice(0, before.length), withoutAmounts(before));
    before = transactions;
  }
  assert(before.length > 0);
});

it('has one salary in every month', () => {
  const salaries = read(ago(noon, 365), dateOf(noon)).filter(({ details }) => details === 'Salary');
  assert.equal(salaries.length, 12);
  for (const { type, date } of salaries) assert.deepEqual([type, date.slice(8, 10)], ['credit', '25']);
});

it('gives every booking a reference of its own', () => {
  const references = read(ago(noon, 365), dateOf(noon)).map(({ reference }) => reference);
  assert.equal(new Set(references).size, references.length);
});

it('books differently on every account', () => {
  const [one, other] = everyHolding.filter(({ holding }) => holding.use === 'everyday');
  const range = [ago(noon, 60), dateOf(noon), noon] as const;
  assert.notDeepEqual(withoutAmounts(read(...range, one)), withoutAmounts(read(...range, other)));
});

for (const [fromDate, toDate, why] of [
  [ago(noon, 366), dateOf(noon), 'farther back than the bank goes'],
  ['2026-05-02', '2026-05-01', 'from after to'],
  ['2026-02-31', '2026-05-01', 'a day that does not exist'],
  ['2026-05-01', '2026-06-31', 'a day that does not exist'],
  ['yesterday', '2026-05-01', 'not a date'],
] as const)
  it(`does not answer from ${fromDate} to ${toDate}: ${why}`, () => {
    const { bank, holding } = first;
    assert.equal(
      transactionsOf(holding, countries[bank.country].prices, { fromDate, toDate }, noon),
      undefined,
    );
  });

it('answers a range that is in the future with nothing', () =>
  assert.deepEqual(read('2026-06-01', '2026-06-30'), []));
