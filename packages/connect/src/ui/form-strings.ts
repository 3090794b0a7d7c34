import { forms } from './languages/en/forms.js';
import { sayWith } from './strings.js';

/** Says what the forms need. */
export const t = sayWith(forms);

/** The name of a text of theirs. */
export type FormKey = Parameters<typeof t>[0];
