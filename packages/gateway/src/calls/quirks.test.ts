import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asMeant } from './quirks.js';

describe('what other libraries send', () => {
  const beneficiary = { name: 'A', accountNumber: '1', type: 'local' };

  it('is left alone where it is meant as it stands', () => {
    const body = { senderID: 'a', amount: 1, receiverID: 'b' };
    assert.deepEqual(asMeant('createTransfer', body), { name: 'createTransfer', body });
    assert.deepEqual(asMeant('createBeneficiary', beneficiary), {
      name: 'createBeneficiary',
      body: beneficiary,
    });
  });

  it('is an autoflow, when a transfer names a whole beneficiary', () =>
    assert.equal(
      asMeant('createTransfer', { senderID: 'a', amount: 1, beneficiary }).name,
      'transferAutoflow',
    ));

  it('is a new beneficiary, when a transfer has no sender', () =>
    assert.equal(asMeant('createTransfer', beneficiary).name, 'createBeneficiary'));

  it('finds a beneficiary with a capital', () => {
    const { body } = asMeant('transferAutoflow', { senderID: 'a', amount: 1, Beneficiary: beneficiary });
    assert.deepEqual(body.beneficiary, beneficiary);
  });

  it('unwraps a collection', () => {
    const { body } = asMeant('createACHPull', { transfer: { senderID: 'a', amount: 1 } });
    assert.deepEqual([body.senderID, body.amount], ['a', 1]);
  });

  it('knows the lines of an address by both names', () => {
    const { body } = asMeant('createBeneficiary', { ...beneficiary, linesAddress: { line1: 'x' } });
    assert.deepEqual(body.address, { line1: 'x' });
  });
});
