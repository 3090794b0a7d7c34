import { expect } from '@open-wc/testing';
import { createStore, entries, set } from 'idb-keyval';
import { DapiBankAccount } from './bank-account.js';
import * as cache from './cache.js';
import { forward } from './calls.js';
import { createDapi } from './dapi.js';
import { ConnectError } from './error.js';
import { gatewayOf } from './gateway-address.js';
import { send } from './http.js';
import type { CreateOptions } from './options.js';
import { intervals } from './intervals.js';
import { pause } from './patience.js';
import { createPickerClient } from './picker-client.js';
import { inTurn } from './queue.js';
import { isPlain } from './secure-form/look.js';
import { connection } from './testing/examples.js';

/** What something rejected or threw with. */
async function failing(work: () => unknown): Promise<ConnectError> {
  try {
    await work();
  } catch (error) {
    return error as ConnectError;
  }
  throw new Error('It did not fail.');
}

const options: CreateOptions = {
  appKey: 'key',
  bundleID: 'bundle',
  clientUserID: 'user',
  gatewayURL: location.origin,
};

describe('Dapi.create', () => {
  const { create } = createDapi({ loadModal: () => Promise.reject(new Error('Not in this test.')) });

  for (const name of ['appKey', 'bundleID', 'clientUserID'] as const)
    it(`names ${name} when it is missing`, async () => {
      const { [name]: _, ...rest } = options;
      const error = await failing(() => create(rest as CreateOptions));
      expect(error).to.be.instanceOf(ConnectError);
      expect([error.code, error.message]).to.deep.equal(['INVALID_PARAMS', `'${name}' is missing.`]);
    });

  const wrong: Record<string, unknown> = {
    environment: 'production ',
    appKey: 7,
    clientUserID: '',
    countries: 'AE',
    isCachedEnabled: 'yes',
    clientHeaders: [],
    gatewayURL: 'http://[',
    onReady: true,
    theme: 'blue',
    primaryColor: 'bluish',
  };
  const wrongInTheme = {
    primary: 'bluish',
    text: { light: '#000', dark: 7 },
    onPrimary: { lightMode: '' },
    colorScheme: 'lightish',
    enforceTheme: 'LIGHT',
    radius: '1 px',
    space: -1,
    font: 'Inter, , serif',
  };
  for (const [name, value] of Object.entries(wrongInTheme))
    it(`refuses ${JSON.stringify(value)} as theme.${name} without repeating it`, async () => {
      const error = await failing(() => create({ ...options, theme: { [name]: value } }));
      expect(error.message).to.equal(`'theme.${name}' has the wrong form.`);
    });

  for (const [name, value] of Object.entries(wrong))
    it(`refuses ${JSON.stringify(value)} as ${name} without repeating it`, async () => {
      const error = await failing(() => create({ ...options, [name]: value }));
      expect(error.message).to.equal(`'${name}' has the wrong form.`);
    });

  it('needs an object, and an address when no script tag gives one', async () => {
    expect((await failing(() => create(undefined as unknown as CreateOptions))).code).to.equal(
      'INVALID_PARAMS',
    );
    const { gatewayURL: _, ...rest } = options;
    expect((await failing(() => create(rest))).message).to.contain('gatewayURL');
  });

  it('tells the page, and not before it has its handler, when the gateway is not one', async () => {
    let handler: unknown;
    const failure = await new Promise<{ type: string; msg: string; message: string }>((resolve) => {
      handler = create({ ...options, onFailedLogin: (error) => resolve(error!) });
    });
    expect(handler).to.have.keys('open', 'close', 'destroy');
    expect(failure).to.include({ type: 'UNEXPECTED_RESPONSE', status: 'failed', success: false });
    expect(failure.msg).to.equal(failure.message).and.to.contain('/connect/v1/config');
  });
});

describe('DapiBankAccount', () => {
  for (const name of ['userSecret', 'tokenID', 'userID', 'bankId'] as const)
    it(`names ${name} when it is missing`, async () => {
      const { [name]: _, ...rest } = connection;
      const error = await failing(() => new DapiBankAccount(rest as typeof connection));
      expect(error).to.be.instanceOf(TypeError);
      expect(error.message).to.equal(`DapiBankAccount: '${name}' is missing.`);
    });

  it('gives back what it was made of, as a copy', () => {
    const account = new DapiBankAccount(connection);
    const flushed = account.flush();
    expect(flushed).to.deep.equal(connection);
    flushed.color.primaryColor = 'changed';
    expect(account.color.primaryColor).to.equal(connection.color.primaryColor);
  });

  it('takes bankID for bankId, ignores what it does not know, and needs nothing that is only shown', () => {
    const { userSecret, tokenID, userID } = connection;
    const given = { userSecret, tokenID, userID, bankID: 'B', extra: 1 } as unknown as typeof connection;
    const account = new DapiBankAccount(given);
    expect(account.bankID).to.equal('B');
    expect(account.flush()).to.have.keys(Object.keys(connection));
  });

  it('keeps its secrets to itself', () => {
    const account = new DapiBankAccount({ ...connection, userSecret: 'planted-secret' });
    expect(JSON.stringify(account)).not.to.contain('planted-secret');
    expect(Object.values(account).join()).not.to.contain('planted-secret');
  });

  it('makes its calls through whoever performs them, with the members of the call', async () => {
    const made: unknown[] = [];
    const account = new DapiBankAccount(connection, {
      perform: async (_connection, name, members, extras) => {
        made.push([name, members, extras]);
        return { success: true, status: 'done' };
      },
      choose: async () => undefined,
      forget: async () => {},
    });
    await account.data.getTransactions('a', '2026-01-01', '2026-01-31', { h: '1' }, { b: 2 });
    await account.metadata.getAccounts();
    expect(made).to.deep.equal([
      [
        'getTransactions',
        { accountID: 'a', fromDate: '2026-01-01', toDate: '2026-01-31' },
        { clientHeaders: { h: '1' }, clientBody: { b: 2 } },
      ],
      ['getAccountsMetadata', {}, { clientHeaders: undefined, clientBody: undefined }],
    ]);
  });
});

describe('the queue', () => {
  it('runs one after another per name, others at once, and goes on after a failure', async () => {
    const order: string[] = [];
    const slow = inTurn('a', async () => {
      await pause(20, new AbortController().signal);
      order.push('slow');
      throw new Error('It failed.');
    });
    const after = inTurn('a', async () => order.push('after'));
    const other = inTurn('b', async () => order.push('other'));
    await Promise.allSettled([slow, after, other]);
    expect(order).to.deep.equal(['other', 'slow', 'after']);
  });
});

describe('patience', () => {
  it('asks more and more seldom, and gives up', () => {
    const all = [...intervals(60_000)];
    expect(all[0]).to.be.within(800, 1200);
    expect(Math.max(...all)).to.be.at.most(6000);
    expect(all.reduce((sum, interval) => sum + interval, 0)).to.be.within(60_000, 66_000);
  });

  it('can be interrupted', async () => {
    const abort = new AbortController();
    const error = failing(() => pause(10_000, abort.signal));
    abort.abort(new Error('Enough.'));
    expect((await error).message).to.equal('Enough.');
  });
});

describe('requests', () => {
  const sending = { deadline: 5000, unreachable: 'SERVER_ERROR' } as const;
  const nobody = 'http://localhost:9/';

  it('say who does not answer', async () => {
    const error = await failing(() => send(nobody, { ...sending, body: {} }));
    expect([error.code, error.message]).to.deep.equal([
      'SERVER_ERROR',
      'Nothing answers at http://localhost:9.',
    ]);
  });

  it('say when HTML comes instead of JSON', async () => {
    const error = await failing(() => send(`${location.origin}/?query=hidden`, sending));
    expect(error.code).to.equal('UNEXPECTED_RESPONSE');
    expect(error.message).to.contain('not JSON').and.not.to.contain('hidden');
  });

  it('give up at their deadline', async () => {
    const error = await failing(() => send(`${location.origin}/`, { ...sending, deadline: 0 }));
    expect(error.code).to.equal('TIMED_OUT');
  });

  it('reject with the reason of an abort', async () => {
    const signal = AbortSignal.abort(new Error('Enough.'));
    expect((await failing(() => send(nobody, { ...sending, signal }))).message).to.equal('Enough.');
  });

  it('carry clientBody below the SDK’s own members, and pass interceptRequest last', async () => {
    let seen: unknown;
    const forwarding = {
      url: nobody,
      isAppServer: true,
      appKey: 'key',
      bundleID: 'bundle',
      clientHeaders: { a: '1' },
      clientBody: { appKey: 'mine', extra: 1 },
      interceptRequest: (request: { body: Record<string, unknown>; headers: Record<string, string> }) => {
        seen = request;
        return request;
      },
    };
    const extras = { clientHeaders: { b: '2' }, clientBody: { more: 2 } };
    const error = await failing(() => forward(forwarding, 'getBalance', { accountID: 'a' }, extras));
    expect(error.code).to.equal('INVALID_SERVER_URL');
    expect(seen).to.deep.equal({
      headers: { a: '1', b: '2' },
      body: {
        appKey: 'key',
        extra: 1,
        more: 2,
        UserExtraBody: { appKey: 'mine', extra: 1, more: 2 },
        accountID: 'a',
        action: '/data/balance/get',
        bundleID: 'bundle',
      },
    });
  });

  it('say when JSON is not what a gateway says', async () => {
    const answers = new Blob(['{"hello":1}'], { type: 'application/json' });
    const gatewayURL = URL.createObjectURL(answers);
    const client = createPickerClient({ gatewayURL: `${gatewayURL}#`, appKey: 'k', bundleID: 'b' });
    expect((await failing(() => client.config())).code).to.equal('UNEXPECTED_RESPONSE');
  });
});

describe('the gateway that served the script', () => {
  it('is where the script’s own path begins', () => {
    expect(gatewayOf('https://pay.example/dapi/v2/sdk.js?x=1')).to.equal('https://pay.example');
    expect(gatewayOf('https://shop.example/bank/dapi/v2/sdk.js')).to.equal('https://shop.example/bank');
    expect(gatewayOf('https://pay.example/connect/v3/connector.js')).to.equal('https://pay.example');
    expect(gatewayOf('https://cdn.example/files/sdk.min.js')).to.equal('https://cdn.example');
  });
});

describe('the cache', () => {
  const store = createStore('dapi-connect', 'connections');
  const owner = (clientUserID: string) => ({ appKey: 'app', clientUserID });
  let person = 0;
  let someone = owner('');
  beforeEach(() => (someone = owner(`someone-${++person}`)));
  const mine = { ...connection, userSecret: 'planted-secret' };

  it('keeps a connection, and replaces it when the same person connects again', async () => {
    await cache.keep(someone, mine);
    await cache.keep(someone, { ...mine, tokenID: 'token-2' });
    await cache.keep(someone, { ...mine, userID: 'BANK_B:user-1', tokenID: 'token-3' });
    expect((await cache.load(someone)).map(({ tokenID }) => tokenID)).to.deep.equal(['token-3', 'token-2']);
  });

  it('shows nobody else’s', async () => {
    await cache.keep(someone, mine);
    expect(await cache.load(owner('somebody else'))).to.deep.equal([]);
    expect(await cache.load({ ...someone, appKey: 'another app' })).to.deep.equal([]);
  });

  it('lies in storage unreadable, under names that tell nothing', async () => {
    await cache.keep(someone, mine);
    for (const [name, entry] of await entries<string, unknown>(store)) {
      const text = `${name} ${await readable(entry)}`;
      for (const planted of ['planted-secret', 'BANK_A', someone.clientUserID])
        expect(text).not.to.contain(planted);
      if (entry instanceof CryptoKey) expect(entry.extractable).to.be.false;
    }
  });

  it('forgets what is expired, changed or not its own, and keeps the rest', async () => {
    const fresh = owner(`fresh-${Date.now()}`);
    const all = async () => new Set((await entries<string, unknown>(store)).map(([name]) => name));
    const before = await all();
    await cache.keep(fresh, mine);
    const [name] = [...(await all())].filter((other) => !before.has(other));
    const prefix = name!.split('/')[0];
    await set(
      `${prefix}/changed`,
      { iv: new Uint8Array(12), sealed: new ArrayBuffer(40), expires: Infinity },
      store,
    );
    await set(
      `${prefix}/expired`,
      { iv: new Uint8Array(12), sealed: new ArrayBuffer(40), expires: 1 },
      store,
    );
    expect(await cache.load(fresh)).to.have.length(1);
    const left = [...(await all())].filter((other) => other.startsWith(prefix!));
    expect(left).to.deep.equal([name]);
  });

  it('takes a connection out', async () => {
    await cache.keep(someone, mine);
    await cache.drop(someone, mine);
    expect(await cache.load(someone)).to.deep.equal([]);
  });

  it('can be awaited or read at once', async () => {
    const sdk = createDapi({ loadModal: () => Promise.reject(new Error('Not in this test.')) });
    expect(sdk.getCachedBankAccounts('x')).to.have.length(0);
    expect((await failing(() => sdk.getCachedBankAccounts('x'))).code).to.equal('DAPI_NOT_STARTED');
    const clientUserID = `both-${Date.now()}`;
    sdk.create({ ...options, clientUserID, onFailedLogin: () => {} }).destroy();
    await cache.keep({ appKey: 'key', clientUserID }, mine);
    const accounts = sdk.getCachedBankAccounts(clientUserID);
    expect(accounts.map((account) => account.flush())).to.deep.equal([mine]);
    expect((await accounts)[0]).to.be.instanceOf(DapiBankAccount);
  });

  async function readable(value: unknown): Promise<string> {
    if (value instanceof ArrayBuffer) return new TextDecoder('latin1').decode(value);
    if (value instanceof Uint8Array) return new TextDecoder('latin1').decode(value);
    if (value instanceof CryptoKey || typeof value !== 'object' || value === null) return String(value);
    return (await Promise.all(Object.values(value).map(readable))).join(' ');
  }
});

describe('what a page may give to a property of the secure frame', () => {
  const plain = [
    ...['#1d4ed8', 'rebeccapurple', 'rgb(0 0 0 / 50%)', 'light-dark(#fff, hsl(210deg 10% 20%))', 'Canvas'],
    ...[
      'color-mix(in srgb, red 12%, white)',
      '12px',
      'calc(4px * 1.5)',
      '"Noto Sans", system-ui',
      'Ünïcode 字',
    ],
  ];
  const refused = [
    ...['url(//evil.example)', 'URL(x)', 'url (x) url(x)', 'image-set("x" 1x)', '-webkit-image-set(url(x))'],
    ...['attr(value)', 'var(--x)', 'env(x)', 'if(style(--x: 1): red)', 'u\\72l(x)', 'red; background: blue'],
    ...['red }', '--own()', 'element(#x)', 'x'.repeat(301)],
  ];
  for (const value of plain) it(`${value} is taken`, () => expect(isPlain(value)).to.be.true);
  for (const value of refused) it(`${value.slice(0, 40)} is not`, () => expect(isPlain(value)).to.be.false);
});
