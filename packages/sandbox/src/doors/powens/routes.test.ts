import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { powensApp, testConnector } from '../powens.js';
import { client, login, opened, walk } from './visit.test-helper.js';

/** Somebody with all that the routes are about. */
async function settled() {
  const powens = opened({ identity: ['ownerships', 'owner_identity', 'informations'] });
  const person = await powens.newcomer();
  const { as, connect } = person;
  const { id: connection } = (await connect(login('par'))).body;
  const { accounts } = (await as('GET', `/me/connections/${connection}/accounts?all`)).body;
  const account = accounts[0].id as number;
  await as('PUT', `/me/accounts/${account}?all`, { disabled: false });
  await new Promise((resolve) => setTimeout(resolve, 350));
  const transaction = (await as('GET', '/me/transactions?limit=1')).body.transactions[0].id as number;
  const source = (await as('GET', `/me/connections/${connection}/sources`)).body.sources[0].id as number;
  const service = (
    await powens.call('POST', '/2.0/auth/token', {
      grant_type: 'client_credentials',
      ...client,
      scope: 'payments:admin',
    })
  ).body.token as string;
  const made = await powens.call('POST', '/2.0/payments', payment, service);
  return {
    powens,
    ...person,
    connection,
    account,
    other: accounts[1].id as number,
    transaction,
    source,
    service,
    payment: made.body.id as number,
  };
}
type Settled = Awaited<ReturnType<typeof settled>>;

const payment = {
  client_redirect_uri: 'http://localhost/paid',
  instructions: [
    {
      ...{ amount: 12.5, currency: 'EUR', label: 'Rent', execution_date_type: 'instant' },
      beneficiary: { scheme_name: 'iban', identification: 'FR7699999000001234567890189', label: 'Landlord' },
    },
  ],
};

const page = (flow: string, query: Record<string, string>) =>
  `/webview/en/${flow}?${new URLSearchParams({ client_id: powensApp.clientID, redirect_uri: 'http://localhost/x', ...query })}`;
const grant = { grant_type: 'client_credentials', ...client };

/** Every route of the checklist: the method, the path, what is sent, the status, and by whom. */
const routes: readonly [
  string,
  string | ((at: Settled) => string),
  object | undefined,
  number,
  ('service' | 'config' | 'none')?,
][] = [
  ['POST', '/2.0/auth/init', client, 200, 'none'],
  ['POST', '/2.0/auth/init', {}, 200, 'none'],
  ['GET', '/2.0/auth/token/code', undefined, 200],
  ['POST', '/2.0/auth/token/code', undefined, 200],
  ['POST', '/2.0/auth/renew', grant, 200, 'none'],
  ['POST', '/2.0/auth/token', { ...grant, scope: ['payments:admin'] }, 200, 'none'],
  ['GET', '/2.0/users/me', undefined, 200],
  ['GET', ({ id }) => `/2.0/users/${id}`, undefined, 200],
  ['GET', '/2.0/users', undefined, 200, 'config'],
  ['GET', '/2.0/publickey', undefined, 200, 'none'],
  ['GET', '/2.0/connectors', undefined, 200, 'none'],
  ['GET', '/2.0/connectors?country_codes=be,gb', undefined, 200, 'none'],
  ['GET', `/2.0/connectors/${testConnector}`, undefined, 200, 'none'],
  ['GET', '/2.0/connectors/59/fields', undefined, 200, 'none'],
  ['GET', '/2.0/connectors/59/sources', undefined, 200, 'none'],
  ['GET', '/2.0/connectors/59/sources/101', undefined, 200, 'none'],
  ['GET', `/2.0/logos/${testConnector}-thumbnail.webp`, undefined, 200, 'none'],
  ['GET', '/2.0/banks', undefined, 200, 'none'],
  ['GET', '/2.0/providers', undefined, 200, 'none'],
  ['GET', '/2.0/users/me/connections', undefined, 200],
  ['POST', '/2.0/users/me/connections', { connector_uuid: testConnector, ...login('par') }, 201],
  ['POST', '/2.0/users/me/connections', { id_connector: 59, ...login('SCARequired') }, 202],
  ['PUT', '/2.0/users/me/connections', undefined, 200],
  ['GET', ({ connection }) => `/2.0/users/me/connections/${connection}`, undefined, 200],
  ['POST', ({ connection }) => `/2.0/users/me/connections/${connection}`, {}, 200],
  ['PUT', ({ connection }) => `/2.0/users/me/connections/${connection}?psu_requested=false`, undefined, 200],
  ['GET', ({ connection }) => `/2.0/users/me/connections/${connection}/logs`, undefined, 200],
  ['GET', ({ connection }) => `/2.0/users/me/connections/${connection}/sources?all`, undefined, 200],
  [
    'GET',
    ({ connection, source }) => `/2.0/users/me/connections/${connection}/sources/${source}`,
    undefined,
    200,
  ],
  [
    'POST',
    ({ connection, source }) => `/2.0/users/me/connections/${connection}/sources/${source}`,
    { disabled: false },
    200,
  ],
  [
    'GET',
    '/2.0/webauth-url?client_id=70000001&redirect_uri=http://localhost/x&connector_uuid=a1000000-0000-4000-8000-000000000001',
    undefined,
    200,
  ],
  [
    'GET',
    ({ connection }) =>
      `/2.0/webauth-url?client_id=70000001&redirect_uri=http://localhost/x&id_connection=${connection}`,
    undefined,
    409,
  ],
  [
    'GET',
    ({ token }) =>
      `/2.0/webauth?client_id=70000001&redirect_uri=http://localhost/x&id_connector=202&website=nord&token=${encodeURIComponent(token)}`,
    undefined,
    302,
    'none',
  ],
  ['GET', '/2.0/users/me/accounts', undefined, 200],
  ['GET', ({ connection }) => `/2.0/users/me/connections/${connection}/accounts?all`, undefined, 200],
  ['GET', ({ account }) => `/2.0/users/me/accounts/${account}`, undefined, 200],
  ['GET', ({ other }) => `/2.0/users/me/accounts/${other}`, undefined, 404],
  ['GET', ({ other }) => `/2.0/users/me/accounts/${other}?all=true`, undefined, 200],
  ['POST', ({ account }) => `/2.0/users/me/accounts/${account}`, { name: 'Mine', bookmarked: true }, 200],
  ['PUT', ({ account, other }) => `/2.0/users/me/accounts/${account},${other}?all`, { disabled: false }, 200],
  ['PUT', ({ account }) => `/2.0/users/me/accounts/${account},999999?all`, { disabled: true }, 404],
  ['GET', '/2.0/users/me/transactions?limit=5', undefined, 200],
  [
    'GET',
    ({ account }) =>
      `/2.0/users/me/accounts/${account}/transactions?limit=5&filter=date&min_date=2020&max_date=2030-12`,
    undefined,
    200,
  ],
  [
    'GET',
    ({ connection }) => `/2.0/users/me/connections/${connection}/transactions?limit=5&income=true`,
    undefined,
    200,
  ],
  [
    'GET',
    ({ connection, account }) =>
      `/2.0/users/me/connections/${connection}/accounts/${account}/transactions?limit=5&all`,
    undefined,
    200,
  ],
  ['GET', ({ transaction }) => `/2.0/users/me/transactions/${transaction}`, undefined, 200],
  ['PUT', ({ transaction }) => `/2.0/users/me/transactions/${transaction}`, { comment: 'x' }, 200],
  ['GET', '/2.0/account_types', undefined, 200, 'none'],
  ['GET', '/2.0/account_types/1', undefined, 200, 'none'],
  ['GET', '/2.0/currencies', undefined, 200, 'none'],
  ['GET', page('connect', {}), undefined, 303, 'none'],
  ['GET', `/2.0/auth${page('connect', {})}`, undefined, 303, 'none'],
  [
    'GET',
    ({ token, connection }) => page('reconnect', { code: token, connection_id: String(connection) }),
    undefined,
    303,
    'none',
  ],
  ['GET', ({ token }) => page('manage', { code: token }), undefined, 303, 'none'],
  ['GET', '/2.0/payments', undefined, 200, 'service'],
  ['POST', '/2.0/payments', payment, 201, 'service'],
  ['GET', ({ payment: id }) => `/2.0/payments/${id}`, undefined, 200, 'service'],
  ['GET', ({ payment: id }) => `/2.0/payments/${id}/incompatibilities`, undefined, 200, 'service'],
  [
    'POST',
    ({ payment: id }) => `/2.0/payments/${id}/scopedtoken`,
    { scope: ['payments:validate'] },
    200,
    'service',
  ],
  ['POST', ({ payment: id }) => `/2.0/payments/${id}`, { cancel: true }, 200, 'service'],
  ['GET', '/2.0/users/me/account_ownerships', undefined, 200],
  ['GET', ({ connection }) => `/2.0/users/me/connections/${connection}/owner_identity`, undefined, 200],
  ['GET', ({ connection }) => `/2.0/users/me/connections/${connection}/informations`, undefined, 200],
  ['POST', '/2.0/webhooks/auth', { type: 'hmac_signature', name: 'short1' }, 200, 'config'],
  ['POST', '/webhooks/auth?type=hmac_signature&name=short2', undefined, 200, 'config'],
  [
    'POST',
    '/webhooks/auth',
    { type: 'hmac_signature', name: 'a-name-that-is-much-too-long-for-powens' },
    500,
    'config',
  ],
  ['GET', '/webhooks/auth?limit=1000', undefined, 200, 'config'],
  ['GET', `/2.0/clients/${powensApp.clientID}`, undefined, 200, 'none'],
  ['DELETE', ({ account }) => `/2.0/users/me/accounts/${account}`, undefined, 204],
  ['DELETE', ({ connection }) => `/2.0/users/me/connections/${connection}`, undefined, 204],
  ['DELETE', '/2.0/auth/token', undefined, 204],
  ['DELETE', '/2.0/users/me', undefined, 401],
];

describe('the route checklist', async () => {
  const at = await settled();
  for (const [method, to, sent, status, by] of routes) {
    const path = typeof to === 'string' ? to : to(at);
    it(`${method} ${path.replace(/(code|token)=[^&]+/, '$1=…')} answers ${status}`, async () => {
      const tokens = { service: at.service, config: powensApp.configToken, none: undefined };
      const answer = await at.powens.call(method, path, sent, by ? tokens[by] : at.token);
      assert.equal(answer.status, status, JSON.stringify(answer.body));
    });
  }
});

describe('what is not right is refused', () => {
  it('by its code: who asks, what for, and with what', async () => {
    const powens = opened();
    const { as, connect, token } = await powens.newcomer();
    const other = await powens.newcomer();
    const { id } = (await connect(login('par'))).body;
    const refused = async (...of: Parameters<typeof powens.call>) => {
      const { status, body } = await powens.call(...of);
      assert.deepEqual(Object.keys(body), ['code', 'description', 'message', 'request_id']);
      return [status, body.code];
    };
    assert.deepEqual(await refused('GET', '/2.0/users/me'), [401, 'invalidToken']);
    assert.deepEqual(await refused('GET', '/2.0/users/me', undefined, 'x'), [401, 'invalidToken']);
    assert.deepEqual(await refused('GET', `/2.0/users/${other.id}`, undefined, token), [404, 'notFound']);
    assert.deepEqual(await refused('GET', `/2.0/users/me/connections/${id}`, undefined, other.token), [
      404,
      'notFound',
    ]);
    assert.deepEqual(await refused('GET', '/2.0/nothing'), [404, 'notFound']);
    assert.deepEqual(await refused('PATCH', '/2.0/users/me', {}, token), [405, 'methodNotAllowed']);
    assert.deepEqual(await refused('POST', '/2.0/auth/init', { ...client, client_secret: 'x' }), [
      401,
      'invalidClient',
    ]);
    assert.deepEqual(await refused('POST', '/2.0/auth/renew', { ...client }), [400, 'missingParameter']);
    assert.deepEqual(await refused('POST', '/2.0/payments', payment, token), [403, 'forbidden']);
    for (const [values, code] of [
      [{ ...login('par'), password: 'no' }, 'wrongpass'],
      [login('unheard'), 'invalidValue'],
      [{ ...login('par'), extra: 'x' }, 'invalidValue'],
      [{ openapiwebsite: 'par', login: 'a' }, 'missingParameter'],
      [{ ...login('par'), password: 'eyJhbGciOiJub25lIn0.a.b.c.d' }, 'invalidValue'],
    ] as const)
      assert.deepEqual(
        await refused(
          'POST',
          '/2.0/users/me/connections',
          { connector_uuid: testConnector, ...values },
          token,
        ),
        [400, code],
      );
    assert.equal((await as('GET', '/me/connections')).body.total, 1, 'None of these came to be.');
    const clock = { id_connector: 205, login: '1234', birthday: '1990-01-01', password: '1234' };
    assert.deepEqual(await refused('POST', '/2.0/users/me/connections', clock, token), [400, 'invalidValue']);
    assert.equal((await as('POST', '/me/connections', { ...clock, login: '12345678' })).status, 201);
    for (const [connector, code] of [
      [208, 'invalidValue'],
      [999, 'notFound'],
      [201, 'invalidValue'],
    ] as const)
      assert.equal(
        (await as('POST', '/me/connections', { id_connector: connector, login: 'a', password: '1234' })).body
          .code,
        code,
      );
    const evil = '/webauth-url?client_id=70000001&id_connector=201&redirect_uri=';
    for (const address of ['https://evil.example/x', 'http://localhost/x?y=1', 'javascript:alert(1)'])
      assert.equal((await as('GET', evil + encodeURIComponent(address))).body.code, 'invalidValue');
    assert.equal((await as('GET', '/me/transactions?limit=5&nonsense=1')).body.code, 'invalidValue');
  });

  it('a code for one use, after that use; and any, once it is old', async () => {
    const powens = opened();
    const { as } = await powens.newcomer();
    const { code } = (await as('GET', '/auth/token/code?type=singleAccess')).body;
    assert.match(code, /^[\w+/]+=*$/);
    const use = () => powens.call('GET', '/2.0/users/me', undefined, code);
    assert.deepEqual([(await use()).status, (await use()).status], [200, 401]);
    const { code: longer } = (await as('GET', '/auth/token/code')).body;
    await powens.control('clock', { by: 31 * 60_000 });
    assert.equal((await powens.call('GET', '/2.0/users/me', undefined, longer)).status, 401);
  });

  it('a temporary person, after half an hour, unless a token was made for them', async () => {
    const powens = opened();
    const [gone, kept] = [
      (await powens.call('POST', '/2.0/auth/init')).body,
      (await powens.call('POST', '/2.0/auth/init')).body,
    ];
    assert.deepEqual([gone.type, gone.expires_in], ['temporary', 1800]);
    const { access_token } = (
      await powens.call('POST', '/2.0/auth/token/access', { ...client, code: kept.auth_token })
    ).body;
    await powens.control('clock', { by: 31 * 60_000 });
    assert.equal((await powens.call('GET', '/2.0/users/me', undefined, gone.auth_token)).status, 401);
    assert.equal((await powens.call('GET', '/2.0/users/me', undefined, access_token)).body.id, kept.id_user);
  });

  it('takes forms and HTTP Basic, as older clients send them', async () => {
    const { door, call } = opened();
    const { auth_token } = (await call('POST', '/2.0/auth/init')).body;
    const { clientID, clientSecret } = powensApp;
    const response = await door(
      new Request('http://localhost:8789/2.0/auth/token/access', {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${clientID}:${clientSecret}`)}` },
        body: new URLSearchParams({ code: auth_token }),
      }),
    );
    assert.equal(((await response.json()) as { token_type: string }).token_type, 'Bearer');
  });

  it('lets pages of other origins read what is answered', async () => {
    const { door } = opened();
    const headers = {
      origin: 'https://shop.example',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'authorization',
    };
    const preflight = await door(
      new Request('http://localhost:8789/2.0/users/me/accounts/1', { method: 'OPTIONS', headers }),
    );
    assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /authorization/i);
  });

  it('shows somebody without a user the way to one', async () => {
    const powens = opened();
    const back = await walk(powens, `http://localhost:8789${page('connect', { connector_ids: '201' })}`, [
      'add:openapi',
      'allow',
      'share',
    ]);
    const code = back.searchParams.get('code');
    const { access_token } = (await powens.call('POST', '/2.0/auth/token/access', { ...client, code })).body;
    const { accounts } = (await powens.call('GET', '/2.0/users/me/accounts', undefined, access_token)).body;
    assert.equal(accounts.length, 2);
  });
});
