import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { FinapiForm, logInAt } from '../models/finapi-form.js';
import { notChecked } from './finapi/conformance.js';
import { assertIs } from './contract.js';
import { addressOf, assertFails, context, finapiThat, pendingOf } from './finapi/upstream.js';

const credentials = { 'Onlinebanking-ID': 'demo', PIN: 'demo' };

describe('a login at finAPI', { concurrency: 4 }, () => {
  it('is a page to open, for as long as the form stands', async (test) => {
    const { begin, provider, url } = await finapiThat(test);
    const begun = await begin();
    assertIs(begun, 'user_input_required');
    const [asked] = begun.userInputs;
    assert.match(asked?.query ?? '', new RegExp(`^${url}/wf/[\\w-]{36}[?]redirectUrl=`));
    assert.ok((asked?.validFor ?? 0) > 1190 && (asked?.validFor ?? 0) <= 1200);
    const still = await provider.status(pendingOf(begun), context());
    assertIs(still, 'user_input_required');
    assert.equal(still.userInputs[0]?.query, asked?.query);
  });

  it('leads back to where the person came from, and tells whoever is to be told', async (test) => {
    const { begin, url } = await finapiThat(test);
    const returnURL = 'https://shop.example/back?state=abc';
    const address = addressOf(await begin('anna', { returnURL, callbackURL: `${url}/nowhere` }));
    const form = await logInAt(address, 'demo_no_msa');
    assert.equal(form.link?.href, returnURL);
    const { callbacks } = (await (await fetch(`${url}/_sandbox/callbacks`)).json()) as {
      callbacks: { url: string; body: { status: string } }[];
    };
    assert.deepEqual(
      callbacks.map(({ url, body }) => [url, body.status]),
      [[`${url}/nowhere`, 'COMPLETED']],
    );
  });

  for (const [how, prove] of [
    [
      'a code',
      async (form: FinapiForm) => {
        await form.send({ Procedure: 'smsTan' });
        await form.send({ Code: '000000' });
        assert.equal(form.error, 'That code is not right.');
        await form.send({ Code: '123456' });
      },
    ],
    [
      'another app',
      async (form: FinapiForm) => {
        await form.send({ Procedure: 'decoupled' });
        await form.send({}, 'I have approved it');
      },
    ],
  ] as const)
    it(`with ${how} ends with a connection that nobody else’s login gives`, async (test) => {
      const { begin, provider, settled } = await finapiThat(test);
      const begun = await begin();
      const form = await logInAt(addressOf(begun), 'demo');
      await prove(form);
      assert.equal(form.heading, 'Done');
      const outcome = await settled(provider.resume(pendingOf(begun), [], context()));
      assertIs(outcome, 'done');
    });

  it('goes through the stages, and hands out what acts for the connection', async (test) => {
    const { begin, provider, settled } = await finapiThat(test, {}, { downloads: 5000 });
    const begun = await begin();
    await logInAt(addressOf(begun), 'demo_no_msa');
    const finding = await provider.status(pendingOf(begun), context());
    assertIs(finding, 'initialized');
    assert.equal(finding.stage, 'finishing');
    const done = await settled(Promise.resolve(finding));
    assertIs(done, 'done');
    const { user, connection, consentExpiresAt } = done.result as {
      user: string;
      connection: object;
      consentExpiresAt: number;
    };
    assert.match(user, /^DE00/);
    assert.deepEqual(Object.keys(connection), ['customer', 'connectionID', 'bankID']);
    assert.ok(Math.abs(consentExpiresAt - Date.now() - 90 * 24 * 3_600_000) < 60_000);
  });

  const ends: [
    string,
    (address: string, control: (path: string, body: object) => Promise<unknown>) => Promise<unknown>,
    string,
  ][] = [
    ['is refused three times', (address) => logInAt(address, 'nobody'), 'INVALID_CREDENTIALS'],
    [
      'is left',
      async (address) => (await FinapiForm.open(address)).send({}, 'Cancel'),
      'OPERATION_CANCELLED',
    ],
    [
      'has no account that is wanted',
      (address) => logInAt(address, 'demo_noaccounts'),
      'NO_ACCOUNTS_FOR_TYPE_LIST',
    ],
    ['finds the bank out of order', (address) => logInAt(address, 'demo_down'), 'BANK_ERROR'],
    [
      'is loaded a second time',
      async (address) => (await FinapiForm.open(address)).reload(),
      'OPERATION_NOT_FOUND',
    ],
    ['takes too long', (_, control) => control('/clock', { advance: 21 * 60_000 }), 'OPERATION_NOT_FOUND'],
  ];
  for (const [how, end, type] of ends)
    it(`that ${how} fails with ${type}`, async (test) => {
      const { begin, provider, control } = await finapiThat(test);
      const begun = await begin();
      await end(addressOf(begun), control);
      assertFails(await provider.status(pendingOf(begun), context()), type);
    });

  it('that was opened elsewhere stays as it is', async (test) => {
    const { begin, provider } = await finapiThat(test);
    const begun = await begin();
    await FinapiForm.open(addressOf(begun));
    const other = await FinapiForm.open(addressOf(begun));
    assert.equal(other.heading, 'That did not work');
    assert.equal((await provider.status(pendingOf(begun), context())).status, 'user_input_required');
  });

  it('in part is a login', async (test) => {
    const { connected, provider } = await finapiThat(test);
    const { connection } = await connected('demo_partial');
    const outcome = await provider.calls.getAccounts!(connection, {}, context());
    assertIs(outcome, 'done');
    assert.deepEqual(
      outcome.result.accounts.map(({ balance }) => balance !== undefined),
      [true, false, true, true],
    );
  });

  it('for which nothing could be read fails, and does not stand in the way of the next', async (test) => {
    const { begin, provider, settled } = await finapiThat(test, {}, { categorises: 0 });
    for (let tries = 0; tries < 2; tries++) {
      const begun = await begin();
      await logInAt(addressOf(begun), 'demo_broken');
      assertFails(await settled(provider.status(pendingOf(begun), context())), 'BANK_ERROR');
    }
  });

  it('asks for the kinds of account and the days that are wanted, and for no more', async (test) => {
    const { connected, provider } = await finapiThat(test, { accountTypes: ['current'], historyDays: 30 });
    const { connection } = await connected('demo_all_types');
    const outcome = await provider.calls.getAccounts!(connection, {}, context());
    assertIs(outcome, 'done');
    assert.deepEqual(
      outcome.result.accounts.map(({ type }) => type),
      ['current'],
    );
    const days = { fromDate: '2020-01-01', toDate: '2099-01-01' };
    const booked = await provider.calls.getTransactions!(
      connection,
      { accountID: outcome.result.accounts[0]!.id, ...days },
      context(),
    );
    assertIs(booked, 'done');
    const oldest = booked.result.transactions[0]?.date ?? '';
    assert.ok(Date.parse(oldest) > Date.now() - 31 * 24 * 3_600_000, oldest);
  });

  it('of a customer who comes again is at the same user of finAPI’s', async (test) => {
    const { begin, count, provider, settled } = await finapiThat(test);
    type Named = { user: string; connection: { customer: { id: string } } };
    const logins: Named[] = [];
    for (const [customer, login] of [
      ['anna', 'demo_no_msa.a'],
      ['anna', 'demo_no_msa.b'],
      ['ben', 'demo_no_msa.a'],
    ] as const) {
      const begun = await begin(customer);
      await logInAt(addressOf(begun), login, 'demo_no_msa');
      const outcome = await settled(provider.status(pendingOf(begun), context()));
      assertIs(outcome, 'done');
      const result = outcome.result as Named;
      logins.push(result);
    }
    const [first, second, third] = logins.map(({ connection }) => connection.customer.id);
    assert.equal(first, second);
    assert.notEqual(first, third);
    assert.equal(logins[0]?.user, logins[2]?.user, 'at the bank it is one person');
    assert.equal(count(/^POST \/api\/v2\/users/), 3);
  });

  it('that is connected already is renewed, by whoever can log in again', async (test) => {
    const { begin, connected, provider, settled } = await finapiThat(test);
    const before = await connected();
    const begun = await begin();
    await logInAt(addressOf(begun), 'demo_no_msa');
    const again = await settled(provider.status(pendingOf(begun), context()));
    assertIs(again, 'user_input_required');
    assert.notEqual(addressOf(again), addressOf(begun), 'the old connection has a form of its own');
    await logInAt(addressOf(again), 'demo_no_msa');
    const outcome = await settled(provider.status(pendingOf(again), context()));
    assertIs(outcome, 'done');
    assert.deepEqual(outcome.result, {
      ...before,
      consentExpiresAt: (outcome.result as typeof before).consentExpiresAt,
    });
  });

  it('that is connected already is handed to nobody who cannot log in again', async (test) => {
    const { begin, connected, provider, settled } = await finapiThat(test);
    await connected();
    const begun = await begin();
    await logInAt(addressOf(begun), 'demo_no_msa');
    const again = await settled(provider.status(pendingOf(begun), context()));
    await logInAt(addressOf(again), 'nobody');
    assertFails(await settled(provider.status(pendingOf(again), context())), 'INVALID_CREDENTIALS');
  });
});

describe('a renewal', { concurrency: 4 }, () => {
  it('needs nobody while the bank’s consent holds', async (test) => {
    const { connected, renew, settled } = await finapiThat(test, {}, { categorises: 0 });
    const { connection } = await connected();
    const outcome = await settled(renew(connection, context()));
    assertIs(outcome, 'done');
    assert.deepEqual((outcome.result as { connection: unknown }).connection, connection);
  });

  for (const [why, login] of [
    ['the consent is over', 'demo_consent_expired'],
    ['the PIN has changed', 'demo_changed'],
  ] as const)
    it(`asks the person when ${why}`, async (test) => {
      const { connected, provider, renew, settled } = await finapiThat(test, {}, { categorises: 0 });
      const { connection } = await connected(login);
      const asked = await settled(renew(connection, context()));
      await logInAt(addressOf(asked), login);
      const outcome = await settled(provider.status(pendingOf(asked), context()));
      assertIs(outcome, 'done');
    });

  it('that the person leaves has renewed nothing', async (test) => {
    const { connected, provider, renew, settled } = await finapiThat(test, {}, { categorises: 0 });
    const { connection } = await connected('demo_consent_expired');
    const asked = await settled(renew(connection, context()));
    await (await FinapiForm.open(addressOf(asked))).send({}, 'Cancel');
    assertFails(await provider.status(pendingOf(asked), context()), 'OPERATION_CANCELLED');
  });

  it('asks the person although finAPI is still sorting bookings', async (test) => {
    const { connected, renew, settled, count } = await finapiThat(test, {}, { categorises: 1500 });
    const { connection } = await connected('demo_consent_expired');
    addressOf(await settled(renew(connection, context())));
    assert.ok(count(/backgroundUpdate/) > 1, 'it was refused at first');
  });

  it('waits for an update that is under way', async (test) => {
    const { connected, renew, settled, count } = await finapiThat(test, {}, { categorises: 0 });
    const { connection } = await connected();
    const both = [renew(connection, context()), renew(connection, context())];
    const outcomes = await Promise.all(both.map((one) => settled(one)));
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['done', 'done'],
    );
    assert.ok(count(/backgroundUpdate/) > 2, 'one of them was refused at first');
  });

  it('of what is gone is none', async (test) => {
    const { connected, provider, renew } = await finapiThat(test, {}, { categorises: 0 });
    const { connection } = await connected();
    await provider.delink!(connection, context());
    assertFails(await renew(connection, context()), 'INVALID_CONNECTION');
    assertFails(await renew({ some: 'thing' }, context()), 'INVALID_CONNECTION');
  });
});

it('says nothing that finAPI does not', { skip: notChecked }, async (test: TestContext) => {
  const { begin, connected, provider, renew, settled, conformance } = await finapiThat(test, {
    ...{ owners: true, historyDays: 60, accountTypes: ['current', 'deposit', 'other'] },
  });
  const begun = await begin('anna', { callbackURL: 'https://app.example.com/cb' });
  await (await FinapiForm.open(addressOf(begun))).send(credentials);
  await provider.status(pendingOf(begun), context());
  const { connection } = await connected('demo_consent_expired');
  await settled(renew(connection, { ...context(), callbackURL: 'https://app.example.com/cb' }));
  await provider.delink!(connection, context());
  assert.deepEqual(conformance.problems, []);
});
