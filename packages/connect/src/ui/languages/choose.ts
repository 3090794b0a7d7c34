import { languageTags, type Choice } from './tags.js';

/** Languages that stand in for others. Names that are merely old (`iw`, `in`, `tl`) are made new by `Intl`. */
const standIns: Readonly<Record<string, string>> = { no: 'nb', nn: 'nb', pt: 'pt-PT' };

/** Where somebody is who does not say: the digits of Arabic depend on it. */
const homes: Readonly<Record<string, string>> = { ar: 'ar-AE' };

/** The first of the wanted languages (BCP 47) that the modal speaks. */
export function choose(wanted: readonly string[]): Choice | undefined {
  for (const tag of wanted) {
    const locale = localeOf(tag);
    if (!locale) continue;
    const { language, script, region } = locale.maximize();
    const names = [`${language}-${region}`, `${language}-${script}`, standIns[language] ?? language];
    const found = names.map((name) => languageTags.find((one) => one === name)).find(Boolean);
    if (found) return { language: found, locale: homes[locale.baseName] ?? locale.baseName };
  }
  return undefined;
}

/** What a tag means; undefined for what is none. Pages often write `pt_BR`. */
function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag.trim().replaceAll('_', '-'));
  } catch {
    return undefined;
  }
}
