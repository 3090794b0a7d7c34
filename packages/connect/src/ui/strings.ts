import { meaningOf } from '@connect-layer/protocol';
import { english } from './languages/en.js';

/** The name of a text. */
export type TextKey = keyof typeof english;

type Values = Readonly<Record<string, string | number>>;

/** A text with its gaps filled. */
export const t = (key: TextKey, values: Values = {}): string => fill(english[key], values);

/** How a failure is told, and whether trying again is offered: not where only somebody else can help. */
export function tellFailure(type: string, values: Values): { title: string; text: string; retry: boolean } {
  const { told, next } = meaningOf(type);
  const [title, text] = told.map((part) => fill(part, values)) as [string, string];
  return { title, text, retry: next !== 'reconnect' && next !== 'support' };
}

const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
