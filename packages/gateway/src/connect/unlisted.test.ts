import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Unlisted } from '@connect-layer/protocol';
import { createGateway, type GatewayOptions } from '../gateway.js';

const app = { appKey: 'app', bundleID: 'bundle' };

/** A gateway for pages of one shop, and what it was told. */
function gatewayThat(options: Partial<GatewayOptions> = {}) {
  const told: Unlisted[] = [];
  const logged: unknown[] = [];
  const gateway = createGateway({
    provider: { name: 'none', calls: {} } as never,
    apps: [
      {
        ...{ appKey: 'app', appSecret: 'secret', name: 'App', bundleIDs: ['bundle'] },
        ...{ origins: ['https://shop.example'], environment: 'production' },
      },
    ],
    keys: ['A'.repeat(43)],
    onUnlisted: (report) => told.push(report),
    log: (entry) => logged.push(entry),
    ...options,
  });
  const send = async (body: object, origin = 'https://shop.example') => {
    const init = { method: 'POST', body: JSON.stringify(body), headers: { origin } };
    const response = await gateway(new Request('https://gateway.example/connect/v1/unlisted', init));
    return (await response.json()) as { success: boolean; type?: string; msg?: string };
  };
  return { send, told, logged };
}

it('hands on what somebody did not find, as plain text', async () => {
  const { send, told, logged } = gatewayThat();
  assert.deepEqual(
    await send({ ...app, query: ' Bank\u0000 of\r\n\u001b[31mNowhere\u202e ', country: 'AE' }),
    {
      ...{ success: true, status: 'done' },
    },
  );
  assert.equal((await send({ ...app, query: 'بنك' })).success, true);
  assert.deepEqual(told, [
    { appKey: 'app', query: 'Bank of [31mNowhere', country: 'AE' },
    { appKey: 'app', query: 'بنك' },
  ]);
  assert(!JSON.stringify(logged).includes('Nowhere'), 'what was typed is not in the log');
});

for (const [what, body] of [
  ['nothing', {}],
  ['only spaces', { query: ' \u0000 ' }],
  ['a text without end', { query: 'x'.repeat(101) }],
  ['something else than text', { query: ['x'] }],
  ['no country', { query: 'x', country: 'Germany' }],
] as const)
  it(`refuses ${what}`, async () => {
    const { send, told } = gatewayThat();
    const { success, type, msg } = await send({ ...app, ...body });
    assert.deepEqual([success, type], [false, 'VALIDATION_ERROR']);
    assert(!msg?.includes('Germany'));
    assert.deepEqual(told, []);
  });

it('listens only to the app’s own pages', async () => {
  const { send, told } = gatewayThat();
  assert.equal((await send({ ...app, query: 'x' }, 'https://evil.example')).type, 'ORIGIN_NOT_ALLOWED');
  assert.equal((await send({ appKey: 'other', query: 'x' })).type, 'INVALID_APP');
  assert.deepEqual(told, []);
});

it('thanks all the same when nobody listens, or whoever listens breaks', async () => {
  const breaking = { onUnlisted: () => Promise.reject(new Error('No.')) };
  const throwing = { onUnlisted: () => assert.fail('No.') };
  for (const options of [breaking, throwing, { onUnlisted: undefined as never }]) {
    const { send } = gatewayThat(options);
    assert.equal((await send({ ...app, query: 'x' })).success, true);
  }
});
