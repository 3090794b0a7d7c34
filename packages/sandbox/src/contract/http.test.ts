import assert from 'node:assert/strict';
import { request as rawRequest } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { browserFiles } from '@connect-layer/gateway/node';
import { app, serveSandboxBank, sessionKey } from './served.test-helper.js';

let gateway: Awaited<ReturnType<typeof serveSandboxBank>>;
before(async () => void (gateway = await serveSandboxBank({ files: browserFiles() })));
after(() => gateway.close());

const badRequest = { msg: 'Invalid JSON request', type: 'BAD_REQUEST', success: false, status: 'failed' };

describe('a body', () => {
  for (const text of ['', '{', '"text"', '[]', 'null', '{"appKey":"hunter2"'])
    it(`that is ${text || 'empty'} is not a JSON object`, async () => {
      for (const path of ['/connect/v1/login', '/v2/data/accounts/get', '/v2/metadata/accounts/get', '/']) {
        const { status, body } = await gateway.post(path, text);
        assert.deepEqual([status, body], [400, badRequest], path);
      }
    });

  it('may have 64 kB and no more', async () => {
    const filled = (length: number) => {
      const empty = JSON.stringify({ ...app, filler: '' }).length;
      return JSON.stringify({ ...app, filler: 'x'.repeat(length - empty) });
    };
    const most = await gateway.post('/connect/v1/login', filled(64 * 1024));
    assert.equal(most.body.type, 'VALIDATION_ERROR');
    for (const length of [64 * 1024 + 1, 1024 * 1024]) {
      const { status, body } = await gateway.post('/connect/v1/login', filled(length));
      assert.deepEqual([status, body.type], [413, 'REQUEST_TOO_LARGE']);
    }
  });
});

describe('a path', () => {
  for (const [method, path, status, type] of [
    ['GET', '/nowhere', 404, 'NOT_FOUND'],
    ['POST', '/nowhere', 404, 'NOT_FOUND'],
    ['GET', '/connect/v1/nowhere', 404, 'NOT_FOUND'],
    ['GET', '/connect/v1/login', 405, 'METHOD_NOT_ALLOWED'],
    ['POST', '/connect/v1/config', 405, 'METHOD_NOT_ALLOWED'],
    ['DELETE', '/connect/v1/status', 405, 'METHOD_NOT_ALLOWED'],
    ['GET', '/', 405, 'METHOD_NOT_ALLOWED'],
    ['GET', '/v2/data/accounts/get', 405, 'METHOD_NOT_ALLOWED'],
  ] as const)
    it(`${path} answers ${method} with ${status}`, async () => {
      const response = await fetch(gateway.url + path, { method });
      const body = (await response.json()) as { type: string; success: boolean };
      assert.deepEqual([response.status, body.type, body.success], [status, type, false]);
    });

  it('may be below one of the server it is mounted in', async () => {
    const mounted = await serveSandboxBank({ basePath: '/bank' });
    const query = `?${new URLSearchParams(app)}`;
    assert.equal((await mounted.get(`/bank/connect/v1/config${query}`)).status, 200);
    assert.equal((await mounted.post('/bank', {})).body.type, 'VALIDATION_ERROR');
    for (const path of ['/connect/v1/config', '/bankrupt/connect/v1/config', '/'])
      assert.equal((await mounted.get(path + query)).status, 404, path);
    await mounted.close();
  });
});

describe('a page of any origin', () => {
  it('may send a request with the headers that it needs', async () => {
    for (const path of ['/', '/v2/data/accounts/get', '/connect/v1/login']) {
      const headers = {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      };
      const response = await fetch(gateway.url + path, { method: 'OPTIONS', headers });
      assert.equal(response.status, 204);
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
      assert.equal(response.headers.get('access-control-allow-headers'), 'authorization,content-type');
      assert.match(response.headers.get('access-control-allow-methods') ?? '', /POST/);
      assert.equal(response.headers.get('access-control-allow-credentials'), null);
    }
  });

  it('may read every answer', async () => {
    for (const { headers } of [
      await gateway.get('/nowhere'),
      await gateway.post('/v2/data/accounts/get', '{'),
      await gateway.get('/connect/v1/logos/DAPIBANK_AE_LIV.svg'),
    ])
      assert.equal(headers.get('access-control-allow-origin'), '*');
  });
});

describe('files', () => {
  it('never come from another folder than that of the script', async () => {
    for (const path of [
      '/dapi/v2/../../../package.json',
      '/dapi/v2/..%2f..%2fpackage.json',
      '/dapi/v2/%2e%2e/%2e%2e/build.mjs',
      '/dapi/v2/..%5c..%5cpackage.json',
      '/dapi/v2//etc/passwd',
      '/dapi/v2/..%2f..%2fsrc%2findex.js',
      '/dapi/v2/.js',
      '/dapi/v2/sdk.js%00.js',
      '/dapi/v2/package.json',
      '/dapi/v2/nothing-of-this-name.js',
      '/../package.json',
    ])
      assert.equal(await statusOf(path), 404, path);
  });

  /** The path as it is: `fetch` would tidy it up first. */
  const statusOf = (path: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(gateway.url);
      rawRequest({ hostname, port, path }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
});

describe('the log', () => {
  it('tells of every request, and nothing of what was in it', async () => {
    const secrets = ['planted-password', 'planted-code', 'planted-secret', 'planted-token', 'planted-query'];
    const [password, answer, userSecret, token, value] = secrets;
    gateway.log.length = 0;
    await gateway.login('demo', { credentials: { username: 'planted-name', password } });
    const { operationID } = (await gateway.login('mfa_otp')).body;
    const userInputs = [{ id: 'otp', index: 0, answer }];
    await gateway.post('/connect/v1/answer', { ...app, sessionKey, operationID, userInputs });
    const headers = { authorization: `Bearer ${token}` };
    await gateway.post('/v2/data/accounts/get', { appSecret: userSecret, userSecret }, headers);
    await gateway.post(`/v2/data/accounts/get?${value}`, `{"appSecret":"${userSecret}"`, headers);
    await gateway.get(`/connect/v1/config?appKey=${value}&bundleID=x`);

    assert.deepEqual(
      gateway.log.map(({ method, path, status }) => `${method} ${path} ${status}`),
      [
        'POST /connect/v1/login 200',
        'POST /connect/v1/login 200',
        'POST /connect/v1/answer 200',
        'POST /v2/data/accounts/get 401',
        'POST /v2/data/accounts/get 400',
        'GET /connect/v1/config 401',
      ],
    );
    const text = JSON.stringify(gateway.log);
    assert.doesNotMatch(text, /planted/);
    assert(!text.includes(operationID) && !text.includes(sessionKey));
  });
});
