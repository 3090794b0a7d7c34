import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { serveSandboxBank } from './served.test-helper.js';

let gateway: Awaited<ReturnType<typeof serveSandboxBank>>;
before(async () => void (gateway = await serveSandboxBank()));
after(() => gateway.close());

const ada = { name: 'Ada Example', iban: 'AE070331234567890123456' };

/** A connection, and the account that pays. */
async function payer(username = 'demo') {
  const { v2 } = await gateway.connect(username);
  const senderID = (await v2('/data/accounts/get')).body.accounts[0].id as string;
  return { v2, order: { ...ada, senderID } };
}

it('moves money once for an idempotencyKey, however often the request comes', async () => {
  const { v2, order } = await payer('demo_once');
  const request = { ...order, amount: 12.5, remarks: 'Lunch', idempotencyKey: 'key' };
  const [one, two] = [
    await v2('/payment/transfer/create', request),
    await v2('/payment/transfer/create', request),
  ];
  assert.deepEqual([one.status, one.body.status, one.body.remark], [200, 'done', 'Lunch']);
  assert.match(one.body.reference, /^\d{13}$/);
  assert.equal(two.body.reference, one.body.reference);
  const { balance } = (await v2('/data/balance/get', { accountID: order.senderID })).body;
  assert.equal(balance.amount, 49_987.5);
  const other = await v2('/payment/transfer/create', { ...request, amount: 13 });
  assert.deepEqual([other.status, other.body.type], [409, 'IDEMPOTENCY_CONFLICT']);
});

it('says how long a new beneficiary cannot be paid', async () => {
  const { v2, order } = await payer();
  const { senderID } = order;
  const { status, body } = await v2('/payment/transfer/autoflow', {
    senderID,
    amount: '5.77',
    beneficiary: ada,
  });
  assert.deepEqual([status, body.type], [400, 'BENEFICIARY_COOL_DOWN_PERIOD']);
  assert.deepEqual(body.coolDownPeriod, { value: 24, unit: 'hrs' });
});

it('asks before money moves, and moves it when it is answered', async () => {
  const { v2, order } = await payer('demo_asked');
  const request = { ...order, amount: '5.72' };
  const { operationID, userInputs } = (await v2('/payment/transfer/create', request)).body;
  assert.deepEqual(
    userInputs.map(({ id }: { id: string }) => id),
    ['otp'],
  );
  const answers = [{ id: 'otp', index: 0, answer: '123456' }];
  const { body } = await v2('/payment/transfer/create', { ...request, operationID, userInputs: answers });
  assert.deepEqual([body.status, body.operationID], ['done', operationID]);
});

it('adds a beneficiary, and lists it', async () => {
  const { v2 } = await payer('demo_listing');
  assert.equal((await v2('/payment/beneficiaries/create', ada)).body.status, 'done');
  const { beneficiaries } = (await v2('/payment/beneficiaries/get')).body;
  assert.deepEqual(
    beneficiaries.map(({ name }: { name: string }) => name),
    ['Ada Example'],
  );
});

it('cannot wire from the Emirates', async () => {
  const { v2 } = await payer();
  const { status, body } = await v2('/wire/beneficiaries/get');
  assert.deepEqual([status, body.type], [400, 'NOT_SUPPORTED']);
});

it('tells a server that a user was deleted', async () => {
  const { jwt } = (
    await gateway.post('/v2/clients/login', { email: 'dashboard@sandbox.example', password: 'demo' })
  ).body;
  const user = { appKey: 'sandbox-app', username: 'ann', password: 'demo', bankID: 'DAPIBANK_AE_ADCB' };
  const authorization = `Bearer ${jwt}`;
  const created = await gateway.post('/v2/apps/sandbox/users/create', user, { authorization });
  assert.deepEqual([created.status, created.body], [200, { status: 'done', success: true }]);
  const { v2 } = await payer('ann');
  await gateway.post('/v2/apps/sandbox/users/delete', user, { authorization });
  const { status, body } = await v2('/data/accounts/get');
  assert.deepEqual([status, body.type], [401, 'INVALID_CONNECTION']);
});
