import { expect } from '@open-wc/testing';
import { english } from './en.js';
import { languages } from './languages.js';
import type { Words } from './words.js';

type Text = string | readonly string[] | Readonly<Record<string, string>>;

const original: Record<string, Text> = english;

const partsOf = (text: Text): string[] => (typeof text === 'string' ? [text] : Object.values(text));
const gapsIn = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
const isPlural = (text: Text): text is Record<string, string> =>
  typeof text === 'object' && !Array.isArray(text);

/** The plural forms of whole numbers, and by which of them a number is told apart from all others. */
function formsOf(tag: string): Map<string, { single: boolean }> {
  const rules = new Intl.PluralRules(tag);
  const found = new Map<string, { single: boolean }>();
  for (let count = 0; count <= 1200; count++) {
    const form = rules.select(count);
    found.set(form, { single: !found.has(form) });
  }
  return found;
}

/** What is spelt as in English, by those who speak the language. */
const alike: Readonly<Record<string, readonly string[]>> = {
  es: ['search.experimental'],
  fil: ['search.retail'],
  ms: ['search.popular'],
  'pt-BR': ['search.experimental'],
  'pt-PT': ['search.experimental'],
};

/** The script of languages that are not written in Latin letters. */
const scripts: Readonly<Record<string, RegExp>> = {
  Arab: /\p{Script=Arabic}/u,
  Beng: /\p{Script=Bengali}/u,
  Cyrl: /\p{Script=Cyrillic}/u,
  Deva: /\p{Script=Devanagari}/u,
  Grek: /\p{Script=Greek}/u,
  Hans: /\p{Script=Han}/u,
  Hant: /\p{Script=Han}/u,
  Hebr: /\p{Script=Hebrew}/u,
  Jpan: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  Kore: /\p{Script=Hangul}/u,
  Mlym: /\p{Script=Malayalam}/u,
  Thai: /\p{Script=Thai}/u,
};

/** What people of every language write in Latin letters. */
const international = /^(PIN|PIN-.*)$/;

for (const [tag, load] of Object.entries(languages))
  describe(`the words of ${new Intl.DisplayNames('en', { type: 'language' }).of(tag)}`, () => {
    let words: Record<string, Text>;
    before(async () => {
      words = ((await load()) as { words: Words }).words;
    });
    const each = (check: (text: string, original: string, key: string) => void) => {
      for (const [key, text] of Object.entries(words))
        for (const [i, part] of partsOf(text).entries()) {
          const originals = partsOf(original[key] ?? '');
          check(part, originals[i] ?? originals.at(-1)!, key);
        }
    };

    it('are those of English, one for one', () =>
      expect(Object.keys(words).sort()).to.deep.equal(Object.keys(original).sort()));

    it('have the gaps that English has', () => {
      const forms = formsOf(tag);
      for (const [key, text] of Object.entries(words)) {
        const originals = partsOf(original[key]!);
        for (const [form, part] of Object.entries(typeof text === 'string' ? [text] : text)) {
          const wanted = gapsIn(isPlural(text) ? originals.at(-1)! : originals[Number(form)]!);
          // A form for one number alone may say it in a word.
          const mayLack = isPlural(text) && forms.get(form)?.single && !part.includes('{count}');
          expect(gapsIn(part), key).to.deep.equal(
            mayLack ? wanted.filter((gap) => gap !== '{count}') : wanted,
          );
        }
      }
    });

    it('have the plural forms that the language has', () => {
      const forms = [...formsOf(tag).keys()].sort();
      for (const [key, text] of Object.entries(words)) {
        expect(isPlural(text), key).to.equal(isPlural(original[key]!));
        if (isPlural(text)) expect(Object.keys(text).sort(), key).to.deep.equal(forms);
      }
    });

    it('are translated', () => {
      const script = scripts[new Intl.Locale(tag).maximize().script ?? ''];
      each((text, english, key) => {
        const letters = text.replace(/\{\w+\}|\s/g, '');
        if (letters.length > 5 && !alike[tag]?.includes(key)) expect(text, key).not.to.equal(english);
        if (script && !international.test(text)) expect(text, key).to.match(script);
      });
    });

    it('are set as sentences are, with nothing around them', () => {
      each((text, english, key) => {
        expect(text, key).to.match(/^\S/).and.match(/\S$/).and.not.match(/\s\s/);
        if (tag !== 'th' && /[.!?]$/.test(english)) expect(text, key).to.match(/[.!?;。।？！؟۔]$/u);
        if (!/[.!?]$/.test(english)) expect(text, key).not.to.match(/[.。।۔]$/u);
      });
    });

    it('hold no marks of direction: what stands in their gaps is set apart by itself', () => {
      each((text, _, key) =>
        expect(text, key).not.to.match(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/),
      );
    });
  });
