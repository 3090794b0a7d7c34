import { expect } from '@open-wc/testing';
import type { Strings } from './languages/words.js';
import { ownWords } from './own-words.js';

const warn = console.warn;
let notes: string[];
beforeEach(() => {
  notes = [];
  console.warn = (note: string) => notes.push(note);
});
afterEach(() => {
  console.warn = warn;
});

describe('own strings', () => {
  it('are taken for whatever language is spoken', () => {
    const own = { 'search.title': 'Your bank?', 'connected.finish': 'Go to {app}' };
    expect(ownWords(own, 'de')).to.deep.equal(own);
    expect(notes).to.deep.equal([]);
  });

  it('are taken by language, which goes before', () => {
    const strings: Strings = {
      ...{ close: 'Away', back: 'Return' },
      ...{ 'de-AT': { close: 'Baba' }, ar: { close: 'مع السلامة' } },
    };
    expect(ownWords(strings, 'de')).to.deep.equal({ close: 'Baba', back: 'Return' });
    expect(ownWords(strings, 'en')).to.deep.equal({ close: 'Away', back: 'Return' });
    expect(notes).to.deep.equal([]);
  });

  it('may be plural forms, or one text for all of them, or what is told of a failure', () => {
    const own = {
      'search.results': { one: 'one match', other: '{count} matches' },
      BANK_ERROR: ['Trouble', '{institution} is in trouble. Call us.'],
    } as const;
    expect(ownWords(own, 'en')).to.deep.equal(own);
    expect(ownWords({ 'search.results': 'Matches: {count}' }, 'en')).to.have.property('search.results');
    expect(notes).to.deep.equal([]);
  });

  const wrong: readonly [string, unknown, RegExp][] = [
    ['search.titel', 'x', /'search.titel', which is no text of the modal/],
    ['constructor', 'x', /'constructor', which/],
    ['credentials.title', 'Log in', /'credentials.title' without its \{institution\}/],
    ['search.title', 'Hello {name}', /'search.title' with a \{name\} that is never filled/],
    ['search.results', 'Matches', /'search.results' without its \{count\}/],
    ['search.hint', 5, /'search.hint' in the wrong form/],
    ['search.none', ['a', 'b'], /'search.none' in the wrong form/],
    ['BANK_ERROR', 'Trouble', /'BANK_ERROR' in the wrong form/],
    ['TIMED_OUT', ['Trouble'], /'TIMED_OUT' in the wrong form/],
    ['BANK_ERROR', ['Trouble', 'Call us.'], /'BANK_ERROR' without its \{institution\}/],
    ['xx-nothing', { close: 'x' }, /'xx-nothing', which is no text/],
  ];
  for (const [name, text, told] of wrong)
    it(`are left out and named when wrong: ${name} = ${JSON.stringify(text)}`, () => {
      const strings = { [name]: text, close: 'Away' } as Strings;
      expect(ownWords(strings, 'en')).to.deep.equal({ close: 'Away' });
      expect(notes).to.have.length(1);
      expect(notes[0]).to.match(told);
      ownWords(strings, 'en');
      expect(notes, 'said once').to.have.length(1);
    });
});
