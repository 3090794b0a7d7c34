import type { ErrorType, errorTypes, unknownError } from '@connect-layer/protocol';
import type { english } from './en.js';

/** The name of a text. */
export type TextKey = keyof typeof english;

/** The failures that people are told of in words of their own; those that developers must mend are not. */
type ToldType = { [T in ErrorType]: 'app' extends (typeof errorTypes)[T]['whose'] ? never : T }[ErrorType];

/** `NOT_SET_UP` is what is said where developers have something to mend, `REFUSED` of a type we do not know. */
export type FailureKey = ToldType | 'NOT_SET_UP' | 'REFUSED';

/** Every text, and heading and text of every failure, as they are in English. */
type English = typeof english & { [T in ToldType]: (typeof errorTypes)[T]['told'] } & {
  NOT_SET_UP: readonly [title: string, text: string];
  REFUSED: (typeof unknownError)['told'];
};

/** What a language is made of. A text that is missing, has no use, or lacks one of its `{gap}`s does not compile. */
export type Words = { readonly [K in keyof English]: Like<English[K]> };

/** Enough to speak: failures that are not told in a language of their own are told in English. */
export type Spoken = Pick<Words, TextKey> & Partial<Words>;

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
  readonly [K in keyof English]?: English[K] extends string
    ? string
    : English[K] extends readonly string[]
      ? readonly [title: string, text: string]
      : string | { readonly [C in Intl.LDMLPluralRule]?: string };
};

/** The option `strings`: texts for whatever language is spoken, or by language (`{ de: … }`). */
export type Strings = OwnWords | { readonly [language: string]: OwnWords };
