import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Context, type Json, type Outcome } from '@connect-layer/gateway';
import { powensProvider } from '@connect-layer/gateway/providers/powens';
import { powensApp, powensAt, powensDoor, testConnector } from '@connect-layer/sandbox';
import { missing, readSpecification, type Exchange } from './specification.js';

const origin = 'http://localhost:8789';
const context: Context = {
  ...{ operationID: 'conformance:1', appKey: 'conformance', signal: new AbortController().signal },
  returnURL: 'http://localhost:8787/connect/v1/returned?state=conformance:1',
  now: Date.now,
};

/** An imitation that remembers every exchange. */
function recorded() {
  const door = powensDoor();
  const exchanges: Exchange[] = [];
  const fetch = async (...of: Parameters<typeof globalThis.fetch>): Promise<Response> => {
    const request = new Request(...of);
    const { pathname, searchParams } = new URL(request.url);
    const sent = await request.clone().text();
    const response = await door(request);
    const answered = await response.clone().text();
    if (pathname.startsWith('/2.0/') && !pathname.includes('webview'))
      exchanges.push({
        ...{ method: request.method, path: pathname.slice('/2.0'.length), query: [...searchParams.keys()] },
        ...{ sent: sent === '' ? undefined : JSON.parse(sent), status: response.status },
        answered:
          answered === '' || !response.headers.get('content-type')?.includes('json')
            ? undefined
            : JSON.parse(answered),
      });
    return response;
  };
  return { exchanges, fetch };
}

describe('every request and answer is as Powens describes it', { skip: missing ?? false }, () => {
  /** What was exchanged, held against the descriptions. Gives what was covered. */
  function judge(exchanges: readonly Exchange[]): Set<string> {
    const specification = readSpecification();
    const covered = new Set<string>();
    const complaints: string[] = [];
    for (const exchange of exchanges) {
      const judged = specification(exchange);
      if (!judged) continue;
      covered.add(judged.operation);
      complaints.push(
        ...judged.complaints.map((one) => `${exchange.method} ${exchange.path} ${exchange.status}: ${one}`),
      );
    }
    assert.deepEqual([...new Set(complaints)], []);
    return covered;
  }

  it('what the provider asks, through logins, calls, a repair and the end', async () => {
    const { exchanges, fetch } = recorded();
    const provider = powensProvider({ ...powensAt(origin, 'embedded'), fetch });
    const bank = (await provider.institutions(context)).find(({ id }) => id === testConnector)!;
    const credentials = {
      openapiwebsite: 'additionalInformationNeeded',
      login: 'a',
      password: '1234',
      directaccesswebsite: 'par',
    };
    const through = async (begun: Outcome<unknown>): Promise<Json> => {
      let now = begun;
      while (now.status === 'user_input_required') {
        const { pending, userInputs } = now;
        const { id, index, queryOptions = [] } = userInputs[0]!;
        const given = id === 'accounts' ? queryOptions.map((option) => option.id).join(',') : '1234';
        now = await provider.resume(pending, [{ id, index, answer: given }], context);
      }
      assert.equal(now.status, 'done', JSON.stringify(now));
      return (now as { result: { connection: Json } }).result.connection;
    };
    const refused = await provider.login(bank, { ...credentials, password: 'wrong' }, context);
    assert.equal(refused.status, 'failed');
    const connection = await through(await provider.login(bank, credentials, context));
    const { getAccounts, getBalance, getTransactions, getIdentity, getCards, getAccountsMetadata } =
      provider.calls;
    const accounts = await getAccounts!(connection, {}, context);
    assert(accounts.status === 'done', 'There are no accounts.');
    const accountID = accounts.result.accounts[0]!.id;
    for (const read of [getIdentity!, getCards!, getAccountsMetadata!])
      assert.equal((await (read as typeof getIdentity)!(connection, {}, context)).status, 'done');
    assert.equal((await getBalance!(connection, { accountID }, context)).status, 'done');
    const days = { fromDate: '2026-01-01', toDate: '2026-12-31' };
    assert.equal((await getTransactions!(connection, { accountID, ...days }, context)).status, 'done');
    await through(await provider.repair!(bank, connection, context));
    const hosted = powensProvider({ ...powensAt(origin), fetch });
    assert.equal((await hosted.login(bank, {}, context)).status, 'user_input_required');
    assert.equal((await provider.delink!(connection, context)).status, 'done');
    const covered = judge(exchanges);
    assert(covered.size >= 12, `${covered.size} operations: ${[...covered].join(', ')}`);
  });

  it('what the imitation answers, to whoever asks', async () => {
    const { exchanges, fetch } = recorded();
    let token = '';
    const ask = async (method: string, path: string, body?: object) => {
      const response = await fetch(`${origin}/2.0${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      // A test says what it expects of a body; there is no type to hold it to.

      return response.status === 204 ? {} : await response.json();
    };
    const client = { client_id: powensApp.clientID, client_secret: powensApp.clientSecret };
    token = (await ask('POST', '/auth/init', {})).auth_token;
    const { code } = await ask('GET', '/auth/token/code');
    token = (await ask('POST', '/auth/token/access', { grant_type: 'authorization_code', ...client, code }))
      .access_token;
    const { id } = await ask('GET', '/users/me');
    const grant_type = 'client_credentials';
    token = (await ask('POST', '/auth/renew', { grant_type, ...client, id_user: id })).access_token;
    await ask('POST', '/auth/token', { grant_type, ...client, scope: ['payments:admin'] });
    for (const path of [
      '/connectors?expand=fields,sources,countries',
      `/connectors/${testConnector}`,
      '/connectors/59',
    ])
      await ask('GET', path);
    for (const path of ['/banks', '/providers', '/account_types', '/account_types/3']) await ask('GET', path);
    const values = { login: 'a', password: '1234' };
    for (const scenario of [
      'SCARequired',
      'webauthRequired',
      'additionalInformationNeeded',
      'shortDecoupled',
      'rateLimiting',
      'notSupported',
      'wrongpass',
      'bug',
      'par',
    ]) {
      const made = await ask('POST', '/users/me/connections?source=openapi', {
        connector_uuid: testConnector,
        openapiwebsite: scenario,
        ...values,
      });
      if (made.id) await ask('GET', `/users/me/connections/${made.id}?expand=sources,connector,all_accounts`);
    }
    const { connections } = await ask('GET', '/users/me/connections?expand=sources,accounts');
    const { id: connection } = connections.at(-1);
    await ask('POST', `/users/me/connections/${connection}?source=directaccess`, {
      directaccesswebsite: 'par',
    });
    const { accounts } = await ask('GET', `/users/me/connections/${connection}/accounts?all`);
    for (const { id } of accounts) {
      await ask('POST', `/users/me/accounts/${id}?all`, { disabled: false });
      await ask('GET', `/users/me/accounts/${id}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 400));
    const { transactions } = await ask('GET', '/users/me/transactions?limit=1000&expand=account');
    assert(transactions.length > 200, `${transactions.length} transactions`);
    await ask('GET', `/users/me/transactions/${transactions[0].id}`);
    await ask('POST', `/users/me/transactions/${transactions[0].id}`, { comment: 'Lunch' });
    for (const path of [
      '/users/me/accounts',
      '/users/me/accounts/1',
      '/users/me/transactions',
      '/users/me/connections/1',
    ])
      await ask('GET', path);
    await ask('DELETE', `/users/me/connections/${connection}`);
    await ask('DELETE', '/auth/token');
    await ask('GET', '/users/me');
    const covered = judge(exchanges);
    assert(covered.size >= 23, `${covered.size} operations: ${[...covered].join(', ')}`);
  });

  it('holds what is wrong against whoever says it', () => {
    const specification = readSpecification();
    const judged = specification({
      ...{
        method: 'GET',
        path: '/users/me/connections/7',
        query: ['nonsense'],
        sent: undefined,
        status: 200,
      },
      answered: { id: 'seven', state: 'sleepy', active: true },
    });
    assert(judged!.complaints.length >= 4, judged!.complaints.join('\n'));
  });
});
