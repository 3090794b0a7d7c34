import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { banks } from '../banks/institutions.js';
import { visit } from '../visit.test-helper.js';

const ada = { name: 'Ada Example', iban: 'AE070331234567890123456', accountNumber: '0331234567890123456' };
const hour = 60 * 60 * 1000;

describe('a beneficiary', () => {
  it('is one of none until it is created', async () => {
    const { get } = await visit().customer();
    assert.deepEqual(await get('getBeneficiaries'), { beneficiaries: [] });
    await get('createBeneficiary', { ...ada, country: 'AE' });
    const [{ id, ...rest } = { id: '' }, ...others] = (await get('getBeneficiaries')).beneficiaries;
    assert.equal(atob(id).length, 64);
    assert.deepEqual([rest, others], [{ ...ada, status: 'approved', type: 'local' }, []]);
  });

  for (const [what, again] of [
    ['IBAN', { iban: 'AE07 0331 2345 6789 0123 456' }],
    ['number', { accountNumber: ada.accountNumber }],
  ] as const)
    it(`is not created twice with the same ${what}`, async () => {
      const { ask, get } = await visit().customer();
      await get('createBeneficiary', ada);
      const { type } = await ask('createBeneficiary', { name: 'Somebody else', ...again });
      assert.equal(type, 'BENEFICIARY_ALREADY_EXISTS');
      assert.equal((await get('getBeneficiaries')).beneficiaries.length, 1);
    });

  it('needs a number to be paid at', async () => {
    const { ask } = await visit().customer();
    assert.equal((await ask('createBeneficiary', { name: 'Ada' })).type, 'PARAMETER_MISSING');
  });

  it('is of the kind that is said, or else that its number tells', async () => {
    const bank = visit();
    const { get, second } = await bank.customer();
    const same = (await bank.customer('demo_2')).first;
    const kinds = ['intl', 'own', 'same', 'local', 'intl'];
    for (const beneficiary of [
      { accountNumber: '1', type: 'intl' },
      { iban: second.iban },
      { iban: same.iban, type: '' },
      { accountNumber: '2', country: 'United Arab Emirates' },
      { accountNumber: '3', country: 'DE' },
    ])
      await get('createBeneficiary', { name: 'N', ...beneficiary });
    assert.deepEqual(
      (await get('getBeneficiaries')).beneficiaries.map(({ type }) => type),
      kinds,
    );
  });

  it('is paid by its id, and credited where it is an account of the sandbox', async () => {
    const bank = visit();
    const { get, first, second, balances } = await bank.customer();
    await get('createBeneficiary', { name: 'Me', iban: second.iban });
    const receiverID = (await get('getBeneficiaries')).beneficiaries[0]?.id;
    await get('createTransfer', { senderID: first.id, receiverID, amount: '250' });
    assert.deepEqual(await balances(), [49_750_00, 120_250_00]);
  });
});

describe('a bank that pays beneficiaries only', () => {
  const bankID = 'DAPIBANK_AE_ADIB';

  it('says so in its metadata, as others say that they do not', async () => {
    const required = [];
    for (const { id } of banks.filter(({ health }) => health !== 'down')) {
      const { accountsMetadata } = await (await visit().customer('demo', id)).get('getAccountsMetadata');
      if (accountsMetadata.isCreateBeneficiaryEndpointRequired) required.push(id);
    }
    assert(required.includes(bankID) && required.length < banks.length / 2);
  });

  it('pays nobody by number alone', async () => {
    const { ask, get, first } = await visit().customer('demo', bankID);
    const order = { senderID: first.id, amount: '10', ...ada };
    const { type, msg } = await ask('createTransfer', order);
    assert.deepEqual([type, /receiverID/.test(msg)], ['PARAMETER_MISSING', true]);
    await get('createBeneficiary', ada);
    assert.equal((await ask('createTransfer', order)).status, 'done');
  });

  it('adds the beneficiary by autoflow, once', async () => {
    const { get, first } = await visit().customer('demo', bankID);
    const order = { senderID: first.id, amount: '10', beneficiary: ada, remarks: 'Rent' };
    for (let i = 0; i < 2; i++) {
      const { reference: _, ...rest } = await get('transferAutoflow', order);
      assert.deepEqual(rest, { hlAPIStep: 'Transfer', remark: 'Rent' });
      assert.equal((await get('getBeneficiaries')).beneficiaries.length, 1);
    }
  });

  it('adds none by autoflow at another bank, where it need not', async () => {
    const { get, first } = await visit().customer();
    await get('transferAutoflow', { senderID: first.id, amount: '10', beneficiary: ada });
    assert.deepEqual(await get('getBeneficiaries'), { beneficiaries: [] });
  });

  for (const [step, type, order] of [
    ['GetBeneficiaries', 'PARAMETER_MISSING', { beneficiary: undefined }],
    ['CreateBeneficiary', 'PARAMETER_MISSING', { beneficiary: { name: 'Nobody' } }],
    ['Transfer', 'INSUFFICIENT_BALANCE', { amount: '1000000' }],
    ['Transfer', 'INVALID_ACCOUNT_ID', { senderID: 'none' }],
  ] as const)
    it(`says that autoflow failed at ${step} with ${type}`, async () => {
      const { ask, first } = await visit().customer('demo', bankID);
      const outcome = await ask('transferAutoflow', {
        senderID: first.id,
        amount: '10',
        beneficiary: ada,
        ...order,
      });
      assert.deepEqual([outcome.type, outcome.details], [type, { hlAPIStep: step }]);
    });
});

describe('a bank with a cool-down', () => {
  it('pays a new beneficiary after it, and says how long that is', async () => {
    const bank = visit();
    const { ask, get, first } = await bank.customer('demo', 'DAPIBANK_AE_HSBC');
    const { accountsMetadata } = await get('getAccountsMetadata');
    assert.deepEqual(accountsMetadata.beneficiaryCoolDownPeriod, { value: 24, unit: 'hrs' });
    const order = { senderID: first.id, amount: '10', beneficiary: ada };
    const early = await ask('transferAutoflow', order);
    assert.deepEqual(
      [early.status, early.type, early.details],
      [
        ...['failed', 'BENEFICIARY_COOL_DOWN_PERIOD'],
        { coolDownPeriod: { value: 24, unit: 'hrs' }, hlAPIStep: 'Transfer' },
      ],
    );
    assert.equal((await get('getBeneficiaries')).beneficiaries[0]?.status, 'waiting_for_confirmation');
    bank.pass(22.5 * hour);
    const receiverID = (await get('getBeneficiaries')).beneficiaries[0]?.id;
    const later = await ask('createTransfer', { senderID: first.id, amount: '10', receiverID });
    assert.deepEqual(later.details, { coolDownPeriod: { value: 2, unit: 'hrs' } });
    bank.pass(1.5 * hour);
    assert.equal((await get('getBeneficiaries')).beneficiaries[0]?.status, 'approved');
    assert.equal((await ask('transferAutoflow', order)).status, 'done');
  });
});

describe('in the US', () => {
  const grace = {
    name: 'Grace Example',
    accountNumber: '1234567890',
    routingNumber: '123456780',
    bankName: 'Any',
  };

  it('a wire goes to a list of its own, and takes money', async () => {
    const { ask, get, balances, first } = await visit().customer('demo', 'DAPIBANK_US_LAKE');
    await get('wireTransferAutoflow', {
      senderID: first.id,
      amount: '80.75'.replace('75', '25'),
      beneficiary: grace,
    });
    const [{ id: receiverID, ...rest } = { id: '' }] = (await get('getWireBeneficiaries')).beneficiaries;
    assert.deepEqual(rest, { ...grace, status: 'approved', type: 'local' });
    assert.deepEqual(await get('getBeneficiaries'), { beneficiaries: [] });
    await get('createWireTransfer', { senderID: first.id, amount: '10', receiverID });
    assert.equal((await balances())[0], 12_480_75 - 90_25);
    assert.equal((await ask('createWireBeneficiary', grace)).type, 'BENEFICIARY_ALREADY_EXISTS');
    const nobody = { ...grace, accountNumber: '1', routingNumber: '000000011' };
    const outcome = await ask('wireTransferAutoflow', {
      senderID: first.id,
      amount: '10',
      beneficiary: nobody,
    });
    assert.equal(outcome.type, 'SANDBOX_ACCOUNT_NOT_FOUND');
  });

  it('a collection arrives after a while, once', async () => {
    const bank = visit();
    const { ask, get, balances, first } = await bank.customer('demo', 'DAPIBANK_US_SAGE');
    const pull = { senderID: first.id, amount: '100', description: 'Rent', idempotencyKey: 'key' };
    for (const operationID of ['one', 'two']) await ask('createACHPull', pull, { operationID });
    assert.equal((await get('getACHPull', { operationID: 'one' })).transfer.status, 'pending');
    assert.equal((await balances())[0], 12_480_75);
    bank.pass(5000);
    for (const operationID of ['one', 'two']) {
      const { transfer } = await get('getACHPull', { operationID });
      assert.deepEqual([transfer.amount, transfer.currency.code, transfer.status], [100, 'USD', 'succeeded']);
    }
    assert.equal((await balances())[0], 12_580_75);
    const { transactions } = await get('getTransactions', {
      accountID: first.id,
      fromDate: '2026-05-17',
      toDate: '2026-05-17',
    });
    assert.equal(transactions.at(-1)?.description, 'Rent');
    assert.equal((await ask('getACHPull', { operationID: 'three' })).type, 'OPERATION_NOT_FOUND');
    assert.equal((await ask('createACHPull', { senderID: 'none', amount: '1' })).type, 'INVALID_ACCOUNT_ID');
  });
});

describe('a batch', () => {
  const bankID = 'DAPIBANK_AE_CITI';
  const days = { fromDate: '2026-05-17', toDate: '2026-05-17' };
  const items = [
    { ...ada, amount: '100' },
    { name: 'Nobody', iban: 'DAPIBANKAELIV1', amount: '50' },
  ];

  it('moves what can be moved, and says what could not', async () => {
    const bank = visit();
    const { get, balances, first } = await bank.customer('demo', bankID);
    const { details } = await get('createBatchTransfer', { senderID: first.id, type: 'local', items });
    const { reference, fileName } = details;
    const item = { currency: 'AED', accountNumber: '', status: 'pending', errors: [] };
    const [paid, unpaid] = [
      { ...item, ...ada, amount: 100 },
      { ...item, ...items[1], amount: 50 },
    ];
    const pending = {
      ...{ stage: 'pending', items: [paid, unpaid], currency: 'AED', reference, fileName },
      ...{ totalAmountRequested: 150, totalAmountSucceeded: 0 },
    };
    assert.deepEqual(details, {
      ...{ ...pending, sender: { iban: first.iban, accountNumber: first.number } },
      ...{ numFailedItems: 0, numPendingItems: 2, numSucceededItems: 0 },
    });
    assert.deepEqual((await get('getBatchItems', { reference })).transfers, pending);
    bank.pass(5000);
    const { transactions } = await get('getTransactions', { accountID: first.id, ...days });
    const msg = 'The sandbox knows no account with this number.';
    const errors = [{ type: 'SANDBOX_ACCOUNT_NOT_FOUND', field: 'iban', msg }];
    assert.deepEqual((await get('getBatchItems', { reference })).transfers, {
      ...{ ...pending, stage: 'done', totalAmountSucceeded: 100 },
      items: [
        { ...paid, status: 'succeeded', reference: transactions.at(-1)?.reference },
        { ...unpaid, status: 'failed', errors },
      ],
    });
    assert.equal((await balances())[0], 49_900_00);
    const date = '2026-05-17T12:00:00.000Z';
    const listed = [{ stage: 'done', date, reference, fileName }];
    assert.deepEqual((await get('getBatchTransfers', days)).transfers, listed);
    const before = { fromDate: '2026-05-15', toDate: '2026-05-16' };
    assert.deepEqual((await get('getBatchTransfers', before)).transfers, []);
  });

  for (const [type, input] of [
    ['INVALID_ACCOUNT_ID', { senderID: 'none' }],
    [
      'INSUFFICIENT_BALANCE',
      {
        items: [
          { ...ada, amount: '30000' },
          { ...ada, amount: '20000.01' },
        ],
      },
    ],
    ['PARAMETER_ERROR', { items: [{ ...ada, amount: '0.01' }] }],
    ['PARAMETER_ERROR', { items: Array.from({ length: 101 }, () => ({ ...ada, amount: '1' })) }],
    ['PARAMETER_ERROR', { items: [{ ...ada, amount: '1000000.01' }] }],
  ] as const)
    it(`fails whole with ${type}`, async () => {
      const { ask, balances, first } = await visit().customer('demo', bankID);
      const outcome = await ask('createBatchTransfer', {
        senderID: first.id,
        type: 'local',
        items,
        ...input,
      });
      assert.equal(outcome.type, type);
      assert.equal((await balances())[0], 50_000_00);
    });

  it('pays nobody out of their own account, and says so', async () => {
    const bank = visit();
    const { get, first } = await bank.customer('demo', bankID);
    const input = { senderID: first.id, type: 'local' };
    const own = [{ name: 'Me', accountNumber: first.number, amount: '1' }];
    const { reference } = (await get('createBatchTransfer', { ...input, items: own })).details;
    bank.pass(5000);
    const [item] = (await get('getBatchItems', { reference })).transfers.items;
    const msg = 'The sender and the receiver are the same account.';
    assert.deepEqual(item?.errors, [{ type: 'PARAMETER_ERROR', field: 'accountNumber', msg }]);
  });

  it('can be had as a file', async () => {
    const { ask, get, first } = await visit().customer('demo', bankID);
    const tricky = [{ name: 'Ada "A", Example', amount: '1', iban: ada.iban }];
    const sender = { iban: first.iban };
    const { fileContent, fileExtension, details } = await get('createBatchFile', {
      sender,
      type: 'local',
      items: tricky,
    });
    assert.equal(fileExtension, 'csv');
    assert.equal(fileContent.split('\r\n')[1], `"Ada ""A"", Example","${ada.iban}","","1",""`);
    const item = { ...tricky[0], amount: 1, currency: 'AED', accountNumber: '', status: 'na', errors: [] };
    assert.deepEqual(details, {
      ...{ sender: { iban: first.iban, accountNumber: first.number }, items: [item] },
      ...{ numFailedItems: 0, numPendingItems: 0, numSucceededItems: 0 },
    });
    assert.equal(
      (await ask('createBatchFile', { sender: { iban: 'x' }, type: 'local', items })).type,
      'INVALID_ACCOUNT_ID',
    );
  });
});
