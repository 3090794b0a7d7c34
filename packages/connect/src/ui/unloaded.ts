import type { Problem } from '../flow/flow.js';

/** What has happened when code that comes later does not come. */
export const unloaded: Problem = { type: 'SERVER_ERROR', msg: 'A part of the modal could not be loaded.' };
