import { expect } from '@open-wc/testing';
import { choose } from './choose.js';

const cases: readonly [wanted: string | string[], language: string | undefined, locale?: string][] = [
  ['de', 'de', 'de'],
  ['de-AT', 'de', 'de-AT'],
  ['DE_at', 'de', 'de-AT'],
  ['ar', 'ar', 'ar-AE'],
  ['ar-EG', 'ar', 'ar-EG'],
  ['en-GB', 'en', 'en-GB'],
  [['tlh', 'de-CH', 'ar'], 'de', 'de-CH'],
  [['', 'not a tag', 'ar-SA'], 'ar', 'ar-SA'],
  ['pt', 'pt-BR', 'pt'],
  ['pt-BR', 'pt-BR'],
  ['pt-PT', 'pt-PT'],
  ['pt-AO', 'pt-PT', 'pt-AO'],
  ['zh', 'zh-Hans'],
  ['zh-CN', 'zh-Hans', 'zh-CN'],
  ['zh-TW', 'zh-Hant', 'zh-TW'],
  ['zh-HK', 'zh-Hant'],
  ['zh-Hant-HK', 'zh-Hant'],
  ['zh-Hans-HK', 'zh-Hans'],
  ['no', 'nb', 'no'],
  ['nn-NO', 'nb'],
  ['iw', 'he', 'he'],
  ['in', 'id'],
  ['tl-PH', 'fil'],
  ['fa-AF', 'fa'],
  ['ur-IN', 'ur'],
  ['es-419', 'es', 'es-419'],
  ['sr', undefined],
  [['tlh'], undefined],
  [[], undefined],
];

describe('the choice of a language', () => {
  for (const [wanted, language, locale] of cases)
    it(`takes ${JSON.stringify(wanted)} for ${language ?? 'none of them'}`, () => {
      const choice = choose([wanted].flat());
      expect(choice?.language).to.equal(language);
      if (locale) expect(choice?.locale).to.equal(locale);
    });
});
