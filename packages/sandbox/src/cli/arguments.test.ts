import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readArguments, UsageError } from './arguments.js';

const read = (line: string, env: Record<string, string> = {}) =>
  readArguments(line.split(' ').filter(Boolean), env);
const login = 'connect --bank B --username U --password P';

for (const [line, env, expected] of [
  ['', {}, { command: 'serve', port: 8787, origins: [] }],
  ['', { GATEWAY_PORT: '9000' }, { command: 'serve', port: 9000, origins: [] }],
  ['', { GATEWAY_PORT: '' }, { command: 'serve', port: 8787, origins: [] }],
  ['--port 0', { GATEWAY_PORT: '9000' }, { command: 'serve', port: 0, origins: [] }],
  ['--port=80', { GATEWAY_PORT: 'nonsense' }, { command: 'serve', port: 80, origins: [] }],
  [
    '--origin https://a.example --origin http://b.example:8080 --origin http://c.example:*',
    {},
    {
      command: 'serve',
      port: 8787,
      origins: ['https://a.example', 'http://b.example:8080', 'http://c.example:*'],
    },
  ],
  ['--state a.json', {}, { command: 'serve', port: 8787, origins: [], stateFile: 'a.json' }],
  ['--help', {}, { command: 'help' }],
  ['-h', {}, { command: 'help' }],
  ['connect --help', {}, { command: 'help' }],
] as const)
  it(`understands '${line}' with GATEWAY_PORT ${'GATEWAY_PORT' in env ? `'${env.GATEWAY_PORT}'` : 'unset'}`, () =>
    assert.deepEqual(read(line, env), expected));

it('understands connect', () => {
  const least = {
    ...{ command: 'connect', url: 'http://localhost:8787', institutionID: 'B', username: 'U', password: 'P' },
    ...{ code: undefined, appKey: 'sandbox-app', bundleID: 'sandbox-bundle', clientUserID: 'example-user' },
  };
  assert.deepEqual(read(login), least);
  const more = '--url http://127.0.0.1:1/bank/ --code 1 --app-key K --bundle-id I --client-user-id C';
  assert.deepEqual(read(`${login} ${more}`), {
    ...{ ...least, url: 'http://127.0.0.1:1/bank', code: '1' },
    ...{ appKey: 'K', bundleID: 'I', clientUserID: 'C' },
  });
});

for (const [line, message] of [
  ['--prot 1', "Unknown option '--prot'. See --help."],
  ['--port', /^Option '--port <value>' argument missing/],
  ['--state', /^Option '--state <value>' argument missing/],
  ['--port x', "'x' is not a port: a number from 0 to 65535."],
  ['--port 65536', "'65536' is not a port: a number from 0 to 65535."],
  ['--port=-1', "'-1' is not a port: a number from 0 to 65535."],
  ['--institutions many', "'many' is not a number of banks: one from 0 to 999999."],
  ['--port 1.5', "'1.5' is not a port: a number from 0 to 65535."],
  ['--origin shop.example', "'shop.example' is not an origin, such as https://shop.example."],
  [
    '--origin https://shop.example/a',
    "'https://shop.example/a' is not an origin, perhaps https://shop.example.",
  ],
  [
    '--origin https://shop.example/',
    "'https://shop.example/' is not an origin, perhaps https://shop.example.",
  ],
  [
    '--origin https://shop.example:443',
    "'https://shop.example:443' is not an origin, perhaps https://shop.example.",
  ],
  ['--origin *', "'*' is not an origin, such as https://shop.example."],
  ['--origin file:///a', "'file:///a' is not an origin, such as https://shop.example."],
  ['serve', 'There is an argument that belongs to no option. See --help.'],
  ['connect', '--bank is missing. See --help.'],
  ['connect --bank B --username U', '--password is missing. See --help.'],
  ['connect --bank B --username U hunter2', 'There is an argument that belongs to no option. See --help.'],
  ['connect --bank B --username U --pasword=hunter2', "Unknown option '--pasword'. See --help."],
  [`${login} --url localhost:8787`, '--url is not an address that begins with http:// or https://.'],
  [`${login} --port 1`, "Unknown option '--port'. See --help."],
] as const)
  it(`does not understand '${line}'`, () =>
    assert.throws(
      () => read(line),
      (error) => {
        assert(error instanceof UsageError);
        if (typeof message === 'string') assert.equal(error.message, message);
        else assert.match(error.message, message);
        return true;
      },
    ));
