import { ConnectError } from '../error.js';

/** Code that comes later, or the failure that people are told of where it does not come. */
const fetched = <Code>(code: Promise<Code>): Promise<Code> =>
  code.catch((cause: unknown) => {
    throw new ConnectError('SERVER_ERROR', 'A part of the modal could not be loaded.', { cause });
  });

/**
 * Fetches all that comes after the search. The texts are asked for beside it: else only `later` would ask for them, once
 * it is there itself.
 */
export const fetchLater = async () =>
  (await fetched(Promise.all([import('./later.js'), import('./languages/en.js')])))[0];

/** Fetches what answers to typing. */
export const fetchSearchEngine = () => fetched(import('./search-engine.js'));
