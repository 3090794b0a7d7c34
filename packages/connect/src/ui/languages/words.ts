import type { FailureKey } from '@connect-layer/protocol';
import type { english } from './en.js';
import type { warning } from './en/forms.js';

type English = typeof english;

/** The name of a text. */
export type TextKey = Exclude<keyof English, FailureKey>;

/** What a language is made of. A text that is missing, has no use, or lacks one of its `{gap}`s does not compile. */
export type Words = { readonly [K in keyof English]: Like<English[K]> };

/** A text in another language: with the same gaps, and in as many plural forms as that language has. */
type Like<Text> = Text extends string
  ? With<GapsOf<Text>>
  : Text extends readonly string[]
    ? { readonly [I in keyof Text]: With<GapsOf<Text[I]>> }
    : { readonly [C in Intl.LDMLPluralRule]?: With<Exclude<GapsOf<Text[keyof Text]>, 'count'>> };

/** The names of the gaps in a text. */
type GapsOf<Text> = Text extends `${string}{${infer Gap}}${infer Rest}` ? Gap | GapsOf<Rest> : never;

/** Texts with all of these gaps, in any order. */
type With<Gaps extends string> = [Gaps] extends [never]
  ? string
  : (Gaps extends string ? (text: `${string}{${Gaps}}${string}`) => void : never) extends (
        text: infer All,
      ) => void
    ? All
    : never;

/** The names of a language's texts that have a gap which English has not: nothing would ever fill it. */
export type Strange<W> = {
  [K in keyof W & keyof English]: Exclude<GapsIn<W[K]>, GapsIn<English[K]>> extends never ? never : K;
}[keyof W & keyof English];
type GapsIn<Text> = Text extends string
  ? GapsOf<Text>
  : Text extends readonly string[]
    ? GapsOf<Text[number]>
    : GapsOf<Text[keyof Text]>;

/** Texts of one's own, by the names of ours. Where ours has plural forms, one text may serve for all. */
export type OwnWords = {
  readonly [K in Exclude<keyof English, typeof warning>]?: English[K] extends string
    ? string
    : English[K] extends readonly string[]
      ? readonly [title: string, text: string]
      : string | { readonly [C in Intl.LDMLPluralRule]?: string };
};

/** The option `strings`: texts for whatever language is spoken, or by language (`{ de: … }`). */
export type Strings = OwnWords | { readonly [language: string]: OwnWords };
