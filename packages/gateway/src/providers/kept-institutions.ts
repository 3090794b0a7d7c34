import type { Institution } from '@connect-layer/protocol';
import type { Context, Provider } from '../provider.js';
import { Refusal } from '../respond.js';

type Asker = Pick<Context, 'signal' | 'now'>;

/** Milliseconds that a list may still be shown while a newer one is fetched. */
const usable = 24 * 60 * 60_000;

/**
 * A provider's institutions, fetched by `fetchList` and kept: for `fresh` milliseconds as they are, and for a day while
 * a newer list is fetched. Asked for by many at once, the list is fetched once.
 *
 * A fetch that fails leaves the old list, and the next who asks begins another.
 */
export function keptInstitutions(
  fetchList: (context: Asker) => Promise<readonly Institution[]>,
  fresh: number,
): Provider['institutions'] {
  let kept: { list: readonly Institution[]; since: number } | undefined;
  let fetching: Promise<readonly Institution[]> | undefined;

  return async ({ signal, now }) => {
    const age = kept ? now() - kept.since : Infinity;
    if (kept && age < fresh) return kept.list;
    // Many wait for it, so no one of them can stop it.
    fetching ??= fetchList({ signal: new AbortController().signal, now })
      .then((list) => {
        kept = { list, since: now() };
        return list;
      })
      .finally(() => (fetching = undefined));
    if (!kept || age >= usable) return Promise.race([fetching, givenUp(signal)]);
    fetching.catch(() => {}); // The old list stays until one can be had.
    return kept.list;
  };
}

const givenUp = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const refuse = () => reject(new Refusal('TIMED_OUT'));
    if (signal.aborted) refuse();
    signal.addEventListener('abort', refuse, { once: true });
  });
