import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Connection, InstitutionIndex, Operation, readIndex } from '@connect-layer/protocol';
import * as v from 'valibot';
import { banks } from '../banks/institutions.js';
import { app, serveSandboxBank, sessionKey } from './served.test-helper.js';

let gateway: Awaited<ReturnType<typeof serveSandboxBank>>;
before(async () => void (gateway = await serveSandboxBank()));
after(() => gateway.close());

const query = (members: Record<string, string>) => `?${new URLSearchParams(members)}`;
const code = (answer: string) => [{ id: 'otp', index: 0, answer }];

describe('the app', () => {
  it('is told to its page, without anything secret', async () => {
    const own = await gateway.get(`/connect/v1/config${query(app)}`);
    const shares = ['accounts', 'balances', 'transactions', 'identity', 'payments'];
    const consent = { shares, days: 90, by: 'Example App Ltd' };
    assert.deepEqual(
      [own.status, own.body],
      [200, { app: { name: 'Example App', environment: 'sandbox', consent } }],
    );
    const shop = await gateway.get('/connect/v1/config?appKey=shop-app&bundleID=shop-bundle-2', {
      origin: 'https://shop.example',
    });
    assert.deepEqual(shop.body, {
      app: {
        ...{ name: 'Shop', environment: 'production', consent: { shares } },
        serverURL: 'https://api.shop.example/dapi',
      },
    });
  });

  for (const [title, members] of [
    ['an unknown appKey', { ...app, appKey: 'other-app' }],
    ["another app's bundleID", { ...app, bundleID: 'shop-bundle' }],
  ] as const)
    it(`refuses ${title}`, async () => {
      for (const { status, body } of [
        await gateway.get(`/connect/v1/config${query(members)}`),
        await gateway.get(`/connect/v1/institutions${query(members)}`),
        await gateway.login('demo', members),
        await gateway.post('/connect/v1/status', { ...members, sessionKey, operationID: 'x' }),
      ])
        assert.deepEqual([status, body.type], [401, 'INVALID_APP']);
    });

  it('says which member is missing', async () => {
    const { status, body } = await gateway.get('/connect/v1/config?bundleID=sandbox-bundle');
    assert.deepEqual(
      [status, body],
      [
        422,
        {
          success: false,
          status: 'failed',
          msg: "The 'appKey' field is required.",
          type: 'VALIDATION_ERROR',
        },
      ],
    );
  });

  for (const origin of ['https://evil.example', 'http://shop.example', 'https://shop.example:444', 'null'])
    it(`tells a page of ${origin} that its origin is not on the list`, async () => {
      const shop = { appKey: 'shop-app', bundleID: 'shop-bundle' };
      for (const { status, headers, body } of [
        await gateway.get(`/connect/v1/config${query(shop)}`, { origin }),
        await gateway.post('/connect/v1/login', { ...loginOf(), ...shop }, { origin }),
      ]) {
        assert.deepEqual([status, body.type], [403, 'ORIGIN_NOT_ALLOWED']);
        assert.equal(headers.get('access-control-allow-origin'), '*', 'or the page could not read why');
      }
    });

  for (const origin of [
    'http://localhost:5180',
    'http://localhost',
    'http://127.0.0.1:1',
    'http://[::1]:3000',
  ])
    it(`lets a page of ${origin} use the sandbox app`, async () => {
      const { status, headers } = await gateway.get(`/connect/v1/config${query(app)}`, { origin });
      assert.deepEqual([status, headers.get('access-control-allow-origin')], [200, '*']);
    });

  it('lets its own origin ask for any app', async () => {
    const shop = { appKey: 'shop-app', bundleID: 'shop-bundle' };
    assert.equal(
      (await gateway.get(`/connect/v1/config${query(shop)}`, { origin: gateway.url })).status,
      200,
    );
  });
});

describe('institutions', () => {
  const list = async (more: Record<string, string> = {}) => {
    const { status, body } = await gateway.get(`/connect/v1/institutions${query({ ...app, ...more })}`);
    assert.equal(status, 200);
    const index = v.parse(InstitutionIndex, body);
    assert.deepEqual(index, body);
    const { size, at } = readIndex(index);
    return Array.from({ length: size }, (_, row) => at(row).id).sort();
  };
  const ids = (keep: (bank: (typeof banks)[number]) => boolean) =>
    banks
      .filter(keep)
      .map(({ id }) => id)
      .sort();

  it('are all but the experimental ones', async () =>
    assert.deepEqual(
      await list(),
      ids(({ experimental }) => !experimental),
    ));

  it('are those of the countries that were asked for, however they are spelt', async () => {
    assert.deepEqual(
      await list({ countries: 'AE' }),
      ids(({ country }) => country === 'AE'),
    );
    assert.deepEqual(
      await list({ countries: 'gb,us' }),
      ids(({ country, experimental }) => country !== 'AE' && !experimental),
    );
    assert.deepEqual(await list({ countries: 'FR' }), []);
  });

  it('hold the experimental ones when asked for', async () => {
    assert.deepEqual(
      await list({ experimental: 'true' }),
      ids(() => true),
    );
    assert.deepEqual(
      await list({ experimental: 'false' }),
      ids(({ experimental }) => !experimental),
    );
  });

  it('can be asked for one by one, by their ids', async () => {
    const one = (id: string) => gateway.get(`/connect/v1/institution${query({ ...app, id })}`);
    const [bank] = banks;
    const { status, body } = await one(bank!.id);
    assert.equal(status, 200);
    assert.deepEqual(body.institution, bank);
    assert.equal((await one('EVIL')).body.type, 'INVALID_INSTITUTION');
    assert.equal(
      (await gateway.get(`/connect/v1/institution${query({ ...app, id: bank!.id, appKey: 'x' })}`)).status,
      401,
    );
  });

  it('need not be sent again while they are the same', async () => {
    const path = `/connect/v1/institutions${query({ ...app, countries: 'AE' })}`;
    const etag = (await gateway.get(path)).headers.get('etag') ?? '';
    const again = await gateway.get(path, { 'if-none-match': etag });
    assert.deepEqual([again.status, again.body, again.headers.get('etag')], [304, '', etag]);
    const others = `/connect/v1/institutions${query({ ...app, countries: 'US' })}`;
    assert.equal((await gateway.get(others, { 'if-none-match': etag })).status, 200);
  });

  it('have marks, which no browser takes for anything but a picture', async () => {
    for (const { logo } of banks) {
      const { status, headers, body } = await gateway.get(logo);
      assert.deepEqual([status, headers.get('content-type')], [200, 'image/svg+xml']);
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*sandbox/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.match(body, /^<svg /);
    }
    assert.equal((await gateway.get('/connect/v1/logos/DAPIBANK_AE_NONE.svg')).status, 404);
  });
});

describe('a login', () => {
  it('hands over the codes and what a page shows of the bank', async () => {
    const { status, headers, body } = await gateway.login();
    assert.deepEqual([status, body.success, body.status], [200, true, 'done']);
    assert.equal(headers.get('cache-control'), 'no-store');
    const { connection } = body;
    assert.deepEqual(await Connection['~standard'].validate(connection), { typed: true, value: connection });
    assert.match(body.operationID, /^DAPIBANK_AE_ADCB:[0-9a-f-]{36}$/);
    assert.match(connection.userID, /^DAPIBANK_AE_ADCB:[0-9a-f-]{36}$/);
    assert.deepEqual(
      [connection.clientUserID, connection.bankId, connection.fullName, connection.color.primaryColor],
      ['someone', 'DAPIBANK_AE_ADCB', 'Abu Dhabi Commercial Bank Sandbox', '#BD0000'],
    );
  });

  it('knows the same person again, and nobody else', async () => {
    const userIDs = async (username: string, more: object = {}) =>
      (await gateway.login(username, more)).body.connection.userID;
    const demo = await userIDs('demo');
    assert.equal(await userIDs('demo', { clientUserID: 'other' }), demo);
    assert.notEqual(await userIDs('mfa_otp_data'), demo);
    assert.notEqual(await userIDs('demo', { institutionID: 'DAPIBANK_AE_LIV' }), demo.replace('ADCB', 'LIV'));
    const shop = { appKey: 'shop-app', bundleID: 'shop-bundle' };
    assert.notEqual(await userIDs('demo', shop), demo, 'two apps cannot tell that they share a person');
  });

  it('fails for a wrong password, without a word about it', async () => {
    const { status, body } = await gateway.login('demo', {
      credentials: { username: 'demo', password: 'hunter2' },
    });
    assert.deepEqual(
      [status, body.success, body.status, body.type],
      [200, false, 'failed', 'INVALID_CREDENTIALS'],
    );
    assert.doesNotMatch(JSON.stringify(body), /hunter2/);
  });

  it('asks for a code, and goes on once it is answered', async () => {
    const { body: asked } = await gateway.login('mfa_otp');
    const { operationID } = asked;
    assert.deepEqual([asked.success, asked.status], [true, 'user_input_required']);
    assert.deepEqual(
      asked.userInputs.map(({ query: _, ...rest }: { query: string }) => rest),
      [{ id: 'otp', index: 0, queryType: 'txt', answer: '' }],
    );
    const waiting = await gateway.post('/connect/v1/status', { ...app, sessionKey, operationID });
    assert.deepEqual(waiting.body, asked);
    const answer = { ...app, sessionKey, operationID, userInputs: code('123 456') };
    const { body } = await gateway.post('/connect/v1/answer', answer);
    assert.deepEqual([body.status, body.operationID], ['done', operationID]);
    assert.deepEqual(
      (await gateway.post('/connect/v1/status', { ...app, sessionKey, operationID })).body,
      body,
    );
    assert.deepEqual(
      (await gateway.post('/connect/v1/answer', answer)).body,
      body,
      'an answer lost on the way',
    );
  });

  it('fails for a wrong code, and stays failed', async () => {
    const { operationID } = (await gateway.login('mfa_otp')).body;
    const operation = { ...app, sessionKey, operationID };
    const { status, body } = await gateway.post('/connect/v1/answer', {
      ...operation,
      userInputs: code('000000'),
    });
    assert.deepEqual([status, body.status, body.type], [200, 'failed', 'INVALID_MFA']);
    const late = await gateway.post('/connect/v1/answer', { ...operation, userInputs: code('123456') });
    assert.deepEqual(late.body, body);
  });

  it('takes the answer of clients that leave out the index, or send it as a string', async () => {
    for (const index of [{}, { index: '0' }]) {
      const { operationID } = (await gateway.login('mfa_otp')).body;
      const userInputs = [{ id: 'otp', answer: '123456', ...index }];
      const { body } = await gateway.post('/connect/v1/answer', {
        ...app,
        sessionKey,
        operationID,
        userInputs,
      });
      assert.equal(body.status, 'done');
    }
  });

  it('is over once it is cancelled', async () => {
    const { operationID } = (await gateway.login('mfa_otp')).body;
    const operation = { ...app, sessionKey, operationID };
    const { status, body } = await gateway.post('/connect/v1/cancel', operation);
    assert.deepEqual([status, body.status, body.type], [200, 'failed', 'OPERATION_CANCELLED']);
    for (const { status, body } of [
      await gateway.post('/connect/v1/status', operation),
      await gateway.post('/connect/v1/answer', { ...operation, userInputs: code('123456') }),
      await gateway.post('/connect/v1/cancel', operation),
    ])
      assert.deepEqual([status, body.type], [404, 'OPERATION_NOT_FOUND']);
  });

  it('belongs to the session key and the app that began it', async () => {
    const { operationID } = (await gateway.login('mfa_otp')).body;
    const shop = { appKey: 'shop-app', bundleID: 'shop-bundle' };
    for (const other of [
      { ...app, operationID },
      { ...app, operationID, sessionKey: `${sessionKey}x` },
      { ...app, operationID, sessionKey: '' },
      { ...shop, operationID, sessionKey },
      { ...app, operationID: `${operationID}x`, sessionKey },
    ])
      for (const path of ['status', 'answer', 'cancel']) {
        const { status, body } = await gateway.post(`/connect/v1/${path}`, {
          ...other,
          userInputs: code('123456'),
        });
        assert.deepEqual([status, body.type], [404, 'OPERATION_NOT_FOUND'], path);
      }
    const own = { ...app, operationID, sessionKey, userInputs: code('123456') };
    assert.equal((await gateway.post('/connect/v1/answer', own)).body.status, 'done', 'nobody else ended it');
  });

  it('needs an institution that there is', async () => {
    const { status, body } = await gateway.login('demo', { institutionID: 'DAPIBANK_AE_NONE' });
    assert.deepEqual([status, body.type], [404, 'INVALID_INSTITUTION']);
  });

  for (const [field, sent] of [
    ['clientUserID', { clientUserID: '' }],
    ['sessionKey', { sessionKey: 'short' }],
    ['sessionKey', { sessionKey: undefined }],
    ['credentials', { credentials: undefined }],
    ['credentials.password', { credentials: { username: 'demo', password: { hunter2: true } } }],
    ['institutionID', { institutionID: 7 }],
  ] as const)
    it(`names the field ${field} when it is wrong, and never what was sent`, async () => {
      const { status, body } = await gateway.login('demo', sent);
      assert.deepEqual([status, body.type], [422, 'VALIDATION_ERROR']);
      assert(body.msg.startsWith(`The '${field}' field `), body.msg);
      assert.doesNotMatch(JSON.stringify(body), /hunter2|short/);
    });

  it('is answered in the form that the modal reads, whatever comes of it', async () => {
    for (const username of ['demo', 'mfa_otp', 'nobody']) {
      const { body } = await gateway.login(username);
      const { success: _, ...operation } = body;
      assert.deepEqual(await Operation['~standard'].validate(operation), { typed: true, value: operation });
    }
  });
});

const loginOf = () => ({
  ...{ clientUserID: 'someone', sessionKey, institutionID: 'DAPIBANK_AE_ADCB' },
  credentials: { username: 'demo', password: 'demo' },
});
