import {
  connectPaths,
  InstitutionIndex,
  readIndex,
  type Institution,
  type Institutions,
} from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Provider } from '../../provider.js';
import { Refusal } from '../../respond.js';
import type { Upstream } from './upstream.js';

/** Milliseconds that the list counts as fresh, and that it may still be shown while a newer one is fetched. */
const fresh = 5 * 60_000;
const usable = 24 * 60 * 60_000;

/** The banks of a gateway of ours. Asked for by many at once, the list is fetched once. */
export function institutionsAt(upstream: Upstream): Provider['institutions'] {
  let kept: { list: readonly Institution[]; since: number } | undefined;
  let fetching: Promise<readonly Institution[]> | undefined;

  return async ({ signal, now }) => {
    const age = kept ? now() - kept.since : Infinity;
    if (kept && age < fresh) return kept.list;
    fetching ??= listOf(upstream, now)
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

/** The list, each bank once. */
async function listOf(upstream: Upstream, now: () => number): Promise<readonly Institution[]> {
  const { connectURL } = upstream;
  const listed = read(await upstream.list(connectPaths.institutions, { experimental: 'true' }, now));
  if (!listed) throw new Refusal('BANK_ERROR', 'The upstream does not tell its institutions.');
  const byID = new Map<string, Institution>();
  for (let row = 0; row < listed.size; row++) {
    const institution = listed.at(row);
    const logo = absolute(institution.logo, `${connectURL}/`);
    byID.set(institution.id, { ...institution, logo });
  }
  return [...byID.values()];
}

function read(answer: unknown): Institutions | undefined {
  const index = v.safeParse(InstitutionIndex, answer);
  try {
    return index.success ? readIndex(index.output) : undefined;
  } catch {
    return undefined; // Its columns are of different lengths.
  }
}

const absolute = (logo: string, base: string): string =>
  logo !== '' && URL.canParse(logo, base) ? new URL(logo, base).href : '';

const givenUp = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const refuse = () => reject(new Refusal('TIMED_OUT'));
    if (signal.aborted) refuse();
    signal.addEventListener('abort', refuse, { once: true });
  });
