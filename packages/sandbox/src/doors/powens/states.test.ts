import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Login, Outcome } from '@connect-layer/gateway';
import { powensScenarios } from '../powens.js';
import {
  answer,
  assertIs,
  bankOf,
  choose,
  context,
  login,
  newConnection,
  opened,
  question,
  settled,
  typeOf,
  walk,
  type Opened,
} from './visit.test-helper.js';

const day = 86_400_000;

/** Somebody who is connected, and a repair of their connection. */
async function broken(state: string, mode: 'embedded' | 'hosted' = 'embedded', openapiwebsite = 'par') {
  const { powens, connection } = await newConnection(login(openapiwebsite));
  const { connection: id } = connection as { connection: number };
  if (state) await powens.control('state-of', { connection: id, state });
  const provider = powens.provider(mode);
  const institution = await bankOf(provider);
  const repair = () => provider.repair!(institution, connection, context);
  const read = () => provider.calls.getAccounts!(connection, {}, context);
  return { powens, provider, institution, connection, id, repair, read };
}

/** What becomes of a login, by the scenario. */
const atLogin: Record<string, string> = {
  ...{ par: 'accounts', pro: 'accounts', SCARequired: 'accounts', SCARequiredAndOTP: 'accounts' },
  ...{ SCARequiredAndDecoupled: 'accounts', wrongpass: 'INVALID_CREDENTIALS' },
  ...{ passwordExpired: 'BANK_ACTION_REQUIRED', actionNeeded: 'BANK_ACTION_REQUIRED', bug: 'BANK_ERROR' },
  ...{ websiteUnavailable: 'BANK_ERROR', rateLimiting: 'BANK_ERROR', notSupported: 'NOT_SUPPORTED' },
  ...{ futureState: 'BANK_ERROR', additionalInformationNeeded: 'otp', webauthRequired: 'redirect' },
  ...{ shortDecoupled: 'confirmation', longDecoupled: 'confirmation' },
  ...{ AppValidationCancelled: 'confirmation', AppValidationExpired: 'confirmation' },
};

describe('a login, whatever the bank does', () => {
  for (const name of Object.keys(powensScenarios))
    it(`${name} comes to ${atLogin[name]}`, async () => {
      const powens = opened();
      const provider = powens.provider();
      const outcome = await provider.login(await bankOf(provider), login(name), context);
      const came = outcome.status === 'user_input_required' ? outcome.userInputs[0]?.id : typeOf(outcome);
      assert.equal(came, atLogin[name], JSON.stringify(outcome));
      if (outcome.status === 'failed') assert.deepEqual((await powens.state()).users, []);
    });

  it('says when a bank that takes no more requests can be tried again', async () => {
    const provider = opened().provider();
    const outcome = await provider.login(await bankOf(provider), login('rateLimiting'), context);
    assertIs(outcome, 'failed');
    const wait = (outcome.details!.retryAt as number) - Date.now();
    assert(wait > 58 * 60_000 && wait < 61 * 60_000, `${wait} ms`);
  });

  for (const name of ['AppValidationCancelled', 'AppValidationExpired'])
    it(`${name} ends without a loop, and says that nobody approved`, async () => {
      const powens = opened();
      const provider = powens.provider();
      const asked = await provider.login(await bankOf(provider), login(name), context);
      await powens.control('clock', { by: 21_000 });
      const outcome = await provider.status(question(asked).pending, context);
      assert.equal(typeOf(outcome), 'INVALID_MFA');
    });

  it('refuses a wrong code, and takes one that follows as a new login', async () => {
    const provider = opened().provider();
    const asked = await provider.login(await bankOf(provider), login('additionalInformationNeeded'), context);
    assert.equal(typeOf(await answer(provider, asked, '0000')), 'INVALID_MFA');
  });
});

/** Every state of a connection that was there: what its repair asks, and what brings it to an end. */
const repairs: Record<
  string,
  {
    asks: string;
    then?: (at: Awaited<ReturnType<typeof broken>>, asked: Outcome<Login>) => Promise<Outcome<Login>>;
  }
> = {
  SCARequired: { asks: 'done' },
  webauthRequired: {
    asks: 'redirect',
    then: async ({ provider, powens }, asked) => {
      await walk(powens, question(asked).query, ['allow']);
      return provider.status(question(asked).pending, context) as Promise<Outcome<Login>>;
    },
  },
  additionalInformationNeeded: {
    asks: 'otp',
    then: ({ provider }, asked) => answer(provider, asked, '1234'),
  },
  decoupled: {
    asks: 'confirmation',
    then: async ({ provider, powens }, asked) => {
      await powens.control('clock', { by: 3000 });
      return settled(provider, await answer(provider, asked, 'true'));
    },
  },
  validating: {
    asks: 'initialized',
    then: async ({ provider, powens, id }, asked) => {
      await powens.control('state-of', { connection: id, state: 'SCARequired' });
      return settled(provider, asked);
    },
  },
  wrongpass: {
    asks: 'INVALID_CREDENTIALS',
    then: ({ provider, institution, connection }) =>
      provider.login(
        institution,
        { openapiwebsite: 'par', login: 'alice', password: '1234' },
        context,
        connection,
      ),
  },
  passwordExpired: {
    asks: 'INVALID_CREDENTIALS',
    then: ({ provider, institution, connection }) =>
      provider.login(institution, { password: '1234' }, context, connection),
  },
  actionNeeded: { asks: 'confirmation', then: ({ provider }, asked) => answer(provider, asked, 'true') },
  rateLimiting: { asks: 'BANK_ERROR' },
  websiteUnavailable: { asks: 'BANK_ERROR' },
  bug: { asks: 'BANK_ERROR' },
  notSupported: { asks: 'NOT_SUPPORTED' },
  somethingNew: { asks: 'BANK_ERROR' },
};

describe('a repair, whatever the state', () => {
  for (const [state, { asks, then }] of Object.entries(repairs))
    it(`${state} comes to ${asks}${then ? ', and then to a good end' : ''}`, async () => {
      const at = await broken(state);
      const outcome = await at.repair();
      const came = outcome.status === 'user_input_required' ? outcome.userInputs[0]?.id : typeOf(outcome);
      assert.equal(came, asks, JSON.stringify(outcome));
      const after = then ? await then(at, outcome) : undefined;
      if (after) assertIs(after, 'done');
      if (!then && outcome.status === 'failed')
        assert.equal((await at.powens.state()).users.length, 1, 'kept');
    });

  it('names the fields that it needs, and takes no login of somebody else', async () => {
    const { repair, provider, institution, connection } = await broken('wrongpass');
    const outcome = await repair();
    assertIs(outcome, 'failed');
    assert.deepEqual(outcome.fields, ['openapiwebsite', 'login', 'password']);
    const as = (credentials: Record<string, string>) =>
      provider.login(institution, credentials, context, connection);
    assert.equal(typeOf(await as(login('par', { login: 'bob' }))), 'DIFFERENT_LOGIN');
    assert.equal(typeOf(await as(login('par', { password: '9999' }))), 'INVALID_CREDENTIALS');
    assert.equal(typeOf(await as(login('par'))), 'done');
  });

  it('leaves the connection as it was when it is cancelled', async () => {
    for (const mode of ['embedded', 'hosted'] as const) {
      const { powens, provider, repair, read, id } = await broken('webauthRequired', mode);
      const before = (await powens.state()).connections;
      await provider.cancel!(question(await repair()).pending, context);
      const { users, connections } = await powens.state();
      assert.deepEqual([users.length, connections], [1, before]);
      await powens.control('state-of', { connection: id, state: 'SCARequired' });
      assertIs(await read(), 'done');
    }
  });

  for (const state of [
    'SCARequired',
    'webauthRequired',
    'additionalInformationNeeded',
    'decoupled',
    'wrongpass',
  ])
    it(`${state} is mended on Powens' own page, where people log in there`, async () => {
      const { powens, provider, repair } = await broken(state, 'hosted');
      const asked = await repair();
      const url = new URL(question(asked).query);
      assert.match(url.pathname, /\/en\/reconnect$/);
      const presses = {
        SCARequired: ['next'],
        webauthRequired: ['bank', 'allow'],
        additionalInformationNeeded: ['send'],
        wrongpass: ['renew'],
      };
      const press = presses[state as keyof typeof presses] ?? [];
      // The page is left by itself once nothing is in the way; who is told so on it presses once more.
      const pressed = state === 'webauthRequired' || state === 'decoupled' ? [...press, 'share'] : press;
      await walk(powens, url.href, pressed, {
        login: 'alice',
        password: '1234',
        openapiwebsite: 'par',
        openapisms: '1234',
      });
      assertIs(await answer(provider, asked, ''), 'done');
    });

  it('keeps who the person is, so that it is still their connection', async () => {
    const { provider, institution, connection } = await broken('');
    const before = await newConnection();
    const after = await provider.repair!(institution, connection, context);
    assertIs(after, 'done');
    assert.equal(after.result.user, before.user);
  });

  it('asks again for accounts only when the bank shows new ones', async () => {
    const { powens, provider, repair, id } = await broken('SCARequired');
    assertIs(await repair(), 'done');
    await powens.control('state-of', { connection: id, state: 'additionalInformationNeeded' });
    const asked = await repair();
    await powens.control('find-account', { connection: id, name: 'Livret neuf' });
    const accounts = await answer(provider, asked, '1234');
    assert.deepEqual(
      question(accounts).queryOptions?.map(({ content, chosen }) => [content, chosen]),
      [
        ['Compte chèque', true],
        ['Carte Premier', true],
        ['Livret neuf', false],
      ],
    );
    assertIs(await choose(provider, accounts, 'Compte chèque', 'Livret neuf'), 'done');
    const open = (await powens.state()).accounts.filter(
      (account: { disabled: unknown }) => account.disabled === null,
    );
    assert.deepEqual(
      open.map(({ name }: { name: string }) => name),
      ['Compte chèque', 'Livret neuf'],
    );
  });
});

describe('a consent of 180 days', () => {
  const later = (powens: Opened, days: number) => powens.control('clock', { by: days * day });

  for (const [name, number, asks] of [
    ['a form', undefined, 'done'],
    ["the bank's page", 1, 'redirect'],
  ] as const)
    it(`ends, is told so by calls, and is renewed by ${name}`, async () => {
      const powens = opened();
      const provider = powens.provider();
      const uuid = number === undefined ? undefined : `a1000000-0000-4000-8000-00000000000${number}`;
      const institution = await bankOf(provider, uuid);
      const begun = await provider.login(institution, number === undefined ? login('par') : {}, context);
      if (number !== undefined) await walk(powens, question(begun).query, ['allow']);
      const open = number === undefined ? begun : await provider.status(question(begun).pending, context);
      const first = await choose(provider, open);
      assertIs(first, 'done');
      const { connection, consentExpiresAt } = first.result;
      await later(powens, 179);
      const at = { ...context, now: () => Date.now() + 179 * day };
      assertIs(await provider.calls.getAccounts!(connection, {}, at), 'done');
      await later(powens, 2);
      const after = { ...context, now: () => Date.now() + 181 * day };
      assert.equal(typeOf(await provider.calls.getAccounts!(connection, {}, after)), 'INVALID_CONNECTION');
      let outcome = await provider.repair!(institution, connection, after);
      assert.equal(
        outcome.status === 'user_input_required' ? outcome.userInputs[0]?.id : outcome.status,
        asks,
      );
      if (outcome.status === 'user_input_required') {
        await walk(powens, question(outcome).query, ['allow']);
        outcome = (await provider.status(question(outcome).pending, after)) as typeof outcome;
      }
      assertIs(outcome, 'done');
      const gained = (outcome.result.consentExpiresAt! - consentExpiresAt!) / day;
      assert(Math.abs(gained - 181) < 0.1, `${gained} days`);
      assertIs(await provider.calls.getAccounts!(outcome.result.connection, {}, after), 'done');
    });

  it('is renewed before it ends', async () => {
    const { powens, provider, connection, consentExpiresAt } = await newConnection();
    await later(powens, 100);
    const outcome = await provider.repair!(await bankOf(provider), connection, context);
    assertIs(outcome, 'done');
    assert(outcome.result.consentExpiresAt! - consentExpiresAt! > 99 * day, 'It was not renewed.');
  });

  it("is renewed before it ends on Powens' own page, and known to be", async () => {
    const { powens, connection } = await newConnection();
    await later(powens, 100);
    const provider = powens.provider('hosted');
    const asked = await provider.repair!(await bankOf(provider), connection, context);
    assert.equal(
      question(await provider.status(question(asked).pending, context)).id,
      'redirect',
      'still open',
    );
    await walk(powens, question(asked).query, ['next']);
    assertIs(await provider.status(question(asked).pending, context), 'done');
  });

  it('lets what is stored be read while only time is in the way', async () => {
    for (const state of ['rateLimiting', 'websiteUnavailable', 'bug', 'somethingNew', 'SCARequired'])
      assertIs(await (await broken(state)).read(), 'done');
    for (const state of ['wrongpass', 'passwordExpired', 'actionNeeded', 'webauthRequired'])
      assert.equal(typeOf(await (await broken(state)).read()), 'INVALID_CONNECTION', state);
  });

  it('wants the person once more when the next synchronisation does: SCARequired, then a code', async () => {
    const { powens, provider, repair } = await broken('', 'embedded', 'SCARequiredAndOTP');
    await later(powens, 2);
    const asked = await repair();
    assert.equal(question(asked).id, 'otp');
    assertIs(await answer(provider, asked, 'abcd'), 'done');
  });
});
