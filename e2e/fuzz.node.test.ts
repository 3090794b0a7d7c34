import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createGateway, type LogEntry } from '@connect-layer/gateway';
import { browserFiles } from '@connect-layer/gateway/node';
import { calls, connectPaths, type CallName } from '@connect-layer/protocol';
import { dashboardLogin, sandboxApp, sandboxBank, sandboxKey } from '@connect-layer/sandbox';
import fc from 'fast-check';
import { Backend, lastMonth, type Connected } from './models/backend.js';

const log: LogEntry[] = [];
const gateway = createGateway({
  provider: sandboxBank(),
  apps: [sandboxApp()],
  keys: [sandboxKey],
  files: browserFiles(),
  log: (entry) => log.push(entry),
});
const backend = new Backend(gateway);

/** What somebody sent and nobody may ever read again: neither in an answer nor in the log. */
const planted = 'planted-7351-secret';
/** What somebody sent in the wrong place: a refusal names the place, and does not repeat this. */
const misplaced = 'misplaced-7351-value';

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
before(() => process.on('unhandledRejection', note));
after(async () => {
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off('unhandledRejection', note);
  assert.deepEqual(unhandled, [], 'nothing was rejected without somebody to hear of it');
  const done = log.filter(({ status }) => status === 200).length;
  assert(log.length > 5000 && done > log.length / 8, `${done} of ${log.length} requests got through`);
});

// Values

const deep = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown;
const odd = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ stringUnit: 'binary' }) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>('', null, [], {}, [[]], [null], [{}], { length: 1 }, true, 0),
  },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(-1, 1e308, -1e-7, 2 ** 53, '1e3', '١٢', '0x10', ' 1 ') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '../..'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(misplaced, [misplaced], { answer: misplaced }, deep(20), deep(2000)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('9999-99-99', '2026-02-30', '2026-01-01T00:00:00Z', '\u0000', '\ud800'),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 70_000 }).map((length) => '💳'.repeat(length / 4)) },
);

const oddName = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'action',
    'Beneficiary',
    'operationID',
    'userInputs',
  ),
  fc.string({ unit: 'binary', maxLength: 10 }),
);

type Member = readonly [name: string, value: unknown];

/** A JSON object as text, for only in text can a member be there twice or be called `__proto__`. */
const textOf = (members: readonly Member[]): string =>
  `{${members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value ?? null)}`).join()}}`;

/** A good body with a few things done to it, at any depth. */
function spoilt(good: object): fc.Arbitrary<string> {
  const members = Object.entries(good);
  const at = fc.nat({ max: Math.max(0, members.length - 1) });
  const change = fc.oneof(
    { weight: 5, arbitrary: fc.tuple(at, odd).map(([i, value]) => replace(i, () => value)) },
    {
      weight: 2,
      arbitrary: at.map((i) => (all: readonly Member[]) => all.filter((_, place) => place !== i)),
    },
    { weight: 1, arbitrary: at.map((i) => replace(i, (value) => [value])) },
    { weight: 1, arbitrary: at.map((i) => replace(i, (value) => ({ value }))) },
    { weight: 1, arbitrary: at.map((i) => replace(i, asText)) },
    {
      weight: 2,
      arbitrary: fc.tuple(at, oddName, odd).map(([i, name, value]) => replace(i, within(name, value))),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(oddName, odd)
        .map(([name, value]) => (all: readonly Member[]): readonly Member[] => [...all, [name, value]]),
    },
    { weight: 1, arbitrary: at.map((i) => (all: readonly Member[]) => [...all, ...all.slice(i, i + 1)]) },
  );
  return fc
    .array(change, { maxLength: 3 })
    .map((changes) => textOf(changes.reduce((all, apply) => apply(all), members as readonly Member[])));
}

/** Not every object has a `toString` that works. */
const asText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : JSON.stringify(value);

const replace =
  (at: number, make: (value: unknown) => unknown) =>
  (all: readonly Member[]): readonly Member[] =>
    all.map(([name, value], place) => (place === at ? [name, make(value)] : [name, value]));

/** Changes one member of an object, or of the first object in an array. */
const within =
  (name: string, value: unknown) =>
  (old: unknown): unknown => {
    if (Array.isArray(old))
      return old.map((item: unknown, i) => (i === 0 ? within(name, value)(item) : item));
    if (typeof old !== 'object' || old === null) return value;
    return Object.fromEntries([...Object.entries(old), [Object.keys(old)[name.length % 5] ?? name, value]]);
  };

const anyText = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '{', '[]', 'null', '"x"', '\ufeff{}', '{"a":1}{"b":2}', '{"action":{"x":1}}'),
);

const headers = fc.dictionary(
  fc.constantFrom(
    'origin',
    'authorization',
    'content-type',
    'accept-encoding',
    'if-none-match',
    'x-forwarded-for',
  ),
  fc.oneof(
    fc.constantFrom(
      'null',
      'http://localhost:5180',
      'https://evil.example',
      'text/plain',
      'Bearer',
      `Bearer ${planted}`,
    ),
    fc.constantFrom(
      'Bearer a, Bearer b',
      '*/*;q=0, br',
      'http://localhost:x',
      'bearer  ',
      'Bearer x.y.z',
      'W/"x"',
    ),
    fc.string({ unit: 'grapheme-ascii', maxLength: 20 }),
  ),
  { maxKeys: 3 },
);

// Answers

/** Those that are documented to hold something else. */
const withoutStatus = new Set<string>([
  connectPaths.config,
  connectPaths.institutions,
  '/dapi/v2/sdk.js.map',
]);

/** Sends a request and fails when the answer is one that nobody should ever get. */
async function send(path: string, init: RequestInit): Promise<void> {
  const text = typeof init.body === 'string' ? init.body : '';
  fc.pre(!/\.7\d?\b/.test(text)); // Amounts with which the sandbox is asked to fail.
  const answered = log.length;
  const response = await gateway(new Request(`http://gateway.example${path}`, init));
  const body = await response.text();
  const { status } = response;
  const entry = log[answered];
  assert.equal(entry?.trace, undefined, `nobody expected\n${entry?.trace?.join('\n')}`);
  assert(status < 500, `${status} ${body}`);
  assert(!body.includes(planted), `a secret comes back: ${body}`);
  assert(!JSON.stringify(entry).includes(planted), 'a secret is in the log');

  if (status === 204 || status === 304) return assert.equal(body, '');
  if (init.method === 'HEAD' && body === '') return;
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('application/json')) {
    assert(['GET', 'HEAD'].includes(init.method ?? '') && status === 200, `${type} ${status}`);
    return assert.match(type, /^(image\/svg\+xml|text\/(javascript|html))/);
  }
  const { success, status: said, msg } = JSON.parse(body) as Record<string, unknown>;
  if (status === 200 && withoutStatus.has(new URL(`http://gateway.example${path}`).pathname)) return;
  assert.equal(typeof success, 'boolean', body);
  assert(['done', 'failed', 'initialized', 'user_input_required'].includes(said as string), body);
  assert.equal(status === 200 || success === false, true, body);
  if (said !== 'failed' || success) return;
  assert.equal(typeof msg, 'string', body);
  assert(!body.includes(misplaced), `a value comes back: ${body}`);
}

const post = (path: string, body: string, extra: Record<string, string> = {}) =>
  send(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...extra } });

const check = <T>(runs: number, property: fc.IAsyncProperty<T>) => fc.assert(property, { numRuns: runs });

// Requests

const landlord = {
  ...{ name: 'Erika Example', accountNumber: '16234043708', iban: 'AE070331234567890123456' },
  ...{ swiftCode: 'EBILAEAD', type: 'local', country: 'AE', routingNumber: '000000011' },
  address: { line1: 'Maryam Island', line2: 'Sharjah', line3: 'United Arab Emirates' },
};
const items = [{ name: 'Erika Example', amount: 7, iban: landlord.iban, beneficiary: { country: 'AE' } }];

/** What every call may be sent with, besides what all are. */
function inputs(senderID: string): Record<CallName, object> {
  const ofDays = { accountID: senderID, ...lastMonth() };
  const transfer = { senderID, amount: 1.5, iban: landlord.iban, name: 'Erika', remark: 'Tea' };
  const flow = { senderID, amount: '2.00', beneficiary: landlord, hlAPIStep: 'Transfer' };
  const key = { idempotencyKey: 'a key' };
  return {
    delinkUser: {},
    getIdentity: { operationID: '', userInputs: [] },
    getAccounts: {
      operationID: 'DAPIBANK_AE_ADCB:x',
      userInputs: [{ id: 'otp', index: 0, answer: planted }],
    },
    getCompleteAccounts: {},
    getBalance: { accountID: senderID },
    getTransactions: ofDays,
    getCategorizedTransactions: ofDays,
    getEnrichedTransactions: { ...ofDays, cardID: 'x' },
    getCards: {},
    getAccountsMetadata: {},
    getBeneficiaries: {},
    createBeneficiary: landlord,
    createTransfer: { ...transfer, ...key },
    transferAutoflow: { ...flow, ...key },
    getWireBeneficiaries: {},
    createWireBeneficiary: landlord,
    createWireTransfer: transfer,
    wireTransferAutoflow: flow,
    createACHPull: { transfer: { senderID, amount: 3, description: 'Rent' } },
    getACHPull: { operationID: 'x' },
    getBatchMetadata: {},
    getBatchTransfers: lastMonth(),
    getBatchItems: { reference: 'x' },
    createBatchFile: { sender: { iban: 'x', accountNumber: 'y' }, type: 'local', items },
    createBatchTransfer: { senderID, type: 'local', items, remark: 'June' },
  };
}

/** A connection at a bank that can do the call. */
const bankFor = (name: CallName): string => {
  if (/Wire|wire|ACH/.test(name)) return 'DAPIBANK_US_SAGE';
  return name.includes('Batch') ? 'DAPIBANK_AE_CITI' : 'DAPIBANK_AE_ADCB';
};

const secrets = fc.constantFrom('appSecret', 'userSecret', 'accessToken', 'tokenID');

describe('whatever is sent to', () => {
  for (const name of Object.keys(calls) as CallName[])
    it(`${name} is answered`, async () => {
      const connected: Connected = await backend.connect('demo_fuzz', bankFor(name));
      const { accessToken, connection } = connected;
      const { userSecret, tokenID, userID } = connection;
      const input = inputs(await connected.accountID())[name];
      const { path } = calls[name];
      const authorization = `Bearer ${accessToken}`;
      const proven = { appSecret: 'sandbox-secret', userSecret };
      const forwarded = { action: path, appKey: 'sandbox-app', tokenID, userID, ...proven };

      await check(
        50,
        fc.asyncProperty(spoilt(input), async (text) => {
          const rest = text.length > 2 ? `,${text.slice(1)}` : '}';
          await post(`/v2${path}`, JSON.stringify(proven).slice(0, -1) + rest, { authorization });
          await post('/', JSON.stringify(forwarded).slice(0, -1) + rest);
        }),
      );
      await check(
        20,
        fc.asyncProperty(spoilt({ ...forwarded, ...input }), headers, async (text, extra) => {
          await post(`/v2${path}`, text, extra);
          await post('/', text, extra);
        }),
      );
      await check(
        10,
        fc.asyncProperty(secrets, async (member) => {
          const body = JSON.stringify({ ...forwarded, ...input, [member]: planted });
          const bearer = member === 'accessToken' ? `Bearer ${planted}` : authorization;
          await post(`/v2${path}`, body, { authorization: bearer });
          await post('/', body);
        }),
      );
    });

  it('a question of the bank is answered', async () => {
    const ask = await asking();
    await check(
      60,
      fc.asyncProperty(spoilt({ id: 'otp', index: 0, query: '', answer: planted }), async (input) => {
        const { operationID, authorization, proven } = await ask();
        const start = JSON.stringify({ ...proven, operationID }).slice(0, -1);
        await post('/v2/data/cards/get', `${start},"userInputs":[${input}]}`, { authorization });
      }),
    );
  });

  const codes = { appSecret: 'sandbox-secret', accessCode: planted, connectionID: 'x' };
  const status = { appSecret: 'sandbox-secret', appKey: 'sandbox-app', operationID: 'x' };
  for (const [path, good] of [
    ['/auth/ExchangeToken', codes],
    ['/operation/status', status],
    ['/operation/get', status],
  ] as const)
    it(`${path} is answered, on both surfaces`, () =>
      check(
        120,
        fc.asyncProperty(spoilt(good), headers, async (text, extra) => {
          await post(`/v2${path}`, text, extra);
          const start = `{"action":"${path}","appKey":"sandbox-app","tokenID":"x","userSecret":"${planted}"`;
          await post('/', text.length > 2 ? `${start},${text.slice(1)}` : `${start}}`, extra);
        }),
      ));

  const whose = { appKey: 'sandbox-app', bundleID: 'sandbox-bundle', sessionKey: `${planted}-of-128-bits` };
  const userInputs = [{ id: 'otp', index: 0, answer: planted }];
  const connectBodies = {
    login: {
      ...{ ...whose, clientUserID: 'someone', institutionID: 'DAPIBANK_AE_ADCB' },
      credentials: { username: 'demo', password: planted },
    },
    answer: { ...whose, operationID: 'x', userInputs },
    resend: { ...whose, operationID: 'x' },
    status: { ...whose, operationID: 'x' },
    cancel: { ...whose, operationID: 'x' },
    repair: { ...whose, clientUserID: 'someone', repairs: { tokenID: 'x', userSecret: planted } },
    unlisted: { appKey: 'sandbox-app', bundleID: 'sandbox-bundle', query: misplaced, country: 'AE' },
    depart: {
      ...{ ...whose, operationID: 'x', state: 'of-128-bits-in-base64url' },
      pageURL: `https://shop.example/${planted}`,
    },
    callback: { webFormId: planted, status: 'COMPLETED' },
  } satisfies {
    [
      P in Exclude<
        keyof typeof connectPaths,
        'config' | 'institutions' | 'institution' | 'frame' | 'embedded' | 'returned'
      >
    ]: object;
  };

  for (const [name, good] of Object.entries(connectBodies)) {
    const path = connectPaths[name as keyof typeof connectBodies];
    it(`${path} is answered`, async () => {
      await check(
        120,
        fc.asyncProperty(spoilt(good), headers, (text, extra) => post(path, text, extra)),
      );
      if (name === 'login') return;
      await check(
        60,
        fc.asyncProperty(spoilt({ operationID: 'x', ...good }), async (text) => {
          const operationID = await openLogin();
          const start = JSON.stringify({ ...good, operationID }).slice(0, -1);
          await post(path, text.length > 2 ? `${start},${text.slice(1)}` : `${start}}`);
        }),
      );
    });
  }

  const words = fc.oneof(
    fc.constantFrom('sandbox-app', 'sandbox-bundle', 'AE,US', '__proto__', '', 'true'),
    fc.string(),
  );
  for (const path of [connectPaths.config, connectPaths.institutions])
    it(`${path} is answered`, () =>
      check(
        100,
        fc.asyncProperty(
          fc.dictionary(
            fc.constantFrom('appKey', 'bundleID', 'countries', 'experimental', '__proto__'),
            words,
          ),
          headers,
          async (query, extra) => {
            const found = new URLSearchParams({ appKey: 'sandbox-app', ...query });
            await send(`${path}?${found}`, { method: 'GET', headers: extra });
          },
        ),
      ));

  const user = { appKey: 'sandbox-app', username: 'demo_managed', bankID: 'DAPIBANK_AE_LIV' };
  const newAccount = {
    ...{
      name: 'n',
      accountType: 'current',
      accountNumber: '12345678',
      balance: '5',
      currency: { code: 'AED' },
    },
    routingNumbers: [{ type: 'wire', value: '1' }],
  };
  const managed = {
    '/clients/login': { email: dashboardLogin.email, password: planted },
    '/clients/ClientLogin/password': { email: planted, password: dashboardLogin.password },
    '/apps/sandbox/users/create': { ...user, password: 'x' },
    '/apps/sandbox/CreateUser': { ...user, password: 'x' },
    '/apps/sandbox/users/delete': user,
    '/apps/sandbox/users/getAll': user,
    '/apps/sandbox/GetAllUsers': user,
    '/apps/sandbox/account/add': { ...user, newAccount },
    '/apps/sandbox/account/remove': { ...user, userAccountNumber: 'x' },
    '/apps/sandbox/account/balance/set': { ...user, accountNumber: 'x', newBalance: 1 },
    '/apps/sandbox/benefs/remove': { ...user, benefAccountNumber: 'x' },
    '/apps/operations/getAll': { ...user, skipDocs: 0, fromTime: 0, toTime: 1e13, resultSize: 5 },
  };
  for (const [path, good] of Object.entries(managed))
    it(`${path} is answered`, async () => {
      const { jwt } = (await backend.post('/v2/clients/login', dashboardLogin)).body as { jwt: string };
      const authorization = `Bearer ${jwt}`;
      await check(
        60,
        fc.asyncProperty(spoilt(good), (text) => post(`/v2${path}`, text, { authorization })),
      );
      await check(
        20,
        fc.asyncProperty(spoilt(good), headers, (text, extra) => post(`/v2${path}`, text, extra)),
      );
    });

  it('any path by any method is answered', () => {
    const known = [
      ...Object.values(connectPaths),
      ...Object.values(calls).map(({ path }) => `/v2${path}`),
      ...['/', '/v2', '/v2/', '/dapi/v2/sdk.js', '/connect/v3/connector.js', '/connect/v1/logos/x.svg'],
      ...[
        '/connect/v1/logos/DAPIBANK_AE_ADCB.svg',
        '/dapi/v2/../../package.json',
        '/dapi/v2/%2e%2e%2fpackage.json',
      ],
      ...[
        '/v2/__proto__',
        '/v2/constructor',
        '/__proto__',
        '/%',
        '/%00',
        '//',
        '/dapi/v2/%ff.js',
        '/v2/%E0%A4%A',
      ],
      ...['/dapi/v2/modal-x.js', '/dapi/v2/sdk.js.map', '/dapi/v2/__proto__.js', '/dapi/v2/toString'],
    ];
    const path = fc.oneof(
      fc.constantFrom(...known),
      fc.webPath(),
      fc.tuple(fc.constantFrom(...known), fc.webSegment()).map((parts) => parts.join('/')),
      fc.tuple(fc.constantFrom(...known), fc.webQueryParameters()).map((parts) => parts.join('?')),
    );
    const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND');
    return check(
      800,
      fc.asyncProperty(path, method, anyText, headers, (at, by, body, extra) =>
        send(at.startsWith('/') ? at : `/${at}`, {
          ...{ method: by, headers: extra },
          ...(by !== 'GET' && by !== 'HEAD' && { body }),
        }),
      ),
    );
  });

  it('any text is answered', () =>
    check(
      200,
      fc.asyncProperty(
        anyText,
        fc.constantFrom('/', '/v2/data/accounts/get', ...Object.values(connectPaths)),
        (text, path) => post(path, text),
      ),
    ));
});

/** A login that waits for an answer. */
async function openLogin(): Promise<string> {
  const { body } = await backend.post('/connect/v1/login', {
    ...{ appKey: 'sandbox-app', clientUserID: 'someone', sessionKey: `${planted}-of-128-bits` },
    ...{ institutionID: 'DAPIBANK_AE_ADCB', credentials: { username: 'mfa_otp', password: 'demo' } },
  });
  return body.operationID as string;
}

/** Somebody who is asked at every call, and how to be asked anew. */
async function asking() {
  const connected = await backend.connect('mfa_otp_data');
  const proven = { appSecret: 'sandbox-secret', userSecret: connected.connection.userSecret };
  return async () => ({
    operationID: (await connected.v2('getCards')).body.operationID as string,
    authorization: `Bearer ${connected.accessToken}`,
    proven,
  });
}
