import { icon } from '../icons.js';

/** Done, or agreed. */
export const checkIcon = icon('M5 12.5l4.5 4.5L19 7.5');
