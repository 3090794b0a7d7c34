import assert from 'node:assert/strict';
import { it } from 'node:test';
import { powensProvider } from '@connect-layer/gateway/providers/powens';
import { powensAt, powensDoor, testConnector } from '@connect-layer/sandbox';
import { startDoor, startSandbox } from '@connect-layer/sandbox/node';
import { Backend, Connected } from '../../models/backend.js';

it('a connection through the gateway: consent, data over both surfaces, a consent that runs out, repair, end', async (test) => {
  const door = await startDoor(powensDoor(), { port: 0, usual: 0, option: '' });
  test.after(() => door.close());
  const sandbox = await startSandbox({ port: 0, provider: powensProvider(powensAt(door.url, 'embedded')) });
  test.after(() => sandbox.close());
  const backend = new Backend((request) => fetch(request), sandbox.url);
  const { appKey, bundleID } = backend.app;
  const whose = { appKey, bundleID, sessionKey: 'a-session-key-of-128-bits' };
  const credentials = { openapiwebsite: 'additionalInformationNeeded', login: 'a', password: '1234' };

  const { body: asked } = await backend.post('/connect/v1/login', {
    ...{ ...whose, clientUserID: 'someone', institutionID: testConnector, credentials },
  });
  assert.equal(asked.userInputs[0].id, 'otp');
  const answer = async ({ operationID }: { operationID: string }, id: string, given: string) => {
    const userInputs = [{ id, index: 0, answer: given }];
    return (await backend.post('/connect/v1/answer', { ...whose, operationID, userInputs })).body;
  };
  const accounts = await answer(asked, 'otp', '1234');
  assert.equal(accounts.userInputs[0].id, 'accounts');
  const chosen = accounts.userInputs[0].queryOptions.map(({ id }: { id: string }) => id).join(',');
  const { connection } = await answer(accounts, 'accounts', chosen);
  const ends = connection.consentExpiresAt as number;
  assert(Math.abs(ends - Date.now() - 180 * 86_400_000) < 60_000, 'The connection tells when consent ends.');

  const { accessToken } = (await backend.exchange(connection)).body;
  const connected = new Connected(backend, connection, accessToken);
  for (const surface of ['v2', 'forward'] as const)
    assert.equal((await connected[surface]('getAccounts')).body.accounts.length, 2);

  const { connections } = (await (await fetch(`${door.url}/__sandbox/state`)).json()) as {
    connections: [{ id: number }];
  };
  const body = JSON.stringify({ connection: connections[0].id, state: 'wrongpass' });
  await fetch(`${door.url}/__sandbox/state-of`, { method: 'POST', body });
  assert.equal((await connected.v2('getAccounts')).body.type, 'INVALID_CONNECTION');
  const { tokenID, userSecret } = connection;
  const repairs = { tokenID, userSecret };
  const repair = (await backend.post('/connect/v1/repair', { ...whose, clientUserID: 'someone', repairs }))
    .body;
  assert.deepEqual(repair.fields, ['openapiwebsite', 'login', 'password']);
  const mended = (
    await backend.post('/connect/v1/login', {
      ...{ ...whose, clientUserID: 'someone', institutionID: testConnector, repairs },
      credentials: { ...credentials, openapiwebsite: 'par' },
    })
  ).body;
  assert.equal(mended.status, 'done', JSON.stringify(mended));
  assert.equal(mended.connection.connectionID, connection.connectionID);
  assert.equal((await connected.v2('getAccounts')).body.accounts.length, 2);
  assert.equal((await connected.v2('delinkUser')).body.status, 'done');
  const left = (await (await fetch(`${door.url}/__sandbox/state`)).json()) as { users: unknown[] };
  assert.deepEqual(left.users, []);
});
