import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createGateway, type LogEntry } from './gateway.js';
import { app, beginning, key, stubGateway, whose } from './gateway.test-helper.js';
import type { Provider } from './provider.js';

/** A gateway in front of a bank that lets everybody in and can do nothing, unless something else is said. */
function gatewayTo(provider: Partial<Provider>, keys = [key]) {
  const log: LogEntry[] = [];
  const { post } = stubGateway(provider, { keys, log: (entry) => log.push(entry) });
  const login = () => post('/connect/v1/login', { ...beginning, credentials: { pin: 'planted' } });
  const call = async (action: string, more: object = {}, init: RequestInit = {}) => {
    const { tokenID, userSecret } = (await login()).body.connection;
    return post('/', { action, appKey: 'app', appSecret: 'secret', tokenID, userSecret, ...more }, init);
  };
  return { post, login, call, log };
}

describe('a provider', () => {
  it('need not be able to do everything', async () => {
    const { status, body } = await gatewayTo({}).call('/data/identity/get');
    assert.deepEqual([status, body.status, body.type], [400, 'failed', 'NOT_SUPPORTED']);
    assert.match(body.operationID, /^BANK:/);
  });

  it('is given back the connection that it made at the login, and what was asked', async () => {
    const seen: unknown[] = [];
    const { call } = gatewayTo({
      calls: {
        getBalance: async (connection, input) => {
          seen.push(connection, input);
          return { status: 'failed', type: 'INVALID_ACCOUNT_ID' };
        },
      },
    });
    await call('/data/balance/get', { accountID: 'x', other: 1 });
    assert.deepEqual(seen, ['handle', { accountID: 'x' }]);
  });

  it('may fail in a way that only it knows', async () => {
    const { call } = gatewayTo({
      calls: {
        getIdentity: async () => ({ status: 'failed', type: 'BANK_ON_STRIKE', msg: 'No work today.' }),
      },
    });
    const { status, body } = await call('/data/identity/get');
    assert.deepEqual([status, body.type, body.msg], [502, 'BANK_ON_STRIKE', 'No work today.']);
  });

  it('may take its time over a login', async () => {
    let asked = 0;
    const { post, login } = gatewayTo({
      login: async () => ({ status: 'initialized', pending: { step: 1 } }),
      status: async (pending) => {
        assert.deepEqual(pending, { step: ++asked });
        if (asked < 3) return { status: 'initialized', pending: { step: asked + 1 } };
        return { status: 'done', result: { user: 'user', connection: 'handle' } };
      },
    });
    const { operationID, status } = (await login()).body;
    assert.equal(status, 'initialized');
    const poll = async () => (await post('/connect/v1/status', { ...whose, operationID })).body;
    assert.deepEqual([(await poll()).status, (await poll()).status], ['initialized', 'initialized']);
    const done = await poll();
    assert.deepEqual([done.status, done.connection.bankId], ['done', 'BANK']);
    assert.deepEqual(await poll(), done, 'the codes are made once');
    assert.equal(asked, 3);
  });

  it('may take its time over a call', async () => {
    const { login, post } = gatewayTo({
      calls: { getIdentity: async () => ({ status: 'initialized', pending: 'ticket' }) },
      status: async (pending) => {
        assert.equal(pending, 'ticket');
        return { status: 'done', result: { identity: { name: 'Name' } } };
      },
    });
    const { tokenID, userSecret } = (await login()).body.connection;
    const request = { action: '/data/identity/get', appKey: 'app', appSecret: 'secret', tokenID, userSecret };
    const { operationID, status } = (await post('/', request)).body;
    assert.equal(status, 'initialized');
    const { body } = await post('/', { ...request, operationID });
    assert.deepEqual(body, { identity: { name: 'Name' }, operationID, success: true, status: 'done' });
  });

  it('is not waited for when the caller has gone', async () => {
    const caller = new AbortController();
    const { call } = gatewayTo({
      calls: {
        getIdentity: (_, __, { signal }) => {
          queueMicrotask(() => caller.abort());
          assert(!signal.aborted);
          return new Promise(() => {});
        },
      },
    });
    const { status, body } = await call('/data/identity/get', {}, { signal: caller.signal });
    assert.deepEqual([status, body.type], [504, 'TIMED_OUT']);
  });

  it('that breaks shows nothing of what it said, neither to the caller nor in the log', async () => {
    const broken = async () => Promise.reject(new RangeError('planted', { cause: 'planted' }));
    for (const { post, login, call, log } of [
      gatewayTo({ login: broken }),
      gatewayTo({ institutions: broken }),
      gatewayTo({ calls: { getIdentity: broken } }),
    ]) {
      const answers = [await login(), await post('/v2/x/y', {})];
      if (answers[0]?.body.connection) answers[0] = await call('/data/identity/get');
      assert.deepEqual([answers[0]?.status, answers[0]?.body.type], [500, 'UNKNOWN_ERROR']);
      assert.doesNotMatch(JSON.stringify([answers, log]), /planted/);
      const trace = log.flatMap((entry) => entry.trace ?? []);
      assert.equal(trace[0], 'RangeError');
      assert.match(trace[1] ?? '', /gateway\.test/, 'but where it broke');
    }
  });
});

describe('a gateway', () => {
  it('without a good key answers, and says in its log that something is wrong', async () => {
    for (const keys of [[], ['short']]) {
      const { login, log } = gatewayTo({}, keys);
      assert.deepEqual([(await login()).status, log[0]?.status, log[0]?.trace?.[0]], [500, 500, 'TypeError']);
    }
  });

  it('has one entry in its log for each request', async () => {
    const { post, log } = gatewayTo({});
    await post('/connect/v1/status?planted=1', { planted: true });
    assert.equal(log.length, 1);
    const { milliseconds, ...entry } = log[0] ?? { milliseconds: -1 };
    assert.deepEqual(entry, { method: 'POST', path: '/connect/v1/status', status: 422 });
    assert(milliseconds >= 0);
  });
});

describe('a caller who hangs up', () => {
  const slowly = <T>(value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), 150));
  const transfer = { senderID: 'a', amount: '1.00', receiverID: 'b', idempotencyKey: 'once' };

  it('has ended nothing that the bank is still at', async () => {
    const { post, call } = gatewayTo({
      calls: { getIdentity: async () => ({ status: 'initialized', pending: null }) },
      status: () => slowly({ status: 'initialized', pending: null }),
    });
    const { operationID } = (await call('/data/identity/get')).body;
    const ask = (init?: RequestInit) =>
      post('/v2/operation/status', { appSecret: 'secret', operationID }, init);
    await ask({ signal: AbortSignal.timeout(30) });
    assert.equal((await ask()).body.status, 'initialized');
  });

  it('does not stop money that is on its way, and can learn what came of it', async () => {
    let moved = 0;
    const { post, login } = gatewayTo({
      calls: {
        createTransfer: async () => {
          moved++;
          return slowly({ status: 'done', result: { reference: 'r' } });
        },
      },
    });
    const { tokenID, userSecret } = (await login()).body.connection;
    const secrets = { appKey: 'app', appSecret: 'secret', tokenID, userSecret };
    const pay = (init?: RequestInit) =>
      post('/', { action: '/payment/transfer/create', ...secrets, ...transfer }, init);
    const first = pay({ signal: AbortSignal.timeout(30) });
    const again = await pay();
    assert.deepEqual([again.body.status, again.body.reference, moved], ['done', 'r', 1]);
    assert.deepEqual((await first).body, again.body);
    const { body } = await post('/v2/operation/status', {
      appSecret: 'secret',
      operationID: again.body.operationID,
    });
    assert.deepEqual([body.status, body.reference], ['done', 'r']);
    assert.deepEqual(body.opInfo.transferDetails, { senderID: 'a', amount: '1.00' });
  });
});

describe('the document of the secure frame', () => {
  const ask = async (appKey: string) => {
    const gateway = createGateway({
      provider: { ...({} as Provider), calls: {} },
      apps: [app],
      keys: [key],
    });
    return gateway(new Request(`http://gateway.example/connect/v1/frame?appKey=${appKey}`));
  };

  it('may be held by pages of the app, and runs nothing but the gateway’s own script', async () => {
    const response = await ask('app');
    const policy = response.headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'self' https://shop.example",
      "require-trusted-types-for 'script'",
    ])
      assert.ok(policy.split('; ').includes(part), part);
    assert.doesNotMatch(policy, /unsafe/);
    assert.doesNotMatch(await response.text(), /<script(?![^>]* src=)/);
  });

  it('is not there for an app that nobody knows', async () => assert.equal((await ask('other')).status, 401));

  it('says itself which app it is for, as text', async () => {
    const apps = [{ ...app, name: '"><script>alert(1)</script>&' }];
    const provider = { ...({} as Provider), calls: {} };
    const gateway = createGateway({ provider, apps, keys: [key] });
    const response = await gateway(new Request('http://gateway.example/connect/v1/frame?appKey=app'));
    const page = await response.text();
    assert.match(
      page,
      /name="application-name" content="&#34;&#62;&#60;script&#62;alert\(1\)&#60;\/script&#62;&#38;"/,
    );
    assert.doesNotMatch(page, /alert\(1\)<\/script>/);
  });

  it('is cut off from whoever opens it as a window, and may be held by an isolated page', async () => {
    const { headers } = await ask('app');
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.equal(headers.get('cross-origin-embedder-policy'), 'credentialless');
    assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
  });
});
