import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { calls, type CallName } from '@connect-layer/protocol';
import { sandboxKey } from '../app.js';
import { assertAsAgreed } from '../visit.test-helper.js';
import { reads, serveSandboxBank } from './served.test-helper.js';

let now = Date.UTC(2026, 4, 17, 12);
let gateway: Awaited<ReturnType<typeof serveSandboxBank>>;
before(async () => void (gateway = await serveSandboxBank({ now: () => now })));
after(() => gateway.close());

const appSecret = 'sandbox-secret';
const code = (answer: string) => [{ id: 'otp', index: 0, answer }];
const month = { fromDate: '2026-04-18', toDate: '2026-05-17' };
const unauthorized = { msg: 'Invalid access token', type: 'UNAUTHORIZED', success: false, status: 'failed' };

describe('ExchangeToken', () => {
  const codes = async () => {
    const { accessCode, connectionID } = (await gateway.login()).body.connection;
    return { appSecret, accessCode, connectionID };
  };

  it('gives a token for the code, once', async () => {
    const { body: login } = await gateway.login();
    const { accessCode, connectionID, tokenID, userID } = login.connection;
    const request = { appSecret, accessCode, connectionID };
    const { status, body } = await gateway.post('/v2/auth/ExchangeToken', request);
    const { accessToken, ...rest } = body;
    assert.equal(status, 200);
    assert.deepEqual(rest, { status: 'done', success: true, tokenID, userID, userSecret: '' });
    assert.match(accessToken, /^[\w-]+\.[\w-]+\.[\w-]+$/);
    const again = await gateway.post('/v2/auth/ExchangeToken', request);
    assert.deepEqual(
      [again.status, again.body.type, again.body.msg],
      [401, 'UNAUTHORIZED', 'Invalid access code'],
    );
  });

  it('is won by one of several that ask at once', async () => {
    const request = await codes();
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => gateway.post('/v2/auth/ExchangeToken', request)),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401, 401, 401]);
  });

  it('refuses a code that is half an hour old', async () => {
    const fresh = await codes();
    const old = await codes();
    now += 29 * 60_000;
    assert.equal((await gateway.post('/v2/auth/ExchangeToken', fresh)).status, 200);
    now += 61_000;
    const { status, body } = await gateway.post('/v2/auth/ExchangeToken', old);
    assert.deepEqual([status, body.msg], [401, 'Invalid access code']);
  });

  it('refuses what does not belong together', async () => {
    const request = await codes();
    const { accessToken } = await gateway.connect();
    for (const [wrong, msg] of [
      [{ connectionID: crypto.randomUUID() }, 'Invalid access code'],
      [{ accessCode: `${request.accessCode}x` }, 'Invalid access code'],
      [{ accessCode: accessToken }, 'Invalid access code'],
      [{ appSecret: 'shop-secret' }, 'Invalid access code'],
      [{ appSecret: 'sandbox-secret-' }, 'Invalid app secret'],
    ] as const) {
      const { status, body } = await gateway.post('/v2/auth/ExchangeToken', { ...request, ...wrong });
      assert.deepEqual(
        [status, body],
        [401, { success: false, status: 'failed', msg, type: 'UNAUTHORIZED' }],
      );
    }
    const { status } = await gateway.post('/v2/auth/ExchangeToken', request);
    assert.equal(status, 200, 'a refusal does not use the code up');
  });

  for (const field of ['appSecret', 'accessCode', 'connectionID'])
    it(`says that ${field} is missing`, async () => {
      const { status, body } = await gateway.post('/v2/auth/ExchangeToken', {
        ...(await codes()),
        [field]: '',
      });
      assert.deepEqual(
        [status, body],
        [
          422,
          {
            success: false,
            status: 'failed',
            msg: `The '${field}' field is required.`,
            type: 'VALIDATION_ERROR',
          },
        ],
      );
    });
});

describe('a call', () => {
  for (const name of reads)
    it(`${name} answers what the protocol says`, async () => {
      const { v2, input } = await connected();
      const { status, headers, body } = await v2(calls[name].path, input);
      const { operationID, success, status: done, ...output } = body;
      assert.deepEqual([status, success, done], [200, true, 'done']);
      assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
      assert.match(operationID, /^DAPIBANK_AE_ADCB:[0-9a-f-]{36}$/);
      await assertAsAgreed(name, output);
    });

  it('gives accounts without their balance, which has a call of its own', async () => {
    const { v2 } = await connected();
    const { body } = await v2('/data/accounts/get');
    assert.equal(body.accounts.length, 2);
    for (const account of body.accounts) assert(!('balance' in account));
  });

  it('is found however its path is spelt', async () => {
    const { accessToken, userSecret } = await gateway.connect();
    for (const path of ['/v2/DATA/Accounts/GET', '/V2/data/accounts/get']) {
      const authorization = `Bearer ${accessToken}`;
      assert.equal(
        (await gateway.post(path, { appSecret, userSecret }, { authorization })).status,
        200,
        path,
      );
    }
    assert.equal((await gateway.post('/v2/auth/exchangetoken', { appSecret })).status, 422);
  });

  it('is read as JSON whatever its content type', async () => {
    const { v2 } = await connected();
    for (const type of ['text/plain;charset=UTF-8', 'application/x-www-form-urlencoded'])
      assert.equal((await v2('/data/accounts/get', {}, { 'content-type': type })).status, 200, type);
  });

  it('takes an empty member as absent, and minds no member that it does not know', async () => {
    const { v2 } = await connected();
    const { body } = await v2('/data/accounts/get', {
      operationID: '',
      userInputs: [],
      action: '/data/accounts/get',
    });
    assert.equal(body.status, 'done');
  });

  for (const [type, http, path, input] of [
    ['INVALID_ACCOUNT_ID', 404, '/data/balance/get', { accountID: 'nobody-has-this' }],
    ['INVALID_ACCOUNT_ID', 404, '/data/transactions/get', { accountID: 'nobody-has-this', ...month }],
    ['INVALID_DATE_RANGE', 400, '/data/transactions/get', { fromDate: '2026-05-02', toDate: '2026-05-01' }],
    ['INVALID_DATE_RANGE', 400, '/data/transactions/get', { fromDate: '2020-01-01', toDate: '2026-05-01' }],
    ['VALIDATION_ERROR', 422, '/data/transactions/get', { fromDate: '17/04/2026', toDate: '2026-05-01' }],
    ['VALIDATION_ERROR', 422, '/data/balance/get', { accountID: 7 }],
    ['NOT_FOUND', 404, '/data/nothing/get', {}],
  ] as const)
    it(`${path} with ${JSON.stringify(input)} fails with ${type}`, async () => {
      const { v2, input: good } = await connected();
      const { status, body } = await v2(path, { ...good, ...input });
      assert.deepEqual([status, body.success, body.status, body.type], [http, false, 'failed', type]);
      assert.doesNotMatch(JSON.stringify(body), /nobody-has-this|17\/04/);
    });

  it('says that accountID is missing', async () => {
    const { v2 } = await connected();
    const { status, body } = await v2('/data/balance/get', { accountID: '' });
    assert.deepEqual(
      [status, body],
      [
        422,
        {
          success: false,
          status: 'failed',
          msg: "The 'accountID' field is required.",
          type: 'VALIDATION_ERROR',
        },
      ],
    );
  });
});

describe('a caller', () => {
  const paths = (Object.keys(calls) as CallName[])
    .map((name) => calls[name].path)
    .filter((path) => path !== calls.getAccountsMetadata.path);
  const metadata = calls.getAccountsMetadata.path;

  /** Everything that makes a caller somebody else. */
  const impostors = async () => {
    const [own, other] = [await gateway.connect(), await gateway.connect('mfa_otp_data')];
    const shop = await shopConnection();
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    return {
      'without a token': [{}, { authorization: '' }],
      'with a token that is none': [{}, bearer('x.y.z')],
      'with a changed token': [{}, bearer(changed(own.accessToken))],
      'with an access code for a token': [{}, bearer((await gateway.login()).body.connection.accessCode)],
      "with another connection's token": [{}, bearer(other.accessToken)],
      'with another secret of the app': [{ appSecret: 'invalid_key' }, {}],
      "with another app's secret": [{ appSecret: 'shop-secret' }, {}],
      "with another connection's userSecret": [{ userSecret: other.userSecret }, {}],
      "with another app's userSecret": [{ userSecret: shop.userSecret }, {}],
      "with another app's token and userSecret": [{ userSecret: shop.userSecret }, bearer(shop.accessToken)],
      'with a changed userSecret': [{ userSecret: changed(own.userSecret) }, {}],
      'with a userSecret that is none': [{ userSecret: 'x' }, {}],
    } satisfies Record<string, [object, Record<string, string>]>;
  };

  it('is refused by every call when anything is wrong, each time with the same words', async () => {
    const { v2 } = await connected();
    for (const [title, [body, headers]] of Object.entries(await impostors()))
      for (const path of title === 'without a token' ? paths : [calls.getAccounts.path]) {
        const answer = await v2(path, body, headers);
        assert.deepEqual([answer.status, answer.body], [401, unauthorized], `${path} ${title}`);
      }
  });

  it('is refused by the metadata call in words of its own', async () => {
    const { v2 } = await connected();
    for (const [title, [body, headers]] of Object.entries(await impostors())) {
      const answer = await v2(metadata, body, headers);
      const msg = 'Invalid/expired token or invalid secret';
      assert.deepEqual(
        [answer.status, answer.body],
        [401, { success: false, status: 'failed', msg, timestamp: now }],
        title,
      );
    }
  });

  for (const field of ['appSecret', 'userSecret'])
    it(`is told that ${field} is missing, with a time by the metadata call`, async () => {
      const { v2 } = await connected();
      const missing = {
        ...{ success: false, status: 'failed', type: 'VALIDATION_ERROR' },
        msg: `The '${field}' field is required.`,
      };
      for (const path of [metadata, calls.getAccounts.path]) {
        const { status, body } = await v2(path, { [field]: '' });
        const time = path === metadata ? { timestamp: now } : {};
        assert.deepEqual([status, body], [422, { ...missing, ...time }]);
      }
    });

  it('needs no particular spelling of Bearer', async () => {
    const { v2, accessToken } = await connected();
    assert.equal(
      (await v2('/data/identity/get', {}, { authorization: `bearer ${accessToken}` })).status,
      200,
    );
  });

  it('can come back after the gateway was started anew, as long as its key is the same', async () => {
    const { accessToken, userSecret } = await gateway.connect();
    const authorization = `Bearer ${accessToken}`;
    const ask = async (keys: string[]) => {
      const restarted = await serveSandboxBank({ keys, now: () => now });
      const body = { appSecret, userSecret };
      const { status } = await restarted.post('/v2/data/accounts/get', body, { authorization });
      await restarted.close();
      return status;
    };
    const newer = Buffer.alloc(32, 7).toString('base64url');
    assert.equal(await ask([sandboxKey]), 200);
    assert.equal(await ask([newer, sandboxKey]), 200, 'the old key stays behind the new one');
    assert.equal(await ask([newer]), 401, 'until it is dropped');
  });
});

describe('a question that a call raises', () => {
  const path = '/data/accounts/get';

  it('is answered with the same call again', async () => {
    const { v2 } = await gateway.connect('mfa_otp_data');
    const { status, body: asked } = await v2(path);
    const { operationID, userInputs, ...rest } = asked;
    assert.deepEqual([status, rest], [200, { success: true, status: 'user_input_required' }]);
    assert.match(operationID, /^DAPIBANK_AE_ADCB:/);
    assert.deepEqual([userInputs.length, userInputs[0].id, userInputs[0].answer], [1, 'otp', '']);
    const { status: http, body } = await v2(path, { operationID, userInputs: code('123456') });
    assert.deepEqual(
      [http, body.status, body.operationID, body.accounts.length],
      [200, 'done', operationID, 2],
    );
  });

  it('may be left to the Connect API to answer, and the call repeated with operationID alone', async () => {
    const { v2 } = await gateway.connect('mfa_otp_data');
    const { operationID, userInputs } = (await v2(path)).body;
    const still = await v2(path, { operationID });
    assert.deepEqual(still.body, { operationID, success: true, status: 'user_input_required', userInputs });
    const app = { appKey: 'sandbox-app', bundleID: 'sandbox-bundle' };
    const left = await gateway.post('/connect/v1/answer', {
      ...app,
      operationID,
      userInputs: code('123456'),
    });
    assert.deepEqual(left.body, { success: true, status: 'initialized', operationID });
    assert.equal((await v2(path, { operationID })).body.accounts.length, 2);
    assert.equal(
      (await v2(path, { operationID })).body.type,
      'OPERATION_NOT_FOUND',
      'the answer serves once',
    );
  });

  it('keeps what the call asked for', async () => {
    const { accountID } = (await connected('mfa_otp_data')).input;
    const { v2 } = await gateway.connect('mfa_otp_data');
    const { operationID } = (await v2('/data/transactions/get', { accountID, ...month })).body;
    const other = { accountID, fromDate: '2026-05-17', toDate: '2026-05-17' };
    const { body } = await v2('/data/transactions/get', {
      ...other,
      operationID,
      userInputs: code('123456'),
    });
    assert(body.transactions.some(({ date }: { date: string }) => date < '2026-05-17'));
  });

  it('fails with a wrong answer, and the operation with it', async () => {
    const { v2 } = await gateway.connect('mfa_otp_data');
    const { operationID } = (await v2(path)).body;
    const { status, body } = await v2(path, { operationID, userInputs: code('000000') });
    assert.deepEqual([status, body.type, body.operationID], [401, 'INVALID_MFA', operationID]);
    const late = await v2(path, { operationID, userInputs: code('123456') });
    assert.deepEqual([late.status, late.body.type], [404, 'OPERATION_NOT_FOUND']);
  });

  it('belongs to the connection, the call and the app that raised it', async () => {
    const own = await gateway.connect('mfa_otp_data');
    const other = await gateway.connect('mfa_otp_data');
    const { operationID } = (await own.v2(path)).body;
    const answer = { operationID, userInputs: code('123456') };
    for (const { status, body } of [
      await other.v2(path, answer),
      await own.v2('/data/identity/get', answer),
      await own.v2(path, { ...answer, operationID: 'DAPIBANK_AE_ADCB:x' }),
    ])
      assert.deepEqual([status, body.type], [404, 'OPERATION_NOT_FOUND']);
    assert.equal((await own.v2(path, answer)).body.status, 'done');
  });

  it('is forgotten after ten minutes', async () => {
    const { v2 } = await gateway.connect('mfa_otp_data');
    const { operationID } = (await v2(path)).body;
    now += 601_000;
    const { status, body } = await v2(path, { operationID, userInputs: code('123456') });
    assert.deepEqual([status, body.type], [404, 'OPERATION_NOT_FOUND']);
  });
});

/** A connection, and the input that suits every call: each takes its own members of it. */
async function connected(username = 'demo') {
  const connection = await gateway.connect(username);
  const withAnswer = { userInputs: code('123456') };
  const asked = (await connection.v2('/data/accounts/get')).body;
  const { accounts } = asked.accounts
    ? asked
    : (await connection.v2('/data/accounts/get', { operationID: asked.operationID, ...withAnswer })).body;
  return { ...connection, input: { accountID: accounts[0].id as string, ...month } };
}

/** A connection of the other app. */
async function shopConnection() {
  const { body } = await gateway.login('demo', { appKey: 'shop-app', bundleID: 'shop-bundle' });
  const { accessCode, connectionID, userSecret } = body.connection;
  const request = { appSecret: 'shop-secret', accessCode, connectionID };
  const { accessToken } = (await gateway.post('/v2/auth/ExchangeToken', request)).body;
  return { userSecret: userSecret as string, accessToken: accessToken as string };
}

/** The text with another letter in the middle of its last part. */
function changed(text: string): string {
  const at = text.lastIndexOf('.') + 5;
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}
