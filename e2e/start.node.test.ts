import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { testConnector } from '@connect-layer/sandbox';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Starts the demo as `npm start` does, and gives what it printed until it said what is wanted or ended. */
async function start(env: Record<string, string>, until: RegExp, more: readonly string[] = []) {
  const args = ['--import', 'tsx', '-C', 'connect-layer-source', 'demo/start.ts', ...more];
  const demo = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
  let printed = '';
  const exit = once(demo, 'exit') as Promise<[number]>;
  const said = new Promise<void>((resolve) => {
    for (const stream of [demo.stdout, demo.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        if (until.test(printed)) resolve();
      });
  });
  await Promise.race([said, exit]);
  return {
    printed: () => printed,
    exit,
    stop: async () => {
      demo.kill('SIGTERM');
      return (await exit)[0];
    },
  };
}

describe('npm start', { concurrency: false }, () => {
  it('serves demo and gateway, says where and what to do, and ends when told to', async () => {
    const env = { PORT: '5211', GATEWAY_PORT: '8811' };
    const demo = await start(env, /password/);
    assert.match(demo.printed(), /http:\/\/localhost:5211\//);
    assert.match(demo.printed(), /http:\/\/localhost:8811\/.*sandbox-app.*sandbox-bundle.*sandbox-secret/);
    assert.match(demo.printed(), /Click .* Log in as “demo”, .* The password is demo/);
    const page = await (await fetch('http://localhost:5211/script-tag.html')).text();
    assert.match(page, /src="http:\/\/localhost:8811\/dapi\/v2\/sdk\.js"/);
    assert.equal((await fetch('http://localhost:8811/dapi/v2/sdk.js')).status, 200);
    assert.equal(await demo.stop(), 0);
  });

  for (const [name, id, bank] of [
    ['finapi', 'FINAPI_280001', 'finAPI Test Bank'],
    ['powens', testConnector, 'Connecteur de test'],
  ] as const)
    it(`stands on ${name} when it is told to`, async (test) => {
      const demo = await start({ PORT: '5215', GATEWAY_PORT: '8815' }, /Log in as/, ['--provider', name]);
      test.after(() => demo.stop());
      assert.match(demo.printed(), new RegExp(`Standing on ${name}`));
      const query = new URLSearchParams({ appKey: 'sandbox-app', id });
      const found = await fetch(`http://localhost:8815/connect/v1/institution?${query}`);
      assert.equal(((await found.json()) as { institution: { name: string } }).institution.name, bank);
      const page = await (await fetch('http://localhost:5215/script-tag.html')).text();
      assert.match(page, /page of (finAPI|Powens), which is simulated too/);
      assert.equal(await demo.stop(), 0);
    });

  it('names a provider that there is not', async () => {
    const demo = await start({ PORT: '5217', GATEWAY_PORT: '8817' }, /\n/, ['--provider', 'swift']);
    assert.equal((await demo.exit)[0], 1);
    assert.match(demo.printed(), /--provider is “swift”. It must be one of sandbox, finapi, powens\./);
  });

  for (const [variable, other] of [
    ['PORT', 'GATEWAY_PORT'],
    ['GATEWAY_PORT', 'PORT'],
  ] as const)
    it(`names a taken ${variable}`, async () => {
      const holder = createServer().listen(5213, '127.0.0.1');
      await once(holder, 'listening');
      const demo = await start({ [variable]: '5213', [other]: '8813' }, /\n/);
      const [code] = await demo.exit;
      holder.close();
      assert.equal(code, 1);
      assert.match(demo.printed(), new RegExp(`Port 5213 is taken\\. Set ${variable} to another one\\.`));
    });

  it('names a port that is none', async () => {
    const demo = await start({ PORT: 'many' }, /\n/);
    assert.equal((await demo.exit)[0], 1);
    assert.match(demo.printed(), /PORT/);
  });
});
