import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { calls, indexOf, userInputKinds, type CallName } from '@connect-layer/protocol';
import type { Json, Outcome } from '../provider.js';
import { dapiProvider } from './dapi.js';
import {
  assertIs,
  connection,
  context,
  contextWith,
  drop,
  gatewayThat,
  html,
  json,
  never,
  upstreamThat,
  type Behaviour,
} from './dapi/upstream.test-helper.js';

type Provider = ReturnType<typeof dapiProvider>;
const call = (
  provider: Provider,
  name: CallName,
  input: object = {},
  { signal }: { signal?: AbortSignal } = {},
): Promise<Outcome<unknown>> =>
  name === 'delinkUser'
    ? provider.delink!(connection, contextWith(signal))
    : provider.calls[name]!(connection, input as never, contextWith(signal));

const answer = (members: object = {}) => ({ success: true, status: 'done', operationID: 'B:up', ...members });
const identity = answer({ identity: { name: 'Name' } });
const refusal = (type: string, more: object = {}) => ({
  ...{ success: false, status: 'failed', type, msg: 'No.', operationID: 'B:up' },
  ...more,
});
const asked = (...userInputs: object[]) => answer({ status: 'user_input_required', userInputs });
const otp = { id: 'otp', index: 0, query: 'Code?', queryType: 'txt', answer: '' };

const names = Object.keys(calls) as CallName[];
const changes = names.filter(
  (name) => 'movesMoney' in calls[name] || name.startsWith('create') || name === 'delinkUser',
);
const reads = names.filter((name) => !changes.includes(name));
const moves = changes.filter((name) => 'movesMoney' in calls[name]);

/** Ways in which an answer gets lost, after which nobody knows what came of the request. */
const losses: Record<string, Behaviour> = {
  'a dropped connection': drop,
  'half an answer': (response) => {
    response.writeHead(200, { 'content-length': 99 });
    response.write('{"success":', () => response.destroy());
  },
  'a 502': html(502),
  'a 503': html(503),
  'a 504': html(504),
  'a 429': html(429),
  'a 429 that says so': json(refusal('TOO_MANY_REQUESTS'), 429),
};

describe('a read', { concurrency: 8 }, () => {
  for (const [loss, behaviour] of Object.entries(losses)) {
    it(`is tried again after ${loss}`, async (test) => {
      const { provider, arrived } = await upstreamThat(test, [behaviour, behaviour, identity]);
      const outcome = await call(provider, 'getIdentity');
      assert.deepEqual(outcome, { status: 'done', result: { identity: { name: 'Name' } } });
      assert.equal(arrived.length, 3);
    });

    it(`is tried three times, not more, after ${loss}`, async (test) => {
      const { provider, arrived } = await upstreamThat(test, [behaviour]);
      assert.equal((await call(provider, 'getIdentity')).status, 'failed');
      assert.equal(arrived.length, 3);
    });
  }

  it('goes to its own path, with the token and both secrets', async (test) => {
    for (const name of reads) {
      const { provider, arrived } = await upstreamThat(test, [refusal('X_Y')]);
      const outcome = await call(provider, name, { accountID: 'a', appSecret: 'sent', userSecret: 'sent' });
      assert.deepEqual(outcome, { status: 'failed', type: 'X_Y', msg: 'No.' }, name);
      const path = name === 'getAccounts' ? calls.getCompleteAccounts.path : calls[name].path;
      const body = { accountID: 'a', appSecret: 'planted-app-secret', userSecret: 'planted-user-secret' };
      assert.deepEqual(arrived, [{ path: `/v2${path}`, authorization: 'Bearer planted-token', body }], name);
    }
  });

  it('is not tried again when the bank itself has failed', async (test) => {
    for (const http of [500, 502, 504]) {
      const { provider, arrived } = await upstreamThat(test, [json(refusal('BANK_ERROR'), http)]);
      assert.deepEqual(await call(provider, 'getIdentity'), {
        status: 'failed',
        type: 'BANK_ERROR',
        msg: 'No.',
      });
      assert.equal(arrived.length, 1);
    }
  });

  it('waits as long as it is told to', async (test) => {
    const { provider, arrived } = await upstreamThat(test, [html(503, { 'retry-after': '1' }), identity]);
    const started = performance.now();
    assert.equal((await call(provider, 'getIdentity')).status, 'done');
    assert.equal(arrived.length, 2);
    assert(performance.now() - started >= 990, 'too early');
  });

  it('waits until a time of day', async (test) => {
    const at = new Date(Date.now() + 2000).toUTCString(); // In whole seconds.
    const { provider } = await upstreamThat(test, [html(429, { 'retry-after': at }), identity]);
    assert.equal((await call(provider, 'getIdentity')).status, 'done');
    assert(Date.now() >= Date.parse(at) - 10, 'too early');
  });

  it('does not wait for long', async (test) => {
    const { provider, arrived } = await upstreamThat(test, [html(429, { 'retry-after': '3600' })]);
    const outcome = await call(provider, 'getIdentity');
    assert.deepEqual([outcome.status, arrived.length], ['failed', 1]);
  });
});

describe('whatever changes something', { concurrency: 8 }, () => {
  for (const name of changes)
    it(`${name} is sent once, however its answer is lost`, async (test) => {
      for (const [loss, behaviour] of Object.entries({ ...losses, 'a 500': html(500) })) {
        const { provider, arrived } = await upstreamThat(test, [behaviour, answer()]);
        const outcome = await call(provider, name, { amount: '1', idempotencyKey: 'k' });
        assert.equal(outcome.status, 'failed', loss);
        assert.equal(arrived.length, 1, loss);
      }
    });

  for (const name of moves)
    it(`${name} says that the end is not known when it is not`, async (test) => {
      const { provider } = await upstreamThat(test, [drop]);
      const outcome = await call(provider, name);
      assertIs(outcome, 'failed');
      assert.match(outcome.msg ?? '', /not known/);
    });

  for (const name of moves)
    it(`${name} with a key is sent again, under that key, to a gateway of ours`, async (test) => {
      const done = answer({ reference: 'r', details: {} });
      const { provider, arrived } = await gatewayThat(test, [drop, html(503), done]);
      const outcome = await call(provider, name, { amount: '1.10', idempotencyKey: 'k' });
      assert.equal(outcome.status, 'done');
      const sent = { amount: '1.10', idempotencyKey: 'k' };
      const body = { ...sent, appSecret: 'planted-app-secret', userSecret: 'planted-user-secret' };
      assert.deepEqual(
        arrived.map(({ body }) => body),
        [body, body, body],
      );
    });

  it('without a key, or where keys are forgotten, is sent once to a gateway of ours too', async (test) => {
    for (const name of changes) {
      const { provider, arrived } = await gatewayThat(test, [drop, answer()]);
      assert.equal((await call(provider, name, { amount: '1' })).status, 'failed');
      assert.equal(arrived.length, 1, name);
      const forgetful = await gatewayThat(test, [drop, answer()], { idempotent: false });
      assert.equal(forgetful.provider.idempotent, false);
      await call(forgetful.provider, name, { amount: '1', idempotencyKey: 'k' });
      assert.equal(forgetful.arrived.length, 1, name);
    }
  });

  it('an answer of the person is sent once', async (test) => {
    const { provider, arrived } = await upstreamThat(test, [asked(otp), drop, identity]);
    const outcome = await call(provider, 'getIdentity');
    assertIs(outcome, 'user_input_required');
    const resumed = await provider.resume(outcome.pending, [{ id: 'otp', index: 0, answer: '1' }], context);
    assert.deepEqual([resumed.status, arrived.length], ['failed', 2]);
  });

  it('a login is sent once', async (test) => {
    const { provider, arrived } = await gatewayThat(test, [drop]);
    const outcome = await provider.login({ id: 'B' } as never, { password: 'planted' }, context);
    assert.deepEqual(outcome, { status: 'failed', type: 'BANK_ERROR' });
    assert.equal(arrived.length, 1);
  });

  it('a transfer that was made was made, whatever is said about it', async (test) => {
    const { provider } = await upstreamThat(test, [answer({ reference: 7 })]);
    assert.deepEqual(await call(provider, 'createTransfer', { amount: '1' }), {
      status: 'done',
      result: { reference: 7 },
    });
  });

  it('a collection by ACH keeps the name that it is asked for by', async (test) => {
    const { provider } = await upstreamThat(test, [answer()]);
    const outcome = await call(provider, 'createACHPull', { amount: '1' });
    assert.deepEqual(outcome, { status: 'done', result: { operationID: 'B:up' } });
  });

  it('amounts go to Dapi as numbers, as long as they survive that', async (test) => {
    for (const [amount, sent] of [
      ['12.50', 12.5],
      ['999999999999.999', 999999999999.999],
      ['123456789012345.678', '123456789012345.678'],
    ]) {
      const { provider, arrived } = await upstreamThat(test, [answer({ reference: 'r' })]);
      await call(provider, 'createTransfer', { amount, remark: '1' });
      await call(provider, 'createBatchTransfer', { items: [{ amount }] });
      const [transfer, batch] = arrived;
      assert.deepEqual([transfer?.body.amount, transfer?.body.remark], [sent, '1']);
      assert.equal(batch?.body.items[0].amount, sent);
    }
  });
});

describe('a wait', { concurrency: 8 }, () => {
  it('ends at the deadline', async (test) => {
    for (const behaviour of [never, html(503, { 'retry-after': '5' }), partly]) {
      const { provider, arrived } = await upstreamThat(test, [behaviour], { deadline: 150 });
      const started = performance.now();
      assert.deepEqual(await call(provider, 'getIdentity'), { status: 'failed', type: 'TIMED_OUT' });
      assert(performance.now() - started < 1000, 'too late');
      assert.equal(arrived.length, 1);
    }
  });

  it('ends when the caller has gone, and nothing is tried after that', async (test) => {
    for (const behaviour of [never, html(503, { 'retry-after': '5' }), partly]) {
      const { provider, arrived } = await upstreamThat(test, [behaviour]);
      const caller = new AbortController();
      setTimeout(() => caller.abort(), 100);
      const started = performance.now();
      const outcome = await call(provider, 'getIdentity', {}, caller);
      assert.deepEqual(outcome, { status: 'failed', type: 'TIMED_OUT' });
      assert(performance.now() - started < 1000, 'too late');
      assert.equal(arrived.length, 1);
    }
  });

  it('does not begin when the caller has gone before', async (test) => {
    const { provider, arrived } = await upstreamThat(test, [identity]);
    const outcome = await call(provider, 'getIdentity', {}, { signal: AbortSignal.abort() });
    assert.deepEqual([outcome.status, arrived.length], ['failed', 0]);
  });

  const partly: Behaviour = (response) => void response.writeHead(200).write('{');
});

describe('an answer', { concurrency: 8 }, () => {
  const unreadable: Behaviour[] = [
    html(200),
    html(500),
    (response) => void response.end(),
    json([]),
    json({}),
    json({ success: true }),
    json({ success: true, status: 'planted' }),
    json({ success: true, status: 'initialized' }),
    json({ success: true, status: 'user_input_required', userInputs: [otp] }),
    answer({ identity: { name: 1 } }),
  ];
  it('that is none is a failure of the bank', async (test) => {
    for (const behaviour of unreadable) {
      const { provider, arrived } = await upstreamThat(test, [behaviour]);
      const outcome = await call(provider, 'getIdentity');
      assertIs(outcome, 'failed');
      assert.equal(outcome.type, 'BANK_ERROR');
      assert.doesNotMatch(JSON.stringify(outcome), /planted/);
      assert.equal(arrived.length, 1);
    }
  });

  it('that leads elsewhere is not followed with the secrets', async (test) => {
    const elsewhere = await upstreamThat(test, [identity]);
    const headers = { location: `${elsewhere.url}/v2/data/identity/get` };
    for (const http of [301, 302, 307, 308]) {
      const { provider } = await upstreamThat(test, [html(http, headers)]);
      const outcome = await call(provider, 'getIdentity');
      assertIs(outcome, 'failed');
      assert.equal(outcome.type, 'BANK_ERROR');
    }
    assert.deepEqual(elsewhere.arrived, []);
  });

  it('keeps members that nobody here knows', async (test) => {
    const { provider } = await upstreamThat(test, [
      answer({ identity: { name: 'Name', shoeSize: 42 }, code: 7, msg: 'Hello' }),
    ]);
    const result = { identity: { name: 'Name', shoeSize: 42 }, code: 7, msg: 'Hello' };
    assert.deepEqual(await call(provider, 'getIdentity'), { status: 'done', result });
  });

  it('that is a failure keeps what else it tells', async (test) => {
    const coolDownPeriod = { value: 4, unit: 'hrs' };
    const failure = refusal('BENEFICIARY_COOL_DOWN_PERIOD', { coolDownPeriod, timestamp: 1 });
    const { provider } = await upstreamThat(test, [json(failure, 400)]);
    assert.deepEqual(await call(provider, 'createTransfer', { amount: '1' }), {
      ...{ status: 'failed', type: 'BENEFICIARY_COOL_DOWN_PERIOD', msg: 'No.' },
      details: { coolDownPeriod },
    });
  });

  it('that is a failure never quotes a secret', async (test) => {
    for (const secret of ['planted-token', 'planted-user-secret', 'planted-app-secret', 'planted-answer']) {
      const failure = refusal('X_Y', {
        msg: `Not ${secret}!`,
        got: { header: secret },
        [secret]: 1,
        fine: 1,
      });
      const { provider } = await upstreamThat(test, [asked(otp), failure]);
      const outcome = await call(provider, 'getIdentity');
      assertIs(outcome, 'user_input_required');
      const answers = [{ id: 'otp', index: 0, answer: 'planted-answer' }] as const;
      assert.deepEqual(await provider.resume(outcome.pending, answers, context), {
        ...{ status: 'failed', type: 'X_Y' },
        details: { fine: 1 },
      });
    }
  });

  for (const [says, behaviour, type] of [
    ['a bad token', json(refusal('UNAUTHORIZED'), 401), 'INVALID_CONNECTION'],
    [
      'a bad token, as metadata says it',
      json({ success: false, status: 'failed', msg: 'x' }, 401),
      'INVALID_CONNECTION',
    ],
    ['a changed password', json(refusal('INVALID_CREDENTIALS'), 401), 'INVALID_CREDENTIALS'],
    ['an unknown path', json(refusal('NOT_FOUND'), 404), 'NOT_SUPPORTED'],
    ['an unknown path, in no words', html(404), 'NOT_SUPPORTED'],
    ['a name that is none', json(refusal('<b>'), 400), 'BANK_ERROR'],
    ['no status, but no success', json({ success: false, msg: 'x' }, 500), 'BANK_ERROR'],
  ] as const)
    it(`that says ${says} is ${type}`, async (test) => {
      const { provider } = await upstreamThat(test, [behaviour]);
      const outcome = await call(provider, 'getAccountsMetadata');
      assertIs(outcome, 'failed');
      assert.equal(outcome.type, type);
    });

  it('about accounts comes without balances where the upstream cannot tell them', async (test) => {
    const account = { id: 'a', name: 'n', number: '1', type: null, isFavourite: null };
    const accounts = [{ ...account, currency: { code: 'AED', name: 'Dirham' } }];
    for (const unable of [json(refusal('NOT_SUPPORTED'), 400), html(404)]) {
      const { provider, arrived } = await upstreamThat(test, [unable, answer({ accounts })]);
      assert.deepEqual(await call(provider, 'getAccounts'), { status: 'done', result: { accounts } });
      assert.equal(arrived[1]?.path, '/v2/data/accounts/get');
    }
  });
});

describe('a question', { concurrency: 8 }, () => {
  it('is asked, and its answer goes to the same call with all that was sent', async (test) => {
    const question = answer({ status: 'user_input_required', userInputs: [otp], hlAPIStep: 'Transfer' });
    const { provider, arrived } = await upstreamThat(test, [question, answer({ reference: 'r' })]);
    const input = { senderID: 's', amount: '1', idempotencyKey: 'k' };
    const outcome = await call(provider, 'transferAutoflow', input);
    assertIs(outcome, 'user_input_required');
    assert.deepEqual(outcome.userInputs, [otp]);
    const pending = JSON.parse(JSON.stringify(outcome.pending)) as Json;
    const answers = [{ id: 'otp', index: 0, answer: '123456' }] as const;
    const resumed = await provider.resume(pending, answers, context);
    assert.deepEqual(resumed, { status: 'done', result: { reference: 'r' } });
    const [first, second] = arrived;
    const more = { operationID: 'B:up', userInputs: answers, hlAPIStep: 'Transfer' };
    assert.deepEqual(second?.body, { ...first?.body, ...more });
    assert.deepEqual([second?.path, second?.authorization], [first?.path, first?.authorization]);
  });

  it('of every kind is understood as published servers put it', async (test) => {
    for (const id of userInputKinds) {
      const query = id === 'redirect' ? 'https://bank.example/login' : 'Which?';
      const choices = [{ content: 'One', index: '0' }, { content: 'Two' }];
      const { provider } = await upstreamThat(test, [
        asked({ id, index: '1', query, queryChoices: choices }),
      ]);
      const outcome = await call(provider, 'getIdentity');
      assertIs(outcome, 'user_input_required');
      const queryOptions = [
        { content: 'One', index: 0 },
        { content: 'Two', index: 1 },
      ];
      assert.deepEqual(outcome.userInputs, [{ id, index: 1, query, queryOptions, answer: '' }]);
    }
  });

  it('that cannot be put to the person is a failure', async (test) => {
    const impossible = [
      asked(),
      asked({ id: 'dance', index: 0, query: 'planted' }),
      asked(otp, { id: 'dance' }),
      asked({ id: 'redirect', index: 0, query: 'javascript:planted' }),
    ];
    for (const behaviour of impossible) {
      const { provider } = await upstreamThat(test, [behaviour]);
      const outcome = await call(provider, 'getIdentity');
      assertIs(outcome, 'failed');
      assert.equal(outcome.type, 'NOT_SUPPORTED');
      assert.doesNotMatch(JSON.stringify(outcome), /planted/);
    }
  });
});

describe('an operation that takes its time', { concurrency: 8 }, () => {
  const begun = answer({ status: 'initialized' });
  const opInfo = (status: string, more: object = {}) => ({ opInfo: { status, startDate: 'x', ...more } });

  async function polled(test: Parameters<typeof upstreamThat>[0], name: CallName, ...then: Behaviour[]) {
    const { provider, arrived } = await upstreamThat(test, [begun, ...then]);
    const outcome = await call(provider, name, { amount: '1' });
    assertIs(outcome, 'initialized');
    const pending = JSON.parse(JSON.stringify(outcome.pending)) as Json;
    return { pending, arrived, outcome: await provider.status(pending, context) };
  }

  it('is asked for, and its result comes with the answer', async (test) => {
    const { outcome, arrived } = await polled(test, 'getIdentity', { ...identity, ...opInfo('done') });
    assert.deepEqual(outcome, { status: 'done', result: { identity: { name: 'Name' } } });
    assert.deepEqual([arrived[1]?.path, arrived[1]?.body.operationID], ['/v2/operation/status', 'B:up']);
  });

  it('that is a read is made again when the answer lacks its result', async (test) => {
    const { outcome, arrived } = await polled(test, 'getIdentity', answer(opInfo('done')), identity);
    assert.deepEqual(outcome, { status: 'done', result: { identity: { name: 'Name' } } });
    assert.deepEqual([arrived[2]?.path, arrived[2]?.body.operationID], ['/v2/data/identity/get', 'B:up']);
  });

  it('that changes something is not', async (test) => {
    for (const name of changes.filter((name) => name !== 'delinkUser')) {
      const { arrived } = await polled(test, name, answer(opInfo('done')));
      assert.equal(arrived.length, 2, name);
    }
  });

  it('stands as the operation does, and not as the asking', async (test) => {
    const still = await polled(test, 'getIdentity', { ...answer(opInfo('initialized')) });
    assert.deepEqual(still.outcome, { status: 'initialized', pending: still.pending });
    const over = await polled(test, 'getIdentity', answer(opInfo('failed', { errorType: 'INVALID_MFA' })));
    assert.deepEqual(
      [over.outcome.status, (over.outcome as { type?: string }).type],
      ['failed', 'INVALID_MFA'],
    );
    const asking = { ...asked(otp), ...opInfo('user_input_required') };
    assert.equal((await polled(test, 'getIdentity', asking)).outcome.status, 'user_input_required');
  });

  it('stands as it stood when that cannot be learnt', async (test) => {
    for (const behaviour of [drop, html(500), json({})]) {
      const { outcome, pending } = await polled(test, 'createTransfer', behaviour);
      assert.deepEqual(outcome, { status: 'initialized', pending });
    }
  });
});

describe('a login at a gateway of ours', { concurrency: 8 }, () => {
  const codes = {
    ...{ accessCode: 'planted-code', connectionID: 'c', userSecret: 'planted-user-secret', tokenID: 't' },
    ...{ userID: 'person', clientUserID: 'x', bankId: 'B', name: 'B', fullName: 'B' },
    ...{ halfLogoPng: '', fullLogoPng: '', miniLogoPng: '' },
    color: { primaryColor: '#000000', secondaryColor: '#FFFFFF' },
  };
  const done = answer({ connection: codes });
  const exchanged = answer({ accessToken: 'planted-token', userID: 'person', tokenID: 't', userSecret: '' });
  const login = (provider: Provider, credentials = { pin: 'planted-pin' }) =>
    provider.login({ id: 'B' } as never, credentials, context);

  it('ends with what acts for the connection', async (test) => {
    const { provider, arrived } = await gatewayThat(test, [done, exchanged]);
    assert.deepEqual(await login(provider), { status: 'done', result: { user: 'person', connection } });
    const [first, second] = arrived;
    assert.deepEqual([first?.path, second?.path], ['/connect/v1/login', '/v2/auth/ExchangeToken']);
    assert.equal(first?.body.appSecret, undefined, 'the Connect API needs no secret');
    assert.match(first?.body.sessionKey, /^[\w-]{22}$/);
    const { appSecret, accessCode, connectionID } = second?.body ?? {};
    assert.deepEqual([appSecret, accessCode, connectionID], ['planted-app-secret', 'planted-code', 'c']);
  });

  it('goes on with the key that it began with', async (test) => {
    const { provider, arrived } = await gatewayThat(test, [
      answer({ status: 'initialized' }),
      asked(otp),
      done,
      exchanged,
    ]);
    const begun = await login(provider);
    assertIs(begun, 'initialized');
    const asking = await provider.status(begun.pending, context);
    assertIs(asking, 'user_input_required');
    const outcome = await provider.resume(asking.pending, [{ id: 'otp', index: 0, answer: '1' }], context);
    assert.equal(outcome.status, 'done');
    const paths = ['/connect/v1/login', '/connect/v1/status', '/connect/v1/answer'];
    assert.deepEqual(
      arrived.slice(0, 3).map(({ path }) => path),
      paths,
    );
    assert.equal(new Set(arrived.slice(0, 3).map(({ body }) => body.sessionKey)).size, 1);
    assert.doesNotMatch(JSON.stringify([begun, asking]), /planted/);
  });

  it('fails as the bank says', async (test) => {
    const { provider } = await gatewayThat(test, [
      refusal('INVALID_CREDENTIALS', { msg: 'Not planted-pin.' }),
    ]);
    assert.deepEqual(await login(provider), { status: 'failed', type: 'INVALID_CREDENTIALS' });
  });

  it('says when it is this gateway that is not let in', async (test) => {
    for (const behaviours of [
      [json(refusal('INVALID_APP'), 401)],
      [json(refusal('ORIGIN_NOT_ALLOWED'), 403)],
      [html(404)],
      [done, json(refusal('UNAUTHORIZED'), 401)],
    ]) {
      const { provider } = await gatewayThat(test, behaviours);
      const outcome = await login(provider);
      assertIs(outcome, 'failed');
      assert.equal(outcome.type, 'UNKNOWN_ERROR');
      assert.match(outcome.msg ?? '', /settings/);
    }
  });

  it('without codes, or with others than it should have, is a failure', async (test) => {
    for (const behaviours of [
      [answer()],
      [answer({ connection: { ...codes, userSecret: 1 } })],
      [done, answer()],
    ]) {
      const { provider } = await gatewayThat(test, behaviours);
      const outcome = await login(provider);
      assertIs(outcome, 'failed');
      assert.equal(outcome.type, 'BANK_ERROR');
    }
  });

  it('sends nothing to Dapi', async (test) => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (url, init) => {
      asked.push(new URL(url as string).host);
      return globalThis.fetch(url, init);
    };
    const { provider, url } = await gatewayThat(test, [done, exchanged, identity], { fetch });
    await login(provider);
    await call(provider, 'getIdentity');
    assert.deepEqual(new Set(asked), new Set([new URL(url).host]));
  });
});

describe('the institutions of a gateway of ours', { concurrency: 8 }, () => {
  const bank = (id: string, more: object = {}) => ({
    ...{ id, name: id, fullName: id, country: 'AE', logo: `/connect/v1/logos/${id}.svg`, fields: [] },
    ...{ color: { primaryColor: '#000000', secondaryColor: '#FFFFFF' } },
    ...more,
  });
  const { signal } = context;

  it('are listed each once, with marks that can be loaded from anywhere', async (test) => {
    const list = [bank('A'), bank('B', { logo: '' }), bank('A')];
    const { provider, url, arrived } = await gatewayThat(test, [indexOf(list)]);
    const institutions = await provider.institutions({ signal, now: Date.now });
    assert.deepEqual(
      institutions.map(({ id, logo }) => [id, logo]),
      [
        ['A', `${url}/connect/v1/logos/A.svg`],
        ['B', ''],
      ],
    );
    assert.equal(arrived[0]?.path, '/connect/v1/institutions?appKey=key&bundleID=bundle&experimental=true');
  });

  it('are fetched once in five minutes, and shown while newer ones are fetched', async (test) => {
    const lists = [['A'], ['B'], ['C']].map((ids) => indexOf(ids.map((id) => bank(id))));
    const { provider, arrived } = await gatewayThat(test, lists);
    let time = 0;
    const shown = async () =>
      (await provider.institutions({ signal, now: () => time })).map(({ id }) => id).join();
    assert.deepEqual(await Promise.all([shown(), shown(), shown()]), ['A', 'A', 'A']);
    time += 5 * 60_000 - 1;
    assert.equal(await shown(), 'A');
    assert.equal(arrived.length, 1);
    time += 1;
    assert.deepEqual(await Promise.all([shown(), shown()]), ['A', 'A']);
    await until(async () => (await shown()) === 'B');
    assert.equal(arrived.length, 2);
    time += 24 * 60 * 60_000;
    assert.equal(await shown(), 'C', 'what is a day old is no longer shown');
  });

  it('that cannot be had are refused with a reason', async (test) => {
    for (const answer of [html(200), { ...indexOf([bank('A')]), size: 2 }]) {
      const { provider } = await gatewayThat(test, [answer]);
      await assert.rejects(provider.institutions({ signal, now: Date.now }), { type: 'BANK_ERROR' });
    }
  });
});

describe('Dapi itself', { concurrency: 8 }, () => {
  const exchanged = answer({ accessToken: 'planted-token', userID: 'person' });

  it('lists what it was given', async (test) => {
    const institutions = [{ id: 'B' }] as never;
    const { provider } = await upstreamThat(test, [], { institutions });
    assert.equal(await provider.institutions(context), institutions);
  });

  it('cannot be without a list', () => {
    assert.throws(() => dapiProvider({ appKey: 'k', appSecret: 's', bundleID: 'b' }), TypeError);
  });

  it('sends the person to its hosted page, which learns no secret, and takes the codes from there', async (test) => {
    for (const codes of [
      JSON.stringify({ accessCode: 'code', connectionID: 'c', userSecret: 'planted-user-secret' }),
      'dapiconnect://connected?access_code=code&user_secret=planted-user-secret&connection_id=c&bank_id=B',
      'accessCode=code&connectionID=c&userSecret=planted-user-secret',
    ]) {
      const { provider, arrived } = await upstreamThat(test, [exchanged], {
        hostedURL: 'https://hosted.example/?a=1',
      });
      const outcome = await provider.login({ id: 'B' } as never, {}, context);
      assertIs(outcome, 'user_input_required');
      const [redirect] = outcome.userInputs;
      const query = 'https://hosted.example/?a=1&appKey=key&bundleID=bundle';
      assert.deepEqual(redirect, { id: 'redirect', index: 0, query, answer: '' });
      const answers = [{ id: 'redirect', index: 0, answer: codes }] as const;
      const done = await provider.resume(outcome.pending, answers, context);
      assert.deepEqual(done, { status: 'done', result: { user: 'person', connection } });
      assert.equal(arrived[0]?.path, '/v2/auth/ExchangeToken');
    }
  });

  it('fails when no codes came back', async (test) => {
    const { provider, arrived } = await upstreamThat(test, [exchanged]);
    const outcome = await provider.login({ id: 'B' } as never, {}, context);
    assertIs(outcome, 'user_input_required');
    const still = await provider.resume(outcome.pending, [{ id: 'redirect', index: 0, answer: '' }], context);
    assert.deepEqual(still, outcome);
    assert.deepEqual(await provider.status(outcome.pending, context), outcome);
    for (const answer of ['x', '{}', '[]', '"', 'https://x.example/?error_type=planted']) {
      const failed = await provider.resume(outcome.pending, [{ id: 'redirect', index: 0, answer }], context);
      assertIs(failed, 'failed');
      assert.doesNotMatch(JSON.stringify(failed), /planted/);
    }
    assert.deepEqual(arrived, []);
  });
});

it('takes no connection for one that it did not make', async (test) => {
  const { provider, arrived } = await upstreamThat(test, [identity]);
  for (const stranger of [null, 'x', {}, { accessToken: 1 }])
    assert.deepEqual(await provider.calls.getIdentity?.(stranger, {}, context), {
      ...{ status: 'failed', type: 'INVALID_CONNECTION' },
    });
  assert.deepEqual(arrived, []);
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail('It never came to that.');
}
