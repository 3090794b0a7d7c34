import { choose } from './languages/choose.js';
import { english } from './languages/en.js';
import { warning } from './languages/en/forms.js';
import type { OwnWords, Strings } from './languages/words.js';

const ours: Readonly<Record<string, unknown>> = english;

/** What has been noted; saying it once is enough. */
const noted = new Set<string>();

/**
 * The page's own texts for a language: those it gives by language go before those it gives for all.
 *
 * What has no use is named in a console note and left out: a name that is no text of ours, and a text that lacks a
 * gap or has one that is never filled.
 */
export function ownWords(strings: Strings | undefined, language: string): OwnWords {
  const general: Record<string, unknown> = {};
  const special: Record<string, unknown> = {};
  const take = (into: Record<string, unknown>, name: string, text: unknown) => {
    const wrong = wrongWith(name, text);
    if (wrong) note(`Connect Layer: 'strings' has ${wrong}. It is left out.`);
    else into[name] = text;
  };
  for (const [name, value] of Object.entries(strings ?? {})) {
    const of = name in ours || typeof value !== 'object' ? undefined : choose([name])?.language;
    if (!of) take(general, name, value);
    else if (of === language)
      for (const [key, text] of Object.entries(value as OwnWords)) take(special, key, text);
  }
  return { ...general, ...special };
}

/** What is wrong with a text of the page's own; undefined for one that can be used. */
function wrongWith(name: string, text: unknown): string | undefined {
  if (!Object.hasOwn(ours, name)) return `'${name}', which is no text of the modal`;
  if (name === warning) return `'${name}', which warns people and stays as it is`;
  const isPair = Array.isArray(ours[name]);
  const parts = partsOf(text);
  if (isPair !== Array.isArray(text) || (isPair && parts.length !== 2) || !parts.every(isString))
    return `'${name}' in the wrong form`;
  const originals = partsOf(ours[name]);
  for (const [i, part] of parts.entries()) {
    const [needed, known] = [gapsIn(isPair ? originals[i] : originals.at(-1)), gapsIn(originals.join())];
    const isForm = typeof text === 'object' && !isPair;
    const missing = needed.find((gap) => !gapsIn(part).includes(gap) && !(isForm && gap === 'count'));
    if (missing) return `'${name}' without its {${missing}}`;
    const strange = gapsIn(part).find((gap) => !known.includes(gap));
    if (strange) return `'${name}' with a {${strange}} that is never filled`;
  }
  return undefined;
}

/** The one string, or those of a heading and text, or of plural forms. */
const partsOf = (text: unknown): unknown[] =>
  typeof text === 'object' && text !== null ? Object.values(text) : [text];

const isString = (part: unknown): part is string => typeof part === 'string';

const gapsIn = (part: unknown): string[] => [...String(part).matchAll(/\{(\w+)\}/g)].map(([, gap]) => gap!);

function note(message: string): void {
  if (!noted.has(message)) console.warn(message);
  noted.add(message);
}
