import { first } from './en/first.js';
import { forms } from './en/forms.js';
import { others } from './en/others.js';

/**
 * Every text of the modal, and heading and text of every failure. `{name}` is put in by `t`; where a text depends on
 * `{count}`, there is one per plural form.
 *
 * In parts, for they are fetched when they are needed.
 */
export const english = { ...first, ...forms, ...others } as const;
