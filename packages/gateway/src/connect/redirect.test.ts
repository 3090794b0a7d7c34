import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CallOutput } from '@connect-layer/protocol';
import type { GatewayOptions } from '../gateway.js';
import { beginning, letIn, stubGateway, whose } from '../gateway.test-helper.js';
import type { Context, Outcome, Provider } from '../provider.js';

const state = 'a-state-of-128-bits-in-64';
const page = 'https://shop.example/pay?cart=7#top';

const asked = (more = ''): Outcome<never> => ({
  status: 'user_input_required',
  userInputs: [{ id: 'redirect', index: 0, query: `https://bank.example/form${more}`, answer: '' }],
  pending: { form: 1 },
});
const paid: Outcome<CallOutput<'createTransfer'>> = { status: 'done', result: { reference: 'r' } };

/** A gateway in front of a bank with a page of its own. What the bank answers, the test says; `told` is what it was asked. */
function gatewayTo(options: Partial<GatewayOptions> = {}, more: Partial<Provider> = {}) {
  const told: [method: string, detail?: unknown][] = [];
  const contexts: Context[] = [];
  const background: Promise<void>[] = [];
  const bank = { now: asked() as Outcome<unknown>, work: Promise.resolve() };
  const say = async (method: string, context: Context, detail?: unknown): Promise<Outcome<unknown>> => {
    told.push(detail === undefined ? [method] : [method, detail]);
    contexts.push(context);
    await bank.work;
    return bank.now;
  };
  const stub: Partial<Provider> = {
    login: async (_, _credentials, context) => (await say('login', context)) as typeof letIn,
    resume: (_, [answer], context) => say('resume', context, answer?.answer),
    status: (_, context) => say('status', context),
    cancel: async (pending, context) => void (await say('cancel', context, pending)),
    calls: {
      createTransfer: async (_, _input, context) => (await say('createTransfer', context)) as typeof paid,
    },
    ...more,
  };
  const { send, post, on } = stubGateway(stub, {
    inBackground: (work) => void background.push(work),
    ...options,
  });
  const begin = async (): Promise<string> => {
    const { body } = await post('/connect/v1/login', beginning);
    assert.equal(body.status, 'user_input_required');
    told.length = 0;
    return body.operationID;
  };
  /** Opens the address that the bank leads back to. */
  const comeBack = async (operationID: string, query = '') => {
    const response = await send(`/connect/v1/returned?state=${operationID}${query}`);
    await Promise.all(background);
    return response;
  };
  return { bank, told, contexts, background, send, post, on, begin, comeBack };
}

describe('a login on a page of the bank', () => {
  it('is asked about where it is: at the provider', async () => {
    const { bank, told, on, begin } = gatewayTo();
    const id = await begin();
    assert.equal((await on('status', id)).body.status, 'user_input_required');
    bank.now = { status: 'initialized', pending: { form: 2 }, stage: 'finishing' };
    assert.deepEqual((await on('status', id)).body.status, 'initialized');
    bank.now = letIn;
    assert.equal((await on('status', id)).body.status, 'done');
    assert.equal((await on('status', id)).body.status, 'done');
    assert.deepEqual(told, [['status'], ['status'], ['status']]);
  });

  it('is brought forward by one at a time, so that nobody is connected twice', async () => {
    const { bank, told, on, begin } = gatewayTo();
    const id = await begin();
    bank.now = letIn;
    let go = () => {};
    bank.work = new Promise((resolve) => (go = resolve));
    const first = on('status', id);
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal((await on('status', id)).body.status, 'user_input_required');
    const answered = on('answer', id, { userInputs: [{ id: 'redirect', index: 0, answer: '' }] });
    go();
    const [one, other] = await Promise.all([first, answered]);
    assert.equal(one.body.status, 'done');
    assert.deepEqual(other.body, one.body);
    assert.deepEqual(told, [['status']]);
  });

  it('is told what the page of the bank hands back, and nobody waits for it', async () => {
    const { bank, told, on, begin, comeBack } = gatewayTo();
    const id = await begin();
    bank.now = { status: 'failed', type: 'OPERATION_CANCELLED' };
    const response = await comeBack(id, '&error=access_denied');
    assert.equal(response.status, 200);
    const html = await response.text();
    assert.match(html, /You can close this page/);
    assert.ok(html.includes('A &#60;b&#62;pp') && !html.includes('<b>'));
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.deepEqual(told, [['resume', `?state=${id}&error=access_denied`]]);
    assert.equal((await on('status', id)).body.type, 'OPERATION_CANCELLED');
  });

  const accounts = { id: 'accounts', index: 0, query: 'Which?', answer: '' } as const;
  const comesNext: Outcome<never>[] = [
    { status: 'user_input_required', userInputs: [accounts], pending: {} },
    { status: 'initialized', pending: {} },
  ];
  for (const next of comesNext)
    it(`does not take a return for the answer to what comes next: ${next.status}`, async () => {
      const { bank, told, on, begin, comeBack } = gatewayTo();
      const id = await begin();
      bank.now = next;
      assert.equal((await on('status', id)).body.status, next.status);
      await comeBack(id);
      const back = await on('answer', id, { userInputs: [{ id: 'redirect', index: 0, answer: '' }] });
      assert.equal(back.body.status, next.status);
      assert.deepEqual(told, [['status']]);
    });

  it('shows a page to whoever comes back with nothing, and asks nobody', async () => {
    const { told, comeBack, begin } = gatewayTo();
    await begin();
    for (const made of ['', 'x', 'BANK:none', '%00'.repeat(9)]) {
      const response = await comeBack(made);
      assert.equal(response.status, 200);
      assert.doesNotMatch(await response.text(), /A &#60;b/);
    }
    assert.deepEqual(told, []);
  });

  it('is not ended by a provider that fails on the way back', async () => {
    const { on, begin, comeBack } = gatewayTo({}, { resume: () => Promise.reject(new Error('Broken.')) });
    const id = await begin();
    assert.equal((await comeBack(id)).status, 200);
    assert.equal((await on('status', id)).body.status, 'user_input_required');
  });

  it('is asked about when its upstream says that something has happened', async () => {
    const { bank, told, on, begin, send, background } = gatewayTo();
    const id = await begin();
    bank.now = letIn;
    const init = { method: 'POST', body: '{"status":"COMPLETED"}' };
    assert.equal((await send(`/connect/v1/callback?state=${id}`, init)).status, 204);
    await Promise.all(background);
    assert.deepEqual(told, [['status']]);
    assert.equal((await on('status', id)).body.status, 'done');
    assert.equal((await send('/connect/v1/callback?state=none', init)).status, 204);
    assert.equal((await send('/connect/v1/callback', init)).status, 204);
    assert.deepEqual(told, [['status']]);
  });

  it('ends upstream too when the person leaves, and is not brought back by a late answer', async () => {
    const { bank, told, on, begin, background } = gatewayTo();
    const id = await begin();
    let go = () => {};
    bank.work = new Promise((resolve) => (go = resolve));
    bank.now = letIn;
    const late = on('status', id);
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await on('cancel', id);
    go();
    assert.equal((await late).body.type, 'OPERATION_NOT_FOUND');
    await Promise.all(background);
    assert.deepEqual(told, [['status'], ['cancel', { form: 1 }]]);
    assert.equal((await on('status', id)).status, 404);
  });
});

describe('a page that is left for one of the bank', () => {
  it('is come back to, with the state it was left with', async () => {
    const { on, begin, comeBack } = gatewayTo();
    const id = await begin();
    assert.equal((await on('depart', id, { pageURL: page, state })).body.status, 'done');
    const response = await comeBack(id);
    assert.equal(response.status, 303);
    assert.equal(
      response.headers.get('location'),
      `https://shop.example/pay?cart=7&connect_state=${state}#top`,
    );
    assert.equal((await on('status', id)).body.status, 'user_input_required');
    assert.equal((await comeBack(id)).status, 303, 'also after the question was asked about');
  });

  it('must be one of the app, and whoever leaves it the one who logs in', async () => {
    const { on, begin, comeBack, post } = gatewayTo();
    const id = await begin();
    for (const pageURL of [
      'https://evil.example/',
      'https://shop.example.evil.example/',
      'http://shop.example/',
    ])
      assert.equal((await on('depart', id, { pageURL, state })).body.type, 'ORIGIN_NOT_ALLOWED', pageURL);
    for (const pageURL of ['javascript:alert(1)', '//shop.example/', 'data:text/html,x', ''])
      assert.equal((await on('depart', id, { pageURL, state })).body.type, 'VALIDATION_ERROR', pageURL);
    for (const short of ['', 'short', 'with spaces in it and so on'])
      assert.equal((await on('depart', id, { pageURL: page, state: short })).body.type, 'VALIDATION_ERROR');
    const other = { appKey: 'app', sessionKey: 'another-session-key-of-128-bits', operationID: id };
    const stranger = await post('/connect/v1/depart', { ...other, pageURL: page, state });
    assert.equal(stranger.body.type, 'OPERATION_NOT_FOUND');
    assert.equal((await comeBack(id)).status, 200);
  });

  it('may be the gateway’s own', async () => {
    const { post, begin } = gatewayTo();
    const operationID = await begin();
    const pageURL = 'http://gateway.example/page';
    const left = { ...whose, operationID, pageURL, state };
    const origin = { origin: 'http://gateway.example' };
    assert.equal((await post('/connect/v1/depart', left, { headers: origin })).body.status, 'done');
  });
});

describe('where the bank leads back to', () => {
  it('is where the gateway was reached, without callbacks', async () => {
    const { begin, contexts } = gatewayTo({ basePath: '/bank' });
    const id = await begin();
    const state = encodeURIComponent(id);
    assert.equal(contexts[0]?.returnURL, `http://gateway.example/bank/connect/v1/returned?state=${state}`);
    assert.equal(contexts[0]?.callbackURL, undefined);
  });

  it('is where the gateway was told that it is', async () => {
    const { begin, contexts } = gatewayTo({ basePath: '/bank', publicURL: 'https://shop.example/bank/' });
    const state = encodeURIComponent(await begin());
    assert.equal(contexts[0]?.returnURL, `https://shop.example/bank/connect/v1/returned?state=${state}`);
    assert.equal(contexts[0]?.callbackURL, `https://shop.example/bank/connect/v1/callback?state=${state}`);
  });
});

describe('a payment on a page of the bank', () => {
  /** A connected customer who pays, as an app's server does. */
  async function payer() {
    const made = gatewayTo();
    const { bank, post, on, told } = made;
    bank.now = asked();
    const id = await made.begin();
    bank.now = letIn;
    const { tokenID, userID, userSecret } = (await on('status', id)).body.connection;
    bank.now = asked();
    told.length = 0;
    const order = { senderID: 'a', amount: '5.00', name: 'Ada', iban: 'DE89370400440532013000' };
    const who = { appKey: 'app', appSecret: 'secret', tokenID, userID, userSecret };
    const pay = async (more: object = {}) =>
      (await post('/', { action: '/payment/transfer/create', ...who, ...order, ...more })).body;
    return { ...made, pay };
  }

  it('is asked about when the call is repeated', async () => {
    const { bank, told, pay } = await payer();
    const { operationID } = await pay();
    assert.equal((await pay({ operationID })).status, 'user_input_required');
    bank.now = paid;
    assert.equal((await pay({ operationID })).status, 'done');
    assert.equal((await pay({ operationID })).status, 'done');
    assert.deepEqual(told, [['createTransfer'], ['status'], ['status']]);
  });

  it('is told what the page of the bank hands back', async () => {
    const { bank, told, pay, comeBack } = await payer();
    const { operationID = '' } = await pay();
    bank.now = paid;
    assert.equal((await comeBack(operationID, '&error=cancelled')).status, 200);
    assert.equal((await pay({ operationID })).status, 'done');
    assert.deepEqual(told, [['createTransfer'], ['resume', `?state=${operationID}&error=cancelled`]]);
  });

  for (const next of [
    paid,
    { ...asked(), userInputs: [{ id: 'otp', index: 0, query: 'Code', answer: '' }] },
  ] as const)
    it(`does not take a return for the answer to what comes next: ${next.status}`, async () => {
      const { bank, told, on, pay, comeBack } = await payer();
      const { operationID = '' } = await pay();
      bank.now = next;
      await comeBack(operationID);
      const back = await on('answer', operationID, {
        userInputs: [{ id: 'redirect', index: 0, answer: '' }],
      });
      assert.equal(back.body.status, 'initialized', 'the call is then repeated');
      assert.equal((await pay({ operationID })).status, next.status);
      assert.deepEqual(
        told.map(([method]) => method),
        ['createTransfer', 'resume'],
      );
    });

  it('is the same payment under the same key, as long as its page is open', async () => {
    const { told, pay } = await payer();
    const first = await pay({ idempotencyKey: 'once' });
    const again = await pay({ idempotencyKey: 'once' });
    assert.equal(again.operationID, first.operationID);
    assert.equal(again.status, 'user_input_required');
    assert.deepEqual(told, [['createTransfer']]);
  });

  it('that is left is called off upstream, and then cancelled', async () => {
    const { bank, told, on, pay } = await payer();
    const { operationID = '' } = await pay();
    await on('cancel', operationID);
    assert.deepEqual(told, [['createTransfer'], ['cancel', { form: 1 }], ['status']]);
    bank.now = paid;
    const { status, type } = await pay({ operationID });
    assert.deepEqual([status, type], ['failed', 'OPERATION_CANCELLED']);
  });

  it('that was handed in before it was left stays so', async () => {
    const { bank, on, pay } = await payer();
    const { operationID = '' } = await pay();
    bank.now = paid;
    await on('cancel', operationID);
    assert.equal((await pay({ operationID })).status, 'done');
  });

  it('makes way for another one, which is then called off', async () => {
    const { told, pay } = await payer();
    const first = await pay();
    const second = await pay({ amount: '6.00' });
    assert.notEqual(second.operationID, first.operationID);
    assert.deepEqual(told, [['createTransfer'], ['cancel', { form: 1 }], ['status'], ['createTransfer']]);
    assert.equal((await pay({ operationID: first.operationID })).type, 'OPERATION_CANCELLED');
  });
});
