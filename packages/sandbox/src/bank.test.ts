import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Context } from '@connect-layer/gateway';
import { calls, Institution, type Account, type CallName } from '@connect-layer/protocol';
import { sandboxBank } from './bank.js';
import { banks } from './banks/institutions.js';
import { assertAsAgreed, visit } from './visit.test-helper.js';

const provider = sandboxBank();
const context: Context = {
  operationID: 'operation',
  appKey: 'app',
  returnURL: 'https://gateway.example/connect/v1/returned?state=operation',
  signal: new AbortController().signal,
  now: () => Date.UTC(2026, 4, 17, 12),
};
const accountsOf = async (institutionID: string, username = 'demo'): Promise<Account[]> => {
  const outcome = await provider.calls.getAccounts?.({ institutionID, username }, {}, context);
  assert(outcome?.status === 'done');
  return outcome.result.accounts;
};

it('lists institutions as the protocol has them', async () => {
  const institutions = await provider.institutions(context);
  for (const one of institutions)
    assert.deepEqual(await Institution['~standard'].validate(one), { typed: true, value: one });
  assert.equal(new Set(institutions.map(({ id }) => id)).size, institutions.length);
  for (const { id, logo, color, fields } of institutions) {
    assert.equal(logo, `/connect/v1/logos/${id}.svg`);
    for (const value of Object.values(color)) assert.match(value, /^#[0-9A-F]{6}$/);
    const kinds = Object.fromEntries(fields.map(({ name, kind }) => [name, kind]));
    assert.deepEqual([kinds.username, kinds.password], ['text', 'password']);
    if (id !== 'DAPIBANK_GB_MOLE') assert.equal(fields.length, 2, id);
  }
});

it('has the banks of the original sandbox, and one or more of other countries', () => {
  const original = ['ADCB', 'ENBD', 'LIV', 'ADIB', 'EIB', 'HSBC', 'SCHRTD', 'CITI', 'DAPI1', 'MSHRQ'];
  const ids = banks.map(({ id }) => id);
  for (const code of original) assert(ids.includes(`DAPIBANK_AE_${code}`), code);
  for (const country of ['US', 'GB'] as const)
    assert(banks.filter((bank) => bank.country === country && !bank.experimental).length >= 2, country);
});

it('ranks six banks as popular, and none of them is experimental', () => {
  const popular = banks.filter(({ popular }) => popular !== undefined);
  assert.deepEqual(popular.map(({ popular }) => popular).sort(), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(
    popular.filter(({ experimental }) => experimental),
    [],
  );
  assert.equal(banks.filter(({ experimental }) => experimental).length, 1);
});

it('draws one mark for each bank, and none for others', () => {
  const logos = banks.map(({ id }) => provider.logo?.(id) ?? '');
  assert.equal(new Set(logos.map((svg) => svg.replaceAll(/#[0-9A-F]{6}/g, ''))).size, logos.length);
  for (const svg of logos) {
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
    assert.doesNotMatch(svg, /<script|<style|style=|href|\son\w+=|undefined/);
    assertWellFormed(svg);
  }
  assert.equal(provider.logo?.('DAPIBANK_AE_NONE'), undefined);
});

it('draws marks that stand out from their ground', () => {
  for (const { id, color } of banks) {
    const contrast = contrastOf('#FFFFFF', color.primaryColor);
    assert(contrast >= 4.5, `${id}: ${contrast.toFixed(1)}`);
  }
});

for (const { id: institutionID, country } of banks.filter(({ health }) => health !== 'down'))
  it(`${institutionID} answers every call as the protocol has it`, async () => {
    const { customer, pass } = visit();
    const { ask, get, first } = await customer('demo', institutionID);
    const { accountsMetadata } = await get('getAccountsMetadata');
    for (const [name, input] of ordinaryCalls(first)) {
      const outcome = await ask(name, input, { operationID: name });
      const cannot =
        (/wire|ach/.test(calls[name].path) && country !== 'US') ||
        (/batch/.test(calls[name].path) && accountsMetadata.bankType !== 'business');
      if (cannot) assert.deepEqual(outcome, { status: 'failed', type: 'NOT_SUPPORTED' }, name);
      else {
        assert.equal(outcome.status, 'done', `${name}: ${JSON.stringify(outcome)}`);
        await assertAsAgreed(name, outcome.result);
      }
      if (name.startsWith('create')) pass(25 * 60 * 60 * 1000);
    }
    assert.equal(first.type, country === 'US' ? 'checking' : 'current');
  });

it('does every call but the one that is the gateway’s own', () => {
  const done = ['delinkUser', ...Object.keys(provider.calls)];
  assert.deepEqual(done.sort(), Object.keys(calls).sort());
  const asked = new Set(ordinaryCalls({ id: '', number: '' }).map(([name]) => name));
  assert.deepEqual([...asked, 'delinkUser', 'getBatchItems'].sort(), Object.keys(calls).sort());
});

it('gives accounts the numbers of their country', async () => {
  const [ae, gb, us] = await Promise.all(
    ['DAPIBANK_AE_LIV', 'DAPIBANK_GB_HARE', 'DAPIBANK_US_SAGE'].map(async (id) => (await accountsOf(id))[0]),
  );
  assert.match(ae?.number ?? '', /^\d{22}$/);
  assert.equal(ae?.iban, `DAPIBANKAELIV${ae?.number}`);
  assert.deepEqual([ae?.balance?.amount, ae?.currency.code], [50000, 'AED']);
  assert.match(gb?.iban ?? '', /^GB00FAKE\d{14}$/);
  assert.equal(gb?.currency.code, 'GBP');
  for (const account of [ae, gb]) assert(account && !('routingNumbers' in account));
  assert.equal(us?.iban, undefined);
  assert.deepEqual(
    us?.routingNumbers?.map(({ type }) => type),
    ['wire', 'ach'],
  );
  for (const { value } of us?.routingNumbers ?? []) assert.notEqual(checksumOf(value), 0);
});

it('gives the same accounts at every call, and others to others', async () => {
  assert.deepEqual(await accountsOf('DAPIBANK_AE_LIV'), await accountsOf('DAPIBANK_AE_LIV'));
  const ids = await Promise.all([
    accountsOf('DAPIBANK_AE_LIV'),
    accountsOf('DAPIBANK_AE_ADIB'),
    accountsOf('DAPIBANK_AE_LIV', 'mfa_otp'),
  ]);
  const flat = ids.flat().flatMap(({ id, number }) => [id, number]);
  assert.equal(new Set(flat).size, flat.length);
  for (const { id } of ids.flat()) assert.equal(atob(id).length, 64);
});

it('answers the balance that the account carries, and none for another account', async () => {
  const connection = { institutionID: 'DAPIBANK_AE_LIV', username: 'demo' };
  for (const { id, balance } of await accountsOf('DAPIBANK_AE_LIV'))
    assert.deepEqual(await provider.calls.getBalance?.(connection, { accountID: id }, context), {
      status: 'done',
      result: { balance },
    });
  const [foreign] = await accountsOf('DAPIBANK_AE_ADIB');
  const failed = { status: 'failed', type: 'INVALID_ACCOUNT_ID' };
  for (const accountID of ['x', foreign?.id ?? '']) {
    const range = { fromDate: '2026-05-01', toDate: '2026-05-02' };
    assert.deepEqual(await provider.calls.getBalance?.(connection, { accountID }, context), failed);
    assert.deepEqual(
      await provider.calls.getTransactions?.(connection, { accountID, ...range }, context),
      failed,
    );
  }
});

/** Every tag that opens is closed, in order. */
function assertWellFormed(svg: string) {
  const open: string[] = [];
  assert.doesNotMatch(svg.replaceAll(/<\/?\w+(?: [\w:]+="[^"<>]*")*\/?>/g, ''), /[<>]/);
  for (const [, closing, name, single] of svg.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
    if (closing) assert.equal(open.pop(), name);
    else if (!single) open.push(name ?? '');
  }
  assert.deepEqual(open, []);
}

/** The contrast of two colours as WCAG 2 counts it. */
function contrastOf(a: string, b: string): number {
  const [lighter, darker] = [a, b].map(luminanceOf).sort((x, y) => y - x);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function luminanceOf(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** 0 for a routing number that a bank could have. */
const checksumOf = (routingNumber: string): number =>
  [...routingNumber].reduce((sum, digit, place) => sum + Number(digit) * [3, 7, 1][place % 3]!, 0) % 10;

/** Every call with what suits it, in an order in which each can succeed. */
function ordinaryCalls({
  id: accountID,
  number: accountNumber,
}: {
  id: string;
  number: string;
}): [CallName, object][] {
  const days = { fromDate: '2026-05-01', toDate: '2026-05-30' };
  const [to, wire] = [
    { name: 'Ada Example', iban: 'AE070331234567890123456', accountNumber: '1234567890123456' },
    { name: 'Ada Example', accountNumber: '1234567890', routingNumber: '123456780' },
  ];
  const money = { senderID: accountID, amount: '10.5', remark: 'Lunch' };
  const item = { name: 'Ada Example', iban: to.iban, amount: '10' };
  return [
    ...(
      ['getIdentity', 'getAccounts', 'getCompleteAccounts', 'getCards', 'getAccountsMetadata'] as const
    ).map((name): [CallName, object] => [name, {}]),
    ['getBalance', { accountID }],
    ['getTransactions', { accountID, ...days }],
    ['getCategorizedTransactions', { accountID, ...days }],
    ['getEnrichedTransactions', { accountID, ...days }],
    ['createBeneficiary', to],
    ['getBeneficiaries', {}],
    ['createTransfer', { ...money, iban: to.iban }],
    ['transferAutoflow', { ...money, beneficiary: to }],
    ['createWireBeneficiary', wire],
    ['getWireBeneficiaries', {}],
    ['createWireTransfer', { ...money, accountNumber: wire.accountNumber }],
    ['wireTransferAutoflow', { ...money, beneficiary: wire }],
    ['createACHPull', { senderID: accountID, amount: '10' }],
    ['getACHPull', { operationID: 'createACHPull' }],
    ['getBatchMetadata', {}],
    ['createBatchFile', { sender: { accountNumber }, type: 'local', items: [item] }],
    ['createBatchTransfer', { senderID: accountID, type: 'local', items: [item] }],
    ['getBatchTransfers', days],
  ];
}

it('has a bank in trouble, and one that is closed to everybody', async () => {
  const of = (health: string) => banks.filter((bank) => bank.health === health);
  assert.equal(of('degraded').length, 1);
  const [closed] = of('down');
  assert(closed, 'one bank is down');
  const outcome = await provider.login(closed, { username: 'demo', password: 'demo' }, context);
  assert.deepEqual(outcome, { status: 'failed', type: 'BANK_ERROR' });
});

it('lists many invented banks on demand, each of which can be logged in at', async () => {
  const many = sandboxBank({ many: 300 });
  const list = await many.institutions(context);
  assert.equal(list.length, banks.length + 300);
  assert.equal(await many.institutions(context), list, 'the same array, so that it is indexed once');
  assert.equal(new Set(list.map(({ id }) => id)).size, list.length);
  for (const country of ['DE', 'SA', 'US']) {
    const bank = list.find(
      ({ id, ...bank }) => id.startsWith('MANY_') && bank.country === country && !bank.health,
    )!;
    assert.match(many.logo?.(bank.id) ?? '', /^<svg/);
    const outcome = await many.login(bank, { username: 'demo', password: 'demo' }, context);
    assert.equal(outcome.status, 'done');
  }
});
