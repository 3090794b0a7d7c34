import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createGateway } from '@connect-layer/gateway';
import { sandboxApp, sandboxBank, sandboxKey } from '@connect-layer/sandbox';
import { Backend, lastMonth, type Connected } from './models/backend.js';

const gateway = createGateway({ provider: sandboxBank(), apps: [sandboxApp()], keys: [sandboxKey] });
const backend = new Backend(gateway);
const { appSecret } = backend.app;

// What an example has where it matters of which form a value is, and not which value.
const id = /^[A-Za-z0-9+/]{86}==$/; // 64 bytes
const operationID = /^DAPIBANK_[A-Z]{2}_[A-Z0-9]+:[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const jwt = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const done = { operationID, status: 'done', success: true };
const currency = { code: 'AED', name: 'UNITED ARAB EMIRATES DIRHAM' };
const or =
  (...allowed: unknown[]) =>
  (value: unknown) =>
    allowed.includes(value);
const orNull = (type: string) => (value: unknown) => value === null || typeof value === type;
const some =
  (pattern: unknown) =>
  (value: unknown, path: string): boolean => {
    assert(Array.isArray(value) && value.length > 0, `${path} holds something`);
    value.forEach((item, place) => like(item, pattern, `${path}.${place}`));
    return true;
  };

/** Fails unless a value is what an example says: the same members, no more and no fewer, with values of its form. */
function like(actual: unknown, pattern: unknown, path = 'body'): void {
  if (pattern === String || pattern === Number || pattern === Boolean)
    return assert.equal(typeof actual, (pattern as typeof String).name.toLowerCase(), path);
  if (pattern instanceof RegExp) {
    assert.equal(typeof actual, 'string', path);
    return assert.match(actual as string, pattern, path);
  }
  if (typeof pattern === 'function') {
    const says = pattern as (value: unknown, path: string) => boolean;
    return assert(says(actual, path), `${path} is ${JSON.stringify(actual)}`);
  }
  if (typeof pattern !== 'object' || pattern === null) return assert.equal(actual, pattern, path);
  assert(typeof actual === 'object' && actual !== null, `${path} is ${JSON.stringify(actual)}`);
  assert.equal(Array.isArray(actual), Array.isArray(pattern), path);
  assert.deepEqual(Object.keys(actual).sort(), Object.keys(pattern).sort(), `members of ${path}`);
  for (const [member, wanted] of Object.entries(pattern))
    like((actual as Record<string, unknown>)[member], wanted, `${path}.${member}`);
}

/** A person of their own at a bank, so that no example meets the traces of another. */
const person = (name: string, institutionID = 'DAPIBANK_AE_LIV') =>
  backend.connect(name.startsWith('mfa_') ? name : `demo_${name}`, institutionID);

const adib = 'DAPIBANK_AE_ADIB'; // Pays nobody but a beneficiary that was added before.

describe('the documented answer of', () => {
  it('accounts, in the Emirates', async () => {
    const { status, body } = await (await person('golden')).v2('getAccounts');
    const account = {
      currency,
      iban: /^DAPIBANKAELIV\d{22}$/,
      id,
      isFavourite: false,
      name: String,
      number: /^\d{22}$/,
      type: or('current', 'savings'),
    };
    like(body, { accounts: [account, account], ...done });
    assert.equal(status, 200);
  });

  it('accounts, in the US', async () => {
    const { body } = await (await person('golden', 'DAPIBANK_US_SAGE')).v2('getAccounts');
    const types = ['current', 'checking', 'savings', 'loan', 'credit', 'deposit', 'other', null];
    const account = {
      currency: { code: 'USD', name: 'US DOLLAR' },
      id,
      isFavourite: orNull('boolean'),
      name: String,
      number: String,
      routingNumbers: [
        { type: 'wire', value: /^\d{9}$/ },
        { type: 'ach', value: /^\d{9}$/ },
      ],
      type: or(...types),
    };
    like(body, { accounts: [account, account], ...done });
  });

  it('accounts with balances, by their own call and by SDK forwarding', async () => {
    const connected = await person('golden');
    const balance = { amount: Number, currency, accountNumber: String };
    const account = {
      ...{ currency, iban: String, id, isFavourite: false, name: String, number: String, type: String },
      balance,
    };
    like((await connected.v2('getCompleteAccounts')).body, { accounts: [account, account], ...done });
    like((await connected.forward('getAccounts')).body, { accounts: [account, account], ...done });
  });

  it('the exchange of a code', async () => {
    const connection = await backend.logIn();
    const { tokenID, userID } = connection;
    const { status, body } = await backend.exchange(connection);
    like(body, { accessToken: jwt, status: 'done', success: true, tokenID, userID, userSecret: '' });
    assert.match(tokenID, uuid);
    assert.match(userID, operationID, 'the bank, then a UUID');
    assert.equal(status, 200);
  });

  it('the exchange of a code by SDK forwarding, without the token', async () => {
    const { accessCode, connectionID, tokenID, userID } = await backend.logIn();
    const { appKey } = backend.app;
    const action = '/auth/ExchangeToken';
    const { body } = await backend.post('/', {
      ...{ action, appKey, appSecret, accessCode, connectionID, tokenID },
    });
    like(body, { success: true, status: 'done', tokenID, userID, operationID: String });
  });

  it('identity', async () => {
    const { body } = await (await person('golden')).v2('getIdentity');
    const address = {
      ...{ flat: '1204', building: 'Burj Khalifa', area: 'Dubai', city: 'Dubai', state: 'Dubai' },
      ...{ full: '1204 Burj Khalifa Dubai United Arab Emiratess', country: 'United Arab Emirates' },
    };
    const identity = {
      ...{ name: 'Mohammad Omar Amr', nationality: 'AE', emailAddress: 'mohoa@doe.com', address },
      dateOfBirth: '2020-12-03T22:52:51.765Z',
      numbers: [{ type: 'mobile', value: '971501988265' }],
      identification: [],
    };
    assert.deepEqual({ ...body, operationID: '' }, { identity, ...done, operationID: '' });
  });

  it('the balance of an account', async () => {
    const connected = await person('golden');
    const accountID = await connected.accountID();
    const { body } = await connected.v2('getBalance', { accountID });
    like(body, { balance: { accountNumber: /^\d{22}$/, amount: 50000, currency }, ...done });
  });

  it('the balance of a card', async () => {
    const connected = await person('golden');
    const [credit, debit] = (await connected.v2('getCards')).body.cards;
    const balance = { cardNumber: /^X{12}\d{4}$/, currency };
    like((await connected.v2('getBalance', { cardID: credit.id })).body, {
      balance: {
        ...{ ...balance, availableBalance: 10033.86, outstandingBalance: Number },
        ...{ amountDue: 1856, dueDate: time },
      },
      ...done,
    });
    like((await connected.v2('getBalance', { cardID: debit.id })).body, {
      balance: {
        ...{ ...balance, availableBalance: 65252.36, outstandingBalance: orNull('number') },
        ...{ amountDue: null, dueDate: null },
      },
      ...done,
    });
  });

  it('transactions, plain, categorised and enriched', async () => {
    const connected = await person('golden');
    const which = { accountID: await connected.accountID(), ...lastMonth() };
    const plain = {
      ...{ amount: Number, beforeAmount: orNull('number'), afterAmount: orNull('number'), currency },
      ...{ date: time, description: orNull('string'), details: orNull('string') },
      ...{ reference: orNull('string'), type: or('credit', 'debit') },
    };
    const categorised = { ...plain, category: /^[a-z_]+$/ };
    const brandDetails = (value: unknown, path: string): boolean => {
      if (value !== null) like(value, { logo: orNull('string'), name: String }, path);
      return true;
    };
    for (const [name, row] of [
      ['getTransactions', plain],
      ['getCategorizedTransactions', categorised],
      ['getEnrichedTransactions', { ...categorised, brandDetails }],
    ] as const)
      like((await connected.v2(name, which)).body, { transactions: some(row), ...done });
  });

  it('transactions: positive, oldest first, and adding up', async () => {
    const connected = await person('golden');
    const which = { accountID: await connected.accountID(), ...lastMonth() };
    const { transactions } = (await connected.v2('getTransactions', which)).body as {
      transactions: {
        date: string;
        type: string;
        amount: number;
        beforeAmount: number;
        afterAmount: number;
      }[];
    };
    const dates = transactions.map(({ date }) => date);
    assert.deepEqual(dates, [...dates].sort());
    for (const { amount, beforeAmount, afterAmount, type } of transactions) {
      assert(amount > 0);
      const difference = type === 'credit' ? amount : -amount;
      assert.equal(Math.round((beforeAmount + difference) * 100), Math.round(afterAmount * 100));
    }
  });

  it('cards', async () => {
    const { body } = await (await person('golden')).v2('getCards');
    const card = {
      ...{ id, cardNumber: /^X{12}\d{4}$/, status: 'active', creditLimit: 15000, currency, expiryDate: time },
    };
    const credit = { ...card, name: 'BASIC CREDIT', type: 'credit', amountDue: 1856, dueDate: time };
    like(body, { cards: [credit, { ...card, name: 'BASIC DEBIT', type: 'debit' }], ...done });
  });

  it('account metadata', async () => {
    const { status, body } = await (await person('golden', 'DAPIBANK_AE_DAPI1')).v2('getAccountsMetadata');
    const text = orNull('string');
    like(body, {
      accountsMetadata: {
        ...{ swiftCode: 'DAPIBANK_AE_DAPI1', bankId: 'DAPIBANK_AE_DAPI1', bankName: 'DAPI Sandbox Bank' },
        ...{ bankType: or('retail', 'business'), sortCode: text, routingNumber: text },
        ...{ branchName: text, branchAddress: text },
        isCreateBeneficiaryEndpointRequired: Boolean,
        willNewlyAddedBeneficiaryExistBeforeCoolDownPeriod: Boolean,
        country: { code: 'AE', name: String },
        address: { line1: String, line2: String, line3: String },
        transferBounds: [
          { minimum: 1, currency, type: 'same' },
          { minimum: 1, currency, type: 'local' },
        ],
        beneficiaryCoolDownPeriod: { value: 0, unit: 'hrs' },
        transactionRange: { value: Number, unit: 'days' },
      },
      ...done,
    });
    assert.equal(status, 200);
  });
});

const landlord = {
  ...{ name: 'Erika Example', accountNumber: '1623404370879825504324', iban: 'AE070331234567890123456' },
  ...{ swiftCode: 'EBILAEAD', type: 'local', country: 'UNITED ARAB EMIRATES' },
  address: { line1: 'Maryam Island', line2: 'Sharjah', line3: 'United Arab Emirates' },
  ...{ branchAddress: 'Dubai Mall', branchName: 'Main branch' },
};

describe('the documented answer to a payment:', () => {
  /** A person with one beneficiary, at a bank that pays beneficiaries only. */
  async function payer(
    name: string,
  ): Promise<{ connected: Connected; senderID: string; receiverID: string }> {
    const connected = await person(name, adib);
    await connected.v2('createBeneficiary', landlord);
    const [{ id: receiverID }] = (await connected.v2('getBeneficiaries')).body.beneficiaries;
    return { connected, senderID: await connected.accountID(), receiverID };
  }

  it('beneficiaries, before and after one is added', async () => {
    const connected = await person('benef', adib);
    like((await connected.v2('getBeneficiaries')).body, { beneficiaries: [], ...done });
    like((await connected.v2('createBeneficiary', landlord)).body, done);
    const { name, iban, accountNumber } = landlord;
    const beneficiary = { id, name, iban, accountNumber, status: 'approved', type: 'local' };
    like((await connected.v2('getBeneficiaries')).body, { beneficiaries: [beneficiary], ...done });
    const { status, body } = await connected.v2('createBeneficiary', landlord);
    const type = 'BENEFICIARY_ALREADY_EXISTS';
    like(body, { operationID, success: false, status: 'failed', type, msg: String });
    assert.equal(status, 400);
  });

  it('a transfer to a beneficiary', async () => {
    const { connected, senderID, receiverID } = await payer('transfer');
    const { status, body } = await connected.v2('createTransfer', { senderID, receiverID, amount: 10 });
    like(body, { reference: /^\d{13}$/, ...done });
    assert.equal(status, 200);
    const amount = (await connected.v2('getBalance', { accountID: senderID })).body.balance.amount;
    assert.equal(amount, 49990);
  });

  it('a transfer with a remark, to an account by number', async () => {
    const connected = await person('remark');
    const { name, iban, accountNumber } = landlord;
    const transfer = { senderID: await connected.accountID(), name, iban, accountNumber };
    const { body } = await connected.v2('createTransfer', { ...transfer, amount: 2.5, remark: 'Rent' });
    like(body, { reference: /^\d{13}$/, remark: 'Rent', ...done });
  });

  it('autoflow', async () => {
    const connected = await person('autoflow', adib);
    const senderID = await connected.accountID();
    const { body } = await connected.v2('transferAutoflow', { senderID, amount: 20, beneficiary: landlord });
    like(body, { reference: /^\d{13}$/, hlAPIStep: 'Transfer', ...done });
    assert.equal((await connected.v2('getBeneficiaries')).body.beneficiaries.length, 1);
  });

  it('autoflow with a beneficiary as the Go library writes it, of an empty type', async () => {
    const connected = await person('autoflow_go', adib);
    const senderID = await connected.accountID();
    const Beneficiary = { ...landlord, type: '' };
    const { body } = await connected.v2('transferAutoflow', {
      senderID,
      amount: 20,
      Beneficiary,
      bankID: adib,
    });
    like(body, { reference: /^\d{13}$/, hlAPIStep: 'Transfer', ...done });
  });

  it('autoflow with a beneficiary as typed libraries write it: all that their class has, mostly empty', async () => {
    const connected = await person('autoflow_typed');
    const { name, iban, address } = landlord;
    const empty = {
      accountNumber: '',
      nickname: null,
      swiftCode: '',
      sortCode: null,
      phoneNumber: '',
      type: null,
    };
    const beneficiary = { ...empty, name, iban, address: { ...address, line3: null } };
    const flow = { senderID: await connected.accountID(), amount: 20, beneficiary };
    const { body } = await connected.v2('transferAutoflow', { ...flow, operationID: '', userInputs: [] });
    like(body, { reference: /^\d{13}$/, hlAPIStep: 'Transfer', ...done });
  });

  it('a beneficiary that has to cool down', async () => {
    const { connected, senderID, receiverID } = await payer('cool');
    const transfer = { senderID, amount: 10.77 };
    const failed = {
      ...{ operationID, success: false, status: 'failed', type: 'BENEFICIARY_COOL_DOWN_PERIOD', msg: String },
      coolDownPeriod: { value: 24, unit: 'hrs' },
    };
    const one = await connected.v2('createTransfer', { ...transfer, receiverID });
    like([one.status, one.body], [400, failed]);
    const other = await connected.v2('transferAutoflow', { ...transfer, beneficiary: landlord });
    like([other.status, other.body], [400, { ...failed, hlAPIStep: 'Transfer' }]);
  });
});

describe('the documented answer of a bank that asks:', () => {
  const input = (kind: string, index: number) => ({
    ...{ id: kind, index, query: /./, queryType: 'txt', answer: '' },
  });
  const asks = (...userInputs: object[]) => ({
    ...{ operationID, success: true, status: 'user_input_required', userInputs },
  });

  it('two inputs at once, and the result of the same call with both answers', async () => {
    const connected = await person('mfa_two_data');
    const { status, body } = await connected.v2('getIdentity');
    like(body, asks(input('otp', 0), input('pin', 1)));
    assert.equal(status, 200, 'being asked is a success');
    const userInputs = body.userInputs.map((asked: object) => ({ ...asked, answer: '123456' }));
    const answered = await connected.v2('getIdentity', { operationID: body.operationID, userInputs });
    const { identity, ...rest } = answered.body;
    like(rest, { ...done, operationID: body.operationID });
    assert.equal(identity.name, 'Mohammad Omar Amr');
  });

  for (const [persona, kind] of [
    ['mfa_secret_data', 'secret_question'],
    ['mfa_pin_data', 'pin'],
    ['mfa_token_data', 'token'],
  ] as const)
    it(kind, async () => {
      like((await (await person(persona)).v2('getCards')).body, asks(input(kind, 0)));
    });

  it('captcha, whose query is an image in base64, and our own word on when there is another', async () => {
    const { body } = await (await person('mfa_captcha_data')).v2('getCards');
    const picture = { queryType: 'img', query: /^[A-Za-z0-9+/]{64,}={0,2}$/ };
    like(body, asks({ ...input('captcha', 0), ...picture, resendIn: 0 }));
  });

  it('confirmation, and our own word on how long it can be given', async () => {
    const { body } = await (await person('mfa_confirm_data')).v2('getCards');
    like(body, asks({ ...input('confirmation', 0), validFor: 120 }));
  });

  it('multiple_choice, with its options under both names that are in use', async () => {
    const { body } = await (await person('mfa_choice_data')).v2('getCards');
    const options = some({ index: Number, content: String });
    like(body, asks({ ...input('multiple_choice', 0), queryOptions: options, queryChoices: options }));
  });

  it('nothing, where metadata are asked for', async () => {
    assert.equal((await (await person('mfa_two_data')).v2('getAccountsMetadata')).body.status, 'done');
  });
});

describe('the documented answer of operation status', () => {
  const opInfo = { startDate: time, endDate: time, errorType: null, status: 'done', transferDetails: null };

  for (const path of ['/v2/operation/status', '/v2/operation/get'])
    it(`by ${path}`, async () => {
      const { body } = await (await person('golden')).v2('getAccounts');
      const asked = await backend.post(path, { appSecret, operationID: body.operationID });
      const { accounts, ...rest } = asked.body;
      const about = { ...opInfo, type: '/data/accounts/get' };
      like(rest, { opInfo: about, operationID: body.operationID, status: 'done', success: true });
      assert.equal(accounts.length, 2, 'the result is there again');
      assert.equal(asked.status, 200);
    });

  it('of a transfer', async () => {
    const connected = await person('status');
    const { name, iban } = landlord;
    const senderID = await connected.accountID();
    const { body } = await connected.v2('createTransfer', { senderID, name, iban, amount: 3, remark: 'Tea' });
    const request = { appSecret, appKey: 'sandbox-app', operationID: body.operationID };
    const { opInfo: about, ...rest } = (await backend.post('/v2/operation/get', request)).body;
    assert.deepEqual(rest, body);
    const transferDetails = { senderID, amount: '3', remark: 'Tea' };
    like(about, { ...opInfo, type: '/payment/transfer/create', transferDetails });
  });

  it('of something that failed, and of nothing', async () => {
    const failed = (await (await person('golden')).v2('getBalance', { accountID: 'nobody' })).body;
    const ask = (operationID: string) => backend.post('/v2/operation/status', { appSecret, operationID });
    const { body } = await ask(failed.operationID);
    const about = { ...opInfo, status: 'failed', errorType: 'INVALID_ACCOUNT_ID', type: '/data/balance/get' };
    like(body.opInfo, about);
    assert.deepEqual([body.status, body.type], ['failed', 'INVALID_ACCOUNT_ID']);
    const none = await ask('DAPIBANK_AE_LIV:none');
    const type = 'OPERATION_NOT_FOUND';
    like([none.status, none.body], [404, { success: false, status: 'failed', type, msg: String }]);
  });
});

describe('the documented refusal', () => {
  const paths = ['/v2/data/accounts/get', '/v2/metadata/accounts/get', '/v2/auth/ExchangeToken', '/'];

  for (const path of paths)
    for (const text of ['', '{', 'null', '[]', '"text"', 'appSecret=x'])
      it(`of ${JSON.stringify(text)} by ${path}`, async () => {
        const { status, body } = await backend.post(path, text);
        const msg = 'Invalid JSON request';
        assert.deepEqual(body, { msg, type: 'BAD_REQUEST', success: false, status: 'failed' });
        assert.equal(status, 400);
      });

  it('of a wrong secret', async () => {
    const connected = await person('golden');
    const { status, body } = await connected.v2('getAccounts', { appSecret: 'invalid_key' });
    const msg = 'Invalid access token';
    assert.deepEqual(body, { msg, type: 'UNAUTHORIZED', success: false, status: 'failed' });
    assert.equal(status, 401);
  });

  it('of a wrong secret by the metadata call: with a time, and without a type', async () => {
    const connected = await person('golden');
    const before = Date.now();
    const { status, body } = await connected.v2('getAccountsMetadata', { appSecret: 'invalid_key' });
    const { timestamp, ...rest } = body;
    const msg = 'Invalid/expired token or invalid secret';
    assert.deepEqual(rest, { success: false, status: 'failed', msg });
    assert(before <= timestamp && timestamp <= Date.now(), 'the time is now');
    assert.equal(status, 401);
  });

  it('of a missing secret: with a time by the metadata call, elsewhere without', async () => {
    const connected = await person('golden');
    const missing = {
      ...{ success: false, status: 'failed', type: 'VALIDATION_ERROR' },
      msg: "The 'appSecret' field is required.",
    };
    const metadata = await connected.v2('getAccountsMetadata', { appSecret: undefined });
    like([metadata.status, metadata.body], [422, { ...missing, timestamp: Number }]);
    const { accessCode, connectionID } = await backend.logIn();
    const elsewhere = [
      await connected.v2('getAccounts', { appSecret: undefined }),
      await backend.post('/v2/auth/ExchangeToken', { accessCode, connectionID }),
      await backend.post('/v2/operation/status', { operationID: 'x' }),
    ];
    for (const { status, body } of elsewhere) assert.deepEqual([status, body], [422, missing]);
  });

  it('of a code that was used, and of a code that is none', async () => {
    const connection = await backend.logIn();
    await backend.exchange(connection);
    for (const more of [{}, { accessCode: 'x' }, { connectionID: 'x' }]) {
      const { status, body } = await backend.exchange(connection, more);
      const msg = 'Invalid access code';
      assert.deepEqual(body, { success: false, status: 'failed', msg, type: 'UNAUTHORIZED' });
      assert.equal(status, 401);
    }
  });
});
