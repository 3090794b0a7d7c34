import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { finapiClient } from '@connect-layer/sandbox';
import { FinapiForm, logInAt } from '../models/finapi-form.js';
import { assertIs } from './contract.js';
import {
  addressOf,
  assertFails,
  context,
  drop,
  finapiThat,
  html,
  never,
  pendingOf,
  status,
  truncated,
  type Fault,
} from './finapi/upstream.js';

const accounts = /^GET \/api\/v2\/accounts/;
const form = /^POST \/api\/webForms\/bankConnectionImport/;
const token = /^POST \/api\/v2\/oauth\/token/;

const error = (code: string) => ({
  ...{ errors: [{ code, type: 'TECHNICAL', message: 'planted' }], date: '2026-01-01T00:00:00.000+01:00' },
  ...{ requestId: 'planted id', endpoint: 'x', authContext: '1/1' },
});

describe('a read at a finAPI out of order', { concurrency: 6 }, () => {
  const cases: [string, Omit<Fault, 'at'>, becomes: string, times: number][] = [
    ['a dropped connection', { times: 1, does: drop }, 'done', 2],
    ['a truncated body', { times: 1, does: truncated }, 'done', 2],
    ['dropped connections', { times: 9, does: drop }, 'BANK_ERROR', 3],
    ['500', { times: 1, does: status(500, {}, error('UNEXPECTED_ERROR')) }, 'done', 2],
    ['502 in HTML', { times: 2, does: html(502) }, 'done', 3],
    ['503 in HTML for ever', { times: 9, does: html(503) }, 'BANK_ERROR', 3],
    ['429 without Retry-After', { times: 1, does: status(429) }, 'done', 2],
    ['429 with Retry-After', { times: 1, does: status(429, { 'retry-after': '1' }) }, 'done', 2],
    [
      '429 that asks for an hour',
      { times: 1, does: status(429, { 'retry-after': '3600' }) },
      'BANK_ERROR',
      1,
    ],
    ['200 in HTML', { times: 1, does: html(200) }, 'BANK_ERROR', 1],
    ['something else', { times: 1, does: status(200, {}, { accounts: 'none' }) }, 'BANK_ERROR', 1],
    ['403', { times: 1, does: status(403, {}, error('FORBIDDEN')) }, 'UNKNOWN_ERROR', 1],
    ['400', { times: 1, does: status(400, {}, error('BAD_REQUEST')) }, 'UNKNOWN_ERROR', 1],
    ['404', { times: 1, does: status(404, {}, error('UNKNOWN_ENTITY')) }, 'INVALID_CONNECTION', 1],
    ['501', { times: 1, does: status(501, {}, error('UNSUPPORTED_BANK')) }, 'NOT_SUPPORTED', 1],
    [
      '401 once',
      { times: 1, does: status(401, {}, { error: 'invalid_token', error_description: 'planted' }) },
      'done',
      2,
    ],
    ['401 for ever', { times: 9, does: status(401) }, 'INVALID_CONNECTION', 2],
  ];
  for (const [what, fault, becomes, times] of cases)
    it(`meets ${what}: ${becomes} after ${times}`, async (test) => {
      const { connected, provider, faults, count, asked } = await finapiThat(test, {
        fetch: globalThis.fetch,
      });
      const { connection } = await connected();
      asked.length = 0;
      faults.push({ at: accounts, ...fault });
      const outcome = await provider.calls.getAccounts!(connection, {}, context());
      if (becomes === 'done') assertIs(outcome, 'done');
      else assertFails(outcome, becomes);
      assert.equal(count(accounts), times);
      assert.doesNotMatch(JSON.stringify(outcome), /planted/);
    });

  it('ends at its deadline, and when nobody waits any more', async (test) => {
    const it = await finapiThat(test, { fetch: globalThis.fetch, deadline: 3000 });
    const { connection } = await it.connected();
    it.faults.push({ at: accounts, times: 2, does: never });
    assertFails(await it.provider.calls.getAccounts!(connection, {}, context()), 'TIMED_OUT');
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(), 50);
    const begun = performance.now();
    assertFails(await it.provider.calls.getAccounts!(connection, {}, context(leaving.signal)), 'TIMED_OUT');
    assert.ok(performance.now() - begun < 2000);
  });

  it('asks once for a new token when somebody has revoked it, however many want one', async (test) => {
    const { connected, provider, count, asked, url } = await finapiThat(test, { fetch: globalThis.fetch });
    const { connection } = await connected();
    const { customer } = connection as unknown as { customer: { id: string; password: string } };
    const app = { client_id: finapiClient.clientID, client_secret: finapiClient.clientSecret };
    const grant = async (fields: Record<string, string>) => {
      const body = new URLSearchParams({ ...app, ...fields });
      const response = await fetch(`${url}/api/v2/oauth/token`, { method: 'POST', body });
      return ((await response.json()) as { access_token: string }).access_token;
    };
    const { id: username, password } = customer;
    const users = await grant({ grant_type: 'password', username, password });
    const authorization = `Bearer ${await grant({ grant_type: 'client_credentials' })}`;
    const body = new URLSearchParams({ token: users });
    await fetch(`${url}/api/v2/oauth/revoke`, { method: 'POST', body, headers: { authorization } });
    asked.length = 0;
    const many = await Promise.all(
      [1, 2, 3, 4].map(() => provider.calls.getAccounts!(connection, {}, context())),
    );
    for (const outcome of many) assertIs(outcome, 'done');
    // A refresh, which went with the token, and then the password.
    assert.equal(count(token), 2);
  });
});

describe('what makes something', { concurrency: 6 }, () => {
  for (const [what, fault] of [
    ['a lost answer', { through: true, does: drop }],
    ['500 after it was done', { through: true, does: html(500) }],
    ['a truncated answer', { through: true, does: truncated }],
    ['429', { does: status(429) }],
    [
      'a form that is not one',
      { change: (body: unknown) => ({ ...(body as object), url: 'javascript:alert(1)' }) },
    ],
  ] as const)
    it(`is sent once: ${what}`, async (test) => {
      const { begin, faults, count } = await finapiThat(test, { fetch: globalThis.fetch });
      faults.push({ at: form, times: 9, ...fault });
      assertFails(await begin(), 'BANK_ERROR');
      assert.equal(count(form), 1);
    });

  it('is sent again with a new token, since with the old one nothing was done', async (test) => {
    const { begin, faults, count } = await finapiThat(test, { fetch: globalThis.fetch });
    faults.push({ at: form, times: 1, does: status(401, {}, { code: 'UNAUTHORIZED' }) });
    assertIs(await begin(), 'user_input_required');
    assert.equal(count(form), 2);
  });

  it('is one user, however often the answer is lost', async (test) => {
    const { begin, faults, count } = await finapiThat(test, { fetch: globalThis.fetch });
    faults.push({ at: /^POST \/api\/v2\/users/, times: 1, through: true, does: drop });
    assertIs(await begin(), 'user_input_required');
    assert.equal(count(/^POST \/api\/v2\/users/), 2);
  });

  it('is no payment twice, and says that no money has moved', async (test) => {
    const { connected, provider, faults, count } = await finapiThat(test, { fetch: globalThis.fetch });
    const { connection } = await connected();
    const listed = await provider.calls.getAccounts!(connection, {}, context());
    assertIs(listed, 'done');
    const payment = /^POST \/api\/webForms\/paymentWithAccountId/;
    faults.push({ at: payment, times: 9, through: true, does: drop });
    const order = {
      senderID: listed.result.accounts[0]!.id,
      amount: '1',
      iban: 'DE00999000010000000001',
      name: 'Ben',
    };
    const outcome = await provider.calls.createTransfer!(connection, order, context());
    assertFails(outcome, 'BANK_ERROR');
    assert.match(JSON.stringify(outcome), /No money has moved/);
    assert.equal(count(payment), 1);
  });
});

describe('a login at a finAPI out of order', { concurrency: 6 }, () => {
  for (const [what, does] of [
    ['a dropped connection', drop],
    ['500', html(500)],
    ['429', status(429, { 'retry-after': '3600' })],
    ['an unknown error', status(418, {}, { code: 'TEAPOT' })],
  ] as const)
    it(`stands as it stood when that cannot be learnt: ${what}`, async (test) => {
      const { begin, provider, faults, settled } = await finapiThat(test, { fetch: globalThis.fetch });
      const begun = await begin();
      faults.push({ at: /^GET \/api\/webForms/, times: 3, does });
      const still = await provider.status(pendingOf(begun), context());
      assertIs(still, 'user_input_required');
      faults.length = 0;
      await logInAt(addressOf(begun), 'demo_no_msa');
      assertIs(await settled(provider.status(pendingOf(still), context())), 'done');
    });

  it('waits for a download that cannot be asked about', async (test) => {
    const { begin, provider, faults, settled } = await finapiThat(test, { fetch: globalThis.fetch });
    const begun = await begin();
    await logInAt(addressOf(begun), 'demo_no_msa');
    faults.push({ at: /^GET \/api\/v2\/bankConnections\//, times: 3, does: html(502) });
    const waiting = await provider.status(pendingOf(begun), context());
    assertIs(waiting, 'initialized');
    assertIs(await settled(Promise.resolve(waiting)), 'done');
  });

  it('says when it is this gateway that is not let in', async (test) => {
    for (const [options, fault] of [
      [{ clientSecret: 'planted' }, undefined],
      [
        {},
        { at: form, times: 1, does: status(403, {}, { code: 'FORBIDDEN', description: 'Access Denied' }) },
      ],
      [{}, { at: form, times: 1, does: status(422, {}, { code: 'MANDATOR_MISCONFIGURATION' }) }],
      [{ bankRedirectURL: 'https://app.example.com/back' }, undefined],
      [{ profileID: crypto.randomUUID() }, undefined],
    ] as const) {
      const { begin, faults } = await finapiThat(test, { fetch: globalThis.fetch, ...options });
      if (fault) faults.push(fault);
      const outcome = await begin();
      assertFails(outcome, 'UNKNOWN_ERROR');
      assert.match(JSON.stringify(outcome), /accept this gateway's/);
      assert.doesNotMatch(JSON.stringify(outcome), /planted|Denied/);
    }
  });

  it('is refused for banks that finAPI cannot reach', async (test) => {
    const { provider } = await finapiThat(test, { fetch: globalThis.fetch });
    const outcome = await provider.login({ id: 'FINAPI_290008' } as never, {}, context());
    assertFails(outcome, 'NOT_SUPPORTED');
  });

  it('renews a token that would not outlive the form', async (test) => {
    const { begin, count, control } = await finapiThat(
      test,
      { fetch: globalThis.fetch },
      { tokenLifetime: 3600 },
    );
    const now = { at: Date.now() };
    const later = { now: () => now.at };
    await begin('anna', later);
    await control('/clock', { advance: 40 * 60_000 });
    now.at += 40 * 60_000;
    assertIs(await begin('anna', later), 'user_input_required');
    assert.equal(count(token), 3, 'one of the client, and two of the user');
  });
});

describe('what finAPI may add without a word', { concurrency: 6 }, () => {
  it('is let be: kinds, members and nulls that nobody knows', async (test) => {
    const { connected, provider, faults } = await finapiThat(test, { fetch: globalThis.fetch });
    const { connection } = await connected();
    const strange = (of: string, members: object) => (body: unknown) => {
      const list = (body as Record<string, object[]>)[of] ?? [];
      return {
        ...(body as object),
        [of]: list.map((one) => ({ ...one, ...members, unheardOf: { a: 1 } })),
        more: 1,
      };
    };
    const plain = await provider.calls.getAccounts!(connection, {}, context());
    assertIs(plain, 'done');
    faults.push({
      ...{ at: accounts, times: 1 },
      change: strange('accounts', {
        accountType: 'Wallet',
        overdraft: null,
        interfaces: [{ status: 'NEW' }],
      }),
    });
    const odd = await provider.calls.getAccounts!(connection, {}, context());
    assertIs(odd, 'done');
    assert.deepEqual(
      odd.result.accounts,
      plain.result.accounts.map((one) => ({ ...one, type: 'other' })),
    );
    const days = { accountID: plain.result.accounts[0]!.id, fromDate: '2000-01-01', toDate: '2099-01-01' };
    const booked = await provider.calls.getTransactions!(connection, days, context());
    faults.push({
      ...{ at: /^GET \/api\/v2\/transactions/, times: 2 },
      change: strange('transactions', { originalAmount: null, children: null, labels: null, parentId: null }),
    });
    assert.deepEqual(await provider.calls.getTransactions!(connection, days, context()), booked);
  });

  it('keeps a form open whose status is unknown, and ends one whose error is', async (test) => {
    const { begin, provider, faults } = await finapiThat(test, { fetch: globalThis.fetch });
    const begun = await begin();
    const looking = /^GET \/api\/webForms/;
    const change = (more: object) => (body: unknown) => ({ ...(body as object), ...more });
    faults.push({ at: looking, times: 1, change: change({ status: 'THINKING' }) });
    assertIs(await provider.status(pendingOf(begun), context()), 'user_input_required');
    const payload = { errorCode: 'BANK_ON_FIRE' };
    faults.push({ at: looking, times: 1, change: change({ status: 'COMPLETED_WITH_ERROR', payload }) });
    assertFails(await provider.status(pendingOf(begun), context()), 'BANK_ON_FIRE');
  });

  it('is read in every spelling of time, and null counts as absent', async (test) => {
    for (const formTimes of ['offset', 'Z'] as const) {
      const { begin, faults } = await finapiThat(test, { fetch: globalThis.fetch }, { formTimes });
      faults.push({
        ...{ at: form, times: 1 },
        change: (body) => ({
          ...(body as object),
          payload: { bankConnectionId: null, paymentId: null, errorCode: null },
        }),
      });
      const begun = await begin();
      assertIs(begun, 'user_input_required');
      assert.ok((begun.userInputs[0]?.validFor ?? 0) > 1190);
    }
  });

  it('is a refused password in either of two shapes', async (test) => {
    for (const oauthErrors of [false, true]) {
      const { connected, provider, control } = await finapiThat(
        test,
        { fetch: globalThis.fetch },
        { oauthErrors },
      );
      const { connection } = await connected();
      await control('/reset', {});
      assertFails(await provider.calls.getAccounts!(connection, {}, context()), 'INVALID_CONNECTION');
    }
  });

  it('is banks that only a user may read', async (test) => {
    const { provider } = await finapiThat(test, { fetch: globalThis.fetch }, { banksRequireUserToken: true });
    assert.ok((await provider.institutions(context())).length > 20);
  });
});

describe('the institutions of finAPI', () => {
  it('are those whose accounts can be read, with all that people look for them by', async (test: TestContext) => {
    const { provider, count } = await finapiThat(test, { fetch: globalThis.fetch });
    const many = await Promise.all([1, 2, 3].map(() => provider.institutions(context())));
    assert.equal(count(/^GET \/api\/v2\/banks/), 1);
    const byID = new Map(many[0]!.map((one) => [one.id, one]));
    assert.equal(byID.has('FINAPI_290008'), false, 'it has no way in');
    const { fullName, country, bankCodes, bic, popular, fields } = byID.get('FINAPI_290001')!;
    assert.deepEqual(
      [fullName, country, bankCodes, bic],
      ['Nordlicht Bank, Hamburg', 'DE', ['99920001'], 'NOLIDEX1'],
    );
    assert.deepEqual([popular, fields], [1, []]);
    assert.deepEqual(byID.get('FINAPI_290002')?.aliases, ['Gilden']);
    assert.equal(byID.get('FINAPI_290009')?.health, 'down');
    assert.equal(byID.get('FINAPI_290007')?.health, 'degraded');
    assert.equal(byID.get('FINAPI_290001')?.health, undefined);
    assert.equal(byID.get('FINAPI_290015')?.experimental, true);
    assert.equal(byID.get('FINAPI_280002')?.country, 'DE');
  });

  it('are the real ones only, and of some countries only, where that is wanted', async (test) => {
    const { provider } = await finapiThat(test, {
      fetch: globalThis.fetch,
      testBanks: false,
      countries: ['AT', 'CH'],
    });
    const list = await provider.institutions(context());
    assert.deepEqual([...new Set(list.map(({ country }) => country))].sort(), ['AT', 'CH']);
  });

  it('that cannot be had are refused with a reason', async (test) => {
    const { provider, faults } = await finapiThat(test, { fetch: globalThis.fetch });
    faults.push({ at: /banks/, times: 9, does: html(200) });
    await assert.rejects(provider.institutions(context()), { type: 'BANK_ERROR' });
  });
});

it('a form that nobody has finished is no reason to lose one that somebody has', async (test) => {
  const { begin, provider, settled } = await finapiThat(test, { fetch: globalThis.fetch });
  const [left, done] = [await begin(), await begin()];
  await FinapiForm.open(addressOf(left));
  await logInAt(addressOf(done), 'demo_no_msa');
  assertIs(await settled(provider.status(pendingOf(done), context())), 'done');
  assertIs(await provider.status(pendingOf(left), context()), 'user_input_required');
});
