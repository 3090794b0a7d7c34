import assert from 'node:assert/strict';
import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it, type TestContext } from 'node:test';
import { createGateway, type App } from '@connect-layer/gateway';
import { serve } from '@connect-layer/gateway/node';
import { dapiProvider, type DapiOptions } from '@connect-layer/gateway/providers/dapi';
import { calls, readIndex, type CallName, type InstitutionIndex } from '@connect-layer/protocol';
import { sandboxApp, sandboxBank } from '@connect-layer/sandbox';
import { startSandbox, type RunningSandbox } from '@connect-layer/sandbox/node';
import { Backend, Connected, lastMonth, sandboxKeys } from '../models/backend.js';

const app: App = {
  ...{ appKey: 'outer-app', appSecret: 'outer-secret', name: 'Outer', bundleIDs: ['outer-bundle'] },
  ...{ origins: ['https://shop.example'], environment: 'production' },
};
const keys = { appKey: app.appKey, appSecret: app.appSecret, bundleID: 'outer-bundle' };
const bank = 'DAPIBANK_AE_LIV';

/** The sandbox, and what was asked of it. */
let inner: RunningSandbox;
const log: string[] = [];
const timesAsked = (name: CallName) => log.filter((path) => path === `/v2${calls[name].path}`).length;

before(async () => {
  inner = await startSandbox({ port: 0, log: ({ path }) => log.push(path) });
});
after(() => inner.close());

/** A gateway in front of the sandbox's, over HTTP on both sides; `connectURL` is what lies between, if anything does. */
async function outerGateway(
  test: TestContext,
  { connectURL = inner.url, ...more }: Partial<DapiOptions> = {},
) {
  const { appKey, appSecret, bundleIDs } = sandboxApp();
  const provider = dapiProvider({ appKey, appSecret, bundleID: bundleIDs[0]!, connectURL, ...more });
  const key = Buffer.alloc(32, 7).toString('base64url');
  const server = await serve(createGateway({ provider, apps: [app], keys: [key] }), {
    ...{ port: 0, hostname: '127.0.0.1' },
  });
  test.after(() => close(server));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const said: string[] = [];
  const backend = new Backend(
    async (request) => {
      const response = await fetch(request);
      said.push(await response.clone().text());
      return response;
    },
    url,
    keys,
  );
  return { url, backend, said };
}

const directly = () => new Backend((request) => fetch(request), inner.url, sandboxKeys);

describe('a gateway in front of a gateway', { concurrency: false }, () => {
  it('lists the same banks, with marks that load from anywhere', async (test) => {
    const { url } = await outerGateway(test);
    const list = async (url: string, { appKey, bundleID }: typeof keys) => {
      const response = await fetch(`${url}/connect/v1/institutions?appKey=${appKey}&bundleID=${bundleID}`);
      const { size, at } = readIndex((await response.json()) as InstitutionIndex);
      return Array.from({ length: size }, (_, row) => at(row));
    };
    const [outside, inside] = await Promise.all([list(url, keys), list(inner.url, sandboxKeys)]);
    assert.deepEqual(
      outside,
      inside.map((one) => ({ ...one, logo: inner.url + one.logo })),
    );
    assert.equal((await fetch(outside[0]!.logo)).headers.get('content-type'), 'image/svg+xml');
  });

  it('reads the same over HTTP API v2 and by SDK forwarding', async (test) => {
    const { backend } = await outerGateway(test);
    const [outside, inside] = [
      await backend.connect('demo_same', bank),
      await directly().connect('demo_same', bank),
    ];
    const input = { accountID: await outside.accountID(), ...lastMonth() };
    assert.equal(input.accountID, await inside.accountID());
    const reads = (Object.keys(calls) as CallName[]).filter((name) => /^get(?!Batch|ACH|Wire)/.test(name));
    for (const name of reads)
      for (const surface of ['v2', 'forward'] as const) {
        const [a, b] = [await outside[surface](name, input), await inside[surface](name, input)];
        assert.equal(a.body.status, 'done', name);
        assert.deepEqual(
          { ...a.body, operationID: 0 },
          { ...b.body, operationID: 0 },
          `${name} by ${surface}`,
        );
      }
    const [plain, forwarded] = [await outside.v2('getAccounts'), await outside.forward('getAccounts')];
    assert.equal(plain.body.accounts[0].balance, undefined);
    assert.equal(typeof forwarded.body.accounts[0].balance.amount, 'number');
  });

  it('passes on what is asked for again, how long it stands, which accounts there are, and the stage', async (test) => {
    const { backend } = await outerGateway(test);
    const whose = { ...keys, sessionKey: 'a-session-key-of-128-bits' };
    const start = async (username: string) => {
      const credentials = { username, password: 'demo' };
      const login = { ...whose, clientUserID: 'someone', institutionID: bank, credentials };
      return (await backend.post('/connect/v1/login', login)).body;
    };
    const again = async (operationID: string, more = {}) =>
      (await backend.post('/connect/v1/resend', { ...whose, operationID, ...more })).body;
    assert.equal((await start('slow')).stage, 'signing_in');
    assert.equal((await start('mfa_expiring')).userInputs[0].validFor, 5);

    const first = await start('mfa_captcha');
    const second = await again(first.operationID);
    assert.equal(second.operationID, first.operationID);
    assert.notEqual(second.userInputs[0].query, first.userInputs[0].query);
    const userInputs = [{ id: 'captcha', index: 0, answer: '408172' }];
    const { operationID } = first;
    const answered = await backend.post('/connect/v1/answer', { ...whose, operationID, userInputs });
    assert.equal(answered.body.status, 'done', answered.body.type);

    const connected = await backend.connect('mfa_captcha_data', bank);
    const { body: asked } = await connected.v2('getIdentity');
    const replaced = await again(asked.operationID, { sessionKey: undefined });
    assert.notEqual(replaced.userInputs[0].query, asked.userInputs[0].query);
    const { body } = await connected.v2('getIdentity', { operationID: asked.operationID, userInputs });
    assert.equal(body.status, 'done', body.type);

    const { userInputs: choice, operationID: choosing } = await start('choose_accounts');
    const [{ id, account }] = choice[0].queryOptions;
    assert.match(account.number, /^\d{4}$/);
    const chosen = [{ id: 'accounts', index: 0, answer: id }];
    const login = await backend.post('/connect/v1/answer', {
      ...{ ...whose, operationID: choosing, userInputs: chosen },
    });
    const { accessToken } = (await backend.exchange(login.body.connection)).body as { accessToken: string };
    const shared = await new Connected(backend, login.body.connection, accessToken).v2('getAccounts');
    assert.deepEqual(
      shared.body.accounts.map((one: { id: string }) => one.id),
      [id],
    );
  });

  it('finds a collection by the operation that began it out here', async (test) => {
    const { backend } = await outerGateway(test);
    const connected = await backend.connect('demo_pull', 'DAPIBANK_US_SAGE');
    const senderID = await connected.accountID();
    const { body: begun } = await connected.v2('createACHPull', { senderID, amount: '5.00' });
    assert.equal(begun.status, 'done', begun.type);
    const { body: pull } = await connected.v2('getACHPull', { operationID: begun.operationID });
    assert.equal(pull.status, 'done', pull.type);
    assert.equal(pull.transfer.amount, 5);
    const other = await backend.connect('demo_other', 'DAPIBANK_US_SAGE');
    const foreign = await other.v2('getACHPull', { operationID: begun.operationID });
    assert.equal(foreign.body.status, 'failed');
  });

  it('knows a person again, by a name that is its own', async (test) => {
    const { backend } = await outerGateway(test);
    const [first, second] = [
      await backend.logIn('demo_again', bank),
      await backend.logIn('demo_again', bank),
    ];
    assert.equal(first.userID, second.userID);
    assert.notEqual(first.userID, (await directly().logIn('demo_again', bank)).userID);
  });

  for (const surface of ['v2', 'forward'] as const)
    it(`puts the bank's question to the person and takes the answer back, by ${surface}`, async (test) => {
      const { backend } = await outerGateway(test);
      const connected = await backend.connect('mfa_two_data', bank);
      const ask = async () => {
        const { body } = await connected[surface]('getIdentity');
        assert.deepEqual([body.status, body.userInputs.length], ['user_input_required', 2]);
        return body as { operationID: string; userInputs: object[] };
      };
      const answer = async (given: string, { operationID, userInputs }: Awaited<ReturnType<typeof ask>>) => {
        const answered = userInputs.map((input) => ({ ...input, answer: given }));
        return connected[surface]('getIdentity', { operationID, userInputs: answered });
      };
      const refused = await answer('000000', await ask());
      assert.deepEqual([refused.status, refused.body.type], [401, 'INVALID_MFA']);
      const asked = await ask();
      const done = await answer('123456', asked);
      assert.deepEqual([done.body.status, done.body.operationID], ['done', asked.operationID]);
      assert.equal(typeof done.body.identity.name, 'string');
    });

  it('puts one question after another at the login', async (test) => {
    const { backend } = await outerGateway(test);
    const connected = await backend.connect('mfa_chain', bank);
    assert.equal((await connected.v2('getIdentity')).body.status, 'done');
  });

  it('waits for a slow bank by asking how it stands', async (test) => {
    const { backend } = await outerGateway(test);
    const connected = await backend.connect('slow_data', bank);
    let { body } = await connected.v2('getIdentity');
    assert.equal(body.status, 'initialized');
    const { operationID } = body;
    const { appSecret } = app;
    for (let tries = 0; body.status === 'initialized' && tries < 50; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      ({ body } = await backend.post('/v2/operation/status', { operationID, appSecret }));
    }
    assert.deepEqual([body.status, body.operationID], ['done', operationID]);
    assert.equal(typeof body.identity.name, 'string');
  });

  it('hands on how a failure is explained', async (test) => {
    const { backend } = await outerGateway(test);
    const connected = await backend.connect('demo_fail', bank);
    const { status, body } = await connected.v2('createTransfer', await paymentOf(connected, '10.77'));
    const { operationID: _, ...failure } = body;
    assert.equal(status, 400);
    assert.deepEqual(
      [failure.type, failure.coolDownPeriod],
      ['BENEFICIARY_COOL_DOWN_PERIOD', { value: 24, unit: 'hrs' }],
    );
    const refused = await backend.post('/connect/v1/login', {
      ...{ appKey: app.appKey, bundleID: 'outer-bundle', sessionKey: 'a-session-key-of-128-bits' },
      ...{ clientUserID: 'c', institutionID: bank, credentials: { username: 'demo', password: 'no' } },
    });
    assert.deepEqual([refused.body.status, refused.body.type], ['failed', 'INVALID_CREDENTIALS']);
  });

  it('ends a connection on both sides', async (test) => {
    const { backend } = await outerGateway(test);
    const connected = await backend.connect('demo_end', bank);
    assert.equal((await connected.v2('delinkUser')).body.status, 'done');
    assert.equal(timesAsked('delinkUser'), 1);
    assert.equal((await connected.v2('getIdentity')).body.type, 'UNAUTHORIZED');
  });

  it('shows nothing by which it stands with the other', async (test) => {
    const { backend, said } = await outerGateway(test);
    const connected = await backend.connect('demo_secret', bank);
    for (const name of ['getIdentity', 'getAccounts', 'createTransfer'] as const)
      for (const surface of ['v2', 'forward'] as const) await connected[surface](name);
    assert(said.length > 7, 'Something was said.');
    assert.doesNotMatch(said.join(), /sandbox-secret|sandbox-app/);
  });

  it('says that a connection is no longer good when the other gateway does not open it any more', async (test) => {
    const withKey = (byte: number) => {
      const key = Buffer.alloc(32, byte).toString('base64url');
      return createGateway({ provider: sandboxBank(), apps: [sandboxApp()], keys: [key] });
    };
    let upstream = withKey(1);
    const { backend } = await outerGateway(test, {
      fetch: (...request) => upstream(new Request(...request)),
    });
    const connected = await backend.connect('demo', bank);
    assert.equal((await connected.v2('getIdentity')).body.status, 'done');
    upstream = withKey(2);
    for (const name of ['getIdentity', 'getAccountsMetadata', 'createTransfer'] as const) {
      const { status, body } = await connected.v2(name, { senderID: 'x', amount: '1' });
      assert.deepEqual([status, body.type], [401, 'INVALID_CONNECTION'], name);
    }
  });

  it('says that it is not set up when the other gateway does not take its secret', async (test) => {
    const { backend } = await outerGateway(test, { appSecret: 'planted-secret' });
    await assert.rejects(backend.logIn('demo', bank), (error: Error) => {
      assert.match(error.message, /UNKNOWN_ERROR.*settings/);
      assert.doesNotMatch(error.message, /planted/);
      return true;
    });
  });
});

describe('money through two gateways', { concurrency: false }, () => {
  it('moves once under a key, though the network loses the first answers', async (test) => {
    const path = `/v2${calls.createTransfer.path}`;
    const lossy = await networkLosing(test, path, 2);
    const { backend } = await outerGateway(test, { connectURL: lossy.url });
    const connected = await backend.connect('demo_once', bank);
    const payment = { ...(await paymentOf(connected, '25.00')), idempotencyKey: crypto.randomUUID() };
    const before = await balanceOf(connected, payment.senderID);
    const asked = timesAsked('createTransfer');
    const first = await connected.v2('createTransfer', payment);
    assert.equal(first.body.status, 'done');
    assert.equal(timesAsked('createTransfer') - asked, 3, 'asked until an answer came through');
    assert.equal(lossy.lost(), 2);
    const again = await connected.v2('createTransfer', payment);
    assert.deepEqual(again.body, first.body);
    assert.equal(before - (await balanceOf(connected, payment.senderID)), 25);
  });

  it('is asked for once without a key, and its end is said to be unknown', async (test) => {
    const lossy = await networkLosing(test, `/v2${calls.createTransfer.path}`, 1);
    const { backend } = await outerGateway(test, { connectURL: lossy.url });
    const connected = await backend.connect('demo_unsure', bank);
    const payment = await paymentOf(connected, '25.00');
    const before = await balanceOf(connected, payment.senderID);
    const asked = timesAsked('createTransfer');
    const { status, body } = await connected.v2('createTransfer', payment);
    assert.deepEqual([status, body.type], [502, 'BANK_ERROR']);
    assert.match(body.msg, /not known/);
    assert.equal(timesAsked('createTransfer') - asked, 1);
    assert.equal(before - (await balanceOf(connected, payment.senderID)), 25);
  });

  it('moves once when the same is asked ten times at once', async (test) => {
    const { backend } = await outerGateway(test);
    const connected = await backend.connect('demo_ten', bank);
    const payment = { ...(await paymentOf(connected, '3.00')), idempotencyKey: crypto.randomUUID() };
    const before = await balanceOf(connected, payment.senderID);
    const all = await Promise.all(
      Array.from({ length: 10 }, () => connected.forward('createTransfer', payment)),
    );
    assert.equal(new Set(all.map(({ body }) => body.reference)).size, 1);
    assert.equal(before - (await balanceOf(connected, payment.senderID)), 3);
  });

  it('moves after a question that the bank asks first', async (test) => {
    const { backend } = await outerGateway(test);
    const connected = await backend.connect('demo_code', bank);
    const payment = { ...(await paymentOf(connected, '8.72')), idempotencyKey: crypto.randomUUID() };
    const before = await balanceOf(connected, payment.senderID);
    const { operationID, userInputs, status } = (await connected.v2('createTransfer', payment)).body;
    assert.equal(status, 'user_input_required');
    const answered = userInputs.map((input: object) => ({ ...input, answer: '123456' }));
    const resume = () => connected.v2('createTransfer', { ...payment, operationID, userInputs: answered });
    const [one, two] = await Promise.all([resume(), resume()]);
    assert.deepEqual([one.body.status, two.body.status], ['done', 'done']);
    assert.equal(Math.round((before - (await balanceOf(connected, payment.senderID))) * 100), 872);
  });
});

async function paymentOf(connected: Connected, amount: string) {
  const beneficiary = { name: 'Robin', accountNumber: '1234567890' };
  return { senderID: await connected.accountID(), amount, ...beneficiary };
}

const balanceOf = async (connected: Connected, accountID: string): Promise<number> =>
  (await connected.v2('getBalance', { accountID })).body.balance.amount as number;

/** A network before the sandbox that hands on every request, and loses the first answers from one path. */
async function networkLosing(test: TestContext, path: string, answers: number) {
  let lost = 0;
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const { hostname, port } = new URL(inner.url);
    const onward = forward({ hostname, port, method, path: url, headers }, (answer) => {
      if (url === path && lost < answers) {
        lost++;
        answer.resume();
        answer.on('end', () => response.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => close(server));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, lost: () => lost };
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
