import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Json } from '@connect-layer/gateway';
import { finapiClient } from '@connect-layer/sandbox';
import { FinapiForm, logInAt } from '../models/finapi-form.js';
import { assertIs } from './contract.js';
import { addressOf, assertFails, context, finapiThat, pendingOf } from './finapi/upstream.js';

const everyDay = { fromDate: '2000-01-01', toDate: '2099-12-31' };
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

describe('what finAPI has read', { concurrency: 4 }, () => {
  it('is told as it is: accounts, balances, who the person is, what the bank is', async (test) => {
    const { connected, provider } = await finapiThat(test);
    const { connection } = await connected('demo_all_types');
    const { getAccounts, getBalance, getIdentity, getAccountsMetadata } = provider.calls;
    const listed = await getAccounts!(connection, {}, context());
    assertIs(listed, 'done');
    const { accounts } = listed.result;
    assert.deepEqual(
      accounts.map(({ type }) => type),
      ['current', 'savings', 'other', 'credit', 'loan', 'other', 'deposit'],
    );
    const [main] = accounts;
    assert.deepEqual(main?.balance, {
      amount: 16978.51,
      currency: { code: 'EUR', name: 'Euro' },
      accountNumber: main?.number,
    });
    const balance = await getBalance!(connection, { accountID: main.id }, context());
    assert.deepEqual(balance, { status: 'done', result: { balance: main.balance } });
    assert.deepEqual(await getIdentity!(connection, {}, context()), {
      status: 'done',
      result: { identity: { name: 'Tommy Sternen-Himmel' } },
    });
    const metadata = await getAccountsMetadata!(connection, {}, context());
    assertIs(metadata, 'done');
    const { sortCode, bankName, bankId } = metadata.result.accountsMetadata;
    assert.deepEqual([sortCode, bankName, bankId], ['DEMO0001', 'finAPI Test Bank', 'FINAPI_280001']);
    assertFails(await getBalance!(connection, { accountID: '1' }, context()), 'INVALID_ACCOUNT_ID');
    assertFails(await getBalance!(connection, { cardID: '1' }, context()), 'INVALID_CARD_ID');
  });

  it('holds the owner where the one way in gives it', async (test) => {
    const { provider, settled } = await finapiThat(test, { owners: true });
    const begun = await provider.login(
      { id: 'FINAPI_290010' } as never,
      {},
      { ...context(), clientUserID: 'anna' },
    );
    await logInAt(addressOf(begun), 'demo_no_msa');
    const login = await settled(provider.status(pendingOf(begun), context()));
    assertIs(login, 'done');
    const { connection } = login.result as { connection: Json };
    const outcome = await provider.calls.getIdentity!(connection, {}, context());
    assertIs(outcome, 'done');
    const { name, address, dateOfBirth } = outcome.result.identity;
    assert.deepEqual(
      [name, dateOfBirth, address?.line1],
      ['Tommy Sternen-Himmel', '1981-04-12', 'Apfelallee 3'],
    );
  });

  it('is all bookings of the days, oldest first, and what is not booked yet', async (test) => {
    const { connected, provider, count } = await finapiThat(test);
    const { connection } = await connected();
    const listed = await provider.calls.getAccounts!(connection, {}, context());
    assertIs(listed, 'done');
    const accountID = listed.result.accounts[0]!.id;
    const booked = await provider.calls.getTransactions!(connection, { accountID, ...everyDay }, context());
    assertIs(booked, 'done');
    const { transactions } = booked.result;
    assert.ok(transactions.length > 500);
    assert.equal(count(/^GET \/api\/v2\/transactions/), Math.ceil(transactions.length / 500));
    const dates = transactions.filter(({ status }) => status === 'booked').map(({ date }) => date);
    assert.deepEqual(dates, dates.toSorted());
    assert.equal(new Set(transactions.map(({ reference }) => reference)).size, transactions.length);
    assert.equal(transactions.filter(({ status }) => status === 'pending').length, 1);
    assert.ok(transactions.every(({ amount }) => amount > 0));
    assert.ok(
      transactions.some(
        ({ amount, type, details }) =>
          amount === 135.89 && type === 'debit' && details === 'Versicherung am Deich',
      ),
    );
    const few = await provider.calls.getTransactions!(
      connection,
      { accountID, fromDate: day(9), toDate: day(3) },
      context(),
    );
    assertIs(few, 'done');
    assert.ok(
      few.result.transactions.every(({ date }) => date.slice(0, 10) >= day(9) && date.slice(0, 10) <= day(3)),
    );
    const named = await provider.calls.getCategorizedTransactions!(
      connection,
      { accountID, ...everyDay },
      context(),
    );
    assertIs(named, 'done');
    assert.ok(named.result.transactions.some(({ category }) => category === 'income'));
    const wrong = { accountID, fromDate: day(3), toDate: day(9) };
    assertFails(await provider.calls.getTransactions!(connection, wrong, context()), 'INVALID_DATE_RANGE');
  });

  it('is told without what finAPI put in to make the balance right', async (test) => {
    const { connected, provider, url } = await finapiThat(test, {}, { categorises: 0 });
    const { connection } = await connected();
    const listed = await provider.calls.getAccounts!(connection, {}, context());
    assertIs(listed, 'done');
    const accountID = listed.result.accounts[0]!.id;
    const { customer, connectionID } = connection as {
      customer: { id: string; password: string };
      connectionID: string;
    };
    const token = (await (
      await fetch(`${url}/api/v2/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          ...{
            grant_type: 'password',
            client_id: finapiClient.clientID,
            client_secret: finapiClient.clientSecret,
          },
          ...{ username: customer.id, password: customer.password },
        }),
      })
    ).json()) as { access_token: string };
    const mocked = await fetch(`${url}/api/v2/tests/mockBatchUpdate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        mockBankConnectionUpdates: [
          {
            ...{ bankConnectionId: Number(connectionID), bankingInterface: 'XS2A' },
            mockAccountsData: [{ accountId: Number(accountID), accountBalance: 1 }],
          },
        ],
      }),
    });
    assert.equal(mocked.status, 200);
    const booked = await provider.calls.getTransactions!(connection, { accountID, ...everyDay }, context());
    assertIs(booked, 'done');
    assert.ok(!JSON.stringify(booked).includes('Zwischensaldo'));
    const balance = await provider.calls.getBalance!(connection, { accountID }, context());
    assertIs(balance, 'done');
    assert.equal((balance.result.balance as { amount: number }).amount, 1);
  });

  it('is waited for while finAPI is still reading', async (test) => {
    const { connected, provider, renew, settled } = await finapiThat(
      test,
      {},
      { categorises: 0, downloads: 2500 },
    );
    const { connection } = await connected();
    const renewal = await renew(connection, context());
    const later = await provider.status(pendingOf(renewal), context());
    const begun = await provider.calls.getAccounts!(connection, {}, context());
    assert.deepEqual([later.status, begun.status], ['initialized', 'initialized']);
    assertIs(await settled(Promise.resolve(begun)), 'done');
  });

  it('is read again when it has become old, and the person is wanted when the bank wants them', async (test) => {
    const { connected, provider, settled, count } = await finapiThat(
      test,
      { maxAge: 600 },
      { categorises: 0, downloads: 100 },
    );
    const { connection } = await connected();
    await new Promise((resolve) => setTimeout(resolve, 700));
    const outcome = await settled(provider.calls.getAccounts!(connection, {}, context()));
    assertIs(outcome, 'done');
    assert.equal(count(/backgroundUpdate/), 1);
    const other = await connected('demo_consent_expired', 'ben');
    await new Promise((resolve) => setTimeout(resolve, 700));
    assertFails(
      await settled(provider.calls.getAccounts!(other.connection, {}, context())),
      'INVALID_CONNECTION',
    );
  });
});

describe('10,000 bookings', () => {
  it('come page by page: the first is there before the last is asked for, and memory stays flat', async (test) => {
    const { connected, provider, count, asked } = await finapiThat(test, { fetch: globalThis.fetch });
    const { connection } = await connected('demo_many');
    const listed = await provider.calls.getAccounts!(connection, {}, context());
    assertIs(listed, 'done');
    const accountID = listed.result.accounts[0]!.id;
    asked.length = 0;
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const heap: number[] = [];
    const seen = new Set<string | null>();
    let pending = 0;
    for await (const page of provider.transactionPages(connection, { accountID, ...everyDay }, context())) {
      assertIs(page, 'done');
      if (heap.length === 0)
        assert.equal(count(/^GET .*\/transactions/), 1, 'the others are not asked for yet');
      for (const { reference, status } of page.result) {
        if (status === 'pending') pending++;
        else seen.add(reference);
      }
      collectGarbage();
      heap.push(process.memoryUsage().heapUsed);
    }
    assert.deepEqual([seen.size, pending], [10_000, 1]);
    assert.equal(count(/^GET .*\/transactions/), 20);
    const growth = (Math.max(...heap.slice(5)) - heap[4]!) / 1e6;
    test.diagnostic(`the heap grew by ${growth.toFixed(1)} MB over the last ${heap.length - 5} pages`);
    assert.ok(growth < 3, `it grew by ${growth} MB`);
    const whole = await provider.calls.getTransactions!(connection, { accountID, ...everyDay }, context());
    assertIs(whole, 'done');
    assert.ok(whole.result.transactions.length >= 10_000);
  });
});

describe('a payment', { concurrency: 4 }, () => {
  const order = (amount: string, more: object = {}) => ({
    ...{ amount, iban: 'DE00 9990 0001 0000 0000 01', name: 'Ben', remark: 'Thanks', ...more },
  });
  const begin = async (it: Awaited<ReturnType<typeof finapiThat>>, amount: string, more?: object) => {
    const { connection } = await it.connected();
    const listed = await it.provider.calls.getAccounts!(connection, {}, context());
    assertIs(listed, 'done');
    const senderID = listed.result.accounts[0]!.id;
    return it.provider.calls.createTransfer!(connection, { senderID, ...order(amount, more) }, context());
  };

  for (const [amount, becomes] of [
    ['10.00', 'done'],
    ['10.71', 'done'],
    ['10.75', 'NOT_SUCCESSFUL'],
    ['10.73', 'BANK_ERROR'],
  ] as const)
    it(`of ${amount} comes to ${becomes}`, async (test) => {
      const it = await finapiThat(test);
      const asked = await begin(it, amount);
      const form = await FinapiForm.open(addressOf(asked));
      await form.send({});
      assert.equal(form.heading, 'Done', 'the PIN is stored, so nothing more is asked');
      const outcome = await it.settled(it.provider.resume(pendingOf(asked), [], context()));
      if (becomes !== 'done') assertFails(outcome, becomes);
      else {
        assertIs(outcome, 'done');
        const { reference, remark, state } = outcome.result as Record<string, string>;
        assert.match(reference ?? '', /^\d+$/);
        assert.deepEqual([remark, state], ['Thanks', 'initiated'], 'which is not settled');
      }
      assert.equal(it.count(/^POST \/api\/webForms\/payment/), 1);
    });

  it('that the person leaves is cancelled, before and after it was confirmed', async (test) => {
    const it = await finapiThat(test);
    const asked = await begin(it, '5.00');
    await (await FinapiForm.open(addressOf(asked))).send({}, 'Cancel');
    assertFails(await it.provider.resume(pendingOf(asked), [], context()), 'OPERATION_CANCELLED');
  });

  it('that is called off cannot be confirmed any more', async (test) => {
    const it = await finapiThat(test);
    const asked = await begin(it, '5.00');
    const form = await FinapiForm.open(addressOf(asked));
    await it.provider.cancel!(pendingOf(asked), context());
    await form.send({});
    assert.equal(form.heading, 'Cancelled');
    assertFails(await it.provider.status(pendingOf(asked), context()), 'OPERATION_CANCELLED');
    assert.deepEqual(it.conformance.problems, []);
  });

  it('that the bank has not confirmed yet goes on until it has, also when the person has walked away', async (test) => {
    const it = await finapiThat(test);
    const asked = await begin(it, '10.71');
    await (await FinapiForm.open(addressOf(asked))).send({});
    const waiting = await it.provider.status(pendingOf(asked), context());
    assertIs(waiting, 'initialized');
    assertIs(await it.settled(Promise.resolve(waiting)), 'done');
  });

  it('to nobody in particular, or from nowhere, is refused before there is a form', async (test) => {
    const it = await finapiThat(test);
    assertFails(await begin(it, '1.00', { iban: undefined }), 'VALIDATION_ERROR');
    const other = await finapiThat(test);
    assertFails(await begin(other, '1.00', { iban: undefined, receiverID: 'x' }), 'NOT_SUPPORTED');
    const third = await finapiThat(test);
    const { connection } = await third.connected();
    const wrong = { senderID: '1', ...order('1') };
    assertFails(
      await third.provider.calls.createTransfer!(connection, wrong, context()),
      'INVALID_ACCOUNT_ID',
    );
    assert.equal(it.count(/payment/) + other.count(/payment/) + third.count(/payment/), 0);
  });
});

describe('the end of a connection', { concurrency: 4 }, () => {
  it('waits until finAPI lets it go, and ends the user with the last one', async (test) => {
    const { connected, provider, count } = await finapiThat(test, {}, { categorises: 1500 });
    const { connection } = await connected();
    assertIs(await provider.delink!(connection, context()), 'done');
    assert.equal(count(/^DELETE \/api\/v2\/bankConnections/), 2);
    assert.equal(count(/^DELETE \/api\/v2\/users/), 1);
    assertFails(await provider.calls.getAccounts!(connection, {}, context()), 'INVALID_CONNECTION');
    assertIs(await provider.delink!(connection, context()), 'done');
  });

  it('leaves the other connections of the customer alone', async (test) => {
    const { connected, provider } = await finapiThat(test, {}, { categorises: 0 });
    const [first, second] = [await connected('demo_no_msa.a'), await connected('demo_no_msa.b')];
    assertIs(await provider.delink!(first.connection, context()), 'done');
    assertIs(await provider.calls.getAccounts!(second.connection, {}, context()), 'done');
    assertFails(await provider.calls.getAccounts!(first.connection, {}, context()), 'INVALID_CONNECTION');
  });
});
