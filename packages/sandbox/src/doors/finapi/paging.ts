import type { Context } from 'hono';
import { Malformed, Trouble } from './errors.js';
import { number, queryOf, texts } from './requests.js';

/** The page that is asked for. */
export interface Page {
  page: number;
  perPage: number;
}

const largestPage = 500;

/** Reads `page` and `perPage`. */
export function pageOf(c: Context): Page {
  const { page = 1, perPage = 20 } = queryOf(c, { page: number, perPage: number });
  if (!Number.isInteger(page) || page < 1)
    throw new Malformed([{ field: 'page', message: 'must be at least 1', missing: false }]);
  if (!Number.isInteger(perPage) || perPage < 1 || perPage > largestPage)
    throw new Trouble(400, 'ILLEGAL_PAGE_SIZE', `perPage must be from 1 to ${largestPage}.`);
  return { page, perPage };
}

/** One page of a list, and where it lies in it. */
export function paged<T>(all: readonly T[], { page, perPage }: Page) {
  const totalCount = all.length;
  const paging = { page, perPage, pageCount: Math.ceil(totalCount / perPage), totalCount };
  return { items: all.slice((page - 1) * perPage, page * perPage), paging };
}

/** Sorts by `order=property[,asc|desc]`, which may be repeated; without it by `id`. */
export function ordered<T>(
  c: Context,
  all: readonly T[],
  properties: Record<string, (one: T) => string | number>,
): T[] {
  const words = queryOf(c, { order: texts }).order ?? [];
  const orders: { of: (one: T) => string | number; sign: number }[] = [];
  for (const word of words) {
    const last = orders.at(-1);
    if (/^(asc|desc)$/i.test(word) && last) {
      last.sign = /^asc$/i.test(word) ? 1 : -1;
      continue;
    }
    const of = properties[word];
    if (!of) throw new Malformed([{ field: 'order', message: 'names no property', missing: false }]);
    orders.push({ of, sign: 1 });
  }
  const byID = properties.id;
  if (orders.length === 0 && byID) orders.push({ of: byID, sign: 1 });
  return all.toSorted((a, b) => {
    for (const { of, sign } of orders) {
      const [first, second] = [of(a), of(b)];
      if (first !== second) return first < second ? -sign : sign;
    }
    return 0;
  });
}
