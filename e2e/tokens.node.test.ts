import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createGateway, memoryStore, type App, type GatewayOptions } from '@connect-layer/gateway';
import { calls, type CallName } from '@connect-layer/protocol';
import { freshState, sandboxApp, sandboxBank, sandboxKey } from '@connect-layer/sandbox';
import { Backend, Connected, sandboxKeys, type Answered } from './models/backend.js';

const shop: App = {
  ...{ appKey: 'shop-app', appSecret: 'shop-secret', name: 'Shop', bundleIDs: ['shop-bundle'] },
  ...{ origins: [], environment: 'production' },
};
const shopKeys = { appKey: 'shop-app', appSecret: 'shop-secret', bundleID: 'shop-bundle' };
const key = (byte: number) => Buffer.alloc(32, byte).toString('base64url');

/** What an app is allowed without end; how a consent ends is tested elsewhere. */
const { consent: _, ...unlimited } = sandboxApp();

/** A gateway in front of the sandbox, and the servers of its two apps. */
function open(options: Partial<GatewayOptions> = {}) {
  const gateway = createGateway({
    ...{ provider: sandboxBank(), apps: [unlimited, shop], keys: [sandboxKey] },
    ...options,
  });
  return { own: new Backend(gateway), other: new Backend(gateway, undefined, shopKeys) };
}

const { own, other } = open();

const says = ({ status, body }: Answered) => [status, body.type, body.msg];
const refused = [401, 'UNAUTHORIZED', 'Invalid access token'];
const refusedCode = [401, 'UNAUTHORIZED', 'Invalid access code'];

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decoded = (part = '') =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

/** A token with other members in its header or its claims, and the signature that it had. */
function rewritten(token: string, header: object, claims: object = {}): string {
  const [head, payload, signature] = token.split('.');
  return [
    encoded({ ...decoded(head), ...header }),
    encoded({ ...decoded(payload), ...claims }),
    signature,
  ].join('.');
}

/** The text with another letter in the middle of one of its parts. */
function tampered(text: string, part: number): string {
  const parts = text.split('.');
  const old = parts[part]!;
  const at = Math.floor(old.length / 2);
  parts[part] = old.slice(0, at) + (old[at] === 'A' ? 'B' : 'A') + old.slice(at + 1);
  return parts.join('.');
}

/** The answer to a call with another token, or without one. */
const withToken = (connected: Connected, token: string) =>
  connected.v2('getIdentity', {}, { authorization: `Bearer ${token}` });

describe('an access token', () => {
  it('opens its own connection', async () => {
    assert.equal((await (await own.connect()).v2('getIdentity')).status, 200);
  });

  it('is refused when it is forged', async () => {
    const connected = await own.connect();
    const { accessToken: token, connection } = connected;
    const [head, payload] = token.split('.');
    const stranger = await open({ keys: [key(9)] }).own.connect();
    const sameKeyID = decoded(head).kid;
    for (const [title, forged] of Object.entries({
      'without a signature, alg none': `${encoded({ alg: 'none', typ: 'access-token' })}.${payload}.`,
      'without a signature, its own alg': `${head}.${payload}.`,
      'alg none, the old signature': rewritten(token, { alg: 'none' }),
      'another alg': rewritten(token, { alg: 'HS512' }),
      'another key': stranger.accessToken,
      'another key under the id of ours': rewritten(stranger.accessToken, { kid: sameKeyID }),
      'a key id that is a name of every object': rewritten(token, { kid: '__proto__' }),
      'no key id': rewritten(token, { kid: undefined }),
      'another purpose': rewritten(token, { typ: 'access-code' }),
      'other claims': rewritten(token, {}, { jti: crypto.randomUUID() }),
      "another app's claims": rewritten(token, {}, { appKey: 'shop-app' }),
      'a changed header': tampered(token, 0),
      'changed claims': tampered(token, 1),
      'a changed signature': tampered(token, 2),
      'an access code': connection.accessCode,
      'an access code said to be a token': rewritten(connection.accessCode, { typ: 'access-token' }),
      'a userSecret': connection.userSecret,
      'two tokens': `${token}, Bearer ${token}`,
      'something else': 'x',
    }))
      assert.deepEqual(says(await withToken(connected, forged)), refused, title);
    assert.equal((await withToken(connected, token)).status, 200, 'the real one is still good');
  });

  it('is refused without, or in another scheme', async () => {
    const connected = await own.connect();
    for (const authorization of [
      '',
      'Bearer',
      'Bearer ',
      connected.accessToken,
      `Basic ${connected.accessToken}`,
    ])
      assert.deepEqual(
        says(await connected.v2('getIdentity', {}, { authorization })),
        refused,
        authorization,
      );
  });

  it('is refused at another app, with the secrets of either', async () => {
    const [mine, theirs] = [await own.connect(), await other.connect()];
    const { userSecret } = theirs.connection;
    for (const secrets of [{}, { userSecret }, { appSecret: 'shop-secret' }])
      assert.deepEqual(says(await mine.v2('getIdentity', secrets, bearer(theirs))), refused);
    const all = { userSecret, appSecret: 'shop-secret' };
    assert.equal(
      (await mine.v2('getIdentity', all, bearer(theirs))).status,
      200,
      'all three belong together',
    );
  });

  it('does not expire, and ends with the connection', async () => {
    let now = Date.now();
    const { own } = open({ now: () => now });
    const connected = await own.connect();
    now += 5 * 365 * 86_400_000;
    assert.equal((await connected.v2('getIdentity')).status, 200);
    assert.equal((await connected.v2('delinkUser')).status, 200);
    for (const name of Object.keys(calls) as CallName[])
      if (name !== 'getAccountsMetadata')
        assert.deepEqual(says(await connected.v2(name)), refused, `${name} after delinking`);
    assert.equal((await connected.v2('getAccountsMetadata')).status, 401);
    assert.deepEqual(says(await connected.forward('getIdentity')), refused);
    now += 5 * 365 * 86_400_000;
    assert.deepEqual(says(await connected.v2('getIdentity')), refused, 'that is for ever');
  });

  it('can be had again after delinking, by a new login only', async () => {
    const gone = await own.connect('demo_again');
    await gone.v2('delinkUser');
    const fresh = await own.connect('demo_again');
    assert.equal((await fresh.v2('getIdentity')).status, 200);
    assert.equal(fresh.connection.userID, gone.connection.userID, 'the same person');
    assert.deepEqual(says(await gone.v2('getIdentity')), refused);
    assert.deepEqual(says(await fresh.v2('getIdentity', {}, bearer(gone))), refused);
  });

  it('of a connection that was delinked before its exchange opens nothing', async () => {
    const connection = await own.logIn();
    const { appKey, appSecret } = sandboxKeys;
    const { tokenID, userSecret } = connection;
    const delinked = await own.post('/', {
      action: '/users/DelinkUser',
      appKey,
      appSecret,
      tokenID,
      userSecret,
    });
    assert.equal(delinked.status, 200);
    const { accessToken = 'none' } = (await own.exchange(connection)).body as { accessToken?: string };
    assert.deepEqual(says(await new Connected(own, connection, accessToken).v2('getIdentity')), refused);
  });
});

const bearer = ({ accessToken }: Connected) => ({ authorization: `Bearer ${accessToken}` });

describe('an access code', () => {
  it('serves once, however many ask at the same time', async () => {
    const connection = await own.logIn();
    const answers = await Promise.all(Array.from({ length: 8 }, () => own.exchange(connection)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array<number>(7).fill(401)]);
    assert.deepEqual(says(await own.exchange(connection)), refusedCode);
  });

  it('serves once over both surfaces and two gateways with one store', async () => {
    const store = memoryStore();
    const [one, two] = [open({ store }).own, open({ store }).own];
    const connection = await one.logIn();
    const { accessCode, connectionID } = connection;
    const { appKey, appSecret } = sandboxKeys;
    const forwarded = { action: '/auth/ExchangeToken', appKey, appSecret, accessCode, connectionID };
    assert.equal((await two.post('/', forwarded)).status, 200);
    assert.deepEqual(says(await one.exchange(connection)), refusedCode);
  });

  it('is good for half an hour', async () => {
    let now = Date.now();
    const { own } = open({ now: () => now });
    const [early, late] = [await own.logIn(), await own.logIn()];
    now += 30 * 60_000 - 2000;
    assert.equal((await own.exchange(early)).status, 200);
    now += 4000;
    assert.deepEqual(says(await own.exchange(late)), refusedCode);
  });

  it('is refused when it is forged, and at another app or connection; that does not use it up', async () => {
    const connection = await own.logIn();
    const { accessCode, userSecret } = connection;
    const { accessToken } = await own.connect();
    const { connectionID } = await own.logIn();
    const [head, payload] = accessCode.split('.');
    for (const wrong of [
      { accessCode: `${encoded({ alg: 'none' })}.${payload}.` },
      { accessCode: `${head}.${payload}.` },
      { accessCode: rewritten(accessCode, {}, { exp: 4e9 }) },
      { accessCode: rewritten(accessToken, { typ: 'access-code' }) },
      { accessCode: accessToken },
      { accessCode: userSecret },
      { accessCode: tampered(accessCode, 2) },
      { connectionID },
      { appSecret: 'shop-secret' },
    ])
      assert.deepEqual(says(await own.exchange(connection, wrong)), refusedCode, Object.keys(wrong)[0]);
    assert.equal((await own.exchange(connection)).status, 200);
  });
});

describe('a userSecret', () => {
  it('is refused when it is tampered with, foreign, or of another connection of the same app', async () => {
    const [mine, second, theirs] = [await own.connect(), await own.connect(), await other.connect()];
    const { userSecret } = mine.connection;
    const stranger = await open({ keys: [key(9)] }).own.connect();
    for (const [title, wrong] of Object.entries({
      'of another app': theirs.connection.userSecret,
      'of another connection of the same person': second.connection.userSecret,
      'sealed with another key': stranger.connection.userSecret,
      'with a changed header': tampered(userSecret, 0),
      'with a changed initialization vector': tampered(userSecret, 2),
      'with changed content': tampered(userSecret, 3),
      'with a changed tag': tampered(userSecret, 4),
      'without a tag': userSecret.split('.').slice(0, 4).join('.'),
      'with a direct key of its own': [encoded({ alg: 'none' }), ...userSecret.split('.').slice(1)].join('.'),
      'that is a token': mine.accessToken,
      'that is none': 'x',
    })) {
      assert.deepEqual(says(await mine.v2('getIdentity', { userSecret: wrong })), refused, `one ${title}`);
      assert.deepEqual(
        says(await mine.forward('getIdentity', { userSecret: wrong })),
        refused,
        `one ${title}`,
      );
    }
    assert.equal((await mine.v2('getIdentity')).status, 200);
  });

  it('shows nothing of what it holds', async () => {
    const { connection } = await own.connect('demo_readable');
    const { userSecret, tokenID, userID } = connection;
    const readable = userSecret.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    for (const held of [tokenID, userID, 'sandbox-app', 'demo_readable'])
      assert(!readable.join(' ').includes(held), held);
  });
});

describe('two calls of one connection at once', () => {
  const two = (connected: Connected) => Promise.all([connected.v2('getIdentity'), connected.v2('getCards')]);

  it('are both answered, one after the other', async () => {
    let at = 0;
    let most = 0;
    const bank = sandboxBank();
    const getIdentity: typeof bank.calls.getIdentity = async (...given) => {
      most = Math.max(most, ++at);
      await new Promise((resolve) => setTimeout(resolve, 40));
      at--;
      return bank.calls.getIdentity!(...given);
    };
    const provider = { ...bank, calls: { ...bank.calls, getIdentity, getCards: getIdentity as never } };
    const connected = await open({ provider }).own.connect();
    assert.deepEqual(
      (await two(connected)).map(({ status }) => status),
      [200, 200],
    );
    assert.equal(most, 1);
  });

  it('are one answered and one refused where the gateway is strict', async () => {
    const { own } = open({ parallel: 'refuse' });
    const connected = await own.connect();
    const answers = await two(connected);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    const [late] = answers.filter(({ status }) => status === 409);
    assert.deepEqual([late!.body.type, late!.body.status], ['PARALLEL_REQUEST', 'failed']);
    assert.equal((await connected.v2('getIdentity')).status, 200, 'the turn was given back');
    const others = await Promise.all([(await own.connect()).v2('getCards'), connected.v2('getCards')]);
    assert.deepEqual(
      others.map(({ status }) => status),
      [200, 200],
      'each connection has a turn of its own',
    );
  });
});

describe('the key ring', () => {
  it('lets an old connection in while its key is there, and no longer', async () => {
    const provider = sandboxBank();
    const withKeys = (...keys: string[]) => open({ provider, keys }).own;
    const connected = await withKeys(key(1)).connect();
    const { connection, accessToken } = connected;
    const again = (backend: Backend) => new Connected(backend, connection, accessToken).v2('getIdentity');
    assert.equal((await again(withKeys(key(2), key(1)))).status, 200, 'behind a new one');
    assert.deepEqual(says(await again(withKeys(key(2)))), refused, 'dropped');
    assert.equal((await again(withKeys(key(1)))).status, 200, 'back');
  });

  it('makes new things with the first key', async () => {
    const provider = sandboxBank();
    const { connection, accessToken } = await open({ provider, keys: [key(2), key(1)] }).own.connect();
    const under = (...keys: string[]) =>
      new Connected(open({ provider, keys }).own, connection, accessToken).v2('getIdentity');
    assert.equal((await under(key(2))).status, 200);
    assert.deepEqual(says(await under(key(1))), refused);
  });

  it('keeps an open question across a rotation', async () => {
    const [provider, store] = [sandboxBank(), memoryStore()];
    const asker = await open({ provider, store, keys: [key(1)] }).own.connect('mfa_otp_data');
    const { operationID, userInputs } = (await asker.v2('getCards')).body;
    const { own } = open({ provider, store, keys: [key(2), key(1)] });
    const answered = await new Connected(own, asker.connection, asker.accessToken).v2('getCards', {
      operationID,
      userInputs: userInputs.map((input: object) => ({ ...input, answer: '123456' })),
    });
    assert.equal(answered.body.status, 'done');
  });
});

describe('money with an idempotencyKey', () => {
  let people = 0;
  /** Somebody with a full account, and what pays 100 from it. */
  async function payer(backend: Backend) {
    const connected = await backend.connect(`demo_payer_${++people}`);
    const senderID = await connected.accountID();
    const iban = 'AE070331234567890123456';
    const transfer = { senderID, iban, name: 'Erika', amount: 100, idempotencyKey: 'key of the test' };
    return { connected, transfer, senderID };
  }
  const balance = async (connected: Connected, accountID: string) =>
    (await connected.v2('getBalance', { accountID })).body.balance.amount as number;

  it('moves once when it is submitted twice at once, and when it is replayed', async () => {
    const { connected, transfer, senderID } = await payer(own);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => connected.v2('createTransfer', transfer)),
    );
    const [{ body: first }] = answers as [Answered];
    assert.equal(first.status, 'done');
    for (const { body } of answers) assert.deepEqual(body, first, 'all get the same answer');
    assert.deepEqual((await connected.v2('createTransfer', transfer)).body, first);
    assert.deepEqual(
      (await connected.forward('createTransfer', transfer)).body,
      first,
      'on the other surface too',
    );
    assert.equal(await balance(connected, senderID), 49900);
  });

  it('moves twice under two keys, and twice without any', async () => {
    const { connected, transfer, senderID } = await payer(own);
    for (const idempotencyKey of ['one', 'two', undefined, undefined])
      await connected.v2('createTransfer', { ...transfer, idempotencyKey });
    assert.equal(await balance(connected, senderID), 49600);
  });

  it('is refused for anything else under the same key', async () => {
    const { connected, transfer, senderID } = await payer(own);
    await connected.v2('createTransfer', transfer);
    for (const change of [
      { amount: 101 },
      { iban: 'AE460331234567890123457' },
      { remark: 'x' },
      { senderID: 'x' },
    ]) {
      const { status, body } = await connected.v2('createTransfer', { ...transfer, ...change });
      assert.deepEqual([status, body.type], [409, 'IDEMPOTENCY_CONFLICT'], JSON.stringify(change));
    }
    const { iban, name } = transfer;
    const flow = { ...transfer, beneficiary: { iban, name } };
    const { body } = await connected.v2('transferAutoflow', flow);
    assert.equal(body.type, 'IDEMPOTENCY_CONFLICT', 'another call is something else');
    assert.equal(await balance(connected, senderID), 49900);
  });

  it('is looked after by the gateway itself, at a bank that knows of no keys', async () => {
    let asked = 0;
    const bank = sandboxBank();
    const createTransfer = async () => ({
      ...{ status: 'done' as const, result: { reference: String(++asked) } },
    });
    const { idempotent: _, ...rest } = bank;
    const provider = { ...rest, calls: { ...bank.calls, createTransfer } };
    const { connected, transfer } = await payer(open({ provider }).own);
    const pay = (change: object = {}) => connected.v2('createTransfer', { ...transfer, ...change });
    const answers = await Promise.all([pay(), pay()]);
    for (const { body } of [...answers, await pay()]) assert.equal(body.reference, '1');
    assert.deepEqual(
      [(await pay({ amount: 101 })).body.type, (await pay({ amount: 101 })).status],
      ['IDEMPOTENCY_CONFLICT', 409],
    );
    assert.equal(asked, 1);
    assert.equal((await pay({ idempotencyKey: 'another' })).body.reference, '2');
  });

  it('is nobody else’s: the same key at another connection is another transfer', async () => {
    const [one, two] = [await payer(own), await payer(own)];
    for (const { connected, transfer } of [one, two]) await connected.v2('createTransfer', transfer);
    for (const { connected, senderID } of [one, two]) assert.equal(await balance(connected, senderID), 49900);
  });

  it('moves once at two gateways with one store, asked at the same time', async () => {
    const [provider, store] = [sandboxBank(), memoryStore()];
    const [one, two] = [open({ provider, store }).own, open({ provider, store }).own];
    const { connected, transfer, senderID } = await payer(one);
    const twin = new Connected(two, connected.connection, connected.accessToken);
    const [first, second] = await Promise.all(
      [connected, twin].map((at) => at.v2('createTransfer', transfer)),
    );
    assert.equal(first!.body.status, 'done');
    assert.deepEqual(second!.body, first!.body);
    assert.equal(await balance(twin, senderID), 49900);
  });

  it('moves once across a restart that forgot everything but what the bank knows', async () => {
    const state = freshState();
    const start = () => open({ provider: sandboxBank({ state }), store: memoryStore() }).own;
    const { connected, transfer, senderID } = await payer(start());
    const { reference } = (await connected.v2('createTransfer', transfer)).body;
    const later = new Connected(start(), connected.connection, connected.accessToken);
    const again = (await later.v2('createTransfer', transfer)).body;
    assert.deepEqual([again.status, again.reference], ['done', reference]);
    const other = await new Connected(start(), connected.connection, connected.accessToken).v2(
      'createTransfer',
      {
        ...transfer,
        amount: 5,
      },
    );
    assert.deepEqual([other.status, other.body.type], [409, 'IDEMPOTENCY_CONFLICT']);
    assert.equal(await balance(later, senderID), 49900);
  });

  it('may be tried again after a failure that moved none, under a key of its own', async () => {
    const { connected, transfer, senderID } = await payer(own);
    const tooMuch = { ...transfer, amount: 10 ** 9 };
    assert.equal((await connected.v2('createTransfer', tooMuch)).body.type, 'INSUFFICIENT_BALANCE');
    assert.equal(
      (await connected.v2('createTransfer', tooMuch)).body.type,
      'INSUFFICIENT_BALANCE',
      'replayed',
    );
    const again = await connected.v2('createTransfer', { ...transfer, idempotencyKey: 'another' });
    assert.equal(again.body.status, 'done');
    assert.equal(await balance(connected, senderID), 49900);
  });

  it('that the bank asks about moves once, however often the answer is sent', async () => {
    const connected = await own.connect(`mfa_otp_pay_${++people}`);
    const senderID = await connected.accountID();
    const transfer = { senderID, iban: 'AE070331234567890123456', amount: 100, idempotencyKey: 'asked' };
    const asked = (await connected.v2('createTransfer', transfer)).body;
    assert.equal(asked.status, 'user_input_required');
    const userInputs = asked.userInputs.map((input: object) => ({ ...input, answer: '123456' }));
    const answer = { ...transfer, operationID: asked.operationID, userInputs };
    const answers = await Promise.all([1, 2, 3].map(() => connected.v2('createTransfer', answer)));
    const references = new Set(answers.map(({ body }) => body.reference as string));
    assert.deepEqual([references.size, answers[0]!.body.status], [1, 'done']);
    assert.equal((await connected.v2('createTransfer', transfer)).body.reference, answers[0]!.body.reference);
    assert.equal(await balance(connected, senderID), 49900);
  });
});
