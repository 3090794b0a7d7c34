import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { UserInput } from '@connect-layer/protocol';
import { beginning, letIn, stubGateway } from '../gateway.test-helper.js';
import type { Outcome, Provider } from '../provider.js';

/** The question the bank has asked so many times: each time with a code of its own, good for two minutes. */
const asked = (times: number, more: Partial<UserInput> = {}): Outcome<never> => ({
  status: 'user_input_required',
  userInputs: [
    { id: 'otp', index: 0, query: `Code ${times}`, validFor: 120, resendIn: 30, answer: '', ...more },
  ],
  pending: { times },
});

/** A gateway in front of a bank that asks for a code and takes the newest; a clock that the test turns. */
function gatewayTo(provider: Partial<Provider> = {}) {
  let time = 1_800_000_000_000;
  const sent: number[] = [];
  const resend = async (pending: unknown): Promise<Outcome<unknown>> => {
    const times = (pending as { times: number }).times + 1;
    sent.push(times);
    return asked(times);
  };
  const stub: Partial<Provider> = {
    login: async () => asked(1),
    resend,
    resume: async (pending, [answer]) =>
      answer?.answer === `code-${(pending as { times: number }).times}`
        ? letIn
        : { status: 'failed', type: 'INVALID_MFA' },
    ...provider,
  };
  const { post, on } = stubGateway(stub, { now: () => time });
  const login = async () => (await post('/connect/v1/login', beginning)).body;
  return { post, on, login, sent, pass: (seconds: number) => void (time += seconds * 1000) };
}

const answer = (given: string) => ({ userInputs: [{ id: 'otp', index: 0, answer: given }] });
const timesOf = ({ userInputs: [input] }: { userInputs: UserInput[] }) => [
  input!.query,
  input!.validFor,
  input!.resendIn,
];

describe('a question that is repeated', () => {
  it('has as many seconds left as it has left', async () => {
    const { login, on, pass } = gatewayTo();
    const { operationID, ...first } = await login();
    assert.deepEqual(timesOf(first), ['Code 1', 120, 30]);
    const seen = [];
    for (const seconds of [0, 10.4, 10.4, 10.4, 100]) {
      pass(seconds);
      seen.push(timesOf((await on('status', operationID)).body));
    }
    assert.deepEqual(seen, [
      ['Code 1', 120, 30],
      ['Code 1', 110, 20],
      ['Code 1', 100, 10],
      ['Code 1', 89, 0],
      ['Code 1', 0, 0],
    ]);
  });

  it('has no seconds where the bank gave none', async () => {
    const { login, on, pass } = gatewayTo({
      login: async () => ({
        status: 'user_input_required',
        userInputs: [{ id: 'otp', index: 0, query: 'Code', answer: '' }],
        pending: { times: 1 },
      }),
    });
    const first = await login();
    pass(5);
    assert.deepEqual((await on('status', first.operationID)).body, first);
    const { status, body } = await on('resend', first.operationID);
    assert.deepEqual([status, body.type], [400, 'NOT_SUPPORTED'], 'there is only the one');
    assert.equal((await on('answer', first.operationID, answer('x'))).body.type, 'INVALID_MFA', 'still open');
  });
});

describe('another code', () => {
  it('takes the place of the one before', async () => {
    const { login, on, pass, sent } = gatewayTo();
    const { operationID } = await login();
    pass(31);
    const { body } = await on('resend', operationID);
    assert.deepEqual(
      [body.status, body.operationID, timesOf(body)],
      ['user_input_required', operationID, ['Code 2', 120, 30]],
    );
    pass(5);
    assert.deepEqual(timesOf((await on('status', operationID)).body), ['Code 2', 115, 25]);
    pass(25);
    assert.deepEqual(timesOf((await on('resend', operationID)).body), ['Code 3', 120, 30]);
    assert.deepEqual(sent, [2, 3]);
    assert.equal((await on('answer', operationID, answer('code-3'))).body.status, 'done');
  });

  it('is not sent before its time, nor twice at once', async () => {
    const { login, on, pass, sent } = gatewayTo();
    const { operationID } = await login();
    pass(29);
    assert.deepEqual(timesOf((await on('resend', operationID)).body), ['Code 1', 91, 1]);
    assert.deepEqual(sent, []);
    pass(1);
    const both = await Promise.all([on('resend', operationID), on('resend', operationID)]);
    assert.deepEqual(both.map(({ body }) => body.status).sort(), ['initialized', 'user_input_required']);
    assert.deepEqual(sent, [2]);
    assert.deepEqual(timesOf((await on('status', operationID)).body), ['Code 2', 120, 30]);
  });

  it('is not offered by a provider that cannot ask for one', async () => {
    const { login, on, pass } = gatewayTo({ resend: undefined as never });
    const { operationID, ...first } = await login();
    assert.deepEqual(timesOf(first), ['Code 1', 120, undefined]);
    pass(60);
    assert.equal((await on('resend', operationID)).body.type, 'NOT_SUPPORTED');
    assert.equal((await on('answer', operationID, answer('code-1'))).body.status, 'done');
  });

  it('may be refused by the bank, and that ends the login', async () => {
    const { login, on, pass } = gatewayTo({
      resend: async () => ({ status: 'failed', type: 'INACTIVE_ACCOUNT' }),
    });
    const { operationID } = await login();
    pass(30);
    const { body } = await on('resend', operationID);
    assert.deepEqual([body.status, body.type], ['failed', 'INACTIVE_ACCOUNT']);
    assert.deepEqual((await on('resend', operationID)).body, body, 'the last word can be asked for again');
  });

  it('is for whoever holds the key of the login', async () => {
    const { login, on, pass, sent } = gatewayTo();
    const { operationID } = await login();
    pass(30);
    for (const sessionKey of ['another-session-key-of-128-bits', '', undefined])
      assert.equal((await on('resend', operationID, { sessionKey })).body.type, 'OPERATION_NOT_FOUND');
    assert.equal((await on('resend', `${operationID}x`)).body.type, 'OPERATION_NOT_FOUND');
    assert.deepEqual(sent, []);
  });
});

describe('another code for a call', () => {
  const callTo = async (provider: Partial<Provider> = {}) => {
    const stand = gatewayTo({
      login: async () => letIn,
      calls: { getIdentity: async () => asked(1) },
      resume: async (pending, [given]) =>
        given?.answer === `code-${(pending as { times: number }).times}`
          ? { status: 'done', result: { identity: { name: 'Name' } } }
          : { status: 'failed', type: 'INVALID_MFA' },
      ...provider,
    });
    const { tokenID, userSecret } = (await stand.login()).connection;
    const call = async (more: object = {}) => {
      const body = {
        action: '/data/identity/get',
        appKey: 'app',
        appSecret: 'secret',
        tokenID,
        userSecret,
        ...more,
      };
      return (await stand.post('/', body)).body;
    };
    return { ...stand, call };
  };

  it('takes the place of the one before, whichever way the answer comes', async () => {
    for (const way of ['the call', 'the frame']) {
      const { call, on, pass, sent } = await callTo();
      const { operationID, ...first } = await call();
      assert.deepEqual(timesOf(first as never), ['Code 1', 120, 30]);
      pass(30);
      const resent = (await on('resend', operationID, { sessionKey: undefined })).body;
      assert.deepEqual(timesOf(resent), ['Code 2', 120, 30]);
      pass(10);
      assert.deepEqual(timesOf(await call({ operationID })), ['Code 2', 110, 20]);
      if (way === 'the frame') await on('answer', operationID, answer('code-2'));
      const given = way === 'the call' ? answer('code-2') : {};
      assert.equal((await call({ operationID, ...given })).status, 'done', way);
      assert.deepEqual(sent, [2]);
    }
  });

  it('is not sent once another call has taken the place of this one', async () => {
    const { call, on, pass, sent } = await callTo();
    const { operationID } = await call();
    pass(30);
    await call();
    assert.equal((await on('resend', operationID)).body.type, 'OPERATION_NOT_FOUND');
    assert.deepEqual(sent, []);
  });

  it('may end the call, which then says so', async () => {
    const { call, on, pass } = await callTo({
      resend: async () => ({ status: 'failed', type: 'INACTIVE_ACCOUNT' }),
    });
    const { operationID } = await call();
    pass(30);
    assert.equal((await on('resend', operationID)).body.type, 'INACTIVE_ACCOUNT');
    assert.equal((await call({ operationID, ...answer('code-1') })).type, 'OPERATION_NOT_FOUND');
  });
});

describe('the stage of a login', () => {
  it('is told while the bank is at it, and of a call it is not', async () => {
    let asks = 0;
    const { login, on, post } = gatewayTo({
      login: async () => ({ status: 'initialized', pending: 1, stage: 'signing_in' }),
      status: async () =>
        ++asks < 3 ? { status: 'initialized', pending: 1, ...(asks === 1 && { stage: 'finishing' }) } : letIn,
      calls: { getIdentity: async () => ({ status: 'initialized', pending: 1, stage: 'finishing' }) },
    });
    const { operationID, stage } = await login();
    const poll = async () => (await on('status', operationID)).body;
    assert.deepEqual(
      [stage, (await poll()).stage, (await poll()).stage],
      ['signing_in', 'finishing', undefined],
    );
    const { tokenID, userSecret } = (await poll()).connection;
    const call = { action: '/data/identity/get', appKey: 'app', appSecret: 'secret', tokenID, userSecret };
    const { operationID: _, ...told } = (await post('/', call)).body;
    assert.deepEqual(told, { success: true, status: 'initialized' });
  });
});
