import { english } from './languages/en.js';
import { sayWith } from './strings.js';

/** Says whatever there is. */
export const t = sayWith(english);
