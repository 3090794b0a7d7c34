import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { calls } from '@connect-layer/protocol';
import { assertAsAgreed } from '../visit.test-helper.js';
import { reads, serveSandboxBank } from './served.test-helper.js';

let gateway: Awaited<ReturnType<typeof serveSandboxBank>>;
before(async () => void (gateway = await serveSandboxBank()));
after(() => gateway.close());

const page = { origin: 'http://localhost:5180' };
const day = new Date().toISOString().slice(0, 10);
const unauthorized = { msg: 'Invalid access token', type: 'UNAUTHORIZED', success: false, status: 'failed' };

describe('a page of a sandbox app', () => {
  for (const name of reads)
    it(`may ask ${name} directly`, async () => {
      const { forward } = await gateway.connect();
      const accountID = (await forward('/data/accounts/get')).body.accounts[0].id;
      const { status, body } = await forward(calls[name].path, { accountID, fromDate: day, toDate: day });
      const { operationID: _, success: __, status: done, ...output } = body;
      assert.deepEqual([status, done], [200, 'done']);
      await assertAsAgreed(name, output);
    });

  it('gets accounts with their balance', async () => {
    const { forward } = await gateway.connect();
    const { accounts } = (await forward('/data/accounts/get')).body;
    assert.deepEqual(
      accounts.map(({ balance }: { balance: { amount: number } }) => balance.amount),
      [50000, 120000],
    );
  });

  it('need not begin the action with a slash, nor spell it in a certain way', async () => {
    const { forward } = await gateway.connect();
    for (const action of ['data/accounts/get', '/DATA/accounts/Get'])
      assert.equal((await forward(action)).body.status, 'done', action);
    const { status, body } = await forward('/data/nothing/get');
    assert.deepEqual([status, body.type], [404, 'NOT_FOUND']);
  });

  it('is refused from another origin, and from none', async () => {
    const { forward } = await gateway.connect();
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, {}] as Record<
      string,
      string
    >[]) {
      const { status, body } = await forward('/data/accounts/get', {}, headers);
      assert.deepEqual([status, body.type], [403, 'ORIGIN_NOT_ALLOWED']);
    }
  });

  it("may be one of the gateway's own", async () => {
    const { forward } = await gateway.connect();
    assert.equal((await forward('/data/accounts/get', {}, { origin: gateway.url })).status, 200);
  });

  it('needs a userSecret that belongs to its tokenID and app', async () => {
    const [own, other] = [await gateway.connect(), await gateway.connect()];
    const shop = (await gateway.login('demo', { appKey: 'shop-app', bundleID: 'shop-bundle' })).body
      .connection;
    for (const secrets of [
      { userSecret: other.userSecret },
      { tokenID: other.tokenID },
      { userSecret: shop.userSecret, tokenID: shop.tokenID },
      { userSecret: own.userSecret.replace(/.(?=.{40}$)/, (letter: string) => (letter === 'A' ? 'B' : 'A')) },
      { userSecret: 'x' },
      { appKey: 'other-app' },
    ]) {
      const { status, body } = await own.forward('/data/accounts/get', secrets);
      assert.deepEqual([status, body], [401, unauthorized]);
    }
  });

  it('exchanges its code without ever seeing the token', async () => {
    const { accessCode, connectionID, tokenID, userID } = (await gateway.login()).body.connection;
    const request = {
      action: '/auth/ExchangeToken',
      appKey: 'sandbox-app',
      accessCode,
      connectionID,
      tokenID,
    };
    const { status, body } = await gateway.post('/', request, page);
    const { operationID, ...rest } = body;
    assert.deepEqual([status, typeof operationID], [200, 'string']);
    assert.deepEqual(rest, { status: 'done', success: true, tokenID, userID });
    const again = await gateway.post('/', request, page);
    assert.deepEqual([again.status, again.body.msg], [401, 'Invalid access code']);
  });
});

describe('an App Server', () => {
  it('proves itself by the secret, whatever origin it passes on', async () => {
    const { forward } = await gateway.connect();
    for (const headers of [{}, { origin: 'https://evil.example' }] as Record<string, string>[])
      assert.equal(
        (await forward('/data/accounts/get', { appSecret: 'sandbox-secret' }, headers)).status,
        200,
      );
  });

  it('is refused with another secret, even from an origin on the list', async () => {
    const { forward } = await gateway.connect();
    for (const appSecret of ['invalid_key', 'shop-secret', 7]) {
      const { status, body } = await forward('/data/accounts/get', { appSecret });
      assert.deepEqual([status, body], [401, unauthorized]);
    }
  });

  it('is what a production app needs: its pages cannot ask directly', async () => {
    const { body } = await gateway.login('demo', { appKey: 'shop-app', bundleID: 'shop-bundle' });
    const { tokenID, userSecret } = body.connection;
    const request = { action: '/data/accounts/get', appKey: 'shop-app', tokenID, userSecret };
    const direct = await gateway.post('/', request, { origin: 'https://shop.example' });
    assert.deepEqual(
      [direct.status, direct.body],
      [
        422,
        {
          success: false,
          status: 'failed',
          msg: "The 'appSecret' field is required.",
          type: 'VALIDATION_ERROR',
        },
      ],
    );
    assert.equal((await gateway.post('/', { ...request, appSecret: 'shop-secret' })).body.status, 'done');
  });
});

describe('a failure', () => {
  for (const field of ['action', 'appKey', 'tokenID', 'userSecret'])
    it(`says that ${field} is missing`, async () => {
      const { forward } = await gateway.connect();
      const { status, body } = await forward('/data/accounts/get', { [field]: '' });
      assert.deepEqual(
        [status, body.type, body.msg],
        [422, 'VALIDATION_ERROR', `The '${field}' field is required.`],
      );
    });

  it('of the metadata call is worded as over HTTP API v2', async () => {
    const { forward } = await gateway.connect();
    const { status, body } = await forward('/metadata/accounts/get', { appSecret: 'invalid_key' });
    const { timestamp, ...rest } = body;
    const msg = 'Invalid/expired token or invalid secret';
    assert.deepEqual([status, rest], [401, { success: false, status: 'failed', msg }]);
    assert(Math.abs(timestamp - Date.now()) < 60_000);
  });
});

describe('a question that a call raises', () => {
  it('is answered in the frame, and the SDK repeats the call with operationID alone', async () => {
    const { forward } = await gateway.connect('mfa_otp_data');
    const { operationID, status } = (await forward('/data/identity/get')).body;
    assert.equal(status, 'user_input_required');
    const app = { appKey: 'sandbox-app', bundleID: 'sandbox-bundle' };
    const userInputs = [{ id: 'otp', index: 0, answer: '123456' }];
    await gateway.post('/connect/v1/answer', { ...app, operationID, userInputs }, page);
    assert.equal(
      (await forward('/data/identity/get', { operationID })).body.identity.name,
      'Mohammad Omar Amr',
    );
  });

  it('is not answered by another app', async () => {
    const { forward } = await gateway.connect('mfa_otp_data');
    const { operationID } = (await forward('/data/identity/get')).body;
    const shop = { appKey: 'shop-app', bundleID: 'shop-bundle' };
    const userInputs = [{ id: 'otp', index: 0, answer: '123456' }];
    const { status, body } = await gateway.post('/connect/v1/answer', { ...shop, operationID, userInputs });
    assert.deepEqual([status, body.type], [404, 'OPERATION_NOT_FOUND']);
  });

  it('can be dropped', async () => {
    const { forward } = await gateway.connect('mfa_otp_data');
    const { operationID } = (await forward('/data/identity/get')).body;
    await gateway.post('/connect/v1/cancel', {
      appKey: 'sandbox-app',
      bundleID: 'sandbox-bundle',
      operationID,
    });
    assert.equal((await forward('/data/identity/get', { operationID })).body.type, 'OPERATION_NOT_FOUND');
  });
});
