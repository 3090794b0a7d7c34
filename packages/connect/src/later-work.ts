import type { Waiting, Work } from './flow/controller.js';

/** Makes something when it is first asked for, and again only where that has failed. */
export function kept<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
}

/** Work whose code is fetched while somebody looks for their bank. Who has left meanwhile wants none of it any more. */
export function laterWork(work: () => Promise<Omit<Work, 'open'>>): Omit<Work, 'open' | 'problemOf'> {
  const wanted = async ({ signal }: Waiting) => {
    const fetched = await work();
    signal.throwIfAborted();
    return fetched;
  };
  return {
    start: async (beginning, waiting) => (await wanted(waiting)).start(beginning, waiting),
    answer: async (id, deliver, waiting) => (await wanted(waiting)).answer(id, deliver, waiting),
    watch: async (id, input, waiting) => (await wanted(waiting)).watch(id, input, waiting),
    depart: async (id, input, waiting) => (await wanted(waiting)).depart(id, input, waiting),
    cancel: (operationID) => {
      work()
        .then(({ cancel }) => cancel(operationID))
        .catch(() => {}); // Then nothing was begun, either.
    },
  };
}
