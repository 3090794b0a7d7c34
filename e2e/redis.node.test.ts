import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createGateway, type ProviderCalls } from '@connect-layer/gateway';
import { redisStore } from '@connect-layer/gateway/stores/redis';
import { sandboxApp, sandboxBank, sandboxKey } from '@connect-layer/sandbox';
import { createClient } from 'redis';
import { Backend, Connected } from './models/backend.js';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

describe('gateways that share a Redis', { skip: !hasRedis && 'there is no redis-server' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const path = join(folder, 'socket');
  let server: ReturnType<typeof spawn>;
  const connect = () => createClient({ socket: { path, tls: false } });
  let client: ReturnType<typeof connect>;

  before(async () => {
    const args = ['--port', '0', '--unixsocket', path, '--dir', folder, '--save', '', '--loglevel', 'notice'];
    server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const chunk of server.stdout!) if (String(chunk).includes('ready to accept')) break;
    client = await connect().connect();
  });
  after(async () => {
    client?.destroy();
    server?.kill();
    if (server) await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });

  /** A gateway as another process would have it: with a memory of its own, and a bank that knows of no keys. */
  const open = (calls: ProviderCalls = {}) => {
    const bank = sandboxBank();
    const provider = { ...bank, idempotent: false, calls: { ...bank.calls, ...calls } };
    const store = redisStore(client);
    return new Backend(createGateway({ provider, apps: [sandboxApp()], keys: [sandboxKey], store }));
  };

  it('keep values for their time, for ever, and for the one who claims first', async () => {
    const store = redisStore(client);
    await store.set('a', '1', 1);
    await store.set('lasting', '1', Infinity);
    assert.equal(await store.get('a'), '1');
    assert.equal(await client.ttl('connect-layer:lasting'), -1);
    const claims = await Promise.all([1, 2, 3, 4].map((n) => store.claim('claimed', String(n), 60)));
    assert.equal(claims.filter(Boolean).length, 1);
    await store.delete('lasting');
    assert.equal(await store.get('lasting'), undefined);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    assert.equal(await store.get('a'), undefined);
  });

  it('redeem a code once, and forget no delinked token', async () => {
    const [one, two] = [open(), open()];
    const connection = await one.logIn();
    const { accessToken } = (await one.exchange(connection)).body;
    assert.equal((await two.exchange(connection)).status, 401);
    const here = new Connected(one, connection, accessToken);
    assert.equal((await here.v2('delinkUser')).body.status, 'done');
    const there = new Connected(two, connection, accessToken);
    assert.equal((await there.v2('getIdentity')).status, 401);
  });

  it('move money once, whichever of them is asked, at the same time and after a restart', async () => {
    let moved = 0;
    const createTransfer: ProviderCalls['createTransfer'] = async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { status: 'done', result: { reference: String(++moved) } };
    };
    const start = () => open({ createTransfer });
    const one = start();
    const connection = await one.logIn();
    const { accessToken } = (await one.exchange(connection)).body;
    const transfer = { senderID: 'a', receiverID: 'b', amount: '1.00', idempotencyKey: 'once' };
    const pay = (at: Backend) => new Connected(at, connection, accessToken).v2('createTransfer', transfer);
    const answers = [...(await Promise.all([pay(one), pay(start()), pay(start())])), await pay(start())];
    for (const { body } of answers) assert.deepEqual([body.status, body.reference], ['done', '1']);
    assert.equal(moved, 1);
  });

  it('hold nothing of a secret in the clear', async () => {
    const gateway = open();
    const connection = await gateway.logIn('mfa_otp_data');
    const { accessToken } = (await gateway.exchange(connection)).body;
    await new Connected(gateway, connection, accessToken).v2('getIdentity');
    const names = await client.keys('*');
    assert.ok(names.some((name) => name.includes('operation:')));
    const values = await Promise.all(names.map((name) => client.get(name)));
    const all = [...names, ...values].join('\n');
    for (const secret of [accessToken, connection.userSecret, connection.accessCode, 'mfa_otp_data'])
      assert.ok(!all.includes(secret), 'a secret lies in Redis');
  });
});
