import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { powensApp } from '../powens.js';
import {
  answer,
  assertIs,
  bankOf,
  choose,
  connected,
  context,
  contextWith,
  login,
  newConnection,
  opened,
  question,
  settled,
  typeOf,
} from './visit.test-helper.js';

const creating = /^POST \/2\.0\/users\/me\/connections$/;
const times = (asked: readonly string[], pattern: RegExp) => asked.filter((one) => pattern.test(one)).length;

/** Somebody who is connected, and one fault from then on. */
async function reading(fault: object) {
  const { powens, provider, connection } = await newConnection();
  powens.asked.length = 0;
  await powens.control('fault', { path: '/accounts', ...fault });
  const read = (signal?: AbortSignal) =>
    provider.calls.getAccounts!(connection, {}, signal ? contextWith(signal) : context);
  return { powens, provider, connection, read };
}

describe('a read goes on in spite of', () => {
  for (const [what, fault] of [
    ['401, once: the token is renewed', { status: 401, code: 'invalidToken' }],
    ['423', { status: 423 }],
    ['409 connectionLocked', { status: 409, code: 'connectionLocked' }],
    ['429 with Retry-After', { status: 429, retryAfter: '1' }],
    ['429 without it', { status: 429 }],
    ['500', { status: 500 }],
    ['503 as a page of a CDN', { kind: 'html', status: 503 }],
    ['200 as a page', { kind: 'html', status: 200 }],
    ['a body that is cut off', { kind: 'truncated' }],
    ['two failures one after another', { status: 502, times: 2 }],
  ] as const)
    it(what, async () => assertIs(await (await reading(fault)).read(), 'done'));
});

describe('a read comes to an end with', () => {
  for (const [what, fault, type] of [
    ['401 for good', { status: 401, code: 'invalidToken', times: 9 }, 'INVALID_CONNECTION'],
    ['5xx for good', { status: 500, times: 9 }, 'BANK_ERROR'],
    ['pages for good', { kind: 'html', status: 503, times: 9 }, 'BANK_ERROR'],
    ['cut off bodies for good', { kind: 'truncated', times: 9 }, 'BANK_ERROR'],
    ['429 that wants an hour', { status: 429, retryAfter: '3600' }, 'BANK_ERROR'],
    ['a code that nobody knows', { status: 418, code: 'teapot' }, 'BANK_ERROR'],
  ] as const)
    it(what, async () => assert.equal(typeOf(await (await reading(fault)).read()), type));

  it('silence', async () => {
    const { powens, connection } = await newConnection();
    await powens.control('fault', { path: '/accounts', kind: 'hang' });
    const begun = performance.now();
    const outcome = await powens.provider('embedded', { deadline: 300 }).calls.getAccounts!(
      connection,
      {},
      context,
    );
    assert.equal(typeOf(outcome), 'TIMED_OUT');
    assert(performance.now() - begun < 3000, 'It went on.');
  });

  it('nobody waiting any more', async () => {
    const { read } = await reading({ kind: 'hang' });
    const leaving = new AbortController();
    const waiting = read(leaving.signal);
    setTimeout(() => leaving.abort(), 100);
    assert.equal(typeOf(await waiting), 'TIMED_OUT');
  });

  it('no secret in what is said', async () => {
    for (const fault of [
      { status: 401, code: 'invalidToken', times: 9 },
      { status: 500, code: powensApp.clientSecret, times: 9 },
    ]) {
      const { read, connection } = await reading(fault);
      const said = JSON.stringify(await read());
      const { token } = (connection as unknown as { person: { token: string } }).person;
      assert(!said.includes(token) && !said.includes(powensApp.clientSecret), said);
    }
  });
});

describe('nothing is created twice', () => {
  it('when the answer to a new connection is lost: it is looked for, and gone on with', async () => {
    for (const kind of ['lost', 'truncated']) {
      const powens = opened();
      const provider = powens.provider();
      const bank = await bankOf(provider);
      await powens.control('fault', { method: 'POST', path: '/users/me/connections', kind, status: 503 });
      const begun = await provider.login(bank, login('par'), context);
      assert.equal(begun.status, 'initialized');
      assertIs(await choose(provider, await settled(provider, begun)), 'done');
      assert.equal((await powens.state()).connections.length, 1);
      assert.equal(times(powens.asked, creating), 1);
    }
  });

  it('when it never came to be: that is said after a while, and nobody is left', async () => {
    const powens = opened();
    const provider = powens.provider();
    const bank = await bankOf(provider);
    await powens.control('fault', {
      method: 'POST',
      path: '/users/me/connections',
      kind: 'html',
      status: 503,
    });
    const begun = await provider.login(bank, login('par'), context);
    assertIs(begun, 'initialized');
    assert.equal((await provider.status(begun.pending, context)).status, 'initialized');
    const later = { ...context, now: () => Date.now() + 20_000 };
    assert.equal(typeOf(await provider.status(begun.pending, later)), 'BANK_ERROR');
    assert.deepEqual((await powens.state()).users, []);
    assert.equal(times(powens.asked, creating), 1);
  });

  it('when the bank takes longer than anybody waits', async () => {
    const powens = opened();
    const bank = await bankOf(powens.provider());
    const provider = powens.provider('embedded', { deadline: 500 });
    await powens.control('fault', { method: 'POST', path: '/users/me/connections', kind: 'hang' });
    const begun = await provider.login(bank, login('par'), context);
    assert.equal(begun.status, 'initialized');
    assert.equal(times(powens.asked, creating), 1);
  });

  it('when a person could be made twice', async () => {
    for (const fault of [{ kind: 'lost', status: 500 }, { status: 429 }]) {
      const powens = opened();
      const provider = powens.provider();
      const bank = await bankOf(provider);
      await powens.control('fault', { method: 'POST', path: '/auth/init', ...fault });
      assert.equal(typeOf(await provider.login(bank, login('par'), context)), 'BANK_ERROR');
      assert.equal(times(powens.asked, /auth\/init/), 1);
    }
  });

  it('when a code may have been taken already: how the connection stands is asked for', async () => {
    const powens = opened();
    const provider = powens.provider();
    const asked = await provider.login(await bankOf(provider), login('additionalInformationNeeded'), context);
    await powens.control('fault', {
      method: 'POST',
      path: '/users/me/connections/',
      kind: 'lost',
      status: 504,
    });
    assert.equal(question(await answer(provider, asked, '1234')).id, 'accounts');
    assert.equal(times(powens.asked, /^POST \/2\.0\/users\/me\/connections\/\d+$/), 1);
  });

  it('when a person is made permanent and nobody hears of it', async () => {
    const powens = opened();
    const provider = powens.provider();
    const asked = await provider.login(await bankOf(provider), login('par'), context);
    await powens.control('fault', { method: 'POST', path: '/auth/token/access', kind: 'lost', status: 502 });
    const done = await choose(provider, asked);
    assertIs(done, 'done');
    assertIs(await provider.calls.getAccounts!(done.result.connection, {}, context), 'done');
    assert.equal((await powens.state()).users.length, 1);
  });
});

describe('what nobody has seen yet', () => {
  it('does not break what is known: other members, other names, other forms', async () => {
    const powens = opened();
    const provider = powens.provider('embedded', {
      fetch: async (...of) => {
        const response = await powens.door(new Request(...of));
        const text = await response.text();
        const changed = text
          .replaceAll('"type":"pea"', '"type":"hologram"')
          .replaceAll('"type":"checking"', '"type":{"id":2,"name":"checking"}')
          .replaceAll('"usage":"PRIV"', '"usage":"ROBOT","novelty":{"a":[1]}')
          .replace(/"balance":(-?[\d.]+)/g, '"balance":"$10000"')
          .replaceAll('"auth_mechanism":"credentials"', '"auth_mechanism":"credentials","telepathy":true');
        return new Response(response.status === 204 ? null : changed, response);
      },
    });
    const { connection } = await connected(provider, login('par', { directaccesswebsite: 'par' }));
    const outcome = await provider.calls.getAccounts!(connection, {}, context);
    assertIs(outcome, 'done');
    const { accounts } = outcome.result;
    assert.deepEqual([accounts.length, accounts[0]?.type, accounts.at(-2)?.type], [6, 'checking', 'other']);
    assert(accounts[0]!.balance!.amount > 7000, 'numeric text');
  });

  it('a connection that is wrapped, a code in capitals, a token by another name', async () => {
    const powens = opened();
    const provider = powens.provider('embedded', {
      fetch: async (...of) => {
        const request = new Request(...of);
        const response = await powens.door(request);
        const isConnection =
          /\/connections(\/\d+)?$/.test(new URL(request.url).pathname) && request.method === 'POST';
        const text = (await response.text())
          .replace('"wrongpass"', '"wrongPass"')
          .replace('"access_token"', '"token"');
        const body = isConnection && response.ok ? `{"connection":${text},"message":"ok"}` : text;
        return new Response(response.status === 204 ? null : body, response);
      },
    });
    await connected(provider, login('par'));
    const refused = await provider.login(await bankOf(provider), login('par', { password: '0' }), context);
    assert.equal(typeOf(refused), 'INVALID_CREDENTIALS');
  });

  it('an institution list that cannot be had, and one that was', async () => {
    const powens = opened();
    await powens.control('fault', { path: '/connectors', kind: 'html', status: 503, times: 3 });
    const provider = powens.provider();
    await assert.rejects(provider.institutions(context), /does not tell its banks/);
    assert((await provider.institutions(context)).length > 5, 'It did not recover.');
    await Promise.all([provider.institutions(context), provider.institutions(context)]);
    assert.equal(times(powens.asked, /connectors$/), 4, 'It is kept for a while.');
  });
});
