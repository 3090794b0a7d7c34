import { isErrorType, type Institution } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Context, Provider } from '../../provider.js';
import { Refusal } from '../../respond.js';
import { keptInstitutions } from '../kept-institutions.js';
import type { Answer } from './answer.js';
import { readerOf } from './customers.js';
import { Bank, Paging } from './wire.js';
import type { Upstream } from './upstream.js';

/** Milliseconds that the list counts as fresh. */
const fresh = 60 * 60_000;

/** Banks per page, which is as many as there may be; and how many pages are believed. */
const perPage = 500;
const mostPages = 60;

/** How many banks are shown before anything is typed. */
const shown = 12;

const Page = v.looseObject({ banks: v.array(v.unknown()), paging: Paging });

/** The banks whose accounts can be read. */
export const institutionsAt = (upstream: Upstream): Provider['institutions'] =>
  keptInstitutions((context) => listOf(upstream, context), fresh);

async function listOf(
  upstream: Upstream,
  context: Pick<Context, 'signal' | 'now'>,
): Promise<readonly Institution[]> {
  const { testBanks = false, countries, homeCountry = 'DE' } = upstream.options;
  const query = {
    ...{ perPage: String(perPage), order: 'popularity,desc' },
    ...(!testBanks && { isTestBank: 'false' }),
    ...(countries && { location: countries.join(',') }),
  };
  const banks = new Map<string, Bank>();
  for (let page = 1; page <= mostPages; page++) {
    const answer = await pageOf(upstream, { ...query, page: String(page) }, context);
    if (!answer.ok) {
      const { type, msg } = answer.failed;
      throw new Refusal(isErrorType(type) ? type : 'BANK_ERROR', msg);
    }
    for (const entry of answer.value.banks) {
      // An entry that cannot be read is left out, and the others are not.
      const read = v.safeParse(Bank, entry);
      if (read.success && read.output.interfaces.some(({ isAisSupported }) => isAisSupported))
        banks.set(read.output.id, read.output);
    }
    if (page >= answer.value.paging.pageCount) break;
  }
  return [...banks.values()].map((bank, place) => institutionOf(bank, place, homeCountry));
}

/** Documented is that a client's token may read banks; some are refused, and for them a user is made that reads. */
async function pageOf(
  upstream: Upstream,
  query: Record<string, string>,
  context: Pick<Context, 'signal' | 'now'>,
): Promise<Answer<v.InferOutput<typeof Page>>> {
  const asClient = await upstream.access('/banks', 'client', { query, reads: Page }, context);
  if (asClient.ok || asClient.http !== 403) return asClient;
  const reader = await readerOf(upstream, context);
  return reader.ok ? upstream.access('/banks', reader.value, { query, reads: Page }, context) : reader;
}

/** What is known of a bank. Its login is asked for on a page of finAPI's, so there are no fields. */
function institutionOf(bank: Bank, place: number, homeCountry: string): Institution {
  const { id, name, bic, blz, location, city, popularity, isBeta, bankGroup, logo, icon } = bank;
  const mark = (logo ?? icon ?? bankGroup?.logo ?? bankGroup?.icon)?.url ?? '';
  const group = bankGroup && bankGroup.name !== name ? [bankGroup.name] : [];
  const health = healthOf(bank);
  return {
    id: `FINAPI_${id}`,
    name,
    fullName: city && !name.includes(city) ? `${name}, ${city}` : name,
    country: (location ?? bic?.slice(4, 6) ?? homeCountry).toUpperCase(),
    logo: /^https?:\/\//.test(mark) ? mark : '',
    color: { primaryColor: '#3A3F47', secondaryColor: '#FFFFFF' },
    fields: [],
    ...(place < shown && popularity > 0 && { popular: place + 1 }),
    ...(group.length > 0 && { aliases: group }),
    ...(blz && { bankCodes: [blz] }),
    ...(bic && { bic }),
    ...(health && { health }),
    ...(isBeta && { experimental: true }),
  };
}

/** The share of finAPI's talks with the bank that succeed, in per cent, through its best way in. */
function healthOf({ interfaces }: Bank): Institution['health'] {
  const best = Math.max(...interfaces.filter((one) => one.isAisSupported).map(({ health }) => health));
  if (best < 20) return 'down';
  return best < 70 ? 'degraded' : undefined;
}

/** finAPI's own number of a bank. */
export const bankIDOf = ({ id }: Pick<Institution, 'id'>): string => id.replace(/^FINAPI_/, '');
