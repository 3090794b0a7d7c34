import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testConnector } from '../powens.js';
import { login, opened, walk } from './visit.test-helper.js';

const day = 86_400_000;
const all = (accounts: { id: number }[]) => accounts.map(({ id }) => id).join(',');
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Somebody with a connection whose accounts they have agreed to. */
async function sharing() {
  const powens = opened();
  const { as, connect, token } = await powens.newcomer();
  const { id } = (await connect(login('par'))).body;
  const found = (await as('GET', `/me/connections/${id}/accounts?all`)).body.accounts;
  await as('PUT', `/me/connections/${id}/accounts/${all(found)}?all`, { disabled: false });
  await pause(400);
  return { powens, as, token, id, accounts: found as { id: number; name: string }[] };
}

describe('the bank guide, sentence by sentence', () => {
  it('a consent has to be renewed every 180 days: SCARequired and webauthRequired are to be handled', async () => {
    const { powens, as, id } = await sharing();
    await powens.control('clock', { by: 181 * day });
    const { state, sources } = (await as('GET', `/me/connections/${id}?expand=sources`)).body;
    assert.equal(state, 'SCARequired');
    assert.equal(sources[0].state, 'SCARequired');
    const after = (await as('POST', `/me/connections/${id}`, {})).body;
    assert.equal(after.state, null);

    const page = (
      await as('GET', `/webauth-url?client_id=70000001&redirect_uri=http://localhost/x&id_connector=201`)
    ).body.url;
    const { pathname, search } = new URL(page);
    const allowed = await powens.door(
      new Request(`http://localhost:8789${pathname}${search}`, {
        method: 'POST',
        body: new URLSearchParams({ action: 'allow', login: 'alice' }),
      }),
    );
    const back = new URL(allowed.headers.get('location')!);
    const made = back.searchParams.get('id_connection');
    await powens.control('clock', { by: 181 * day });
    assert.equal((await as('GET', `/me/connections/${made}`)).body.state, 'webauthRequired');
  });

  it('the product is accounts and transactions', async () => {
    const { as } = await sharing();
    assert((await as('GET', '/me/accounts')).body.accounts.length > 0, 'no accounts');
    assert((await as('GET', '/me/transactions?limit=10')).body.transactions.length === 10, 'no transactions');
  });

  it('accounts are linked to a connection, and deleted with it', async () => {
    const { as, id, accounts } = await sharing();
    const account = accounts[0]!.id;
    const one = (await as('GET', `/me/accounts/${account}`)).body;
    assert.equal(one.id_connection, id);
    for (const member of ['id', 'name', 'number', 'iban', 'type', 'balance', 'coming', 'currency'])
      assert.notEqual(one[member], undefined, member);
    assert.equal((await as('GET', `/me/connections/${id}/accounts`)).body.accounts.length, accounts.length);
    assert.equal((await as('DELETE', `/me/connections/${id}`)).status, 204);
    assert.equal((await as('GET', `/me/accounts/${account}?all`)).status, 404);
    assert.deepEqual((await as('GET', '/me/accounts?all')).body.accounts, []);
  });

  it('an account that is found is added; one that is lost is flagged, hidden, and still reached by its id or with all', async () => {
    const { powens, as, id, accounts } = await sharing();
    const added = await powens.control('find-account', { connection: id, name: 'Livret neuf' });
    const found = (await as('GET', `/me/accounts?all`)).body.accounts;
    assert(
      found.some((account: { id: number }) => account.id === added.id),
      'It was not added.',
    );
    const lost = accounts[0]!.id;
    await powens.control('archive', { account: lost });
    const ids = async (path: string) =>
      (await as('GET', path)).body.accounts.map((one: { id: number }) => one.id);
    assert(!(await ids('/me/accounts')).includes(lost), 'It is not hidden.');
    assert((await ids('/me/accounts?all')).includes(lost), 'It is not there with all.');
    const one = await as('GET', `/me/accounts/${lost}`);
    assert.equal(one.status, 200);
    assert.match(one.body.deleted, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    await as('PUT', `/me/connections/${id}`);
    assert((await ids('/me/accounts?all')).includes(lost), 'A synchronisation erased it.');
  });

  it('transactions are linked to an account, and deleted with it', async () => {
    const { as, id, accounts } = await sharing();
    const account = accounts[0]!.id;
    const { transactions } = (await as('GET', `/me/accounts/${account}/transactions?limit=5`)).body;
    assert(
      transactions.every((one: { id_account: number }) => one.id_account === account),
      'of other accounts',
    );
    await as('POST', `/me/accounts/${account}?all`, { disabled: true });
    await as('POST', `/me/accounts/${account}?all`, { disabled: false });
    assert.equal((await as('GET', `/me/accounts/${account}/transactions?limit=5`)).body.total, 0);
    await as('DELETE', `/me/connections/${id}`);
    assert.equal((await as('GET', `/me/transactions/${transactions[0].id}`)).status, 404);
  });

  it('the transaction history is seen page by page', async () => {
    const { powens, as, token } = await sharing();
    const first = (await as('GET', '/me/transactions?limit=50')).body;
    for (const member of ['first_date', 'last_date', 'result_min_date', 'result_max_date'])
      assert.match(first[member], /^\d{4}-\d\d-\d\d$/);
    const seen = new Set<number>();
    let page = first;
    for (;;) {
      for (const { id } of page.transactions) seen.add(id);
      if (!page._links.next) break;
      page = (await powens.call('GET', page._links.next.href, undefined, token)).body;
    }
    assert.equal(seen.size, first.total);
    assert.equal((await as('GET', '/me/transactions')).body.code, 'missingParameter');
    assert.equal((await as('GET', '/me/transactions?limit=1001')).body.code, 'invalidValue');
  });

  it('some connectors work by web site and PSD2 API; the connection hides it, its sources show it', async () => {
    const { as, id } = await sharing();
    await as('POST', `/me/connections/${id}?source=directaccess`, { directaccesswebsite: 'par' });
    assert.equal((await as('GET', `/me/connections/${id}`)).body.sources, undefined);
    const { sources } = (await as('GET', `/me/connections/${id}/sources`)).body;
    assert.deepEqual(
      sources.map(({ name }: { name: string }) => name),
      ['openapi', 'directaccess'],
    );
  });

  it('the sources of a connector are listed; disabled must be null, and priority is respected', async () => {
    const { as, connect } = await opened().newcomer();
    const { connectors } = (await as('GET', '/connectors?expand=sources')).body;
    const sources = connectors.flatMap(
      (one: { sources: { disabled: unknown; priority: number }[] }) => one.sources,
    );
    assert(
      sources.some(({ disabled }: { disabled: unknown }) => disabled !== null),
      'none is disabled',
    );
    const before = await connect(
      { directaccesswebsite: 'par', login: 'a', password: '1234' },
      'directaccess',
    );
    assert.deepEqual([before.status, before.body.code], [400, 'invalidValue']);
    const disabled = await as('POST', '/me/connections?source=openapi', {
      id_connector: 204,
      login: 'a',
      password: '1234',
    });
    assert.deepEqual([disabled.status, disabled.body.code], [400, 'notSupported']);
    const next = await as('POST', '/me/connections', { id_connector: 204, login: 'a', password: '1234' });
    assert.equal(next.status, 201);
  });

  it('each source has its own state and last_update', async () => {
    const { powens, as, id } = await sharing();
    await as('POST', `/me/connections/${id}?source=directaccess`, { directaccesswebsite: 'par' });
    await powens.control('clock', { by: 60_000 });
    await powens.control('state-of', { connection: id, source: 'openapi', state: 'SCARequired' });
    const [connection] = (await as('GET', '/me/connections?expand=sources')).body.connections;
    assert.equal(connection.state, 'SCARequired', 'that of the source which is in the way');
    const [openapi, directaccess] = connection.sources;
    assert.deepEqual([openapi.state, directaccess.state], ['SCARequired', null]);
    assert(openapi.last_update && directaccess.last_update, 'both were updated');
    assert.equal(openapi.source.priority, 1);
  });

  it('accounts start disabled, with only the name of value and no transactions, until the user approves', async () => {
    const powens = opened();
    const { as, connect } = await powens.newcomer();
    const { id } = (await connect(login('par'))).body;
    assert.deepEqual((await as('GET', '/me/accounts')).body.accounts, []);
    const [account] = (await as('GET', '/me/accounts?all')).body.accounts;
    assert.equal(account.name, 'Compte chèque');
    assert.match(account.disabled, /^\d{4}-/);
    for (const member of ['number', 'iban', 'balance', 'coming']) assert.equal(account[member], null, member);
    assert.equal((await as('GET', `/me/accounts/${account.id}`)).status, 404, 'Without all it is not there.');
    const none = await as('GET', '/me/transactions?limit=10');
    assert.deepEqual([none.status, none.body.code], [409, 'noAccount']);
    const open = (await as('PUT', `/me/connections/${id}/accounts/${account.id}?all`, { disabled: false }))
      .body;
    assert.equal(open.disabled, null);
    assert(open.iban && open.number && open.balance > 7000, 'It is not opened.');
    assert.equal(open.last_update, null, 'Its transactions follow.');
    await pause(400);
    assert((await as('GET', `/me/accounts/${account.id}`)).body.last_update, 'They did not follow.');
  });

  it('a recording can be imitated in which disabled accounts showed their number', async () => {
    const { as, connect } = await opened({ revealDisabledNumbers: true }).newcomer();
    await connect(login('par'));
    const [account] = (await as('GET', '/me/accounts?all')).body.accounts;
    assert.match(account.number, /^\d{11}$/);
    assert.equal(account.balance, null);
  });

  it('the Connect webview handles the sources and the activation', async () => {
    const powens = opened();
    const { as } = await powens.newcomer();
    const { code } = (await as('GET', '/auth/token/code?type=singleAccess')).body;
    const query = new URLSearchParams({
      client_id: '70000001',
      redirect_uri: 'http://localhost/back',
      code,
      state: 's',
    });
    const back = await walk(
      powens,
      `http://localhost:8789/webview/fr/connect?${query}`,
      [`choose:${testConnector}`, 'add:openapi', 'add:directaccess', 'share'],
      { openapiwebsite: 'par', directaccesswebsite: 'par', login: 'alice', password: '1234' },
    );
    assert.equal(back.searchParams.get('state'), 's');
    const { accounts } = (
      await as('GET', `/me/connections/${back.searchParams.get('connection_id')}/accounts`)
    ).body;
    assert.equal(accounts.length, 6);
  });
});
