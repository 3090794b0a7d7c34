import {
  connectPaths,
  InstitutionIndex,
  readIndex,
  type Institution,
  type Institutions,
} from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Context, Provider } from '../../provider.js';
import { Refusal } from '../../respond.js';
import { keptInstitutions } from '../kept-institutions.js';
import type { Upstream } from './upstream.js';

/** Milliseconds that the list counts as fresh. */
const fresh = 5 * 60_000;

/** The banks of a gateway of ours. */
export const institutionsAt = (upstream: Upstream): Provider['institutions'] =>
  keptInstitutions((context) => listOf(upstream, context), fresh);

/** The list, each bank once. */
async function listOf(
  upstream: Upstream,
  context: Pick<Context, 'signal' | 'now'>,
): Promise<readonly Institution[]> {
  const { connectURL } = upstream;
  const listed = read(await upstream.list(connectPaths.institutions, { experimental: 'true' }, context));
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
