import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createGateway, type App, type Provider } from '@connect-layer/gateway';
import type { Connection, Consent } from '@connect-layer/protocol';
import { sandboxApp, sandboxBank, sandboxKey } from '@connect-layer/sandbox';
import { Backend, Connected, sandboxKeys } from './models/backend.js';

const day = 86_400_000;

/** A gateway in front of the sandbox, a clock that a test turns, and what a page asks of it. */
function open({ consent, provider = sandboxBank() }: { consent?: Consent; provider?: Provider } = {}) {
  let time = Date.UTC(2026, 4, 17);
  const { consent: _, ...unlimited } = sandboxApp();
  const app: App = { ...unlimited, ...(consent && { consent }) };
  const gateway = createGateway({ provider, apps: [app], keys: [sandboxKey], now: () => time });
  const backend = new Backend(gateway);
  const { appKey, bundleID } = sandboxKeys;
  const page = async (path: string, members: object) =>
    (
      await backend.post(`/connect/v1/${path}`, {
        ...{ appKey, bundleID, clientUserID: 'someone', sessionKey: 'a-session-key-of-128-bits' },
        ...members,
      })
    ).body;
  const repair = (connection: Connection) => page('repair', { repairs: held(connection) });
  return { backend, page, repair, pass: (milliseconds: number) => void (time += milliseconds) };
}

const held = ({ tokenID, userSecret }: Connection) => ({ tokenID, userSecret });
const otp = [{ id: 'otp', index: 0, answer: '123456' }];
const adcb = 'DAPIBANK_AE_ADCB';

/** The same tokens with what the repair gave. */
const with_ = (backend: Backend, { accessToken }: Connected, connection: Connection) =>
  new Connected(backend, connection, accessToken);

describe('repairing a connection', () => {
  it('asks for what the bank wants and nothing else, and keeps the connection the one it was', async () => {
    const { backend, repair, page } = open();
    const connected = await backend.connect('expired');
    assert.equal((await connected.v2('getAccounts')).body.type, 'INVALID_CONNECTION');
    const asked = await repair(connected.connection);
    assert.equal(asked.status, 'user_input_required');
    const done = await page('answer', { operationID: asked.operationID, userInputs: otp });
    assert.equal(done.status, 'done');
    for (const name of ['tokenID', 'userID', 'connectionID', 'bankId'] as const)
      assert.equal(done.connection[name], connected.connection[name], name);
    assert.notEqual(done.connection.userSecret, connected.connection.userSecret);
    const mended = with_(backend, connected, done.connection as Connection);
    assert.equal((await mended.v2('getAccounts')).body.status, 'done', 'with the access token it had');
    assert.equal((await backend.exchange(done.connection as Connection)).status, 200, 'its new code serves');
  });

  it('asks for the password alone where that has changed', async () => {
    const { backend, repair, page } = open();
    const { connection } = await backend.connect('changed');
    const told = await repair(connection);
    assert.deepEqual([told.status, told.type, told.fields], ['failed', 'INVALID_CREDENTIALS', ['password']]);
    const login = { institutionID: adcb, repairs: held(connection) };
    const wrong = await page('login', { ...login, credentials: { password: 'wrong' } });
    assert.equal(wrong.type, 'INVALID_CREDENTIALS');
    const done = await page('login', { ...login, credentials: { password: 'demo' } });
    assert.equal(done.connection.tokenID, connection.tokenID);
  });

  it('is done at once where nothing is wrong', async () => {
    const { backend, repair } = open();
    const { connection } = await backend.connect('demo');
    assert.equal((await repair(connection)).connection.tokenID, connection.tokenID);
  });

  it('does not become somebody else’s', async () => {
    const { backend, page } = open();
    const { connection } = await backend.connect('demo');
    const credentials = { username: 'demo_2', password: 'demo' };
    const told = await page('login', { institutionID: adcb, repairs: held(connection), credentials });
    assert.deepEqual([told.status, told.type], ['failed', 'DIFFERENT_LOGIN']);
  });

  it('is for those only who hold the connection, at its own bank, while it is there', async () => {
    const { backend, page, repair } = open();
    const connected = await backend.connect('demo');
    const { connection } = connected;
    for (const wrong of [{ tokenID: 'other' }, { userSecret: 'other' }]) {
      const told = await page('repair', { repairs: { ...held(connection), ...wrong } });
      assert.equal(told.type, 'INVALID_CONNECTION');
    }
    const elsewhere = { institutionID: 'DAPIBANK_AE_LIV', credentials: {}, repairs: held(connection) };
    assert.equal((await page('login', elsewhere)).type, 'INVALID_INSTITUTION');
    await connected.v2('delinkUser');
    assert.equal((await repair(connection)).type, 'INVALID_CONNECTION');
  });

  it('asks for the whole login where the provider cannot repair', async () => {
    const { repair: _, ...provider } = sandboxBank();
    const { backend, repair } = open({ provider });
    const told = await repair((await backend.connect('demo')).connection);
    assert.deepEqual([told.status, told.fields], ['failed', ['username', 'password']]);
  });
});

describe('a consent', () => {
  const shares = ['accounts', 'transactions'] as const;

  it('is what calls are held to', async () => {
    const { backend } = open({ consent: { shares: [...shares] } });
    const connected = await backend.connect('demo');
    const { body } = await connected.forward('getAccounts');
    assert.equal(body.status, 'done');
    assert.deepEqual(
      body.accounts.filter((account: object) => 'balance' in account),
      [],
      'no balances',
    );
    for (const name of ['getIdentity', 'getBalance', 'getBeneficiaries', 'createTransfer'] as const) {
      const refused = await connected.v2(name, { accountID: body.accounts[0].id });
      assert.deepEqual([refused.status, refused.body.type], [403, 'NOT_CONSENTED'], name);
    }
    assert.equal((await connected.v2('delinkUser')).status, 200, 'to end it needs none');
  });

  it('ends, and is renewed by repairing the connection near its end', async () => {
    const { backend, repair, pass } = open({ consent: { shares: [...shares], days: 30 } });
    const connected = await backend.connect('demo');
    const ends = connected.connection.consentExpiresAt!;
    pass(10 * day);
    assert.equal((await repair(connected.connection)).connection.consentExpiresAt, ends, 'nobody was asked');
    pass(10 * day);
    const renewed = (await repair(connected.connection)).connection as Connection;
    assert.equal(renewed.consentExpiresAt, ends + 20 * day);
    pass(11 * day);
    const late = await connected.v2('getAccounts');
    assert.deepEqual([late.status, late.body.type], [401, 'INVALID_CONNECTION']);
    assert.equal((await with_(backend, connected, renewed).v2('getAccounts')).status, 200);
    assert.equal((await repair(connected.connection)).status, 'done', 'also after its end');
  });

  it('ends when the bank says, if that is sooner', async () => {
    const bank = sandboxBank();
    const institutions: Provider['institutions'] = async (context) =>
      (await bank.institutions(context)).map((institution) => ({ ...institution, consentDays: 7 }));
    const { backend } = open({
      consent: { shares: [...shares], days: 30 },
      provider: { ...bank, institutions },
    });
    const { consentExpiresAt } = await backend.logIn();
    assert.equal(consentExpiresAt, Date.UTC(2026, 4, 17) + 7 * day);
  });
});

describe('a login whose answer was lost', () => {
  const login = { institutionID: adcb, credentials: { username: 'mfa_otp', password: 'demo' } };

  it('is the one that has begun when it is sent again under its key', async () => {
    const { page } = open();
    const first = await page('login', { ...login, idempotencyKey: 'one' });
    const again = await page('login', { ...login, idempotencyKey: 'one' });
    assert.deepEqual(again, first);
    const other = await page('login', { ...login, idempotencyKey: 'two' });
    assert.notEqual(other.operationID, first.operationID);
    const done = await page('answer', { operationID: first.operationID, userInputs: otp });
    const late = await page('login', { ...login, idempotencyKey: 'one' });
    assert.deepEqual(late, done, 'its last word');
  });

  it('is under way only once', async () => {
    let logins = 0;
    const bank = sandboxBank();
    const counted: Provider['login'] = async (...given) => {
      logins++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return bank.login(...given);
    };
    const { page } = open({ provider: { ...bank, login: counted } });
    const all = await Promise.all([1, 2, 3].map(() => page('login', { ...login, idempotencyKey: 'same' })));
    assert.equal(logins, 1);
    assert.deepEqual(all.map(({ status }) => status).sort(), [
      'initialized',
      'initialized',
      'user_input_required',
    ]);
    assert.equal(new Set(all.map(({ operationID }) => operationID)).size, 1);
  });
});
