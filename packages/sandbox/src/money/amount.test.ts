import assert from 'node:assert/strict';
import { it } from 'node:test';
import { exchanged } from '../banks/currencies.js';
import { majorOf, minorOf } from './amount.js';

for (const [text, minor] of [
  ['0', 0],
  ['1', 100],
  ['10.5', 1050],
  ['10.50', 1050],
  ['10.500', 1050],
  ['0.07', 7],
  ['1.15', 115],
  ['4.35', 435],
  ['1.005', undefined],
  ['99999999999.99', 9_999_999_999_999],
  ['100000000000.01', undefined],
  ['999999999999999.999', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['', undefined],
  ['1.', undefined],
  ['NaN', undefined],
] as const)
  it(`reads '${text}' as ${minor} hundredths`, () => assert.equal(minorOf(text), minor));

it('writes every amount as it was read', () => {
  for (let minor = 0; minor < 30_000; minor += 7) assert.equal(minorOf(String(majorOf(minor))), minor);
  assert.equal(String(majorOf(9_999_999_999_999)), '99999999999.99');
});

it('exchanges at a fixed rate, and never makes a part of a hundredth', () => {
  assert.equal(exchanged(100_00, 'USD', 'AED'), 367_00);
  assert.equal(exchanged(1, 'AED', 'GBP'), 0);
  assert.equal(exchanged(12_34, 'AED', 'AED'), 12_34);
  assert.ok(Number.isSafeInteger(exchanged(10 ** 13, 'GBP', 'AED')));
});
