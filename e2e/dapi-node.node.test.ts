import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type * as library from '@dapi-co/dapi-node';
import type { IUserInputs } from '@dapi-co/dapi-node/lib/types/models/IUserInputs.js';
import { createGateway } from '@connect-layer/gateway';
import { serve } from '@connect-layer/gateway/node';
import { personaCode, personaPet, sandboxApp, sandboxBank, sandboxKey } from '@connect-layer/sandbox';
import { startSandbox, type RunningSandbox } from '@connect-layer/sandbox/node';
import { Backend, type Connected } from './models/backend.js';

// The library is CommonJS, and reads the addresses anew at every call.
const require = createRequire(import.meta.url);
const { default: Dapi } = require('@dapi-co/dapi-node') as typeof library;
const { DAPI_URL } = require('@dapi-co/dapi-node/lib/constants/url') as {
  DAPI_URL: { BASE_URL: string; DEPLOY_WITH_DAPI_URL: string };
};
type App = library.default;

const dapi = new Dapi({ appSecret: 'sandbox-secret' });
const stranger = new Dapi({ appSecret: 'another-secret' });

let sandbox: RunningSandbox;
let backend: Backend;
before(async () => {
  sandbox = await startSandbox({ port: 0 });
  pointTo(sandbox.url);
  backend = new Backend(fetch, sandbox.url);
});
after(() => sandbox.close());

/** Sends the library here instead of to Dapi. */
function pointTo(url: string): void {
  DAPI_URL.BASE_URL = `${url}/v2`;
  DAPI_URL.DEPLOY_WITH_DAPI_URL = `${url}/`;
}

/** What a call of the library is made with. */
interface Given {
  accessToken: string;
  userSecret: string;
  connected: Connected;
  /** The first account. */
  accountID: string;
  /** The same, as batches name it. */
  sender: { iban: string; accountNumber: string };
  cardID: string;
}

/** What came of it. The library's own types leave out what it passes on. */
type Answer = Record<string, unknown> & { status: string; type?: string; success: boolean };

type Asked = Answer & { operationID: string; userInputs: IUserInputs[] };

interface Case {
  /** Where it works, when that is not just any bank. */
  institutionID?: string;
  call: (
    app: App,
    given: Given,
    resumed?: [operationID: string, userInputs: IUserInputs[]],
  ) => Promise<unknown>;
  /** The member of a `done` answer that holds what was asked for; none where that is only that it was done. */
  gives?: string;
  /** The same, but so that it is refused. Default: by an app whose secret is another one. */
  refused?: { call: Case['call']; type: string };
  /** At which moment a persona with questions is asked, if at all. */
  asks?: 'data' | 'pay';
}

const days = [new Date(Date.now() - 30 * 86_400_000), new Date()] as const;
const landlord = {
  ...{ name: 'Erika Example', accountNumber: '1623404370879825504324', iban: 'AE070331234567890123456' },
  ...{ swiftCode: 'EBILAEAD', type: 'local' as never, country: 'UNITED ARAB EMIRATES' },
  address: { line1: 'Maryam Island', line2: 'Sharjah', line3: 'United Arab Emirates' },
  ...{ branchAddress: 'Dubai Mall', branchName: 'Main branch' },
};
const { name, iban } = landlord;

const institutionID = 'DAPIBANK_AE_CITI'; // The one for companies.
const type = 'local' as never; // An enum of the library's that it does not export.
const items = [
  {
    ...{ type, amount: 7.5, currency: 'AED', remark: 'June' },
    beneficiary: { name, iban, country: 'AE', swiftCode: 'EBILAEAD' },
  },
];

/** Every method of the library that calls the gateway, by where it is found. */
const cases: Record<string, Case> = {
  'data.getIdentity': {
    call: (app, { accessToken, userSecret }, more = none) =>
      app.data.getIdentity(accessToken, userSecret, ...more),
    ...{ gives: 'identity', asks: 'data' },
  },
  'data.getAccounts': {
    call: (app, { accessToken, userSecret }, more = none) =>
      app.data.getAccounts(accessToken, userSecret, ...more),
    ...{ gives: 'accounts', asks: 'data' },
  },
  'data.getCards': {
    call: (app, { accessToken, userSecret }, more = none) =>
      app.data.getCards(accessToken, userSecret, ...more),
    ...{ gives: 'cards', asks: 'data' },
  },
  'data.getAccountBalance': {
    call: (app, { accessToken, userSecret, accountID }, more = none) =>
      app.data.getAccountBalance(accessToken, userSecret, accountID, ...more),
    refused: {
      call: (app, { accessToken, userSecret }) =>
        app.data.getAccountBalance(accessToken, userSecret, 'nobody'),
      type: 'INVALID_ACCOUNT_ID',
    },
    ...{ gives: 'balance', asks: 'data' },
  },
  'data.getCardBalance': {
    call: (app, { accessToken, userSecret, cardID }, more = none) =>
      app.data.getCardBalance(accessToken, userSecret, cardID, ...more),
    refused: {
      call: (app, { accessToken, userSecret }) => app.data.getCardBalance(accessToken, userSecret, 'nobody'),
      type: 'INVALID_CARD_ID',
    },
    ...{ gives: 'balance', asks: 'data' },
  },
  'data.getAccountTransactions': {
    call: (app, { accessToken, userSecret, accountID }, more = none) =>
      app.data.getAccountTransactions(accessToken, userSecret, accountID, ...days, ...more),
    refused: {
      call: (app, { accessToken, userSecret, accountID }) =>
        app.data.getAccountTransactions(accessToken, userSecret, accountID, new Date(0), days[1]),
      type: 'INVALID_DATE_RANGE',
    },
    ...{ gives: 'transactions', asks: 'data' },
  },
  'data.getCardTransactions': {
    call: (app, { accessToken, userSecret, cardID }, more = none) =>
      app.data.getCardTransactions(accessToken, userSecret, cardID, ...days, ...more),
    refused: {
      call: (app, { accessToken, userSecret }) =>
        app.data.getCardTransactions(accessToken, userSecret, 'nobody', ...days),
      type: 'INVALID_CARD_ID',
    },
    ...{ gives: 'transactions', asks: 'data' },
  },
  'metadata.getAccountsMetadata': {
    call: (app, { accessToken, userSecret }, more = none) =>
      app.metadata.getAccountsMetadata(accessToken, userSecret, ...more),
    gives: 'accountsMetadata',
  },
  'payment.getBeneficiaries': {
    call: (app, { accessToken, userSecret }, more = none) =>
      app.payment.getBeneficiaries(accessToken, userSecret, ...more),
    ...{ gives: 'beneficiaries', asks: 'data' },
  },
  'payment.createBeneficiary': {
    call: (app, { accessToken, userSecret }, more = none) =>
      app.payment.createBeneficiary(landlord, accessToken, userSecret, ...more),
    refused: {
      call: async (app, { accessToken, userSecret }) => {
        await app.payment.createBeneficiary(landlord, accessToken, userSecret);
        return app.payment.createBeneficiary(landlord, accessToken, userSecret);
      },
      type: 'BENEFICIARY_ALREADY_EXISTS',
    },
    asks: 'pay',
  },
  'payment.createTransfer': {
    call: (app, { accessToken, userSecret, accountID }, more = none) =>
      app.payment.createTransfer(
        { senderID: accountID, name, iban, amount: 12.5 },
        accessToken,
        userSecret,
        ...more,
      ),
    refused: {
      call: (app, { accessToken, userSecret, accountID }) =>
        app.payment.createTransfer(
          { senderID: accountID, name, iban, amount: 10 ** 9 },
          accessToken,
          userSecret,
        ),
      type: 'INSUFFICIENT_BALANCE',
    },
    ...{ gives: 'reference', asks: 'pay' },
  },
  'payment.transferAutoFlow': {
    call: (app, { accessToken, userSecret, accountID }, more = none) =>
      app.payment.transferAutoFlow(
        { senderID: accountID, amount: 12.5, beneficiary: landlord },
        ...[accessToken, userSecret, ...more],
      ),
    refused: {
      call: (app, { accessToken, userSecret, accountID }) =>
        app.payment.transferAutoFlow(
          { senderID: accountID, amount: 12.77, beneficiary: landlord },
          ...[accessToken, userSecret],
        ),
      type: 'BENEFICIARY_COOL_DOWN_PERIOD',
    },
    ...{ gives: 'reference', asks: 'pay' },
  },
  'batch.getMetadata': {
    ...{ institutionID, gives: 'metadata', asks: 'data' },
    call: (app, { accessToken, userSecret }, more = none) =>
      app.batch.getMetadata(accessToken, userSecret, ...more),
  },
  'batch.getTransfers': {
    ...{ institutionID, gives: 'transfers', asks: 'data' },
    call: (app, { accessToken, userSecret }, more = none) =>
      app.batch.getTransfers(accessToken, userSecret, ...days, ...more),
  },
  'batch.getItems': {
    ...{ institutionID, gives: 'transfers' },
    call: async (app, { accessToken, userSecret, accountID }) => {
      const made = await app.batch.createTransfer(accessToken, userSecret, accountID, type, items);
      const { reference } = made.details;
      return app.batch.getItems(accessToken, userSecret, reference);
    },
    refused: {
      call: (app, { accessToken, userSecret }) => app.batch.getItems(accessToken, userSecret, 'nothing'),
      type: 'OPERATION_NOT_FOUND',
    },
  },
  'batch.createFile': {
    ...{ institutionID, gives: 'fileContent', asks: 'data' },
    call: (app, { accessToken, userSecret, sender }, more = none) =>
      app.batch.createFile(accessToken, userSecret, sender, type, items, ...more),
    refused: {
      call: (app, { accessToken, userSecret }) =>
        app.batch.createFile(accessToken, userSecret, { iban: 'x', accountNumber: 'x' }, type, items),
      type: 'INVALID_ACCOUNT_ID',
    },
  },
  'batch.createTransfer': {
    ...{ institutionID, gives: 'details', asks: 'pay' },
    call: (app, { accessToken, userSecret, accountID }, more = none) =>
      app.batch.createTransfer(accessToken, userSecret, accountID, type, items, 'Salaries', ...more),
    refused: {
      call: (app, { accessToken, userSecret }) =>
        app.batch.createTransfer(accessToken, userSecret, 'nobody', type, items),
      type: 'INVALID_ACCOUNT_ID',
    },
  },
  'auth.exchangeToken': {
    call: async (app, { connected }) => {
      const { accessCode, connectionID } = await backend.logIn('demo', connected.connection.bankId);
      return app.auth.exchangeToken(accessCode, connectionID);
    },
    refused: {
      call: (app, { connected: { connection } }) =>
        app.auth.exchangeToken(connection.accessCode, connection.connectionID),
      type: 'UNAUTHORIZED', // It has been exchanged.
    },
    gives: 'accessToken',
  },
  'operation.getOperationStatus': {
    call: async (app, { connected }) => {
      const { operationID } = (await connected.v2('getIdentity')).body;
      return app.operation.getOperationStatus(operationID as string);
    },
    refused: { call: (app) => app.operation.getOperationStatus('x'), type: 'OPERATION_NOT_FOUND' },
    gives: 'identity',
  },
};

/** Those that have a test of their own below. */
const others = ['auth.delinkUser', 'handleSDKDapiRequests', 'verifyWebhookSignature'];

const none = [] as never;

async function givenTo(username: string, institutionID?: string): Promise<Given> {
  const connected = await backend.connect(username, institutionID);
  const { accessToken } = connected;
  const { userSecret } = connected.connection;
  const [account] = (await connected.read('getAccounts')).body.accounts;
  const cardID = (await connected.read('getCards')).body.cards[0].id as string;
  const sender = { iban: account.iban, accountNumber: account.number };
  return { accessToken, userSecret, connected, accountID: account.id, sender, cardID };
}

/** A name that nobody else has, so that no case meets the traces of another. */
let people = 0;
const another = (persona: string) => `${persona}_${++people}`;

describe('the methods of dapi-node', () => {
  it('all have a case', () => {
    const methods = (prefix: string, object: object): string[] => {
      const own = Object.getOwnPropertyNames(Object.getPrototypeOf(object)).filter(
        (key) => key !== 'constructor',
      );
      return own.map((key) => `${prefix}${key}`);
    };
    const parts = Object.entries(dapi).filter(([part]) => part !== 'config');
    const found = [
      ...methods('', dapi),
      ...parts.flatMap(([part, object]) => methods(`${part}.`, object as object)),
    ];
    assert.deepEqual(found.sort(), [...Object.keys(cases), ...others].sort());
  });

  for (const [title, { call, gives, refused, institutionID, asks }] of Object.entries(cases)) {
    it(`${title} does it`, async () => {
      const answer = (await call(dapi, await givenTo(another('demo'), institutionID))) as Answer;
      assert.deepEqual([answer.status, answer.success], ['done', true], JSON.stringify(answer));
      if (gives !== undefined)
        assert.notEqual(answer[gives], undefined, `${gives} of ${JSON.stringify(answer)}`);
    });

    it(`${title} says why not`, async () => {
      const given = await givenTo(another('demo'), institutionID);
      const wrong = refused ?? { call: async (_: App, to: Given) => call(stranger, to), type: undefined };
      const answer = (await wrong.call(dapi, given)) as Answer;
      const type = title.startsWith('metadata.') ? undefined : (wrong.type ?? 'UNAUTHORIZED');
      assert.deepEqual([answer.status, answer.success, answer.type], ['failed', false, type]);
      assert.equal(typeof answer.msg, 'string');
    });

    if (asks)
      it(`${title} goes on after the bank has asked`, async () => {
        const given = await givenTo(another(`mfa_otp_${asks}`), institutionID);
        const asked = (await call(dapi, given)) as Asked;
        assert.equal(asked.status, 'user_input_required', JSON.stringify(asked));
        const answers = asked.userInputs.map((input) => ({ ...input, answer: personaCode }));
        const answer = (await call(dapi, given, [asked.operationID, answers])) as Answer;
        assert.deepEqual(
          [answer.status, answer.operationID],
          ['done', asked.operationID],
          JSON.stringify(answer),
        );
        if (gives !== undefined) assert.notEqual(answer[gives], undefined);
      });
  }
});

describe('questions of the bank, by way of dapi-node', () => {
  const { data } = dapi;

  for (const [persona, kinds, right] of [
    ['mfa_secret_data', ['secret_question'], personaPet],
    ['mfa_captcha_data', ['captcha'], personaCode],
    ['mfa_pin_data', ['pin'], personaCode],
    ['mfa_token_data', ['token'], personaCode],
    ['mfa_choice_data', ['multiple_choice'], '0'],
    ['mfa_two_data', ['otp', 'pin'], personaCode],
  ] as const)
    it(`are answered: ${kinds.join(' and ')}`, async () => {
      const { accessToken, connection } = await backend.connect(another(persona));
      const { userSecret } = connection;
      const ask = (operationID?: string, userInputs?: IUserInputs[]) =>
        data.getIdentity(
          accessToken,
          userSecret,
          operationID,
          userInputs,
        ) as Promise<unknown> as Promise<Asked>;
      const asked = await ask();
      assert.deepEqual(
        asked.userInputs.map(({ id }) => id),
        kinds,
      );
      const answer = await ask(
        asked.operationID,
        asked.userInputs.map((input) => ({ ...input, answer: right })),
      );
      assert.equal(answer.status, 'done');

      const again = await ask();
      const wrong = await ask(
        again.operationID,
        again.userInputs.map((input) => ({ ...input, answer: '999' })),
      );
      assert.deepEqual([wrong.status, wrong.type], ['failed', 'INVALID_MFA']);
    });

  it('are answered one after another', async () => {
    const { accessToken, connection } = await backend.connect(another('mfa_chain_data'));
    const { userSecret } = connection;
    const kinds: unknown[] = [];
    let answer = (await data.getCards(accessToken, userSecret)) as unknown as Asked;
    for (const right of [personaCode, personaPet]) {
      kinds.push(...answer.userInputs.map(({ id }) => id));
      const userInputs = answer.userInputs.map((input) => ({ ...input, answer: right }));
      answer = (await data.getCards(
        accessToken,
        userSecret,
        answer.operationID,
        userInputs,
      )) as unknown as Asked;
    }
    assert.deepEqual([kinds, answer.status], [['otp', 'secret_question'], 'done']);
  });

  it('may take the bank a while, which operation status tells', async () => {
    const { accessToken, connection } = await backend.connect(another('mfa_confirm_data'));
    const { operationID } = (await data.getCards(accessToken, connection.userSecret)) as unknown as Asked;
    const userInputs = [{ id: 'confirmation', index: 0, answer: '' }] as unknown as IUserInputs[];
    const approved = await data.getCards(accessToken, connection.userSecret, operationID, userInputs);
    assert.equal(approved.status, 'initialized');
    let asked;
    do {
      await new Promise((resolve) => setTimeout(resolve, 250));
      asked = await dapi.operation.getOperationStatus(operationID);
    } while (asked.status === 'initialized');
    assert.equal(asked.status, 'done');
    assert.equal((asked as unknown as { cards: unknown[] }).cards.length, 2);
  });
});

describe('what dapi-node does for the browser SDK', () => {
  // What a browser sends along. The library passes all of it on, and puts Dapi's host in place of ours.
  const headers = {
    ...{ origin: 'https://shop.example', referer: 'https://shop.example/', cookie: 'session=1' },
    ...{ 'accept-encoding': 'gzip, deflate, br', authorization: 'Basic eDp5', 'content-length': '3' },
    ...{ host: 'shop.example', 'content-type': 'application/json', 'user-agent': 'A browser' },
  };
  const bodyOf = ({ connection }: Connected, action: string, more: object = {}) => {
    const { tokenID, userID, userSecret } = connection;
    return { action, appKey: 'sandbox-app', tokenID, userID, userSecret, ...more };
  };
  const forward = (body: object) => dapi.handleSDKDapiRequests(body, { ...headers }) as Promise<Answer>;

  it('exchanges a code, and keeps the token from the browser', async () => {
    const { accessCode, connectionID, tokenID, userID } = await backend.logIn();
    const action = '/auth/ExchangeToken';
    const answer = await forward({ action, appKey: 'sandbox-app', accessCode, connectionID, tokenID });
    assert.deepEqual([answer.status, answer.tokenID, answer.userID], ['done', tokenID, userID]);
    assert.equal('accessToken' in answer, false);
  });

  it('forwards a call, and a refusal like any other answer', async () => {
    const connected = await backend.connect(another('demo'));
    const { accounts } = (await forward(bodyOf(connected, '/data/accounts/get'))) as never as {
      accounts: { balance: unknown }[];
    };
    assert(
      accounts.every(({ balance }) => balance),
      'each with its balance',
    );
    const refused = await forward(bodyOf(connected, '/data/balance/get', { accountID: 'nobody' }));
    assert.equal(refused.type, 'INVALID_ACCOUNT_ID');
    const unknown = await forward(bodyOf(connected, '/data/nothing/get'));
    assert.equal(unknown.type, 'NOT_FOUND');
  });

  it('puts its own secret in place of one that the browser claims', async () => {
    const connected = await backend.connect(another('demo'));
    const body = bodyOf(connected, '/data/identity/get', { appSecret: 'guessed' });
    assert.equal((await forward(body)).status, 'done');
    const answer = (await stranger.handleSDKDapiRequests(body, headers)) as Answer;
    assert.deepEqual([answer.status, answer.type], ['failed', 'UNAUTHORIZED']);
  });

  it('takes a question to the browser and the answer back', async () => {
    const connected = await backend.connect(another('mfa_otp_data'));
    const asked = await forward(bodyOf(connected, '/data/identity/get'));
    const { operationID, status } = asked;
    assert.equal(status, 'user_input_required');
    const userInputs = [{ id: 'otp', index: 0, answer: personaCode }];
    const answer = await forward(bodyOf(connected, '/data/identity/get', { operationID, userInputs }));
    assert.deepEqual([answer.status, answer.operationID], ['done', operationID]);
  });

  it('gives nothing at all while there is no gateway', async (t) => {
    const connected = await backend.connect(another('demo'));
    const quiet = t.mock.method(console, 'error', () => {});
    pointTo('http://127.0.0.1:9'); // Nobody listens on the discard port.
    try {
      assert.equal(await forward(bodyOf(connected, '/data/identity/get')), undefined);
      assert.equal(quiet.mock.callCount(), 1);
    } finally {
      pointTo(sandbox.url);
    }
  });
});

describe('delinking', () => {
  it('is not done by dapi-node, and holds for it once somebody has', async () => {
    const { accessToken, userSecret, connected } = await givenTo(another('demo'));
    assert.equal(await dapi.auth.delinkUser(userSecret, 'sandbox-secret'), undefined);
    assert.equal((await dapi.data.getIdentity(accessToken, userSecret)).status, 'done');
    assert.equal((await connected.v2('delinkUser')).body.status, 'done');
    assert.equal((await dapi.data.getIdentity(accessToken, userSecret)).type, 'UNAUTHORIZED');
  });

  it('is done by what the library would send: the token in the body', async () => {
    const { accessToken, userSecret } = await givenTo(another('demo'));
    const { requestDelinkUser } = require('@dapi-co/dapi-node/lib/request') as {
      requestDelinkUser: (...all: string[]) => Promise<{ data: Answer }>;
    };
    assert.equal((await requestDelinkUser(accessToken, userSecret, 'sandbox-secret')).data.status, 'done');
    assert.equal((await dapi.data.getIdentity(accessToken, userSecret)).type, 'UNAUTHORIZED');
  });
});

describe('a webhook', () => {
  it(
    'is sent again after a failure, and has the signature that dapi-node verifies',
    { timeout: 20_000 },
    async () => {
      const secret = 'webhook-secret';
      const received: { body: string; headers: Record<string, unknown> }[] = [];
      let told = () => {};
      const twice = new Promise<void>((resolve) => (told = resolve));
      const receiver = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk: Buffer) => (body += chunk.toString()));
        request.on('end', () => {
          received.push({ body, headers: request.headers });
          response.writeHead(received.length === 1 ? 500 : 200).end();
          if (received.length === 2) told();
        });
      });
      await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
      const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/told`;
      const apps = [{ ...sandboxApp(), webhook: { url, secret } }];
      const gateway = createGateway({ provider: sandboxBank(), apps, keys: [sandboxKey] });
      const server = await serve(gateway, { port: 0, hostname: '127.0.0.1' });
      try {
        const here = new Backend(fetch, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
        const connected = await here.connect();
        const answer = (await connected.v2('getIdentity')).body;
        await twice;
        assert.equal(received[0]!.body, received[1]!.body);
        const { body, headers } = received[1]!;
        assert.deepEqual(JSON.parse(body), { ...answer, type: '/data/identity/get' });
        for (const attempt of received)
          assert.equal(dapi.verifyWebhookSignature(attempt.body, attempt.headers, secret), true);
        assert.equal(dapi.verifyWebhookSignature(body, headers, 'another secret'), false);
        assert.equal(dapi.verifyWebhookSignature(`${body} `, headers, secret), false);
        assert.equal(dapi.verifyWebhookSignature(body, { ...headers, 'dapi-ts': '1' }, secret), false);
        await new Promise((resolve) => setTimeout(resolve, 300));
        assert.equal(received.length, 2, 'told once is enough');
      } finally {
        for (const open of [server, receiver]) {
          open.close();
          open.closeAllConnections();
        }
      }
    },
  );
});
