import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createGateway, memoryStore, type Gateway } from '@connect-layer/gateway';
import { finapiProvider } from '@connect-layer/gateway/providers/finapi';
import { readIndex, type Connection, type InstitutionIndex } from '@connect-layer/protocol';
import { finapiClient, finapiDoor, sandboxApp, sandboxKey } from '@connect-layer/sandbox';
import { startDoor, type RunningSandbox } from '@connect-layer/sandbox/node';
import { Backend, Connected } from './models/backend.js';
import { FinapiForm, logInAt } from './models/finapi-form.js';

/** A gateway in front of the simulated finAPI; what is sent there, what is kept and what is logged. */
let sandbox: RunningSandbox;
let gateway: Gateway;
let backend: Backend;
const sent: string[] = [];
const keptOrLogged: string[] = [];
before(async () => {
  sandbox = await startDoor(finapiDoor(), { port: 0, usual: 0, option: '' });
  const store = memoryStore({ now: Date.now });
  gateway = createGateway({
    provider: finapiProvider({
      ...{ ...finapiClient, accessURL: sandbox.url, testBanks: true },
      fetch: async (url, init) => {
        const body = typeof init?.body === 'string' ? init.body : '';
        sent.push(`${init?.method} ${new URL(url as string).pathname} ${body}`);
        return fetch(url, init);
      },
    }),
    apps: [sandboxApp()],
    keys: [sandboxKey],
    store: {
      ...store,
      set: (key, value, seconds) => {
        keptOrLogged.push(value);
        return store.set(key, value, seconds);
      },
    },
    log: (entry) => keptOrLogged.push(JSON.stringify(entry)),
  });
  backend = new Backend(gateway);
});
after(() => sandbox.close());

const timesSent = (at: RegExp) => sent.filter((line) => at.test(line)).length;
const pageOf = (body: { userInputs: { id: string; query: string }[] }): string => {
  assert.equal(body.userInputs[0]?.id, 'redirect');
  return body.userInputs[0].query;
};

const whose = { appKey: 'sandbox-app', bundleID: 'sandbox-bundle', sessionKey: 'a-session-key-of-128-bits' };
const userInputs = [{ id: 'redirect', index: 0, answer: '' }];

async function connect(login = 'demo_no_msa', clientUserID = 'someone'): Promise<Connected> {
  const begun = await backend.post('/connect/v1/login', {
    ...{ ...whose, clientUserID, institutionID: 'FINAPI_280001', credentials: {} },
  });
  await logInAt(pageOf(begun.body), login, login.split('.')[0]);
  const { operationID } = begun.body;
  let { body } = await backend.post('/connect/v1/answer', { ...whose, operationID, userInputs });
  for (let tries = 0; body.status === 'initialized' && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    ({ body } = await backend.post('/connect/v1/status', { ...whose, operationID }));
  }
  assert.equal(body.status, 'done', JSON.stringify(body));
  const connection = body.connection as Connection;
  const { accessToken } = (await backend.exchange(connection)).body as { accessToken: string };
  return new Connected(backend, connection, accessToken);
}

it('is called back by finAPI where it was told its own address', async () => {
  let called: Promise<Response> | undefined;
  const reached: string[] = [];
  const door = await startDoor(
    finapiDoor({
      fetch: async (url, init) => {
        reached.push(url as string);
        called = told(new Request(url, init));
        return called;
      },
    }),
    { port: 0, usual: 0, option: '' },
  );
  const told = createGateway({
    provider: finapiProvider({ ...finapiClient, accessURL: door.url, testBanks: true }),
    apps: [sandboxApp()],
    keys: [sandboxKey],
    publicURL: 'https://gateway.example',
  });
  const page = new Backend(told);
  const begun = await page.post('/connect/v1/login', {
    ...{ ...whose, clientUserID: 'called', institutionID: 'FINAPI_280001', credentials: {} },
  });
  const { operationID } = begun.body;
  const form = await logInAt(pageOf(begun.body), 'demo_no_msa');
  const state = encodeURIComponent(operationID as string);
  assert.deepEqual(reached, [`https://gateway.example/connect/v1/callback?state=${state}`]);
  assert.equal((await called)?.status, 204);
  assert.equal(form.link?.href, `https://gateway.example/connect/v1/returned?state=${state}`);
  await door.close();
});

describe('a gateway on finAPI', { concurrency: false }, () => {
  it('lists its banks, whose login is asked for on a page of their own', async () => {
    const address = 'http://gateway.example/connect/v1/institutions?appKey=sandbox-app';
    const response = await gateway(new Request(address));
    const listed = readIndex((await response.json()) as InstitutionIndex);
    const ids = Array.from({ length: listed.size }, (_, row) => listed.at(row).id);
    assert.ok(ids.includes('FINAPI_280001'), 'its banks are listed');
    const unlisted = await backend.post('/connect/v1/login', {
      ...{ ...whose, clientUserID: 'x', institutionID: 'FINAPI_1', credentials: {} },
    });
    assert.equal(unlisted.body.type, 'INVALID_INSTITUTION');
  });

  it('connects, reads and pays, each payment once', async () => {
    const connected = await connect();
    const accounts = await connected.v2('getAccounts');
    assert.equal(accounts.body.accounts[0].name, 'Main-TestAccount');
    const senderID = accounts.body.accounts[0].id as string;
    const order = {
      senderID,
      amount: '10',
      iban: 'DE00999000010000000001',
      name: 'Ben',
      idempotencyKey: 'once',
    };
    const asked = await connected.v2('createTransfer', order);
    await (await FinapiForm.open(pageOf(asked.body))).send({});
    const { operationID } = asked.body;
    const paid = await connected.v2('createTransfer', { ...order, operationID, userInputs });
    assert.deepEqual([paid.body.status, paid.body.state], ['done', 'initiated'], JSON.stringify(paid.body));
    const later = await connected.v2('createTransfer', order);
    assert.equal(later.body.reference, paid.body.reference);
    assert.equal(timesSent(/paymentWithAccountId/), 1);
    const unable = await connected.v2('getBeneficiaries');
    assert.equal(unable.body.type, 'NOT_SUPPORTED');
  });

  it('keeps and logs no secret in the clear, and hands none out', async () => {
    const { connection } = await connect('demo_no_msa.b', 'somebody else');
    const passwords = sent.flatMap((line) => /"password":"([^"]+)"/.exec(line)?.[1] ?? []);
    assert.ok(passwords.length > 0);
    const all = [...keptOrLogged, JSON.stringify(connection)].join('\n');
    for (const secret of [...passwords, finapiClient.clientSecret]) assert.ok(!all.includes(secret));
    assert.ok(!/\/wf\/[\w-]{36}/.test(all), 'nor the address of a form');
  });

  it('ends a connection at finAPI too', async () => {
    const connected = await connect('demo_no_msa.c', 'a third');
    assert.equal((await connected.v2('delinkUser')).body.status, 'done');
    assert.equal((await connected.v2('getAccounts')).body.success, false);
    assert.ok(timesSent(/^DELETE \/api\/v2\/bankConnections/) > 0);
  });
});
