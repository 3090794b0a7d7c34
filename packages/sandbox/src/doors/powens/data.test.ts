import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Json, Outcome, Provider } from '@connect-layer/gateway';
import { calls } from '@connect-layer/protocol';
import {
  assertIs,
  bankOf,
  choose,
  connected,
  context,
  login,
  newConnection,
  opened,
  question,
  typeOf,
  walk,
} from './visit.test-helper.js';

const day = 86_400_000;
const everything = login('par', { directaccesswebsite: 'par' });
const days = { fromDate: '2020-01-01', toDate: '2035-12-31' };

async function customer(credentials = everything, options = {}) {
  const { powens, provider, connection } = await newConnection(credentials, options);
  const { accounts } = await read(provider, 'getAccounts', connection, {});
  const idOf = (name: string) => accounts.find((one: { name: string }) => one.name === name).id as string;
  return { powens, provider, connection, idOf, accounts };
}

const inBritain = () =>
  newConnection({ login: 'a', password: '1234' }, { uuid: 'a1000000-0000-4000-8000-000000000006' });

/** What a call tells, which is as the protocol has it. */
// A test says what it expects of a result; there is no type to hold it to.

async function read(
  provider: Provider,
  name: keyof typeof calls,
  connection: Json,
  input: object,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
): Promise<any> {
  const outcome = await provider.calls[name]!(connection, input as never, context);
  assertIs(outcome as Outcome<unknown>, 'done');
  const { result } = outcome as { result: unknown };
  const checked = calls[name].output['~standard'].validate(result) as { issues?: unknown };
  assert.equal(checked.issues, undefined, JSON.stringify(checked.issues));
  return result;
}

describe('what is read', () => {
  it('accounts, by our names for their types, with their balances', async () => {
    const { accounts } = await customer();
    assert.deepEqual(
      accounts.map(({ name, type }: { name: string; type: string }) => [name, type]),
      [
        ...[
          ['Compte chèque', 'checking'],
          ['Carte Premier', 'credit'],
          ['Livret A', 'savings'],
        ],
        ...[
          ['Prêt immobilier', 'loan'],
          ['PEA', 'other'],
          ['Assurance vie', 'other'],
        ],
      ],
    );
    const [everyday] = accounts;
    assert.match(everyday.iban, /^FR\d{25}$/);
    assert(everyday.balance.amount >= 7481.01 && everyday.balance.amount < 7483, everyday.balance.amount);
    assert.deepEqual(everyday.currency, { code: 'EUR', name: 'Euro' });
  });

  it('cards, and what is on them', async () => {
    const { provider, connection, idOf } = await customer();
    const { cards } = await read(provider, 'getCards', connection, {});
    assert.deepEqual(
      cards.map(({ name, type }: { name: string; type: string }) => [name, type]),
      [['Carte Premier', 'debit']],
    );
    const { balance } = await read(provider, 'getBalance', connection, { cardID: idOf('Carte Premier') });
    assert(balance.outstandingBalance < 0, JSON.stringify(balance));
  });

  it('transactions of every page, oldest first, as soon as an account was opened', async () => {
    const { powens, provider, connection, idOf } = await customer();
    const { transactions } = await read(provider, 'getTransactions', connection, {
      accountID: idOf('Compte chèque'),
      ...days,
    });
    assert(transactions.length > 150, `${transactions.length} transactions`);
    const dates = transactions.map(({ date }: { date: string }) => date);
    assert.deepEqual(dates, [...dates].sort());
    assert.equal(
      new Set(transactions.map(({ reference }: { reference: string }) => reference)).size,
      transactions.length,
    );
    const pages = powens.asked.filter((one) => one.endsWith('/transactions')).length;
    assert.equal(pages, 1);
    const [first] = transactions;
    const some = await read(provider, 'getTransactions', connection, {
      accountID: idOf('Compte chèque'),
      fromDate: first.date,
      toDate: first.date,
    });
    assert(
      some.transactions.length >= 1 &&
        some.transactions.every(({ date }: { date: string }) => date === first.date),
      'Both days are included.',
    );
  });

  it('follows pages on the same host alone, and not for ever', async () => {
    const powens = opened();
    for (const next of [
      'https://evil.example/2.0/users/me/transactions',
      'http://localhost:8789/2.0/users/me/transactions?cursor=x',
    ]) {
      const hosts: string[] = [];
      const provider = powens.provider('embedded', {
        fetch: async (...of) => {
          const request = new Request(...of);
          hosts.push(new URL(request.url).host);
          if (!request.url.includes('/transactions')) return powens.door(request);
          return Response.json({ transactions: [], _links: { next: { href: next } } });
        },
      });
      const { connection } = await connected(provider, login('par'));
      const [{ id: accountID }] = (await read(provider, 'getAccounts', connection, {})).accounts;
      const outcome = await provider.calls.getTransactions!(connection, { accountID, ...days }, context);
      assert.equal(typeOf(outcome), 'BANK_ERROR');
      assert(!hosts.includes('evil.example'), 'The token left for another host.');
    }
  });

  it('pages that are many', async () => {
    const powens = opened();
    const provider = powens.provider('embedded', {
      fetch: (...of) =>
        powens.door(new Request(new Request(...of).url.replace('limit=1000', 'limit=20'), of[1])),
    });
    const { connection } = await connected(provider, login('par'));
    const [{ id: accountID }] = (await read(provider, 'getAccounts', connection, {})).accounts;
    const { transactions } = await read(provider, 'getTransactions', connection, { accountID, ...days });
    assert(transactions.length > 150, `${transactions.length} transactions`);
    assert.equal(
      new Set(transactions.map(({ reference }: { reference: string }) => reference)).size,
      transactions.length,
    );
  });

  it('an account that was archived: no longer listed, still found by its id', async () => {
    const { powens, provider, connection, idOf, accounts } = await customer();
    const accountID = idOf('Compte chèque');
    const input = { accountID, ...days };
    const before = await read(provider, 'getTransactions', connection, input);
    await powens.control('archive', { account: Number(accountID) });
    const now = (await read(provider, 'getAccounts', connection, {})).accounts;
    assert.equal(now.length, accounts.length - 1);
    await read(provider, 'getBalance', connection, { accountID });
    assert.deepEqual(await read(provider, 'getTransactions', connection, input), before);
  });

  it('nothing of an account that was not agreed to', async () => {
    const powens = opened();
    const provider = powens.provider();
    const asked = await provider.login(await bankOf(provider), everything, context);
    const hidden = question(asked).queryOptions!.find(({ content }) => content === 'Livret A')!.id!;
    const done = await choose(provider, asked, 'Compte chèque');
    assertIs(done, 'done');
    const { connection } = done.result;
    const { accounts } = await read(provider, 'getAccounts', connection, {});
    assert.deepEqual(
      accounts.map(({ name }: { name: string }) => name),
      ['Compte chèque'],
    );
    for (const name of ['getBalance', 'getTransactions'] as const)
      assert.equal(
        typeOf(await provider.calls[name]!(connection, { accountID: hidden, ...days }, context)),
        'INVALID_ACCOUNT_ID',
      );
  });

  it('no account that there is not, none of somebody else, and no days the wrong way round', async () => {
    const { powens, provider, connection, idOf } = await customer();
    const other = await connected(powens.provider(), login('par', { login: 'bob' }));
    const [{ id }] = (await read(provider, 'getAccounts', other.connection, {})).accounts;
    const ask = (input: object) =>
      provider.calls.getTransactions!(connection, { ...days, ...input }, context);
    for (const accountID of ['none', '1', '../users', id])
      assert.equal(typeOf(await ask({ accountID })), 'INVALID_ACCOUNT_ID');
    assert.equal(typeOf(await ask({ cardID: '1' })), 'INVALID_CARD_ID');
    assert.equal(
      typeOf(await ask({ accountID: idOf('Compte chèque'), fromDate: '2036-01-01' })),
      'INVALID_DATE_RANGE',
    );
  });

  it('a balance anew when it is old, without disturbing anybody', async () => {
    const { powens, provider, connection, idOf } = await customer(login('SCARequiredAndOTP'));
    const input = { accountID: idOf('Compte chèque') };
    const syncs = () =>
      powens.asked.filter(
        (one) => one.startsWith('PUT /2.0/users/me/connections') && !one.includes('accounts'),
      ).length;
    await new Promise((resolve) => setTimeout(resolve, 350));
    await read(provider, 'getBalance', connection, input);
    assert.equal(syncs(), 0, 'It was fresh.');
    await powens.control('clock', { by: day / 4 });
    const later = { ...context, now: () => Date.now() + day / 4 };
    assertIs(await provider.calls.getBalance!(connection, input as never, later), 'done');
    assert.equal(syncs(), 1);
    assert.equal((await powens.state()).connections[0].sources[0].state, null, 'Nobody was disturbed.');
  });

  it('who the person is, by whichever product is switched on', async () => {
    for (const [identity, expected] of [
      [['ownerships'], { name: 'Camille Exemple' }],
      [
        ['owner_identity'],
        {
          name: 'Camille Exemple',
          address: {
            city: 'Lyon',
            country: 'France',
            country_code: 'FR',
            postal_code: '69002',
            street_name: '3 rue Mercière',
          },
        },
      ],
      [
        ['informations'],
        {
          name: 'Camille Exemple',
          emailAddress: 'camille@exemple.example',
          numbers: [{ type: 'mobile', value: '+33 6 00 00 00 00' }],
          address: { full: '3 rue Mercière 69002 Lyon' },
        },
      ],
    ] as const) {
      const { provider, connection } = await customer(login('par'), { identity });
      assert.deepEqual((await read(provider, 'getIdentity', connection, {})).identity, expected);
    }
    const { provider, connection } = await customer(login('par'), { identity: [] });
    assert.equal(typeOf(await provider.calls.getIdentity!(connection, {}, context)), 'NOT_SUPPORTED');
  });

  it('what the bank can do', async () => {
    const { provider, connection } = await customer(login('pro'));
    const { accountsMetadata } = await read(provider, 'getAccountsMetadata', connection, {});
    assert.deepEqual(
      [accountsMetadata.bankName, accountsMetadata.bankType, accountsMetadata.country],
      ['Connecteur de test', 'business', { code: 'FR', name: 'France' }],
    );
    assert.deepEqual(accountsMetadata.transferBounds, [
      { minimum: 0.01, currency: { code: 'EUR', name: 'Euro' }, type: 'local' },
    ]);
    assert.deepEqual(accountsMetadata.transactionRange, { value: 360, unit: 'days' });
    const british = await inBritain();
    const metadata = (await read(british.provider, 'getAccountsMetadata', british.connection, {}))
      .accountsMetadata;
    assert.deepEqual([metadata.sortCode, metadata.country.code], ['049999', 'GB']);
  });

  it('nothing more once it was ended, and nothing is left at Powens', async () => {
    const { powens, provider, connection } = await customer();
    assertIs(await provider.delink!(connection, context), 'done');
    const { users, connections, accounts } = await powens.state();
    assert.deepEqual([users, connections, accounts], [[], [], []]);
    assert.equal(typeOf(await provider.calls.getAccounts!(connection, {}, context)), 'INVALID_CONNECTION');
    assertIs(await provider.delink!(connection, context), 'done');
  });
});

const landlord = { name: 'Landlord', iban: 'FR14 2004 1010 0505 0001 3M02 606' };

describe('a payment', () => {
  const order = async (amount = '12.50') => {
    const at = await customer();
    const senderID = at.idOf('Compte chèque');
    const pay = (more: object = {}) =>
      at.provider.calls.createTransfer!(
        at.connection,
        { senderID, amount, ...landlord, remark: 'Rent', ...more },
        context,
      );
    return { ...at, pay };
  };

  it("is agreed to on Powens' own page, and told by its state alone", async () => {
    const { powens, provider, pay } = await order();
    const asked = await pay();
    const { query, pending } = question(asked);
    assert.match(new URL(query).pathname, /\/en\/payment$/);
    assert.equal(question(await provider.status(pending, context)).query, query);
    assert.equal(
      question(await provider.resume(pending, [{ id: 'redirect', index: 0, answer: '' }], context)).query,
      query,
    );
    const back = await walk(powens, query, ['agree:otp_sms', 'send'], { openapisms: '1234' });
    assert.equal(back.searchParams.get('payment_state'), 'pending');
    const done = await provider.status(pending, context);
    assertIs(done, 'done');
    const [payment] = (await powens.state()).payments;
    assert.deepEqual(done.result, { reference: String(payment.id) });
    const [instruction] = payment.instructions;
    assert.deepEqual(
      [instruction.amount, instruction.currency, instruction.beneficiary.identification, instruction.label],
      [12.5, 'EUR', 'FR1420041010050500013M02606', 'Rent'],
    );
    assert.match(payment.payer.identification, /^FR\d{25}$/);
  });

  it('comes to nothing when the payer cancels, or refuses in the app', async () => {
    for (const press of ['cancel', 'agree:decoupled_cancelled']) {
      const { powens, provider, pay } = await order();
      const { query, pending } = question(await pay());
      await walk(powens, query, [press]);
      assert.equal(typeOf(await provider.status(pending, context)), 'OPERATION_CANCELLED');
    }
  });

  it('that is cancelled can no longer be agreed to, and one that the bank has taken stays so', async () => {
    const { powens, provider, pay } = await order();
    const { query, pending } = question(await pay());
    const { headers } = await powens.call('GET', query);
    await provider.cancel!(pending, context);
    assert.equal(typeOf(await provider.status(pending, context)), 'OPERATION_CANCELLED');
    const open = new URL(headers.get('location')!, query).href;
    const agreed = await powens.door(
      new Request(open, { method: 'POST', body: new URLSearchParams({ action: 'agree:redirect' }) }),
    );
    assert.equal(agreed.status, 303);
    const { body } = await powens.call('GET', open);
    assert.match(body, /no longer open/);
    assert.equal((await powens.call('GET', query)).status, 400);
    assert.equal((await powens.state()).payments[0].errorCode, 'CancelledByClient');

    const taken = await order();
    const asked = question(await taken.pay());
    await walk(taken.powens, asked.query, ['agree:redirect']);
    await taken.provider.cancel!(asked.pending, context);
    const now = await taken.provider.status(asked.pending, context);
    assert.equal(typeOf(now), 'done');
  });

  it('expires, and is told what the bank said', async () => {
    const { powens, provider, pay } = await order();
    const { pending } = question(await pay());
    await powens.control('clock', { by: day + 1000 });
    assert.equal(typeOf(await provider.status(pending, context)), 'TIMED_OUT');
    const scripted = await order();
    const asked = question(await scripted.pay({ remark: 'rjct - Order 12' }));
    await walk(scripted.powens, asked.query, ['agree:redirect']);
    await scripted.powens.control('clock', { by: 16 * 60_000 });
    assert.equal(typeOf(await scripted.provider.status(asked.pending, context)), 'BANK_ERROR');
  });

  it('is not even begun with what cannot be right', async () => {
    const { powens, pay } = await order();
    for (const [more, type] of [
      [{ iban: 'FR00 2004 1010 0505 0001 3M02 606' }, 'PARAMETER_ERROR'],
      [{ iban: undefined }, 'PARAMETER_ERROR'],
      [{ name: undefined }, 'PARAMETER_MISSING'],
      [{ receiverID: 'x' }, 'NOT_SUPPORTED'],
      [{ senderID: '1' }, 'INVALID_ACCOUNT_ID'],
      [{ amount: '0' }, 'PARAMETER_ERROR'],
    ] as const)
      assert.equal(typeOf(await pay(more)), type);
    assert.deepEqual((await powens.state()).payments, []);
  });

  it('is asked for once, though its answer is lost', async () => {
    const { powens, pay } = await order();
    await powens.control('fault', { method: 'POST', path: '/payments', kind: 'lost', status: 503 });
    assert.equal(typeOf(await pay()), 'BANK_ERROR');
    const { payments } = await powens.state();
    assert.deepEqual(
      payments.map(({ state }: { state: string }) => state),
      ['created'],
      'Nobody agrees to it.',
    );
  });

  it('goes out in pounds by sort code, from an account without an IBAN', async () => {
    const { powens, provider, connection } = await inBritain();
    const [{ id: senderID }] = (await read(provider, 'getAccounts', connection, {})).accounts;
    const beneficiary = { name: 'Landlord', sortCode: '04-00-04', accountNumber: '12345678' };
    const input = { senderID, amount: '5', beneficiary };
    const { query } = question(await provider.calls.transferAutoflow!(connection, input, context));
    await walk(powens, query, ['agree:redirect']);
    const [payment] = (await powens.state()).payments;
    assert.deepEqual(
      [payment.instructions[0].currency, payment.instructions[0].beneficiary.identification, payment.state],
      ['GBP', '04000412345678', 'pending'],
    );
  });
});
