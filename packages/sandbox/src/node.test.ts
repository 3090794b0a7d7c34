import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { dashboardLogin } from './management/session.js';
import { startSandbox } from './node.js';

const config = '/connect/v1/config?appKey=sandbox-app&bundleID=sandbox-bundle';

it('is reached by every name of this machine', async () => {
  const sandbox = await startSandbox({ port: 0 });
  assert.match(sandbox.url, /^http:\/\/localhost:\d+$/);
  for (const host of ['localhost', '127.0.0.1'])
    assert.equal((await fetch(sandbox.url.replace('localhost', host) + config)).status, 200, host);
  await sandbox.close();
  await assert.rejects(fetch(sandbox.url + config), 'nothing listens any more');
});

it('is reached by pages of the origins that it is given, and of this machine', async () => {
  const sandbox = await startSandbox({ port: 0, origins: ['https://shop.example'] });
  const statusFor = async (origin: string) =>
    (await fetch(sandbox.url + config, { headers: { origin } })).status;
  assert.equal(await statusFor('https://shop.example'), 200);
  assert.equal(await statusFor('http://localhost:5173'), 200);
  assert.equal(await statusFor('https://evil.example'), 403);
  await sandbox.close();
});

it('tells of every request', async () => {
  const lines: string[] = [];
  const log = ({ method, path, status }: { method: string; path: string; status: number }) =>
    lines.push(`${method} ${path} ${status}`);
  const sandbox = await startSandbox({ port: 0, log });
  await fetch(sandbox.url + config);
  assert.deepEqual(lines, ['GET /connect/v1/config 200']);
  await sandbox.close();
});

it('knows again what happened when it is given a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const stateFile = join(folder, 'state.json');
  const login = async () => {
    const sandbox = await startSandbox({ port: 0, stateFile });
    const body = JSON.stringify(dashboardLogin);
    const response = await fetch(`${sandbox.url}/v2/clients/login`, { method: 'POST', body });
    await sandbox.close();
    return ((await response.json()) as { jwt: string }).jwt;
  };
  const jwt = await login();
  const sandbox = await startSandbox({ port: 0, stateFile });
  const response = await fetch(`${sandbox.url}/v2/apps/sandbox/users/getAll`, {
    method: 'POST',
    headers: { authorization: `Bearer ${jwt}` },
    body: '{"appKey":"sandbox-app"}',
  });
  assert.equal(response.status, 200);
  await sandbox.close();
  await writeFile(stateFile, 'not ours');
  await assert.rejects(startSandbox({ port: 0, stateFile }), /holds something else/);
  await rm(folder, { recursive: true });
});

for (const hostname of ['127.0.0.1', '::1'])
  it(`says that a port is taken when it is taken on ${hostname}`, async (t) => {
    const other = createServer();
    const listens = await new Promise((resolve) => {
      other.once('error', () => resolve(false)).listen(0, hostname, () => resolve(true));
    });
    if (!listens) return t.skip('no IPv6 here');
    const { port } = other.address() as AddressInfo;
    await assert.rejects(startSandbox({ port }), {
      message: `Port ${port} is taken. Choose another with --port.`,
    });
    other.close();
    const sandbox = await startSandbox({ port });
    assert.equal(sandbox.url, `http://localhost:${port}`, 'the refused start has let go of it');
    await sandbox.close();
  });
