import assert from 'node:assert/strict';
import { it } from 'node:test';
import { banks } from '../banks/institutions.js';
import { visit } from '../visit.test-helper.js';

const month = { fromDate: '2026-04-18', toDate: '2026-05-17' };

for (const { id: bankID } of banks.filter(({ health }) => health !== 'down'))
  it(`gives everybody at ${bankID} a credit and a debit card`, async () => {
    const { get } = await visit().customer('demo', bankID);
    const { cards } = await get('getCards');
    assert.deepEqual(
      cards.map(({ name, type }) => [name, type]),
      [
        ['BASIC CREDIT', 'credit'],
        ['BASIC DEBIT', 'debit'],
      ],
    );
    for (const { id, cardNumber, expiryDate } of cards) {
      assert.match(cardNumber, /^X{12}\d{4}$/);
      assert((expiryDate ?? '') > '2029');
      const { transactions } = await get('getTransactions', { cardID: id, ...month });
      assert(transactions.length > 0);
      assert(
        transactions.every(({ beforeAmount, afterAmount }) => beforeAmount === null && afterAmount === null),
      );
    }
  });

it('answers for a card whether it is named as a card or as an account', async () => {
  const { ask, get } = await visit().customer();
  const [card] = (await get('getCards')).cards;
  const { balance } = await get('getBalance', { cardID: card?.id });
  assert.deepEqual(balance, {
    ...{ cardNumber: card?.cardNumber, availableBalance: 10033.86, outstandingBalance: 4966.14 },
    ...{ amountDue: 1856, dueDate: '2026-06-04T00:00:00.000Z', currency: card?.currency },
  });
  assert.deepEqual(await get('getBalance', { accountID: card?.id }), { balance });
  for (const name of ['getTransactions', 'getCategorizedTransactions', 'getEnrichedTransactions'] as const)
    assert.deepEqual(
      await get(name, { accountID: card?.id, ...month }),
      await get(name, { cardID: card?.id, ...month }),
    );
  assert.equal((await ask('getTransactions', { cardID: 'none', ...month })).type, 'INVALID_CARD_ID');
});

it('does not take an account for a card', async () => {
  const { ask, first } = await visit().customer();
  assert.equal((await ask('getBalance', { cardID: first.id })).type, 'INVALID_CARD_ID');
});

it('tells what bookings were for, and of which brand', async () => {
  const { get, first } = await visit().customer();
  const { transactions } = await get('getEnrichedTransactions', { accountID: first.id, ...month });
  for (const { description, category, brandDetails } of transactions)
    assert.deepEqual(brandDetails, category === 'transfer' ? null : { name: description, logo: null });
  assert(new Set(transactions.map(({ category }) => category)).size > 4);
});
