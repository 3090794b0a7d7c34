import type { Work } from './flow/controller.js';

/** Makes something when it is first asked for, and again only where that has failed. */
export function kept<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
}

/** Work whose code is fetched while somebody looks for their bank. */
export const laterWork = (work: () => Promise<Omit<Work, 'open'>>): Omit<Work, 'open' | 'problemOf'> => ({
  start: async (...given) => (await work()).start(...given),
  answer: async (...given) => (await work()).answer(...given),
  watch: async (...given) => (await work()).watch(...given),
  depart: async (...given) => (await work()).depart(...given),
  cancel: (operationID) => {
    work()
      .then(({ cancel }) => cancel(operationID))
      .catch(() => {}); // Then nothing was begun, either.
  },
});
