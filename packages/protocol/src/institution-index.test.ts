import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as v from 'valibot';
import { indexOf, InstitutionIndex, readIndex } from './institution-index.js';
import type { Institution } from './institution.js';

const bank = (id: string, more: Partial<Institution> = {}): Institution => ({
  ...{ id, name: `Bank ${id}`, fullName: `Bank ${id}`, country: 'AE', logo: '', fields: [] },
  color: { primaryColor: '#000000', secondaryColor: '#FFFFFF' },
  ...more,
});

/** What a page has of the list, after its way over the wire. */
const sent = (list: readonly Institution[]) =>
  readIndex(v.parse(InstitutionIndex, JSON.parse(JSON.stringify(indexOf(list)))));
const allOf = (list: readonly Institution[]) => {
  const { size, at } = sent(list);
  return Array.from({ length: size }, (_, row) => at(row));
};

const full = bank('B', {
  name: 'Spar & Bank',
  fullName: 'The Spar & Bank plc',
  country: 'GB',
  logo: '/logos/B.svg?B',
  fields: [{ name: 'pin', label: 'PIN', kind: 'password', pattern: '\\d+', help: 'On your card.' }],
  popular: 2,
  aliases: ['بنك', 'Old $& Name'],
  bankCodes: ['00-00-11', '000022'],
  bic: 'SPARGB00',
  serves: ['retail'],
  health: 'down',
  consentDays: 90,
  experimental: true,
});

it('gives back every bank whole', () => {
  const list = [bank('A'), full, bank('C', { country: 'GB', name: 'Spar und Bank', fullName: 'Spar' })];
  assert.deepEqual(allOf(list), list);
});

it('lists by country, then by name, and the popular ones by rank', () => {
  const list = [
    bank('1', { country: 'GB', popular: 1 }),
    bank('2', { name: 'Écu', popular: 10 }),
    bank('3', { name: 'Fan', popular: 2 }),
    bank('4', { name: 'dan' }),
  ];
  assert.deepEqual(
    allOf(list).map(({ id }) => id),
    ['4', '2', '3', '1'],
  );
  const { popular, at } = sent(list);
  assert.deepEqual(
    popular.map((row) => at(row).id),
    ['1', '3', '2'],
  );
});

it('finds a bank by its id', () => {
  const { find } = sent([bank('A'), full]);
  assert.deepEqual(find('B'), full);
  assert.equal(find('Z'), undefined);
  assert.equal(find(''), undefined);
});

it('can be empty, and can hold a single bank', () => {
  assert.deepEqual(allOf([]), []);
  assert.deepEqual(allOf([full]), [full]);
});

it('keeps its lines whatever stands in a name', () => {
  const names = ['a\tb', 'a\nb', '\u0000', '', ' x  y ', '😀 a', '😁 b', 'a'.repeat(80), 'a'.repeat(81)];
  const list = names.map((name, n) => bank(String(n), { name, fullName: `${name}!`, aliases: [name, 'z'] }));
  const shown = new Map(allOf(list).map(({ id, name, fullName }) => [id, [name, fullName]]));
  names.forEach((name, n) => {
    const plain = name.replace(/[\s\0]+/g, ' ').trim();
    assert.deepEqual(shown.get(String(n)), [plain, `${name}!`.replace(/[\s\0]+/g, ' ').trim()]);
  });
});

it('leaves out a bank that no line can name, and no other', () =>
  assert.deepEqual(allOf([bank('A\nB'), full]), [full]));

it('is refused when its columns do not fit together', () => {
  const index = indexOf([bank('A'), full]);
  const { columns } = index;
  assert.throws(() => readIndex({ ...index, size: 3 }), RangeError);
  assert.throws(() => readIndex({ ...index, columns: { ...columns, bic: '' } }), RangeError);
  assert.throws(() => readIndex({ ...index, columns: { ...columns, terms: '\nzz' } }), RangeError);
  assert.throws(() => readIndex({ ...index, columns: { ...columns, color: '\n-1' } }), RangeError);
});
