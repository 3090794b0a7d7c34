import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { testConnector } from './doors/powens.js';

const bin = fileURLToPath(new URL('./bin.ts', import.meta.url));
const running = new Set<ChildProcess>();
after(() => running.forEach((child) => child.kill('SIGKILL')));

/** Starts the command as `npm run sandbox` does. */
function start(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', '-C', 'connect-layer-source', bin, ...args], {
    env: { ...process.env, GATEWAY_PORT: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const ended = once(child, 'close').then(([exitCode]: unknown[]) => ({ exitCode, ...said }));
  const hasSaid = async (pattern: RegExp) => {
    for (let tries = 0; !pattern.test(said.stdout); tries++) {
      assert(tries < 200 && child.exitCode === null, `never said ${pattern}: ${said.stdout}${said.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return said.stdout;
  };
  return { child, ended, hasSaid };
}

for (const [provider, bank] of [
  ['finapi', 'FINAPI_280001'],
  ['powens', testConnector],
] as const)
  it(`--provider ${provider} puts the gateway on it, and both upstreams say where they are`, async () => {
    const { child, ended, hasSaid } = start('--port', '0', '--provider', provider, '--finapi-port', '0');
    const said = await hasSaid(/Powens[^]*Password.*\n/);
    const [gateway, finapi, powens] = said.match(/http:\/\/localhost:\d+/g) ?? [];
    const listed = await fetch(`${gateway}/connect/v1/institutions?appKey=sandbox-app`);
    const banks = await listed.text();
    assert(banks.includes(bank), `${bank} is not listed`);
    for (const at of [`${finapi}/api/v2/banks`, `${powens}/2.0/connectors`])
      assert((await fetch(at)).status < 500, `nothing answers at ${at}`);
    child.kill('SIGTERM');
    assert.equal((await ended).exitCode, 0);
  });

it('says which of its ports is taken, and lets go of the others', async () => {
  const first = start('--port', '0', '--powens-port', '0');
  const said = await first.hasSaid(/Powens[^]*Password.*\n/);
  const [gateway, , powens] = (said.match(/http:\/\/localhost:\d+/g) ?? []).map((url) => new URL(url).port);
  for (const [option, port = ''] of [
    ['--port', gateway],
    ['--powens-port', powens],
  ] as const) {
    const second = await start('--port', '0', option, port).ended;
    assert.deepEqual(
      [second.exitCode, second.stderr],
      [1, `Port ${port} is taken. Choose another with ${option}.\n`],
    );
  }
  first.child.kill('SIGTERM');
  assert.equal((await first.ended).exitCode, 0);
});

describe('a running sandbox', () => {
  let sandbox: ReturnType<typeof start>;
  let url: string;
  before(async () => {
    sandbox = start('--port', '0', '--origin', 'https://shop.example');
    url = /http:\/\/localhost:\d+/.exec(await sandbox.hasSaid(/mfa_otp_data.*\n/))?.[0] ?? '';
  });

  it('says where it is and how to log in', async () => {
    const said = await sandbox.hasSaid(/./);
    for (const word of [
      url,
      'sandbox-app',
      'sandbox-bundle',
      'sandbox-secret',
      'demo',
      'mfa_otp',
      '123456',
      'alien',
      '.77',
    ])
      assert(said.includes(word), word);
  });

  it('is used by connect, which prints the codes as one line of JSON', async () => {
    const { exitCode, stdout, stderr } = await connect('demo');
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.match(stdout, /^\{.*\}\n$/);
    const codes = JSON.parse(stdout) as Record<string, string>;
    assert.deepEqual(Object.keys(codes), ['accessCode', 'connectionID', 'userSecret', 'tokenID', 'userID']);
    const { accessCode, connectionID } = codes;
    const body = JSON.stringify({ appSecret: 'sandbox-secret', accessCode, connectionID });
    const response = await fetch(`${url}/v2/auth/ExchangeToken`, { method: 'POST', body });
    assert.equal(response.status, 200);
  });

  it('asks connect for a code when the bank does', async () => {
    assert.equal((await connect('mfa_otp', '--code', '123456')).exitCode, 0);
    const wrong = await connect('mfa_otp', '--code', '654321');
    assert.deepEqual([wrong.exitCode, wrong.stdout], [1, '']);
    assert.match(wrong.stderr, /^INVALID_MFA: /);
    const none = await connect('mfa_otp');
    assert.deepEqual([none.exitCode, none.stderr], [1, 'The bank asks for a code. Answer with --code.\n']);
  });

  it('refuses connect with the type of the failure, and no password', async () => {
    const { exitCode, stdout, stderr } = await start(
      ...[
        'connect',
        '--url',
        url,
        '--bank',
        'DAPIBANK_AE_LIV',
        '--username',
        'demo',
        '--password',
        'hunter2',
      ],
    ).ended;
    assert.deepEqual([exitCode, stdout], [1, '']);
    assert.match(stderr, /^INVALID_CREDENTIALS: .*\n$/);
    assert.doesNotMatch(stderr, /hunter2/);
  });

  it('logs a line for each request, without its query', async () => {
    await fetch(`${url}/connect/v1/config?appKey=sandbox-app&bundleID=sandbox-bundle`);
    const said = await sandbox.hasSaid(/^GET \/connect\/v1\/config 200 \d+ ms$/m);
    assert.match(said, /^POST \/connect\/v1\/login 200 \d+ ms$/m);
    assert.doesNotMatch(said, /hunter2|\?/);
  });

  it('says so to a second one on the same port', async () => {
    const { port } = new URL(url);
    const { exitCode, stderr } = await start('--port', port).ended;
    assert.deepEqual([exitCode, stderr], [1, `Port ${port} is taken. Choose another with --port.\n`]);
  });

  it('stops when it is told to', async () => {
    sandbox.child.kill('SIGTERM');
    assert.equal((await sandbox.ended).exitCode, 0);
  });

  const connect = (username: string, ...more: string[]) =>
    start(
      ...['connect', '--url', url, '--bank', 'DAPIBANK_AE_LIV', '--username', username, '--password', 'demo'],
      ...more,
    ).ended;
});

it('stops on Ctrl-C', async () => {
  const { child, hasSaid, ended } = start('--port', '0');
  await hasSaid(/http:/);
  child.kill('SIGINT');
  assert.equal((await ended).exitCode, 0);
});

it('helps', async () => {
  const { exitCode, stdout } = await start('--help').ended;
  assert.equal(exitCode, 0);
  for (const option of ['--port', '--origin', '--state', '--bank', '--code'])
    assert(stdout.includes(option), option);
});

it('exits with 2 when the command line makes no sense', async () => {
  const { exitCode, stdout, stderr } = await start('--port', 'x').ended;
  assert.deepEqual([exitCode, stdout], [2, '']);
  assert.equal(stderr, "'x' is not a port: a number from 0 to 65535.\n");
});

it('exits with 1 when there is no gateway to connect to', async () => {
  const { exitCode, stderr } = await start(
    ...['connect', '--url', 'http://127.0.0.1:1', '--bank', 'B', '--username', 'U', '--password', 'hunter2'],
  ).ended;
  assert.deepEqual([exitCode, stderr], [1, 'SERVER_ERROR: There is no gateway at http://127.0.0.1:1.\n']);
});
