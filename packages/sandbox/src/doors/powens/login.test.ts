import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  answer,
  assertIs,
  bankOf,
  choose,
  connected,
  context,
  login,
  opened,
  origin,
  question,
  settled,
  walk,
} from './visit.test-helper.js';
import { powensApp, powensScenarios, testConnector } from '../powens.js';

const bank = (number: number) => `a1000000-0000-4000-8000-00000000000${number}`;

describe('a login in a form of ours', () => {
  it('asks for what the sources of the bank ask for, the later ones as an offer', async () => {
    const { fields, consentDays, color } = await bankOf(opened().provider());
    assert.deepEqual(
      fields.map(({ name, kind, optional }) => [name, kind, optional ?? false]),
      [
        ...[
          ['openapiwebsite', 'choice', false],
          ['login', 'text', false],
          ['password', 'password', false],
        ],
        ['directaccesswebsite', 'choice', true],
      ],
    );
    assert.equal(consentDays, 180);
    assert.equal(color.primaryColor, '#2C88D9');
    const clockmaker = await bankOf(opened().provider(), bank(5));
    const [number, birthday, , branch] = ['login', 'birthday', 'password', 'branch'].map((name) =>
      clockmaker.fields.find((field) => field.name === name),
    );
    assert.deepEqual([number?.pattern, number?.help], ['\\d{8}', 'Huit chiffres, au dos de votre carte.']);
    assert.deepEqual([birthday?.kind, branch?.kind, branch?.optional], ['date', 'number', true]);
  });

  it('shows neither hidden banks nor those that take nobody new', async () => {
    const names = (await opened().provider().institutions(context)).map(({ name }) => name);
    assert(!names.includes('Banque Cachée') && !names.includes('Banque Fermée'), names.join());
    assert(names.includes('Thames & Tyne Bank'), names.join());
  });

  it('connects, asks for consent, and only then makes the person permanent', async () => {
    const powens = opened();
    const provider = powens.provider();
    const asked = await provider.login(await bankOf(provider), login('par'), context);
    const { users } = await powens.state();
    assert.notEqual(users[0].vanishes, null);
    const { queryOptions } = question(asked);
    assert.deepEqual(
      queryOptions?.map(({ content, chosen, account }) => [content, chosen, account]),
      [
        ['Compte chèque', false, { number: '', type: 'checking' }],
        ['Carte Premier', false, { number: '', type: 'credit' }],
      ],
    );
    const done = await choose(provider, asked, 'Compte chèque');
    assertIs(done, 'done');
    const after = await powens.state();
    assert.equal(after.users[0].vanishes, null);
    assert.deepEqual(
      after.accounts.map((account: { disabled: unknown }) => account.disabled === null),
      [true, false],
    );
    const ends = (done.result.consentExpiresAt! - Date.now()) / 86_400_000;
    assert(ends > 179.9 && ends <= 180, `${ends} days`);
  });

  it('sends what was typed encrypted, and keeps none of it', async () => {
    const bodies: string[] = [];
    const powens = opened();
    const provider = powens.provider('embedded', {
      fetch: async (...of) => {
        const request = new Request(...of);
        bodies.push(await request.clone().text());
        return powens.door(request);
      },
    });
    const asked = await provider.login(
      await bankOf(provider),
      login('additionalInformationNeeded', { login: 'planted-login', directaccesswebsite: 'par' }),
      context,
    );
    const more = await answer(provider, asked, 'abcd');
    assert.equal(question(more).id, 'accounts');
    for (const text of [...bodies, JSON.stringify([asked, more])]) {
      assert(!text.includes('planted-login'), text);
      assert(!text.includes('"1234"'), text);
      assert(!text.includes(powensApp.clientSecret), text);
    }
    assert(
      bodies.some((body) => body.includes('"openapisms":"eyJ')),
      'The code was encrypted, too.',
    );
  });

  it('adds sources one by one, in their order, and asks once for all their accounts', async () => {
    const powens = opened();
    const provider = powens.provider();
    const asked = await provider.login(
      await bankOf(provider),
      login('par', { directaccesswebsite: 'par' }),
      context,
    );
    assert.equal(question(asked).queryOptions?.length, 6);
    const posts = powens.asked.filter((one) => one.startsWith('POST /2.0/users/me/connections'));
    assert.equal(posts.length, 2);
    const { connections } = await powens.state();
    assert.deepEqual(
      connections[0].sources.map((source: { name: string; state: unknown }) => [source.name, source.state]),
      [
        ['openapi', null],
        ['directaccess', null],
      ],
    );
  });

  it('leaves a disabled source out', async () => {
    const powens = opened();
    const provider = powens.provider();
    await connected(provider, { login: 'alice', password: '1234' }, bank(4));
    const { connections } = await powens.state();
    assert.deepEqual(
      connections[0].sources.map(({ name }: { name: string }) => name),
      ['directaccess'],
    );
  });

  it('goes on without a second source that refuses the person', async () => {
    const provider = opened().provider();
    const asked = await provider.login(
      await bankOf(provider),
      login('par', { directaccesswebsite: 'wrongpass' }),
      context,
    );
    assert.equal(question(asked).queryOptions?.length, 2);
  });

  it('adds a second source on the page of the bank, and can go on without it', async () => {
    for (const press of ['allow', 'refuse']) {
      const powens = opened();
      const provider = powens.provider();
      const first = await provider.login(
        await bankOf(provider, bank(3)),
        { login: 'alice', password: '1234' },
        context,
      );
      const { id, query, pending } = question(first);
      assert.equal(id, 'redirect');
      assert.deepEqual(question(await provider.status(pending, context)).query, query, 'still open');
      const back = await walk(powens, query, [press]);
      const asked =
        press === 'allow'
          ? ((await provider.status(pending, context)) as typeof first)
          : await answer(provider, first, back.href);
      assert.equal(question(asked).queryOptions?.length, press === 'allow' ? 4 : 2);
    }
  });

  it('goes by the page of the bank where there is no other way, with what it wants to know first', async () => {
    const powens = opened();
    const provider = powens.provider();
    const institution = await bankOf(provider, bank(2));
    assert.deepEqual(
      institution.fields.map(({ name }) => name),
      ['website'],
    );
    const first = await provider.login(institution, { website: 'sud' }, context);
    const { query } = question(first);
    const again = await answer(provider, first, '');
    assert.equal(question(again).id, 'redirect');
    await walk(powens, query, ['allow']);
    assertIs(await choose(provider, await answer(provider, again, '')), 'done');
    const { connections } = await powens.state();
    assert.equal(connections.length, 1);
    assert.equal(connections[0].sources[0].values.website, 'sud');
  });

  it('ends when the person refuses at the bank, chooses no account, or one that was not offered', async () => {
    const powens = opened();
    const provider = powens.provider();
    const first = await provider.login(await bankOf(provider, bank(1)), {}, context);
    const back = await walk(powens, question(first).query, ['refuse']);
    const refused = await answer(provider, first, back.href);
    assert.equal(refused.status === 'failed' && refused.type, 'OPERATION_CANCELLED');
    for (const [given, type] of [
      ['', 'USER_CANCELLED_ACCOUNT_SELECTION'],
      ['1', 'INVALID_ACCOUNT_ID'],
    ] as const) {
      const asked = await provider.login(await bankOf(provider), login('par'), context);
      const outcome = await answer(provider, asked, given);
      assert.equal(outcome.status === 'failed' && outcome.type, type);
    }
    assert.deepEqual((await powens.state()).users, [], 'nobody is left behind');
  });

  it('leaves nobody behind when the person gives up: who is not permanent vanishes', async () => {
    const powens = opened();
    const provider = powens.provider();
    await provider.login(await bankOf(provider), login('par'), context);
    await powens.control('clock', { by: 31 * 60_000 });
    await powens.call('GET', '/2.0/connectors');
    const { users, connections, accounts } = await powens.state();
    assert.deepEqual([users, connections, accounts], [[], [], []]);
  });

  it('is forgotten at once when it is cancelled, wherever it stands', async () => {
    for (const scenario of ['par', 'additionalInformationNeeded', 'shortDecoupled', 'webauthRequired']) {
      const powens = opened();
      const provider = powens.provider();
      const asked = await provider.login(await bankOf(provider), login(scenario), context);
      await provider.cancel!(question(asked).pending, context);
      const { users, connections, accounts } = await powens.state();
      assert.deepEqual([users, connections, accounts], [[], [], []], scenario);
    }
  });

  it('knows a person again', async () => {
    const provider = opened().provider();
    const [one, same, other] = [
      await connected(provider, login('par')),
      await connected(provider, login('par')),
      await connected(provider, login('par', { login: 'bob' })),
    ];
    assert.equal(one.user, same.user);
    assert.notEqual(one.user, other.user);
  });
});

describe("a login on Powens' own page", () => {
  it('asks for nothing here, and goes to the right bank', async () => {
    const powens = opened();
    const provider = powens.provider('hosted');
    const institution = await bankOf(provider);
    assert.deepEqual(institution.fields, []);
    const first = await provider.login(institution, {}, context);
    const { id, query, pending } = question(first);
    assert.equal(id, 'redirect');
    const url = new URL(query);
    assert.equal(`${url.origin}${url.pathname}`, `${origin}/2.0/auth/webview/en/connect`);
    assert.equal(url.searchParams.get('connector_uuids'), testConnector);
    assert(!query.includes(powensApp.clientSecret), 'The secret stays here.');
    assert.equal(question(await provider.status(pending, context)).query, query, 'still open');
    const back = await walk(powens, query, ['add:openapi', 'add:directaccess', 'share'], {
      ...{ openapiwebsite: 'par', directaccesswebsite: 'par', login: 'alice', password: '1234' },
    });
    assert(back.searchParams.has('connection_id'), back.href);
    const done = await provider.status(pending, context);
    assertIs(done, 'done');
    const told = await provider.calls.getAccounts!(
      (done.result as { connection: never }).connection,
      {},
      context,
    );
    assertIs(told, 'done');
    assert.equal(told.result.accounts.length, 6);
  });

  it('takes the person at their word, and sends them again when nothing is there yet', async () => {
    const powens = opened();
    const provider = powens.provider('hosted');
    const first = await provider.login(await bankOf(provider), {}, context);
    const again = await answer(provider, first, '');
    assert.notEqual(question(again).query, question(first).query, 'The first address served once.');
    await walk(powens, question(again).query, ['add:openapi', 'skip:directaccess', 'share'], {
      ...{ openapiwebsite: 'additionalInformationNeeded', login: 'alice', password: '1234' },
    }).catch(() => {});
    assert.equal((await powens.state()).connections[0].sources[0].state, 'additionalInformationNeeded');
  });

  it('knows when the person left the page without an end', async () => {
    const powens = opened();
    const provider = powens.provider('hosted');
    const first = await provider.login(await bankOf(provider), {}, context);
    const back = await walk(powens, question(first).query, ['cancel']);
    assert.equal(back.searchParams.get('error'), 'access_denied');
    const outcome = await answer(provider, first, back.href);
    assert.equal(outcome.status === 'failed' && outcome.type, 'OPERATION_CANCELLED');
    assert.deepEqual((await powens.state()).users, []);
  });

  it('is forgotten at once when it is cancelled here, and cannot be finished there any more', async () => {
    const powens = opened();
    const provider = powens.provider('hosted');
    const first = await provider.login(await bankOf(provider), {}, context);
    const { query, pending } = question(first);
    const { headers } = await powens.call('GET', query);
    const open = `${origin}${headers.get('location')}`;
    await provider.cancel!(pending, context);
    assert.deepEqual((await powens.state()).users, []);
    for (const url of [open, query]) {
      const { status, body } = await powens.call('GET', url);
      assert(status === 401 || status === 404, `${status}: ${body}`);
      assert.doesNotMatch(body, /<form/);
    }
  });

  it('gets through every scenario that lets people in, on the page alone', async () => {
    const presses: Record<string, string[]> = {
      additionalInformationNeeded: ['send'],
      SCARequired: ['next'],
      webauthRequired: ['bank', 'allow'],
      rateLimiting: ['accept'],
      notSupported: ['accept'],
      futureState: ['accept'],
    };
    const isIn = ([, { refuses, approval }]: [
      string,
      { refuses?: string; approval?: { after: number; ends: string } },
    ]) => !refuses && (!approval || (approval.ends === 'approved' && approval.after < 5000));
    for (const [name] of Object.entries(powensScenarios).filter(isIn)) {
      const powens = opened();
      const provider = powens.provider('hosted');
      const first = await provider.login(await bankOf(provider), {}, context);
      await walk(
        powens,
        question(first).query,
        ['add:openapi', ...(presses[name] ?? []), 'add:directaccess', 'share'],
        {
          ...{
            openapiwebsite: name,
            directaccesswebsite: 'par',
            login: 'alice',
            password: '1234',
            openapisms: '1234',
          },
        },
      );
      const done = await provider.status(question(first).pending, context);
      assert.equal(done.status, 'done', `${name}: ${JSON.stringify(done)}`);
    }
  });

  it('works without a script, and leads to no address that is not known', async () => {
    const { call } = opened();
    const page = await call(
      'GET',
      '/webview/en/connect?client_id=70000001&redirect_uri=https://evil.example/x',
    );
    assert.deepEqual([page.status, page.body.includes('evil')], [400, false]);
    const good = await call('GET', '/webview/fr/connect?client_id=70000001&redirect_uri=http://localhost/x');
    assert.equal(good.status, 303);
    const { body, headers } = await call('GET', `${origin}${good.headers.get('location')}`);
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.match(body, /<html lang="fr">/);
    assert.doesNotMatch(body, /<script/);
  });
});

describe('what is asked while the bank is at work', () => {
  it('tells people to approve in another app, and sees by itself when they have', async () => {
    const powens = opened();
    const provider = powens.provider();
    const asked = await provider.login(await bankOf(provider), login('shortDecoupled'), context);
    const { id, query, pending } = question(asked);
    assert.deepEqual(
      [id, query],
      ['confirmation', 'Validez la connexion dans l’application de votre banque.'],
    );
    assert.equal(question(await provider.status(pending, context)).id, 'confirmation');
    await powens.control('clock', { by: 3000 });
    assert.equal(question(await provider.status(pending, context)).id, 'accounts');
    const waiting = await provider.login(await bankOf(provider), login('shortDecoupled'), context);
    const said = await answer(provider, waiting, 'true');
    assert.deepEqual(
      [said.status, said.status === 'initialized' && said.stage],
      ['initialized', 'signing_in'],
    );
    await powens.control('clock', { by: 3000 });
    assert.equal(question(await settled(provider, said)).id, 'accounts');
  });
});
