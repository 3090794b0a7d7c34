import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { describe, it } from 'node:test';
import { stages, UserInput, type CallName } from '@connect-layer/protocol';
import { bankOf, banks } from '../banks/institutions.js';
import { particulars, rightAnswer, visit, type Seen } from '../visit.test-helper.js';
import { work } from '../work.js';
import { pictures } from './hurdles.js';
import { hurdlesOf, momentOf, personaOf, personas, type Moment } from './personas.js';

const institutionID = banks[0]?.id ?? '';
const all = ['login', 'data', 'payment'] as const;

/** What each persona meets, and when. One that is missing here fails the first test. */
const fates: Record<string, { meets: string[]; at: readonly Moment[]; ends?: string }> = {
  demo: { meets: [], at: [] },
  mfa_otp: { meets: ['otp'], at: ['login'] },
  mfa_secret: { meets: ['secret_question'], at: ['login'] },
  mfa_captcha: { meets: ['captcha'], at: ['login'] },
  mfa_pin: { meets: ['pin'], at: ['login'] },
  mfa_confirm: { meets: ['confirmation', 'waits'], at: ['login'] },
  mfa_token: { meets: ['token'], at: ['login'] },
  mfa_choice: { meets: ['multiple_choice'], at: ['login'] },
  mfa_two: { meets: ['otp+pin'], at: ['login'] },
  mfa_chain: { meets: ['otp', 'secret_question'], at: ['login'] },
  mfa_resend: { meets: ['otp', 'otp again'], at: ['login'] },
  mfa_expiring: { meets: ['otp'], at: ['login'] },
  choose_accounts: { meets: ['accounts'], at: ['login'] },
  locked: { meets: [], at: ['login'], ends: 'INACTIVE_ACCOUNT' },
  action_needed: { meets: [], at: ['login'], ends: 'BANK_ACTION_REQUIRED' },
  slow: { meets: ['waits'], at: all },
  expired: { meets: [], at: ['data', 'payment'], ends: 'INVALID_CONNECTION' },
  changed: { meets: [], at: ['data', 'payment'], ends: 'INVALID_CREDENTIALS' },
  down: { meets: [], at: ['login'], ends: 'BANK_ERROR' },
  unknown_error: { meets: [], at: ['login'], ends: 'UNKNOWN_ERROR' },
  timeout: { meets: [], at: ['login'], ends: 'TIMED_OUT' },
  alien: { meets: [], at: ['login'], ends: 'BANK_ON_FIRE' },
};

it('has a known fate for every persona, and a sentence about it', () => {
  assert.deepEqual(Object.keys(fates).sort(), Object.keys(personas).sort());
  for (const { does } of Object.values(personas)) assert.match(does, /^.{10,90}$/);
});

for (const [name, { meets, at, ends }] of Object.entries(fates))
  for (const [suffix, moments] of [
    ['', at],
    ['_2', at],
    ['_data', at.length ? ['data'] : []],
    ['_pay_anna', at.length ? ['payment'] : []],
  ] as [string, readonly Moment[]][])
    describe(name + suffix, () => {
      const username = name + suffix;
      for (const moment of all)
        it(`meets ${moments.includes(moment) ? [...meets, ends].join(' ') || 'nothing' : 'nothing'} at ${moment}`, async () => {
          const { outcome, met } = await meet(username, moment);
          const meetsIt = moments.includes(moment);
          assert.deepEqual(met, meetsIt ? meets : []);
          if (meetsIt && ends) assert.deepEqual([outcome.status, outcome.type], ['failed', ends]);
          else assert.equal(outcome.status, 'done', JSON.stringify(outcome));
        });

      it('is asked nothing about the bank itself', async () => {
        const { provider, contextOf } = visit();
        const connection = { institutionID, username };
        assert.equal(
          (await provider.calls.getAccountsMetadata?.(connection, {}, contextOf()))?.status,
          'done',
        );
      });

      it('cannot log in with another password', async () => {
        const refused = { status: 'failed', type: 'INVALID_CREDENTIALS' };
        for (const password of ['', 'Demo', 'demo ', `${username}!`])
          assert.deepEqual(await visit().login(username, institutionID, password), refused);
      });
    });

describe('a question', () => {
  const asking = Object.keys(fates).filter((name) => name.startsWith('mfa_'));
  for (const name of asking) {
    it(`of ${name} is one that the protocol has`, async () => {
      for (const input of (await visit().login(name)).userInputs)
        assert.deepEqual(await UserInput['~standard'].validate(input), { typed: true, value: input });
    });

    it(`of ${name} takes no wrong answer`, async () => {
      const { login, through } = visit();
      const wrong = (id: string) =>
        id === 'confirmation' ? 'false' : id === 'multiple_choice' ? '1' : '654321';
      const { outcome } = await through(await login(name), wrong);
      assert.deepEqual(outcome, { status: 'failed', type: 'INVALID_MFA' });
    });
  }

  for (const [id, answer] of [
    ['mfa_otp', '123 456'],
    ['mfa_otp', ' 123456\n'],
    ['mfa_secret', 'Rex '],
    ['mfa_secret', 'REX'],
    ['mfa_confirm', 'true'],
    ['mfa_confirm', ''],
  ] as const)
    it(`of ${id} takes ${JSON.stringify(answer)}`, async () => {
      const { login, through } = visit();
      assert.equal((await through(await login(id), () => answer)).outcome.status, 'done');
    });

  it('is not answered by another kind, another place, or half', async () => {
    const { login, provider, contextOf } = visit();
    const { pending } = await login('mfa_two');
    const right = [
      { id: 'otp', index: 0, answer: '123456' },
      { id: 'pin', index: 1, answer: '123456' },
    ] as const;
    for (const answers of [[], [right[0]], [right[1]], [right[0], { ...right[1], index: 0 }]])
      assert.equal((await provider.resume(pending, answers, contextOf())).status, 'failed');
    assert.equal((await provider.resume(pending, right, contextOf())).status, 'done');
  });

  it('has options to choose from where it is a choice', async () => {
    const [{ queryOptions }] = (await visit().login('mfa_choice')).userInputs;
    assert.deepEqual(
      queryOptions.map(({ index }: { index: number }) => index),
      [0, 1, 2],
    );
  });

  it('has a picture that a browser can show where it is a captcha', async () => {
    const [{ query, queryType }] = (await visit().login('mfa_captcha')).userInputs;
    const bytes = Buffer.from(query as string, 'base64');
    assert.equal(queryType, 'img');
    assert.deepEqual([...bytes.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    const data = bytes.indexOf('IDAT');
    const pixels = inflateSync(bytes.subarray(data + 4, data + 4 + bytes.readUInt32BE(data - 4)));
    assert.equal(pixels.length, height * (1 + Math.ceil(width / 8)));
    assert(query.length < 8000, 'clients send it back with the answer');
  });

  it('of a call goes on with that call', async () => {
    const { customer, through } = visit();
    const { ask } = await customer('mfa_otp_data');
    const { outcome } = await through(await ask('getIdentity'));
    assert.deepEqual(Object.keys(outcome.result as object), ['identity']);
  });

  it('keeps no password for later', async () => {
    // The password of the personas is also a username, so the members are compared and not searched.
    const { attempt, asked, ...pending } = (await visit().login('mfa_otp')).pending;
    assert.deepEqual([typeof attempt, typeof asked], ['string', 'number']);
    assert.deepEqual(pending, { connection: { institutionID, username: 'mfa_otp' }, at: 0 });
  });
});

describe('asked to ask again, the bank', () => {
  const given = (id: 'otp' | 'captcha', answer: string) => [{ id, index: 0, answer }];

  it('sends the code that got lost, and takes it only then', async () => {
    const { login, provider, contextOf } = visit();
    const lost: Seen = await login('mfa_resend');
    const sent: Seen = await provider.resend!(lost.pending, contextOf());
    assert.deepEqual([sent.status, sent.userInputs[0].resendIn], ['user_input_required', 2]);
    assert.notEqual(sent.userInputs[0].query, lost.userInputs[0].query);
    const answer = given('otp', '123456');
    assert.equal((await provider.resume(lost.pending, answer, contextOf())).status, 'failed');
    assert.equal((await provider.resume(sent.pending, answer, contextOf())).status, 'done');
  });

  it('shows another picture each time, and forgets the one before', async () => {
    const { login, provider, contextOf } = visit();
    const shown: Seen[] = [await login('mfa_captcha')];
    while (shown.length < 4) shown.push(await provider.resend!(shown.at(-1).pending, contextOf()));
    const queries = shown.map(({ userInputs }) => userInputs[0].query as string);
    assert.equal(new Set(queries).size, pictures.length);
    assert.equal(queries[3], queries[0]);
    for (const [i, digits] of pictures.entries()) {
      const { pending } = shown[i];
      assert.equal(
        (await provider.resume(pending, given('captcha', digits), contextOf())).status,
        'done',
        digits,
      );
      const other = given('captcha', pictures[(i + 1) % pictures.length]!);
      assert.equal((await provider.resume(pending, other, contextOf())).status, 'failed');
    }
  });

  it('has nothing more where it asks only once', async () => {
    const { login, provider, contextOf } = visit();
    const asked: Seen = await login('mfa_otp');
    assert.deepEqual(await provider.resend!(asked.pending, contextOf()), {
      status: 'failed',
      type: 'OPERATION_NOT_FOUND',
    });
  });
});

it('a code that is good for 5 s is refused after that', async () => {
  for (const [seconds, status] of [
    [5, 'done'],
    [5.1, 'failed'],
  ] as const) {
    const { login, pass, provider, contextOf } = visit();
    const { pending } = await login('mfa_expiring');
    pass(seconds * 1000);
    const outcome = await provider.resume(pending, [{ id: 'otp', index: 0, answer: '123456' }], contextOf());
    assert.equal(outcome.status, status);
    if (outcome.status === 'failed') assert.equal(outcome.type, 'INVALID_MFA');
  }
});

it('a login that takes its time says at which stage it is; a call does not', async () => {
  const { login, pass, provider, contextOf } = visit();
  let outcome: Seen = await login('slow');
  const seen = [outcome.stage];
  for (let second = 0; second < 2; second++) {
    pass(1000);
    outcome = await provider.status(outcome.pending, contextOf());
    seen.push(outcome.stage);
  }
  assert.deepEqual(seen, [...stages]);
});

describe('who chooses accounts', () => {
  const chosen = async (answer: (ids: string[]) => string) => {
    const bank = visit();
    const asked: Seen = await bank.login('choose_accounts');
    const options: Seen[] = asked.userInputs[0].queryOptions;
    const ids = options.map(({ id }) => id as string);
    const answers = [{ id: 'accounts', index: 0, answer: answer(ids) }] as const;
    const outcome: Seen = await bank.provider.resume(asked.pending, answers, bank.contextOf());
    return { ...bank, options, ids, outcome };
  };

  it('is told of each what people know it by, and none is chosen beforehand', async () => {
    const { options } = await chosen((ids) => ids.join());
    assert.equal(options.length, 3);
    assert.deepEqual(
      options.map(({ content }) => content as string),
      ['Everyday', 'Rainy days', 'House'],
    );
    for (const { account, chosen } of options) {
      assert.match(account.number, /^\d{4}$/);
      assert.deepEqual([typeof account.balance.amount, account.balance.currency], ['number', 'AED']);
      assert.equal(chosen, undefined);
    }
  });

  it('shares those and no others, by whatever call they are asked for', async () => {
    const { ids, outcome, provider, contextOf } = await chosen(([first, , third]) => `${first},${third}`);
    const { connection } = outcome.result;
    const [first, second, third] = ids;
    const read: Seen = await provider.calls.getAccounts!(connection, {}, contextOf());
    assert.deepEqual(
      read.result.accounts.map(({ id }: { id: string }) => id),
      [first, third],
    );
    const balanceOf = async (accountID: string) =>
      (await provider.calls.getBalance!(connection, { accountID }, contextOf())) as Seen;
    assert.equal((await balanceOf(first!)).status, 'done');
    assert.equal((await balanceOf(second!)).type, 'INVALID_ACCOUNT_ID');
  });

  it('pays from what is shared, and the money is gone from the account itself', async () => {
    const { ids, outcome, provider, contextOf } = await chosen(([first]) => first!);
    const balance = async (connection: Seen) => {
      const read: Seen = await provider.calls.getBalance!(connection, { accountID: ids[0]! }, contextOf());
      return read.result.balance.amount as number;
    };
    const everything = { institutionID, username: 'choose_accounts' };
    const before = await balance(everything);
    const order = { senderID: ids[0]!, amount: '10', name: 'Ada Example', iban: 'AE070331234567890123456' };
    const paid = await provider.calls.createTransfer!(outcome.result.connection, order, contextOf());
    assert.equal(paid.status, 'done', JSON.stringify(paid));
    assert.equal(await balance(everything), before - 10);
  });

  for (const wrong of ['', 'none', ','])
    it(`cannot choose '${wrong}'`, async () =>
      assert.deepEqual((await chosen(() => wrong)).outcome, { status: 'failed', type: 'INVALID_MFA' }));

  it('cannot choose what is not theirs along with what is', async () =>
    assert.equal((await chosen(([first]) => `${first},none`)).outcome.status, 'failed'));
});

for (const username of ['nobody', '', 'constructor', '__proto__', 'Demo', 'mfa_'])
  it(`'${username}' cannot log in`, async () =>
    assert.deepEqual(await visit().login(username), { status: 'failed', type: 'INVALID_CREDENTIALS' }));

it('does not mind missing fields', async () => {
  const { provider, contextOf } = visit();
  const [bank] = banks;
  assert(bank);
  assert.deepEqual(await provider.login(bank, {}, contextOf()), {
    status: 'failed',
    type: 'INVALID_CREDENTIALS',
  });
});

describe('a bank that wants to know more', () => {
  const filled = { ...particulars, username: 'demo', password: 'demo' };
  const outcomeOf = async (credentials: Record<string, string>) => {
    const { provider, contextOf } = visit();
    return (await provider.login(bankOf('DAPIBANK_GB_MOLE')!, credentials, contextOf())).status;
  };

  it('lets in who tells it all, with what is optional or without', async () => {
    assert.equal(await outcomeOf(filled), 'done');
    assert.equal(await outcomeOf({ ...filled, email: 'ada@example.com' }), 'done');
    assert.equal(await outcomeOf({ ...filled, email: '' }), 'done');
  });

  for (const [name, value] of [
    ...Object.keys(filled).map((name) => [name, ''] as const),
    ['customer', 'robot'],
    ['branch', 'Dell'],
    ['customerNumber', '1234567'],
    ['customerNumber', '123456789'],
  ] as const)
    it(`refuses '${value}' as ${name}`, async () =>
      assert.equal(await outcomeOf({ ...filled, [name]: value }), 'failed'));
});

it('no longer knows a connection whose bank or persona is gone', async () => {
  const { provider, contextOf } = visit();
  for (const connection of [
    { institutionID: 'DAPIBANK_AE_GONE', username: 'demo' },
    { institutionID, username: 'gone' },
  ]) {
    const failed = { status: 'failed', type: 'INVALID_CONNECTION' };
    assert.deepEqual(await provider.calls.getAccounts?.(connection, {}, contextOf()), failed);
    assert.deepEqual(await provider.resume({ connection, at: 0, attempt: 'x' }, [], contextOf()), failed);
  }
});

it('tells reading from paying by what the call does', () => {
  const pays = (Object.keys(work) as CallName[]).filter((name) => momentOf(name) === 'payment');
  assert.deepEqual(pays.sort(), [
    ...[
      'createACHPull',
      'createBatchTransfer',
      'createBeneficiary',
      'createTransfer',
      'createWireBeneficiary',
    ],
    ...['createWireTransfer', 'transferAutoflow', 'wireTransferAutoflow'],
  ]);
  assert.equal(momentOf('getAccountsMetadata'), undefined);
  assert.deepEqual(hurdlesOf('demo', 'login'), []);
  assert.equal(personaOf('mfa_otp_data_7'), personas.mfa_otp);
});

/** What somebody meets at a moment, whatever they meet before. */
async function meet(username: string, moment: Moment) {
  const { login, provider, contextOf, through } = visit();
  const controller = new AbortController();
  const aborted = () => {
    if (username.startsWith('timeout')) setTimeout(() => controller.abort(), 10);
    return controller.signal;
  };
  if (moment === 'login') return through(await login(username, institutionID, 'demo', { signal: aborted() }));
  const connection = { institutionID, username };
  const context = contextOf({ signal: aborted() });
  if (moment === 'data')
    return through((await provider.calls.getCards?.(connection, {}, context))!, rightAnswer);
  const input = { name: 'Ada Example', iban: 'AE070331234567890123456' };
  return through((await provider.calls.createBeneficiary?.(connection, input, context))!, rightAnswer);
}
