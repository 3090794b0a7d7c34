import { isErrorType, meaningOf, type FailureKey } from '@connect-layer/protocol';
import { first } from './languages/en/first.js';
import type { Words } from './languages/words.js';
import { speech } from './speech.js';

type Values = Readonly<Record<string, string | number>>;

/** English, as far as it has been fetched: it is said where a language has nothing else. */
const english: Partial<Words> = { ...first };

/** Gives a text with its gaps filled. Where it has plural forms, `count` says which. */
type Say<Key> = (key: Exclude<Key, FailureKey>, values?: Values) => string;

const say = (key: keyof Words, values: Values = {}): string => fill(formOf(key, values), values);

/** Says what is needed until a bank is chosen. For anything else there is `sayWith`. */
export const t: Say<keyof typeof first> = say;

/** Says these texts too: they are fetched with the code that does. */
export function sayWith<Texts extends Partial<Words>>(texts: Texts): Say<keyof Texts | keyof typeof first> {
  Object.assign(english, texts);
  return say as Say<unknown>;
}

/** A text whose gaps are filled with templates: what stands between them, and they. */
export const phrase = (key: Parameters<typeof t>[0], values: Readonly<Record<string, unknown>>): unknown[] =>
  formOf(key, {})
    .split(/\{(\w+)\}/)
    .map((part, i) => (i % 2 ? values[part] : part));

/** How a failure is told, and whether trying again is offered: not where only somebody else can help. */
export function tellFailure(type: string, values: Values): { title: string; text: string; retry: boolean } {
  const { next, whose } = meaningOf(type);
  const key = !isErrorType(type) ? 'REFUSED' : whose === 'app' ? 'NOT_SET_UP' : (type as FailureKey);
  const [title, text] = speech().words[key] ?? english[key] ?? first.UNKNOWN_ERROR;
  const retry = next !== 'reconnect' && next !== 'support';
  return { title: fill(title, values), text: fill(text, values), retry };
}

function formOf(key: keyof Words, { count }: Values): string {
  const { words, language } = speech();
  const text = (words[key] ?? english[key] ?? '') as string | Partial<Record<Intl.LDMLPluralRule, string>>;
  if (typeof text === 'string') return text;
  return text[new Intl.PluralRules(language).select(Number(count))] ?? Object.values(text).at(-1) ?? '';
}

const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = values[name];
    if (typeof value === 'number') return new Intl.NumberFormat(speech().locale).format(value);
    return value === undefined ? gap : isolated(value);
  });

/** A name that is written in the other direction must not disturb the order of what stands around it. */
const isolated = (value: string): string =>
  speech().direction === 'rtl' || /[\u0590-\u08ff\ufb1d-\ufefc]/.test(value) ? `\u2068${value}\u2069` : value;
