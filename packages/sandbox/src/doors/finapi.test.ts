import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { origin, visit } from './finapi/client.test-helper.js';
import { finapiAmounts, finapiPersonas } from './finapi.js';

const importPath = '/api/webForms/bankConnectionImport';

describe('tokens', () => {
  it('are given to who is known, and refused in finAPI’s words', async () => {
    const { grant, user, login } = visit();
    const good = await grant({ grant_type: 'client_credentials' });
    assert.equal(good.status, 200);
    assert.deepEqual([good.body.token_type, good.body.expires_in, good.body.scope], ['bearer', 3599, 'all']);
    assert.equal('refresh_token' in good.body, false);
    const bad = await grant({ grant_type: 'client_credentials', client_secret: 'x' });
    assert.deepEqual([bad.status, bad.body.error], [401, 'invalid_client']);
    const stranger = await login('nobody');
    assert.deepEqual([stranger.status, stranger.body.errors[0].code], [400, 'BAD_REQUEST']);
    assert.ok(stranger.body.requestId);
    await user();
    assert.equal((await login('ANNA')).status, 200, 'names are the same in upper case');
    assert.equal((await grant({ grant_type: 'magic' })).status, 400);
  });

  it('are locked after too many wrong passwords, all of them at once', async () => {
    const { grant, user, login } = visit();
    const asUser = await user();
    for (let tries = 0; tries < 5; tries++)
      assert.equal((await grant({ grant_type: 'password', username: 'anna', password: 'x' })).status, 400);
    assert.equal((await login('anna')).status, 423);
    assert.equal((await asUser('GET', '/api/v2/users')).status, 401);
  });

  it('stay the same while they are good, and are new after a refresh', async () => {
    const { grant, user, login, pass } = visit();
    await user();
    const first = await login('anna');
    await pass(600_000);
    const again = await login('anna');
    assert.equal(again.body.access_token, first.body.access_token);
    assert.equal(again.body.expires_in, 2999);
    const renewed = await grant({ grant_type: 'refresh_token', refresh_token: first.body.refresh_token });
    assert.notEqual(renewed.body.access_token, first.body.access_token);
    assert.equal(renewed.body.expires_in, 3599);
    await pass(3_600_000);
    assert.notEqual((await login('anna')).body.access_token, renewed.body.access_token);
  });

  it('of the wrong kind are refused, on both hosts in its own words', async () => {
    const { ask, client, user } = visit();
    const [asClient, asUser] = [await client(), await user()];
    const access = await asClient('GET', '/api/v2/bankConnections');
    assert.deepEqual([access.status, access.body.errors[0].code], [403, 'UNAUTHORIZED_ACCESS']);
    const form = await asClient('POST', importPath, {});
    assert.deepEqual([form.status, form.body.code], [403, 'FORBIDDEN']);
    assert.equal((await asUser('POST', '/api/v2/users', {})).status, 403);
    assert.equal((await asUser('GET', '/api/profiles')).status, 403);
    assert.equal((await ask('GET', '/api/v2/accounts')).body.error, 'invalid_token');
    assert.equal((await ask('GET', '/api/webForms')).body.code, 'UNAUTHORIZED');
  });
});

describe('requests', () => {
  it('are answered with the id that they came with, or one of finAPI’s', async () => {
    const { ask } = visit();
    const own = await ask('GET', '/api/v2/accounts', { headers: { 'x-request-id': 'mine' } });
    assert.equal(own.headers.get('x-request-id'), 'mine');
    assert.match((await ask('GET', '/api/v2/accounts')).headers.get('x-request-id') ?? '', /^selfgen-/);
  });

  it('with unknown members, wrong types or a wrong content type are refused', async () => {
    const { ask, client, user, grant } = visit();
    const [asClient, asUser] = [await client(), await user()];
    for (const body of [
      { language: 'de' },
      { accountTypes: ['Checking'] },
      { accountTypes: ['CHECKING', 'CHECKING'] },
      { bankingInterface: 'XS2A' },
      { maxDaysForDownload: 4000 },
      { maxDaysForDownload: '7' },
      { bankConnectionName: '' },
      { callbacks: { successful: 'https://a.example' } },
      { callbacks: { finalised: 'nonsense' } },
      { profileId: 'short' },
    ]) {
      const { status, body: said } = await asUser('POST', importPath, body);
      assert.equal(status, 400, JSON.stringify(body));
      assert.deepEqual(Object.keys(said).sort(), ['endpoint', 'errors', 'timestamp']);
      assert.ok(said.errors[0].field, JSON.stringify(said));
    }
    assert.equal((await asClient('POST', '/api/v2/users', { name: 'x' })).status, 400);
    assert.equal((await asClient('POST', '/api/v2/users', { password: 'short' })).status, 400);
    const plain = { headers: { 'content-type': 'text/plain' }, body: '{}' };
    const { access_token } = (await grant({ grant_type: 'client_credentials' })).body;
    const sent = await ask('POST', '/api/v2/users', {
      ...plain,
      headers: { ...plain.headers, authorization: `Bearer ${access_token}` },
    });
    assert.equal(sent.status, 415);
  });

  it('never come back in what refuses them', async () => {
    const { client } = visit();
    const { body } = await (await client())('POST', '/api/v2/users', { id: 'planted id', password: 'plant' });
    assert.doesNotMatch(JSON.stringify(body), /plant/);
  });

  it('for paths that are not there are answered as finAPI does', async () => {
    const { user } = visit();
    const asUser = await user();
    assert.equal((await asUser('POST', '/api/v2/accounts', {})).body.errors[0].code, 'METHOD_NOT_ALLOWED');
    assert.equal(
      (await asUser('POST', '/api/v2/bankConnections/import', {})).body.errors[0].code,
      'ILLEGAL_ENTITY_STATE',
    );
    assert.deepEqual((await asUser('POST', '/api/webForms/bankConnectionUpdate', {})).status, 404);
  });

  it('may say in a header that they are another method', async () => {
    const { ask, user, login } = visit();
    await user();
    const { access_token } = (await login('anna')).body;
    const { body } = await ask('POST', '/api/v2/users', {
      headers: {
        authorization: `Bearer ${access_token}`,
        'x-http-method-override': 'PATCH',
        'content-type': 'application/json',
      },
      body: '{"email":"anna@example.org"}',
    });
    assert.equal(body.email, 'anna@example.org');
  });
});

describe('banks', () => {
  const ids = (body: { banks: { id: number }[] }) => body.banks.map(({ id }) => id);

  it('are found by every word, by BLZ, BIC, city and IBAN, and filtered', async () => {
    const { client } = visit();
    const asClient = await client();
    const search = async (query: string) => ids((await asClient('GET', `/api/v2/banks?${query}`)).body);
    assert.deepEqual(await search('search=gildenbank%20köln'), [290004]);
    assert.deepEqual(await search('search=DEMO0001'), [280001]);
    assert.deepEqual(await search('search=NOLIDEX1'), [290001]);
    assert.deepEqual(await search('search=DE00%2099920001%200123456789'), [290001]);
    assert.deepEqual(await search('search=nothing'), []);
    assert.deepEqual(await search('isTestBank=true'), [280001, 280002, 280165]);
    assert.deepEqual(await search('ids=290001,290002&ids=280001'), [280001, 290001, 290002]);
    assert.deepEqual((await search('order=popularity,DESC&perPage=3')).length, 3);
    assert.equal((await search('order=popularity,DESC'))[0], 290001);
    assert.ok((await search('location=AT')).includes(280001), 'without a country it is everywhere');
    assert.equal((await asClient('GET', '/api/v2/banks?location=Austria')).status, 400);
    assert.equal((await asClient('GET', '/api/v2/banks?order=size')).status, 400);
    assert.equal((await asClient('GET', '/api/v2/banks/1')).body.errors[0].code, 'UNKNOWN_ENTITY');
  });

  it('may want a user’s token', async () => {
    const { client, user } = visit({ banksRequireUserToken: true });
    assert.equal((await (await client())('GET', '/api/v2/banks')).status, 403);
    assert.equal((await (await user())('GET', '/api/v2/banks')).status, 200);
  });
});

describe('a form', () => {
  it('is made of nothing, with seven members', async () => {
    const { user } = visit();
    const { status, body } = await (await user())('POST', importPath, {});
    assert.equal(status, 201);
    assert.deepEqual(Object.keys(body), ['id', 'url', 'createdAt', 'expiresAt', 'type', 'status', 'payload']);
    assert.deepEqual([body.status, body.payload], ['NOT_YET_OPENED', { bankConnectionId: null }]);
    assert.equal(body.url, `${origin}/wf/${body.id}`);
    assert.deepEqual(
      [body.createdAt, body.expiresAt],
      ['2026-08-13T10:00:00.000+0000', '2026-08-13T10:20:00.000+0000'],
    );
  });

  it('is refused for banks that it cannot reach, and where the licence says so', async () => {
    const refusals = async (options: Parameters<typeof visit>[0], body: object) => {
      const said = await (await visit(options).user())('POST', importPath, body);
      return [said.status, said.body.code];
    };
    assert.deepEqual(await refusals({}, { bank: { search: 'gildenbank' } }), [422, 'BANK_NOT_UNIQUE']);
    for (const bank of [{ id: 1 }, { id: 290008 }, { search: 'nothing at all' }])
      assert.deepEqual(await refusals({}, { bank }), [422, 'BANK_NOT_SUPPORTED']);
    const scraper = { bank: { id: 280002 }, allowedInterfaces: ['FINTS_SERVER'] };
    assert.deepEqual(await refusals({}, scraper), [422, 'BANK_NOT_SUPPORTED']);
    const redirectUrl = 'https://app.example.com/back';
    assert.deepEqual(await refusals({}, { redirectUrl }), [422, 'INVALID_REDIRECT_URL']);
    assert.deepEqual(await refusals({ licensed: true }, {}), [422, 'INVALID_REDIRECT_URL']);
    assert.equal((await refusals({ licensed: true }, { redirectUrl }))[0], 201);
    assert.deepEqual(await refusals({}, { profileId: crypto.randomUUID() }), [404, 'NOT_FOUND']);
    const callbacks = { finalised: 'http://localhost/x' };
    assert.equal((await refusals({ strictAddresses: true }, { callbacks }))[0], 400);
  });

  it('is opened once; loading it again in the same browser interrupts it', async () => {
    const { ask, user } = visit();
    const asUser = await user();
    const { id } = (await asUser('POST', importPath, { bank: { id: 280001 } })).body;
    const first = await ask('GET', `/wf/${id}`);
    assert.equal(first.status, 200);
    const state = async () => (await asUser('GET', `/api/webForms/${id}`)).body;
    assert.equal((await state()).status, 'IN_PROGRESS');
    assert.equal((await ask('GET', `/wf/${id}`)).status, 409);
    assert.equal((await state()).status, 'IN_PROGRESS', 'somebody else changes nothing');
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    await ask('GET', `/wf/${id}`, { headers: { cookie } });
    const { status, payload } = await state();
    assert.deepEqual([status, payload.errorCode], ['COMPLETED_WITH_ERROR', 'INTERRUPTED']);
  });

  it('loads nothing, runs no script and cannot be put into a frame', async () => {
    const { ask, user } = visit();
    const { id } = (await (await user())('POST', importPath, {})).body;
    const { headers, body } = await ask('GET', `/wf/${id}?redirectUrl=javascript:alert(1)`);
    assert.match(
      headers.get('content-security-policy') ?? '',
      /^default-src 'none'; .*frame-ancestors 'none'/,
    );
    assert.doesNotMatch(body, /<script|javascript:/);
  });

  it('ends in every way that finAPI knows, and says so to whoever wants to know', async () => {
    const finalised = 'https://app.example.com/cb?ref=1';
    const ends: [string, (it: Awaited<ReturnType<typeof opened>>) => Promise<unknown>, boolean][] = [
      ['ABORTED', ({ inForm, id }) => inForm(id, { do: 'abort' }), true],
      ['EXPIRED', ({ pass }) => pass(20 * 60_000), true],
      ['CANCELLED', ({ asUser, id }) => asUser('POST', `/api/webForms/${id}/cancel`), false],
      ['COMPLETED', ({ inForm, id }) => inForm(id, { do: 'log in', login: 'demo_no_msa' }), true],
    ];
    const opened = async () => {
      const door = visit();
      const asUser = await door.user();
      const { id } = (await asUser('POST', importPath, { bank: { id: 280001 }, callbacks: { finalised } }))
        .body;
      return { ...door, asUser, id: id as string };
    };
    for (const [status, end, isTold] of ends) {
      const it = await opened();
      await end(it);
      assert.equal((await it.asUser('GET', `/api/webForms/${it.id}`)).body.status, status);
      const told = isTold ? [{ url: finalised, body: { webFormId: it.id, status } }] : [];
      assert.deepEqual(it.called, told, status);
    }
  });

  for (const [login, code] of [
    ['demo_noaccounts', 'NO_ACCOUNTS_FOR_TYPE_LIST'],
    ['demo_exists', 'ENTITY_EXISTS'],
    ['demo_down', 'INTERNAL_ERROR'],
  ] as const)
    it(`of ${login} ends with ${code}`, async () => {
      const { user, inForm } = visit();
      const asUser = await user();
      const { id } = (await asUser('POST', importPath, {})).body;
      await inForm(id, { do: 'log in', login });
      const { status, payload } = (await asUser('GET', `/api/webForms/${id}`)).body;
      assert.deepEqual(
        [status, payload.errorCode, payload.bankConnectionId],
        ['COMPLETED_WITH_ERROR', code, null],
      );
    });

  it('for the same login a second time ends with ENTITY_EXISTS, unless nobody looks', async () => {
    const { user, connected, inForm } = visit();
    const asUser = await user();
    await connected(asUser);
    const again = async (more: object) => {
      const { id } = (await asUser('POST', importPath, { bank: { id: 280001 }, ...more })).body;
      await inForm(id, { do: 'log in', login: 'demo_no_msa' });
      return (await asUser('GET', `/api/webForms/${id}`)).body.payload.errorCode as string | undefined;
    };
    assert.equal(await again({}), 'ENTITY_EXISTS');
    assert.equal(await again({ skipDuplicateDetection: true }), undefined);
  });

  it('goes round again where another way in is needed for what was asked for', async () => {
    const { ask, user } = visit();
    const asUser = await user();
    const wanted = { bank: { id: 290001 }, accountTypes: ['CHECKING', 'LOAN'] };
    const { id } = (await asUser('POST', importPath, wanted)).body;
    const { visit: key } = (await ask('POST', `/wf/${id}/open`)).body;
    const send = async (sent: object) => {
      const body = JSON.stringify({ visit: key, sent });
      return (await ask('POST', `/wf/${id}/step`, { body })).body.view;
    };
    const login = { do: 'next', field0: 'demo_all_types', field1: 'demo_all_types' };
    assert.match((await send(login)).text[0], /one more login/);
    assert.equal((await send(login)).heading, 'Done');
    const { body } = await asUser('GET', '/api/v2/bankConnections');
    assert.equal(body.connections[0].interfaces.length, 2);
    const { accounts } = (await asUser('GET', '/api/v2/accounts')).body;
    assert.deepEqual(
      accounts.map(({ accountType }: { accountType: string }) => accountType),
      ['Checking', 'Loan'],
    );
  });
});

describe('a connection', () => {
  it('belongs to its user alone', async () => {
    const { user, connected } = visit();
    const [anna, ben] = [await user('anna'), await user('ben')];
    const id = await connected(anna);
    assert.equal((await anna('GET', `/api/v2/bankConnections/${id}`)).status, 200);
    for (const path of [
      `/api/v2/bankConnections/${id}`,
      '/api/v2/accounts/1003',
      '/api/v2/transactions/1100',
    ])
      assert.deepEqual((await ben('GET', path)).body.errors[0].code, 'UNKNOWN_ENTITY', path);
    assert.deepEqual((await ben('GET', '/api/v2/bankConnections')).body, { connections: [] });
    assert.deepEqual((await ben('GET', '/api/v2/accounts')).body, { accounts: [] });
  });

  it('is downloaded first, and cannot be deleted meanwhile', async () => {
    const { user, inForm, pass } = visit();
    const asUser = await user();
    const form = (await asUser('POST', importPath, {})).body;
    await inForm(form.id, { do: 'log in', login: 'demo_no_msa' });
    const { bankConnectionId: id } = (await asUser('GET', `/api/webForms/${form.id}`)).body.payload;
    const path = `/api/v2/bankConnections/${id}`;
    const states = async () => {
      const { updateStatus, categorizationStatus } = (await asUser('GET', path)).body;
      return [updateStatus, categorizationStatus];
    };
    assert.deepEqual(await states(), ['IN_PROGRESS', 'PENDING']);
    const [account] = (await asUser('GET', '/api/v2/accounts')).body.accounts;
    assert.equal('balance' in account, false);
    assert.equal(account.interfaces[0].status, 'DOWNLOAD_IN_PROGRESS');
    assert.equal((await asUser('DELETE', path)).status, 423);
    assert.equal((await asUser('DELETE', '/api/v2/users')).status, 423);
    await pass(2500);
    assert.deepEqual(await states(), ['READY', 'PENDING']);
    await pass(1000);
    assert.deepEqual(await states(), ['READY', 'IN_PROGRESS']);
    await pass(1000);
    assert.deepEqual(await states(), ['READY', 'READY']);
    const deleted = await asUser('DELETE', path);
    assert.deepEqual([deleted.status, deleted.body], [200, '']);
    assert.deepEqual((await asUser('GET', '/api/v2/accounts')).body, { accounts: [] });
  });

  it('can be there in part, or for nothing', async () => {
    const { user, connected } = visit();
    const asUser = await user();
    await connected(asUser, 'demo_partial');
    const { accounts } = (await asUser('GET', '/api/v2/accounts')).body;
    const statuses = accounts.map((one: { interfaces: { status: string }[] }) => one.interfaces[0]?.status);
    assert.deepEqual(statuses, ['UPDATED', 'DOWNLOAD_FAILED', 'UPDATED', 'UPDATED']);
    const ben = await user('ben');
    const id = await connected(ben, 'demo_broken');
    const { updateStatus, interfaces } = (await ben('GET', `/api/v2/bankConnections/${id}`)).body;
    assert.deepEqual(
      [updateStatus, interfaces[0].lastManualUpdate.result],
      ['READY', 'INTERNAL_SERVER_ERROR'],
    );
  });

  it('knows no null and no secret', async () => {
    const { user, connected } = visit();
    const asUser = await user();
    await connected(asUser, 'demo_all_types.anna');
    for (const path of [
      'bankConnections',
      'accounts',
      'transactions?view=bankView',
      'pendingTransactions',
      'securities',
    ]) {
      const text = JSON.stringify((await asUser('GET', `/api/v2/${path}`)).body);
      assert.doesNotMatch(text, /:null/, path);
      assert.doesNotMatch(text, /"demo_all_types"/, path);
    }
    const { connections } = (await asUser('GET', '/api/v2/bankConnections')).body;
    assert.equal(connections[0].interfaces[0].loginCredentials[1].value, 'XXXXX');
  });

  it('is updated without the person, with the person, or not at all', async () => {
    const { user, connected, pass, inForm } = visit();
    const asUser = await user();
    const start = (id: number, more: object = {}) =>
      asUser('POST', '/api/tasks/backgroundUpdate', { bankConnectionId: id, ...more });
    const end = async (id: string) => {
      await pass(600);
      return (await asUser('GET', `/api/tasks/${id}`)).body;
    };
    const silent = await connected(asUser);
    const task = await start(silent);
    assert.deepEqual([task.status, task.body.status], [201, 'NOT_YET_STARTED']);
    const busy = await start(silent);
    assert.deepEqual([busy.status, busy.body.code], [423, 'LOCKED']);
    assert.equal((await end(task.body.id)).status, 'COMPLETED');
    await pass(10_000);
    const managed = await end((await start(silent, { manageSavedSettings: ['CREDENTIALS'] })).body.id);
    assert.equal(managed.status, 'WEB_FORM_REQUIRED');
    await inForm(managed.payload.webForm.id, { do: 'log in', login: 'demo_no_msa' });
    const form = (await asUser('GET', `/api/webForms/${managed.payload.webForm.id}`)).body;
    assert.deepEqual(
      [form.type, form.status, form.payload.bankConnectionId],
      ['BANK_CONNECTION_UPDATE', 'COMPLETED', silent],
    );
    const expired = await connected(asUser, 'demo_consent_expired');
    assert.equal((await end((await start(expired)).body.id)).status, 'WEB_FORM_REQUIRED');
    const changed = await connected(asUser, 'demo_changed');
    const refused = await end((await start(changed)).body.id);
    assert.deepEqual(
      [refused.status, refused.payload.errorCode],
      ['COMPLETED_WITH_ERROR', 'BANK_SERVER_REJECTION'],
    );
  });

  it('has a consent that runs out', async () => {
    const { user, connected, pass } = visit();
    const id = await connected(await user());
    const consent = async () =>
      (await (await user())('GET', `/api/v2/bankConnections/${id}`)).body.interfaces[0].aisConsent;
    assert.equal((await consent()).status, 'PRESENT');
    await pass(90 * 24 * 3_600_000);
    assert.deepEqual(await consent(), { status: 'NOT_PRESENT', supportsImportNewAccounts: true });
    const asUser = await user();
    const task = await asUser('POST', '/api/tasks/backgroundUpdate', { bankConnectionId: id });
    await pass(600);
    assert.equal((await asUser('GET', `/api/tasks/${task.body.id}`)).body.status, 'WEB_FORM_REQUIRED');
  });
});

describe('transactions', () => {
  it('want a view, know their pages, and sum up all of them on each', async () => {
    const { user, connected } = visit();
    const asUser = await user();
    await connected(asUser);
    const [main] = (await asUser('GET', '/api/v2/accounts')).body.accounts;
    assert.equal((await asUser('GET', '/api/v2/transactions')).body.errors[0].code, 'MISSING_FIELD');
    const get = async (query: string) =>
      (await asUser('GET', `/api/v2/transactions?view=bankView&accountIds=${main.id}&${query}`)).body;
    const first = await get('perPage=500');
    const { pageCount, totalCount } = first.paging;
    assert.equal(pageCount, Math.ceil(totalCount / 500));
    let count = 0;
    for (let page = 1; page <= pageCount; page++) {
      const { transactions, income, spending, balance } = await get(`perPage=500&page=${page}`);
      count += transactions.length;
      assert.deepEqual([income, spending, balance], [first.income, first.spending, first.balance]);
    }
    assert.equal(count, totalCount);
    assert.equal((await get('perPage=501')).errors[0].code, 'ILLEGAL_PAGE_SIZE');
    assert.equal((await get('page=0')).errors[0].code, 'BAD_REQUEST');
    assert.deepEqual((await get('page=9999')).transactions, []);
    const day = '2026-08-01';
    const days = (await get(`minBankBookingDate=${day}&maxBankBookingDate=${day}&direction=spending`))
      .transactions;
    assert.ok(days.length > 0 && days.every((one: { amount: number }) => one.amount < 0));
  });

  it('take lists in both forms', async () => {
    const { user, connected } = visit();
    const asUser = await user();
    await connected(asUser);
    const accounts = (await asUser('GET', '/api/v2/accounts')).body.accounts as { id: number }[];
    const [a, b] = accounts.map(({ id }) => id);
    const count = async (query: string) =>
      (await asUser('GET', `/api/v2/transactions?view=bankView&${query}`)).body.paging.totalCount as number;
    assert.equal(await count(`accountIds=${a},${b}`), await count(`accountIds=${a}&accountIds=${b}`));
    const many = Array.from({ length: 1001 }, (_, id) => id).join();
    assert.equal((await asUser('GET', `/api/v2/accounts?ids=${many}`)).status, 400);
  });

  it('are the same at every door, and more of them the day after', async () => {
    const amounts = async (days: number) => {
      const { user, connected, pass } = visit();
      const id = await connected(await user());
      await pass(days * 24 * 3_600_000);
      const asUser = await user();
      if (days > 0) await asUser('POST', '/api/tasks/backgroundUpdate', { bankConnectionId: id });
      await pass(600);
      await pass(9000);
      const { body } = await asUser('GET', '/api/v2/transactions?view=bankView&perPage=500&order=id,desc');
      return [body.balance as number, body.paging.totalCount as number] as const;
    };
    assert.deepEqual(await amounts(0), await amounts(0));
    assert.ok((await amounts(3))[1] > (await amounts(0))[1]);
  });

  it('are changed by finAPI’s own mock update', async () => {
    const { user, connected } = visit();
    const asUser = await user();
    const id = await connected(asUser);
    const [main, second] = (await asUser('GET', '/api/v2/accounts')).body.accounts;
    const newTransactions = [
      { amount: -20.5, purpose: 'Coffee', counterpart: 'Cafe', bookingDate: '2026-08-12' },
    ];
    const update = (mockAccountsData: object[], more: object = {}) =>
      asUser('POST', '/api/v2/tests/mockBatchUpdate', {
        mockBankConnectionUpdates: [
          { bankConnectionId: id, bankingInterface: 'XS2A', mockAccountsData, ...more },
        ],
      });
    const data = (accountBalance: number) => ({ accountId: main.id, accountBalance, newTransactions });
    assert.equal((await update([data(main.balance - 20.5)])).status, 200);
    const after = (await asUser('GET', '/api/v2/accounts')).body.accounts;
    assert.deepEqual([after[0].interfaces[0].status, after[0].balance], ['UPDATED', main.balance - 20.5]);
    assert.equal(
      after.find((one: { id: number }) => one.id === second.id).interfaces[0].status,
      'DEPRECATED',
    );
    assert.equal((await update([data(1)])).status, 200);
    assert.equal(
      (await asUser('GET', `/api/v2/accounts/${main.id}`)).body.interfaces[0].status,
      'UPDATED_FIXED',
    );
    const adjusting = await asUser('GET', '/api/v2/transactions?view=bankView&isAdjustingEntry=true');
    assert.equal(adjusting.body.transactions.length, 1);
    assert.equal((await update([{ accountId: main.id, accountBalance: 1, interface: 'x' }])).status, 400);
  });
});

describe('a payment', () => {
  const order = (value: number | string) => ({
    orders: [
      { recipient: { iban: 'DE00999000010000000001', name: 'Ben' }, amount: { value, currency: 'EUR' } },
    ],
  });

  it('comes to what its amount says, and is never made twice', async () => {
    const { user, connected, inForm, pass } = visit();
    const asUser = await user();
    await connected(asUser);
    const [main] = (await asUser('GET', '/api/v2/accounts')).body.accounts;
    const pay = async (value: number | string, how: object = { do: 'log in', login: 'demo_no_msa' }) => {
      const body = { sender: { accountId: main.id }, ...order(value) };
      const form = await asUser('POST', '/api/webForms/paymentWithAccountId', body);
      assert.deepEqual(
        [form.status, form.body.type, form.body.payload],
        [201, 'PAYMENT_WITH_ACCOUNT_ID', { paymentId: null }],
      );
      await inForm(form.body.id, how);
      await inForm(form.body.id, how);
      const { payload } = (await asUser('GET', `/api/webForms/${form.body.id}`)).body;
      return payload.paymentId as number | null;
    };
    const status = async (id: number | null) => {
      const { payments } = (await asUser('GET', `/api/v2/payments?ids=${id}`)).body;
      assert.equal(payments.length, 1);
      return payments[0].statusV2 as string;
    };
    assert.equal(await status(await pay(10)), 'SUCCESSFUL');
    assert.equal(await status(await pay('10.75')), 'NOT_SUCCESSFUL');
    assert.equal(await status(await pay(10.73)), 'UNKNOWN');
    const slow = await pay(10.71);
    assert.equal(await status(slow), 'PENDING');
    await pass(3000);
    assert.equal(await status(slow), 'SUCCESSFUL');
    assert.equal(await pay(10, { do: 'abort' }), null, 'nothing was confirmed, so there is nothing');
    assert.equal((await asUser('GET', '/api/v2/payments')).body.paging.totalCount, 4);
  });

  it('is refused where the account or the currency cannot', async () => {
    const { user, connected } = visit();
    const asUser = await user();
    await connected(asUser);
    const accounts = (await asUser('GET', '/api/v2/accounts')).body.accounts as { id: number }[];
    const pay = async (accountId: number | undefined, body: object) =>
      (await asUser('POST', '/api/webForms/paymentWithAccountId', { sender: { accountId }, ...body })).status;
    assert.equal(await pay(accounts[2]?.id, order(1)), 422);
    assert.equal(await pay(1, order(1)), 404);
    assert.equal(await pay(accounts[0]?.id, { orders: [] }), 400);
    assert.equal(await pay(accounts[0]?.id, order(-1)), 400);
    assert.equal(await pay(accounts[0]?.id, { ...order(1), note: 'x' }), 400);
  });
});

it('has profiles, for the administrator, that change how a form looks', async () => {
  const { ask, as, grant, user } = visit();
  const admin = { client_id: 'sandbox-finapi-admin', client_secret: 'sandbox-finapi-admin-secret' };
  const { access_token } = (await grant({ grant_type: 'client_credentials', ...admin })).body;
  const asAdmin = as(access_token as string);
  const profile = {
    label: 'Ours',
    brand: { introText: 'Welcome to the shop' },
    aspect: { colorScheme: { brand: '#12AB34' } },
  };
  const { status, body } = await asAdmin('POST', '/api/profiles', profile);
  assert.equal(status, 201);
  assert.equal((await asAdmin('POST', '/api/profiles', profile)).body.code, 'ENTITY_EXISTS');
  assert.equal((await asAdmin('PATCH', `/api/profiles/${body.id}`, { default: true })).status, 201);
  const form = (await (await user())('POST', importPath, { profileId: body.id })).body;
  const page = (await ask('GET', `/wf/${form.id}`)).body as string;
  assert.match(page, /Welcome to the shop/);
  assert.match(page, /#12AB34/);
});

it('writes times as it is told to', async () => {
  const { user } = visit({ formTimes: 'Z' });
  const { createdAt } = (await (await user())('POST', importPath, {})).body;
  assert.equal(createdAt, '2026-08-13T10:00:00.000Z');
});

it('the README names every persona and every amount, and what becomes of them', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const rows = readme.split('\n').map((line) => line.replace(/\s+/g, ' '));
  for (const [name, { does }] of Object.entries({ ...finapiPersonas, ...finapiAmounts }))
    assert.ok(rows.includes(`| \`${name}\` | ${does} |`), name);
});
