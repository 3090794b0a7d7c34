import { isErrorType, meaningOf } from '@connect-layer/protocol';
import { number } from './formats.js';
import type { FailureKey, TextKey } from './languages/words.js';
import { speech } from './speech.js';

export type { TextKey } from './languages/words.js';

type Values = Readonly<Record<string, string | number>>;

/** A text with its gaps filled. Where it has plural forms, `count` says which. */
export const t = (key: TextKey, values: Values = {}): string => fill(formOf(key, values), values);

/** A text whose gaps are filled with templates: what stands between them, and they. */
export const phrase = (key: TextKey, values: Readonly<Record<string, unknown>>): unknown[] =>
  formOf(key, {})
    .split(/\{(\w+)\}/)
    .map((part, i) => (i % 2 ? values[part] : part));

/** How a failure is told, and whether trying again is offered: not where only somebody else can help. */
export function tellFailure(type: string, values: Values): { title: string; text: string; retry: boolean } {
  const { next, whose, told } = meaningOf(type);
  const key = !isErrorType(type) ? 'REFUSED' : whose === 'app' ? 'NOT_SET_UP' : (type as FailureKey);
  const [title, text] = speech().words[key] ?? told;
  const retry = next !== 'reconnect' && next !== 'support';
  return { title: fill(title, values), text: fill(text, values), retry };
}

function formOf(key: TextKey, { count }: Values): string {
  const { words, language } = speech();
  const text: string | Partial<Record<Intl.LDMLPluralRule, string>> = words[key];
  if (typeof text === 'string') return text;
  return text[new Intl.PluralRules(language).select(Number(count))] ?? Object.values(text).at(-1) ?? '';
}

const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = values[name];
    if (typeof value === 'number') return number(value);
    return value === undefined ? gap : isolated(value);
  });

/** A name that is written in the other direction must not disturb the order of what stands around it. */
const isolated = (value: string): string =>
  speech().direction === 'rtl' || /[\u0590-\u08ff\ufb1d-\ufefc]/.test(value) ? `\u2068${value}\u2069` : value;
