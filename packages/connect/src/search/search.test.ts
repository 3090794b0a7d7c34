import { expect } from '@open-wc/testing';
import { institution, institutionsOf } from '../testing/examples.js';
import { fold } from './fold.js';
import { matcher, none } from './matcher.js';
import { createSearch, marked } from './search.js';

describe('folding', () => {
  for (const [text, words] of [
    ['  Crédit  Agricole ', 'credit agricole'],
    ['Müller & Muellér', 'muler muler'],
    ['Groß', 'gros'],
    ['BBVA', 'bbva'],
    ['St.Galler, Sankt Gallen', 'st galer st galen'],
    ["Lloyd’s King's", 'lloids kings'],
    ['İŞ Bankası', 'is bankasi'],
    ['Łódź Åland Ærø', 'lodz aland aro'],
    ['Сбербанк', 'sberbank'],
    ['Εθνική Τράπεζα', 'ethniki trapeza'],
    ['الراجحي', '~rgh'],
    ['הפועלים', '~hblm'],
    ['三菱', '三菱'],
    ['& – !', ''],
  ] as const)
    it(`“${text}” is “${words}”`, () => expect(fold(text).join(' ')).to.equal(words));

  it('makes of the beginning of a name the beginning of what it makes of the name', () => {
    for (const name of ['Sparkasse Köln', 'Muellerbank', 'Crédit Lyonnais', 'Тинькофф'])
      for (let end = 1; end <= name.length; end++)
        expect(fold(name).join(' ')).to.satisfy((whole: string) =>
          whole.startsWith(fold(name.slice(0, end)).join(' ')),
        );
  });
});

describe('the matcher', () => {
  const cost = (typed: string, word: string) => matcher(typed)(word);

  it('forgives what happens in typing: one error in four letters, two in eight', () => {
    for (const typed of [
      'comerzbank',
      'commrezbank',
      'xommerzbank',
      'commerzbnk',
      'commeerzbank',
      'komerzbank',
    ])
      expect(cost(typed, 'commerzbank'), typed).to.be.below(none);
    expect(cost('cimerxbnak', 'commerzbank')).to.equal(none);
    expect(cost('hsbd', 'hsbc')).to.be.below(none);
    expect(cost('hsx', 'hsbc')).to.equal(none);
  });

  it('counts as a person does: swapped letters are one error', () => {
    expect(cost('bnuq', 'bunq')).to.equal(cost('bunx', 'bunq'));
  });

  it('prefers the whole word, then its beginning, then its middle, then an error', () => {
    const order = [
      cost('bank', 'bank'),
      cost('bank', 'bankhaus'),
      cost('bank', 'volksbank'),
      cost('bakn', 'bank'),
    ];
    expect(order).to.deep.equal([...order].sort((a, b) => a - b));
    expect(new Set(order).size).to.equal(4);
  });

  it('forgives nothing in numbers', () => expect(cost('10070000', '10070001')).to.equal(none));

  it('agrees with a distance counted by hand, letter by letter', () => {
    const random = (seed: number) => () => (seed = (Math.imul(seed, 48271) >>> 0) % 2147483647) / 2147483647;
    const next = random(7);
    const word = (length: number) => Array.from({ length }, () => 'abc'[Math.floor(next() * 3)]).join('');
    for (let round = 0; round < 3000; round++) {
      const [typed, other] = [word(4 + Math.floor(next() * 8)), word(1 + Math.floor(next() * 14))];
      if (other.includes(typed) || !typed.includes('a')) continue;
      const errors = distance(typed, other);
      const limit = typed.length < 8 ? 1 : 2;
      expect(cost(typed, other) < none, `${typed} ${other} ${errors}`).to.equal(errors <= limit);
    }
  });

  /** Restricted Damerau-Levenshtein, to the nearest beginning. */
  function distance(typed: string, word: string): number {
    const rows = Array.from({ length: typed.length + 1 }, (_, i) => [i]);
    for (let j = 1; j <= word.length; j++) {
      rows[0]![j] = j;
      for (let i = 1; i <= typed.length; i++) {
        const same = typed[i - 1] === word[j - 1] ? 0 : 1;
        let least = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same);
        if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1])
          least = Math.min(least, rows[i - 2]![j - 2]! + 1);
        rows[i]![j] = least;
      }
    }
    return Math.min(...rows[typed.length]!);
  }
});

describe('the search', () => {
  const bank = (id: string, more: object) => ({ ...institution, id, fullName: '', ...more });
  const list = institutionsOf([
    bank('rajhi', {
      name: 'Al Rajhi Bank',
      country: 'SA',
      aliases: ['Old Name'],
      bankCodes: ['80'],
      bic: 'RJHISA00',
    }),
    bank('bilad', { name: 'بنك البلاد', country: 'SA' }),
    bank('kuwait', { name: 'National Bank of Kuwait', country: 'KW' }),
    bank('jp', { name: 'Chase', country: 'US', aliases: ['JP Morgan'], bankCodes: ['12-34-56'] }),
    bank('own', { name: 'Sparkasse Altenberg', country: 'DE' }),
    bank('other', { name: 'Sparkasse Altenburg', country: 'AT' }),
  ]);
  const make = (home?: string) =>
    createSearch(list, { countryName: (code) => (code === 'KW' ? 'Kuwait' : code), home });
  const { find, why } = make();
  const found = (typed: string) => find(typed).map((row) => list.at(row).id);

  for (const [typed, id] of [
    ['الراجحي', 'rajhi'],
    ['alrajhi', 'rajhi'],
    ['al bilad', 'bilad'],
    ['nbk', 'kuwait'],
    ['kuwait bank national', 'kuwait'],
    ['jpmorgan', 'jp'],
    ['123456', 'jp'],
    ['12-34', 'jp'],
    ['rjhisa', 'rajhi'],
    ['spk altenburg', 'other'],
    ['sparkassealtenberg', 'own'],
  ] as const)
    it(`finds ${id} by “${typed}”`, () => expect(found(typed)[0]).to.equal(id));

  it('puts banks at home first among those that fit as well, and hides nobody', () => {
    for (const [home, first] of [
      ['AT', 'other'],
      ['DE', 'own'],
    ] as const) {
      const rows = make(home).find('sparkasse');
      expect(rows.map((row) => list.at(row).id)).to.have.members(['own', 'other']);
      expect(list.at(rows[0]!).id).to.equal(first);
    }
  });

  it('says why a bank fits when its name does not tell', () => {
    const of = (id: string, typed: string) => why(list.names.indexOf(list.find(id)!.name), typed);
    expect(of('rajhi', 'old nmae')).to.deep.equal({ alias: 'Old Name' });
    expect(of('jp', 'jpmorgan')).to.deep.equal({ alias: 'JP Morgan' });
    expect(of('jp', '1234')).to.deep.equal({ code: '12-34-56' });
    expect(of('rajhi', 'rjhi')).to.deep.equal({ code: 'RJHISA00' });
    expect(of('rajhi', 'rajhi')).to.deep.equal({});
  });

  it('marks what fits, to the letter where it can', () => {
    const shown = (text: string, typed: string) =>
      marked(text, typed)
        .map(({ piece, fits }) => (fits ? `[${piece}]` : piece))
        .join('');
    expect(shown('Sparkasse Köln-Bonn', 'spar koeln')).to.equal('[Spar]kasse [Köln]-Bonn');
    expect(shown('Emirates ENBD', 'nbd')).to.equal('Emirates E[NBD]');
    expect(shown('Commerzbank AG', 'comerzbnak')).to.equal('[Commerzbank] AG');
    expect(shown('Crédit Agricole', 'CREDIT')).to.equal('[Crédit] Agricole');
    expect(shown('Bank', '')).to.equal('Bank');
    expect(shown('بنك الراجحي', 'rajhi')).to.equal('بنك [الراجحي]');
  });

  it('can be prepared bit by bit', () => {
    const search = make();
    let rounds = 0;
    while (!search.prepare(0)) expect(rounds++).to.be.below(10);
    expect(search.find('chase')).to.have.length(1);
  });
});
