import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { createGateway, type Gateway } from '@connect-layer/gateway';
import { sandboxApp, sandboxKey } from '../app.js';
import { visit, type Seen } from '../visit.test-helper.js';
import { dashboardLogin } from './session.js';

let bank: ReturnType<typeof visit>;
let gateway: Gateway;
beforeEach(() => {
  bank = visit();
  const { provider, now } = bank;
  gateway = createGateway({ provider, now, apps: [sandboxApp()], keys: [sandboxKey] });
});

async function post(path: string, body: unknown, token?: string): Promise<{ status: number; body: Seen }> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = new Request(`http://sandbox.example/v2${path}`, { method: 'POST', headers, body: text });
  const response = await gateway(request);
  return { status: response.status, body: await response.json() };
}

const bankID = 'DAPIBANK_AE_LIV';
const whose = { appKey: 'sandbox-app', username: 'ann', bankID };
const done = { status: 'done', success: true };

async function logIn(): Promise<string> {
  return (await post('/clients/login', dashboardLogin)).body.jwt as string;
}

/** The management API for somebody who is logged in. */
async function manager() {
  const token = await logIn();
  const ask = (path: string, body: object = {}) => post(path, { ...whose, ...body }, token);
  const did = async (path: string, body: object = {}) =>
    assert.deepEqual((await ask(path, body)).body, done, path);
  const listed = async () => (await ask('/apps/sandbox/users/getAll')).body.sandboxUsers as Seen[];
  return { token, ask, did, listed };
}

describe('the dashboard login', () => {
  it('gives a token, by either path', async () => {
    for (const path of ['/clients/login', '/clients/ClientLogin/password', '/CLIENTS/LOGIN']) {
      const { status, body } = await post(path, dashboardLogin);
      assert.deepEqual([status, body.success, body.companies.length], [200, true, 1]);
      assert.match(body.jwt as string, /^\w{64}$/);
    }
  });

  it('refuses who does not know it', async () => {
    for (const wrong of [{ password: 'Demo' }, { email: 'x@sandbox.example' }]) {
      const { status, body } = await post('/clients/login', { ...dashboardLogin, ...wrong });
      assert.deepEqual([status, body.type, body.status], [401, 'UNAUTHORIZED', 'failed']);
    }
  });

  it('may be another', async () => {
    const own = visit({ dashboard: { email: 'me@example.com', password: 'mine' } });
    const log = (body: object) =>
      own.provider.manage?.(
        '/clients/login',
        new Request('http://x.example/', { method: 'POST', body: JSON.stringify(body) }),
        own,
      );
    assert.equal((await log(dashboardLogin))?.status, 401);
    assert.equal((await log({ email: 'me@example.com', password: 'mine' }))?.status, 200);
  });

  it('is good for a day, and after a restart', async () => {
    const { token, ask } = await manager();
    bank.pass(24 * 60 * 60 * 1000 - 1);
    assert.equal((await ask('/apps/sandbox/users/getAll')).status, 200);
    bank.pass(1);
    const { status, body } = await post('/apps/sandbox/users/getAll', whose, token);
    const msg = 'Invalid access token';
    assert.deepEqual([status, body], [401, { success: false, status: 'failed', msg, type: 'UNAUTHORIZED' }]);
  });

  for (const path of [
    'users/create',
    'users/delete',
    'users/getAll',
    'account/add',
    'account/remove',
    'benefs/remove',
  ])
    it(`is needed for ${path}`, async () => {
      for (const token of [undefined, '', 'x', 'undefined'])
        assert.equal((await post(`/apps/sandbox/${path}`, whose, token)).body.type, 'UNAUTHORIZED');
    });
});

describe('a user that is created', () => {
  it('logs in with the password that was given, and has one account and two cards', async () => {
    const { did } = await manager();
    await did('/apps/sandbox/users/create', { password: 'secret' });
    assert.equal((await bank.login('ann', bankID, 'demo')).type, 'INVALID_CREDENTIALS');
    assert.equal(
      (await bank.login('ann', bankID, 'secret', { appKey: 'other' })).type,
      'INVALID_CREDENTIALS',
    );
    const { get } = await bank.customer('ann', bankID, 'secret');
    const { accounts } = await get('getAccounts');
    assert.equal(accounts.length, 1);
    const [{ name, type, number, iban, balance } = accounts[0]!] = accounts;
    assert.deepEqual(
      [name, type, balance?.amount, balance?.currency.code],
      ['current', 'current', 50000, 'AED'],
    );
    assert.match(number, new RegExp(`^${bank.now()}\\d{9}$`));
    assert.equal(iban, `DAPIBANKAELIV${number}`);
    assert.equal((await get('getCards')).cards.length, 2);
    assert.deepEqual((await get('getBeneficiaries')).beneficiaries, []);
    assert.equal((await get('getIdentity')).identity.name, 'Mohammad Omar Amr');
  });

  it('is listed for its app, and no other', async () => {
    const { ask, did, listed } = await manager();
    await did('/apps/sandbox/CreateUser', { password: 'secret' });
    const [user, ...others] = await listed();
    assert.equal(others.length, 0);
    assert.deepEqual(
      [
        user.appKey,
        user.bankID,
        user.username,
        user.password,
        user.accounts[0].accountType,
        user.accounts[0].balance,
      ],
      ['sandbox-app', bankID, 'ann', 'secret', 'current', 50000],
    );
    assert.match(user.userUUID as string, /^[0-9a-f-]{36}$/);
    assert.deepEqual((await ask('/apps/sandbox/GetAllUsers', { appKey: 'other' })).body.sandboxUsers, []);
  });

  it('is created once at a bank', async () => {
    const { ask, did } = await manager();
    await did('/apps/sandbox/users/create', { password: 'one' });
    const { status, body } = await ask('/apps/sandbox/users/create', { password: 'two' });
    assert.deepEqual([status, body.type], [422, 'VALIDATION_ERROR']);
    assert.doesNotMatch(JSON.stringify(body), /ann|two/);
    await did('/apps/sandbox/users/create', { password: 'two', bankID: 'DAPIBANK_AE_ADCB' });
  });

  it('meets what a persona meets when it is called like one', async () => {
    const { did } = await manager();
    await did('/apps/sandbox/users/create', { username: 'mfa_pin_ann', password: 'secret' });
    const { met } = await bank.through(await bank.login('mfa_pin_ann', bankID, 'secret'));
    assert.deepEqual(met, ['pin']);
    assert.equal((await bank.login('mfa_pin_ann', bankID, 'demo')).type, 'INVALID_CREDENTIALS');
  });

  it('is gone once it is deleted, connections and all, even when there is another of its name', async () => {
    const { ask, did, listed } = await manager();
    await did('/apps/sandbox/users/create', { password: 'secret' });
    const before = await bank.customer('ann', bankID, 'secret');
    await did('/apps/sandbox/users/delete');
    assert.equal((await before.ask('getAccounts')).type, 'INVALID_CONNECTION');
    assert.equal((await bank.login('ann', bankID, 'secret')).type, 'INVALID_CREDENTIALS');
    assert.deepEqual(await listed(), []);
    const again = await ask('/apps/sandbox/users/delete');
    assert.deepEqual([again.status, again.body.type], [404, 'NOT_FOUND']);
    await did('/apps/sandbox/users/create', { password: 'secret' });
    assert.equal((await before.ask('getAccounts')).type, 'INVALID_CONNECTION');
  });
});

describe('an account', () => {
  const newAccount = {
    ...{ name: 'Holiday', accountType: 'savings', accountNumber: '000123', iban: 'DAPIBANKAELIV000123' },
    ...{ balance: '1200.50', currency: 'USD', routingNumbers: [] },
  };

  it('is added, has its balance set, and is removed', async () => {
    const { ask, did } = await manager();
    await did('/apps/sandbox/users/create', { password: 'secret' });
    const { get, balances } = await bank.customer('ann', bankID, 'secret');
    const routingNumbers = [{ type: 'ach', value: '000000001' }];
    await did('/apps/sandbox/account/add', { newAccount: { ...newAccount, routingNumbers } });
    const { accounts } = await get('getAccounts');
    assert(accounts[1] && !('routingNumbers' in accounts[1]), 'they are of the US only');
    assert.deepEqual(
      [accounts[1]?.name, accounts[1]?.type, accounts[1]?.currency.code],
      ['Holiday', 'savings', 'USD'],
    );
    assert.deepEqual(await balances(), [50_000_00, 1_200_50]);
    await did('/apps/sandbox/account/balance/set', { accountNumber: '000123', newBalance: 7.07 });
    assert.deepEqual(await balances(), [50_000_00, 7_07]);
    await did('/apps/sandbox/account/remove', { userAccountNumber: '000123' });
    assert.deepEqual(await balances(), [50_000_00]);
    for (const [path, body] of [
      ['account/remove', { userAccountNumber: '000123' }],
      ['account/balance/set', { accountNumber: '000123', newBalance: 1 }],
      ['benefs/remove', { benefAccountNumber: '000123' }],
    ] as const) {
      const { status, body: answered } = await ask(`/apps/sandbox/${path}`, body);
      assert.deepEqual([status, answered.type], [404, 'SANDBOX_ACCOUNT_NOT_FOUND']);
    }
  });

  it('is paid like any other', async () => {
    const { did } = await manager();
    await did('/apps/sandbox/account/add', {
      username: 'demo',
      newAccount: { ...newAccount, currency: 'AED' },
    });
    const { get, balances, first } = await bank.customer('demo', bankID);
    await get('createTransfer', { senderID: first.id, amount: '10', accountNumber: '000123' });
    assert.deepEqual((await balances()).at(-1), 1_210_50);
  });

  for (const [field, wrong, why] of [
    ['newAccount', undefined, 'is required'],
    ['newAccount.name', { ...newAccount, name: undefined }, 'is required'],
    ['newAccount.balance', { ...newAccount, balance: '-1' }, 'must be a decimal number'],
    ['newAccount.balance', { ...newAccount, balance: 1.005 }, 'must be a decimal number'],
    ['newAccount.currency', { ...newAccount, currency: 'XXX' }, 'must be one of AED'],
    ['newAccount.accountNumber', { ...newAccount, accountNumber: '../..' }, 'must be 4 to 34'],
    ['newAccount.routingNumbers', { ...newAccount, routingNumbers: 'hunter2' }, 'has the wrong form'],
  ] as const)
    it(`is not added when ${field} ${why}`, async () => {
      const { ask, did } = await manager();
      await did('/apps/sandbox/users/create', { password: 'secret' });
      const { status, body } = await ask('/apps/sandbox/account/add', { newAccount: wrong });
      assert.deepEqual([status, body.type], [422, 'VALIDATION_ERROR']);
      assert((body.msg as string).startsWith(`The '${field}' field ${why}`), body.msg as string);
      assert.doesNotMatch(body.msg as string, /hunter2|XXX/);
    });

  it('is not added twice, and not for nobody', async () => {
    const { ask, did } = await manager();
    await did('/apps/sandbox/account/add', { username: 'demo', newAccount });
    assert.equal(
      (await ask('/apps/sandbox/account/add', { username: 'demo', newAccount })).body.type,
      'VALIDATION_ERROR',
    );
    assert.equal((await ask('/apps/sandbox/account/add', { newAccount })).body.type, 'NOT_FOUND');
    const nowhere = { bankID: 'DAPIBANK_AE_NONE', newAccount };
    assert.equal((await ask('/apps/sandbox/account/add', nowhere)).body.type, 'INVALID_INSTITUTION');
  });
});

it('removes a beneficiary', async () => {
  const { did } = await manager();
  await did('/apps/sandbox/users/create', { password: 'secret' });
  const { get } = await bank.customer('ann', bankID, 'secret');
  await get('createBeneficiary', { name: 'Ada', accountNumber: '12345678' });
  await did('/apps/sandbox/benefs/remove', { benefAccountNumber: '12345678' });
  assert.deepEqual((await get('getBeneficiaries')).beneficiaries, []);
});

describe('the list of operations', () => {
  it('tells what an app asked, the latest first', async () => {
    const { ask } = await manager();
    const { ask: call, first } = await bank.customer('demo', bankID);
    const to = { name: 'Ada', iban: 'DAPIBANKAELIV1' };
    bank.pass(1000);
    await call('createTransfer', { senderID: first.id, amount: '10', ...to }, { operationID: 'x' });
    const { body } = await ask('/apps/operations/getAll');
    const [last] = body.operations;
    const { startTime, endTime, userUUID, ...rest } = last;
    assert.deepEqual([startTime, endTime, typeof userUUID], [bank.now(), bank.now(), 'string']);
    assert.deepEqual(rest, {
      ...{ operationID: 'x', appKey: 'sandbox-app', bankID, product: 'payment', subproduct: 'transfer' },
      ...{ action: 'create', status: 'failed', errType: 'SANDBOX_ACCOUNT_NOT_FOUND', isSandbox: true },
      ...{ transferDetails: { amount: '10', senderID: first.id }, batchTransferDetails: null },
      ...{ extraFields: {}, step: null, store: null },
    });
    const { product, subproduct, action } = body.operations.at(-1);
    assert.deepEqual([product, subproduct, action], ['auth', 'authentication', 'create']);
    const page = await ask('/apps/operations/getAll', { skipDocs: 1, resultSize: 1 });
    assert.deepEqual(page.body.operations, [body.operations[1]]);
    const late = await ask('/apps/operations/getAll', { fromTime: bank.now() });
    assert.equal(late.body.operations.length, 1);
    assert.deepEqual((await ask('/apps/operations/getAll', { appKey: 'other' })).body.operations, []);
  });

  it('has one entry for an operation, however often it went on, and no answer of a person', async () => {
    const { ask } = await manager();
    const { pending } = await bank.login('mfa_otp', bankID, 'demo', { operationID: 'x' });
    const list = async () => (await ask('/apps/operations/getAll')).body.operations as Seen[];
    assert.deepEqual(
      (await list()).map(({ status, endTime }) => [status, endTime]),
      [['user_input_required', null]],
    );
    bank.pass(1000);
    const answers = [{ id: 'otp', index: 0, answer: '654321' }] as const;
    await bank.provider.resume(pending, answers, bank.contextOf({ operationID: 'x' }));
    const [operation, ...others] = await list();
    assert.deepEqual(
      [operation.errType, operation.endTime - operation.startTime, others.length],
      ['INVALID_MFA', 1000, 0],
    );
    assert.doesNotMatch(JSON.stringify(operation), /654321/);
  });
});

describe('a request', () => {
  for (const field of ['appKey', 'username', 'password', 'bankID'])
    it(`is told that ${field} is missing`, async () => {
      const { ask } = await manager();
      const { status, body } = await ask('/apps/sandbox/users/create', { password: 'secret', [field]: '' });
      assert.deepEqual(
        [status, body.type, body.msg],
        [422, 'VALIDATION_ERROR', `The '${field}' field is required.`],
      );
    });

  it('must be a JSON object of reasonable size', async () => {
    const { token } = await manager();
    for (const text of ['', '{', '[]', 'null'])
      assert.equal((await post('/apps/sandbox/users/getAll', text, token)).body.type, 'BAD_REQUEST');
    const large = await post('/apps/sandbox/users/getAll', 'x'.repeat(70_000), token);
    assert.equal(large.status, 413);
  });

  it('to a path that there is not is left to others', async () => {
    for (const path of ['/apps/sandbox/nothing', '/constructor', '/data/accounts/get'])
      assert.equal(await bank.provider.manage?.(path, new Request('http://x.example/'), bank), undefined);
  });
});
