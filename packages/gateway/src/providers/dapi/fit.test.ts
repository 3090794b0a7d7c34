import assert from 'node:assert/strict';
import { it } from 'node:test';
import { calls } from '@connect-layer/protocol';
import { fit } from './fit.js';

const currency = { code: 'AED', name: 'Dirham' };
const account = { id: 'a', name: 'n', number: '1', type: 'current', currency, isFavourite: false };
const balance = { amount: 1, currency, accountNumber: '1' };
const accounts = calls.getAccounts.output;
const fitted = (value: object) => {
  const result = fit(accounts, { accounts: [value] });
  return result.fits ? (result.value.accounts as unknown[])[0] : undefined;
};

const readings: [says: string, read: object, as: object | undefined][] = [
  ['keeps what it does not know', { ...account, extra: { a: 1 } }, { ...account, extra: { a: 1 } }],
  ['takes what is absent for null', omit(account, 'isFavourite'), { ...account, isFavourite: null }],
  ['takes null for absent', { ...account, iban: null }, account],
  ['leaves out an optional member of the wrong form', { ...account, balance: 5, iban: {} }, account],
  ['keeps one of the right form', { ...account, balance }, { ...account, balance }],
  ['takes a name on no list for the other one', { ...account, type: 'test' }, { ...account, type: 'other' }],
  ['does not mind how a name is written', { ...account, type: 'SAVINGS' }, { ...account, type: 'savings' }],
  ['makes nothing up', omit(account, 'id'), undefined],
  ['believes no wrong form', { ...account, number: 5 }, undefined],
];

for (const [says, value, expected] of readings) it(says, () => assert.deepEqual(fitted(value), expected));

it('reads a balance of an account or of a card', () => {
  const { output } = calls.getBalance;
  assert.deepEqual(fit(output, { balance }), { fits: true, value: { balance } });
  const card = { cardNumber: 'X', availableBalance: 1, outstandingBalance: 2, currency };
  const whole = { balance: { ...card, amountDue: null, dueDate: null } };
  assert.deepEqual(fit(output, { balance: card }), { fits: true, value: whole });
  assert.deepEqual(fit(output, { balance: { currency } }), { fits: false });
});

it('reads an address that has gaps', () => {
  const identity = { name: 'n', address: { city: 'c', poBox: null }, nationality: null };
  assert.deepEqual(fit(calls.getIdentity.output, { identity }), {
    fits: true,
    value: { identity: { name: 'n', address: { city: 'c' } } },
  });
});

it('knows a booking in or out, and nothing between', () => {
  const booking = { amount: 1, currency, date: '2026-01-01', type: 'CREDIT', category: 'Food & Drink' };
  const { output } = calls.getCategorizedTransactions;
  const read = fit(output, { transactions: [booking] });
  assert(read.fits, 'It is believed.');
  const [transaction] = read.value.transactions as Record<string, unknown>[];
  assert.deepEqual([transaction?.type, transaction?.category], ['credit', 'other']);
  assert.deepEqual(fit(output, { transactions: [{ ...booking, type: 'sideways' }] }), { fits: false });
});

it('believes nothing that is no object', () => {
  for (const value of [undefined, null, 1, 'x', []]) assert.deepEqual(fit(accounts, value), { fits: false });
});

function omit(value: object, name: string): object {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}
