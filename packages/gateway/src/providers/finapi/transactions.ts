import type { CategorizedTransaction, Transaction } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Context } from '../../provider.js';
import { accountNamed } from './accounts.js';
import { failed, type Answer } from './answer.js';
import type { Visit, Work } from './calls.js';
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

/** An account, and of which days. */
export type Asked = Days & { accountID?: string | undefined; cardID?: string | undefined };

/**
 * The bookings of an account, oldest first, and then what is not booked yet. A page at a time: the next one is asked
 * for when the last one has been taken.
 */
export async function* transactionPages(
  visit: Visit,
  asked: Asked,
  context: Context,
): AsyncGenerator<Answer<CategorizedTransaction[]>, void, void> {
  const { fromDate, toDate } = asked;
  if (fromDate > toDate) return yield { ok: false, failed: failed('INVALID_DATE_RANGE') };
  const account = await accountNamed(visit, asked, context);
  if (!account.ok) return yield account;
  const { id: accountID, accountCurrency, iban } = account.value;
  const own = currencyOf(accountCurrency, iban).code;
  const { upstream, handle } = visit;
  for await (const page of bookingPages(upstream, handle, { accountID, fromDate, toDate }, context))
    yield page.ok ? { ok: true, value: page.value.map((one) => bookedView(one, own)) } : page;
  for await (const page of pendingPages(upstream, handle, accountID, context))
    yield page.ok ? { ok: true, value: page.value.flatMap((one) => notedView(one, asked, own)) } : page;
}

/** What moves from one page to the next meanwhile is told once. */
async function* bookingPages(
  { access }: Upstream,
  { customer }: Pick<Handle, 'customer'>,
  { accountID, fromDate, toDate }: Days & { accountID: string },
  context: Pick<Context, 'signal' | 'now'>,
): AsyncGenerator<Answer<Theirs[]>, void, void> {
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
    if (!answer.ok) return yield answer;
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
): AsyncGenerator<Answer<PendingTransaction[]>, void, void> {
  for (let page = 1; page <= mostPages; page++) {
    const query = { accountIds: accountID, perPage: String(perPage), page: String(page) };
    const answer = await access('/pendingTransactions', customer, { query, reads: Pending }, context);
    if (!answer.ok) return yield answer;
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

async function collect(
  visit: Visit,
  asked: Asked,
  context: Context,
): Promise<Answer<CategorizedTransaction[]>> {
  const all: CategorizedTransaction[] = [];
  for await (const page of transactionPages(visit, asked, context)) {
    if (!page.ok) return page;
    for (const one of page.value) all.push(one);
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
function notedView(
  noted: PendingTransaction,
  { fromDate, toDate }: Days,
  currency: string,
): CategorizedTransaction[] {
  const { purpose, counterpartyName: who, type, bankBookingDate, valueDate } = noted;
  const day = bankBookingDate ?? valueDate;
  if (day < fromDate || day > toDate) return [];
  return [
    {
      ...common(noted, day, currency),
      ...words(purpose, who, type),
      ...{ reference: null, status: 'pending', category: 'other' },
    },
  ];
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
