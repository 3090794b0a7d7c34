import type { CategorizedTransaction, Transaction } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Context } from '../../provider.js';
import { accountNamed } from './accounts.js';
import { failed, type Answer } from './answer.js';
import type { Work } from './calls.js';
import { categoryOf } from './categories.js';
import type { Handle } from './connections.js';
import { currencyOf } from './money.js';
import type { Upstream } from './upstream.js';
import { Paging, PendingTransaction, Transaction as Theirs } from './wire.js';

/** Bookings per page, which is as many as there may be; and how many pages are believed. */
const perPage = 500;
const mostPages = 2000;

const Page = v.looseObject({ transactions: v.array(Theirs), paging: Paging });
const Pending = v.looseObject({ pendingTransactions: v.array(PendingTransaction), paging: Paging });

/** The days of which bookings are asked for, both included. */
interface Days {
  fromDate: string;
  toDate: string;
}

/**
 * The bookings of an account, oldest first, a page at a time: the next one is asked for when the last one has been
 * taken. What moves from one page to the next meanwhile is told once.
 */
export async function* bookingPages(
  { access }: Upstream,
  { customer }: Pick<Handle, 'customer'>,
  { accountID, fromDate, toDate }: Days & { accountID: string },
  context: Pick<Context, 'signal' | 'now'>,
): AsyncGenerator<Answer<Theirs[]>, void> {
  const query = {
    ...{ view: 'bankView', accountIds: accountID, isAdjustingEntry: 'false', perPage: String(perPage) },
    ...{ minBankBookingDate: fromDate, maxBankBookingDate: toDate },
    // Two orders at once, because bookings of one day have no order of their own.
    order: ['bankBookingDate,asc', 'id,asc'],
  };
  let before = new Set<string>();
  for (let page = 1; page <= mostPages; page++) {
    const asking = { query: { ...query, page: String(page) }, reads: Page };
    const answer = await access('/transactions', customer, asking, context);
    if (!answer.ok) {
      yield answer;
      return;
    }
    const { transactions, paging } = answer.value;
    const fresh = transactions.filter(({ id }) => !before.has(id));
    yield { ok: true, value: fresh.filter(({ isAdjustingEntry }) => !isAdjustingEntry) };
    if (transactions.length === 0 || page >= paging.pageCount) return;
    before = new Set(transactions.map(({ id }) => id));
  }
}

/** What the bank has noted for an account and not booked yet. */
async function* pendingPages(
  { access }: Upstream,
  { customer }: Pick<Handle, 'customer'>,
  accountID: string,
  context: Pick<Context, 'signal' | 'now'>,
): AsyncGenerator<Answer<PendingTransaction[]>, void> {
  for (let page = 1; page <= mostPages; page++) {
    const query = { accountIds: accountID, perPage: String(perPage), page: String(page) };
    const answer = await access('/pendingTransactions', customer, { query, reads: Pending }, context);
    if (!answer.ok) {
      yield answer;
      return;
    }
    const { pendingTransactions, paging } = answer.value;
    yield { ok: true, value: pendingTransactions };
    if (pendingTransactions.length === 0 || page >= paging.pageCount) return;
  }
}
type PendingTransaction = v.InferOutput<typeof PendingTransaction>;

export const getTransactions: Work<'getTransactions'> = async (visit, input, context) => {
  const found = await collect(visit, input, context);
  if (!found.ok) return found.failed;
  const plain = ({ category: _, ...rest }: CategorizedTransaction): Transaction => rest;
  return { status: 'done', result: { transactions: found.value.map(plain) } };
};

export const getCategorizedTransactions: Work<'getCategorizedTransactions'> = async (
  visit,
  input,
  context,
) => {
  const found = await collect(visit, input, context);
  if (!found.ok) return found.failed;
  return { status: 'done', result: { transactions: found.value } };
};

type Asked = Days & { accountID?: string | undefined; cardID?: string | undefined };

async function collect(
  visit: Parameters<Work<'getTransactions'>>[0],
  asked: Asked,
  context: Context,
): Promise<Answer<CategorizedTransaction[]>> {
  const { fromDate, toDate } = asked;
  if (fromDate > toDate) return { ok: false, failed: failed('INVALID_DATE_RANGE') };
  const account = await accountNamed(visit, asked, context);
  if (!account.ok) return account;
  const { id: accountID, accountCurrency, iban } = account.value;
  const own = currencyOf(accountCurrency, iban).code;
  const { upstream, handle } = visit;
  const all: CategorizedTransaction[] = [];
  for await (const page of bookingPages(upstream, handle, { accountID, fromDate, toDate }, context)) {
    if (!page.ok) return page;
    for (const one of page.value) all.push(bookedView(one, own));
  }
  for await (const page of pendingPages(upstream, handle, accountID, context)) {
    if (!page.ok) return page;
    for (const one of page.value) {
      const day = one.bankBookingDate ?? one.valueDate;
      if (day >= fromDate && day <= toDate) all.push(pendingView(one, day, own));
    }
  }
  return { ok: true, value: all };
}

function bookedView(booking: Theirs, currency: string): CategorizedTransaction {
  const { id, purpose, counterpartName: who, type, category } = booking;
  return {
    ...common(booking, booking.bankBookingDate, currency),
    ...words(purpose, who, type),
    ...{ reference: id, status: 'booked', category: categoryOf(category) },
  };
}

/** Its number does not outlive the next update, so it is no reference. */
function pendingView(noted: PendingTransaction, day: string, currency: string): CategorizedTransaction {
  const { purpose, counterpartyName: who, type } = noted;
  return {
    ...common(noted, day, currency),
    ...words(purpose, who, type),
    ...{ reference: null, status: 'pending', category: 'other' },
  };
}

const common = (
  { amount, currency }: { amount: number; currency?: string | null | undefined },
  day: string,
  own: string,
) => ({
  amount: Math.abs(amount),
  ...{ beforeAmount: null, afterAmount: null, currency: currencyOf(currency ?? own) },
  date: `${day.slice(0, 10)}T00:00:00.000Z`,
  type: amount < 0 ? ('debit' as const) : ('credit' as const),
});

type Words = string | null | undefined;

const words = (purpose: Words, who: Words, type: Words) => ({
  description: purpose ?? who ?? type ?? null,
  details: who ?? null,
});
