import { Hono, type Context } from 'hono';
import { ownAccounts } from './accounts.js';
import { userOf } from './auth.js';
import { roll } from '../../chance.js';
import { categoryNamed } from './categories.js';
import { Malformed, missing } from './errors.js';
import { pendingAt, type BankBooking } from './ledger.js';
import { ordered, paged, pageOf } from './paging.js';
import { choice, day, flag, idOf, ids, number, queryOf, text } from './requests.js';
import type { Account, Booking } from './state.js';
import { accessTime, amountOf } from './wire.js';
import type { World } from './world.js';

/** `/transactions`: what is booked. */
export function transactions(world: World): Hono {
  const app = new Hono();

  app.get('/', (c) => {
    const own = ownAccounts(userOf(c, world), world);
    const asked = queryOf(c, filters);
    if (asked.view === undefined)
      throw new Malformed([{ field: 'view', message: 'is required', missing: true }]);
    const page = pageOf(c);
    const all = own
      .filter(({ id }) => asked.accountIds?.includes(id) ?? true)
      .flatMap(({ id }) => world.state.bookings.get(id) ?? [])
      .filter((booking) => fits(booking, asked));
    const sum = (of: Booking[]) => amountOf(of.reduce((total, { amount }) => total + amount, 0));
    const { items, paging } = paged(ordered(c, all, properties), page);
    return c.json({
      transactions: items.map((booking) => transactionView(booking)),
      paging,
      income: sum(all.filter(({ amount }) => amount >= 0)),
      spending: sum(all.filter(({ amount }) => amount < 0)),
      balance: sum(all),
    });
  });

  app.get('/:id', (c) => {
    const own = ownAccounts(userOf(c, world), world);
    const found = own
      .flatMap(({ id }) => world.state.bookings.get(id) ?? [])
      .find(({ id }) => id === idOf(c));
    if (!found) throw missing('transaction');
    return c.json(transactionView(found));
  });
  return app;
}

const filters = {
  ...{ view: choice(['bankView', 'userView']), ids, accountIds: ids, labelIds: ids, categoryIds: ids },
  ...{ search: text, counterpart: text, purpose: text, currency: text },
  ...{ minAmount: number, maxAmount: number, direction: choice(['all', 'income', 'spending']) },
  ...{
    minBankBookingDate: day,
    maxBankBookingDate: day,
    minFinapiBookingDate: day,
    maxFinapiBookingDate: day,
  },
  ...{ minImportDate: day, maxImportDate: day, includeChildCategories: flag },
  ...{ isNew: flag, isPotentialDuplicate: flag, isAdjustingEntry: flag },
};

type Asked = ReturnType<typeof queryOf<typeof filters>>;

function fits(booking: Booking, asked: Asked): boolean {
  const { id, amount, currency, purpose, counterpart } = booking;
  const value = amountOf(amount);
  const has = (words: string | undefined, ...places: string[]) =>
    words === undefined ||
    words
      .toLowerCase()
      .split(/\s+/)
      .every((term) => places.join('\n').toLowerCase().includes(term));
  const within = (what: string, low: string | undefined, high: string | undefined) =>
    what >= (low ?? '') && what <= (high ?? '9999');
  const categoryID = booking.category === undefined ? 0 : (categoryNamed(booking.category)?.id ?? 0);
  return (
    (asked.ids?.includes(id) ?? true) &&
    (asked.categoryIds?.includes(categoryID) ?? true) &&
    !asked.labelIds?.length &&
    (asked.currency ?? currency) === currency &&
    has(asked.search, purpose, counterpart) &&
    has(asked.counterpart, counterpart) &&
    has(asked.purpose, purpose) &&
    value >= (asked.minAmount ?? -Infinity) &&
    value <= (asked.maxAmount ?? Infinity) &&
    (asked.direction !== 'income' || amount >= 0) &&
    (asked.direction !== 'spending' || amount < 0) &&
    within(booking.day, asked.minBankBookingDate, asked.maxBankBookingDate) &&
    within(booking.day, asked.minFinapiBookingDate, asked.maxFinapiBookingDate) &&
    ((asked.minImportDate ?? asked.maxImportDate) === undefined ||
      within(accessTime(booking.imported).slice(0, 10), asked.minImportDate, asked.maxImportDate)) &&
    (asked.isNew ?? true) &&
    !asked.isPotentialDuplicate &&
    (asked.isAdjustingEntry ?? booking.isAdjusting) === booking.isAdjusting
  );
}

const properties: Record<string, (booking: Booking) => string | number> = {
  id: ({ id }) => id,
  accountId: ({ accountID }) => accountID,
  valueDate: ({ day }) => day,
  bankBookingDate: ({ day }) => day,
  finapiBookingDate: ({ day }) => day,
  importDate: ({ imported }) => imported,
  amount: ({ amount }) => amount,
  purpose: ({ purpose }) => purpose,
  counterpartName: ({ counterpart }) => counterpart,
  counterpartIban: ({ counterpartIban = '' }) => counterpartIban,
  type: ({ type }) => type,
};

function transactionView(booking: Booking) {
  const { id, accountID, day, amount, currency, purpose, counterpart, counterpartIban, type, zka } = booking;
  const category = booking.category === undefined ? undefined : categoryNamed(booking.category);
  return {
    ...{ id, accountId: accountID, valueDate: day, bankBookingDate: day, finapiBookingDate: day },
    ...{ amount: amountOf(amount), currency, purpose, counterpartName: counterpart },
    ...(counterpartIban !== undefined && { counterpartIban }),
    // Seen in life, and in no description.
    ...{ cleanedPurpose: purpose, type, typeCodeZka: zka },
    ...(category && { category }),
    ...{ labels: [], isPotentialDuplicate: false, isAdjustingEntry: booking.isAdjusting, isNew: true },
    importDate: accessTime(booking.imported),
  };
}

/** `/pendingTransactions`: what the bank has noted and not booked. The names differ from those of bookings. */
export function pendingTransactions(world: World): Hono {
  const app = new Hono();
  const own = (c: Context) =>
    ownAccounts(userOf(c, world), world)
      .filter(({ interfaces }) => interfaces.some(({ lastSuccess }) => lastSuccess !== undefined))
      .flatMap((account) => pendingAt(account, world.now()).map((booking) => pendingView(booking, account)));

  app.get('/', (c) => {
    const all = own(c);
    const asked = queryOf(c, { ids, accountIds: ids });
    const found = all.filter(
      ({ id, accountId }) =>
        (asked.ids?.includes(id) ?? true) && (asked.accountIds?.includes(accountId) ?? true),
    );
    const sorted = ordered(c, found, {
      ...{ id: ({ id }) => id, accountId: ({ accountId }) => accountId, amount: ({ amount }) => amount },
      ...{ valueDate: ({ valueDate }) => valueDate, importDate: ({ importDate }) => importDate },
      bankBookingDate: ({ valueDate }) => valueDate,
    });
    const { items, paging } = paged(sorted, pageOf(c));
    return c.json({ pendingTransactions: items, paging });
  });

  app.get('/:id', (c) => {
    const found = own(c).find(({ id }) => id === idOf(c));
    if (!found) throw missing('pending transaction');
    return c.json(found);
  });
  return app;
}

const pendingView = (booking: BankBooking, { id, key, interfaces }: Account) => ({
  id: roll(`${key}/${booking.day}/pending`),
  accountId: id,
  importDate: accessTime(Math.max(...interfaces.map(({ lastSuccess = 0 }) => lastSuccess))),
  valueDate: booking.day,
  amount: amountOf(booking.amount),
  currency: booking.currency,
  purpose: booking.purpose,
  counterpartyName: booking.counterpart,
});

/** `/securities`: what an account of them holds. */
export function securities(world: World): Hono {
  const app = new Hono();
  app.get('/', (c) => {
    const asked = queryOf(c, { ids, accountIds: ids, search: text });
    const all = ownAccounts(userOf(c, world), world)
      .filter(({ type, balance }) => type === 'Security' && balance !== undefined)
      .map(({ id, balance = 0, currency }) => ({
        ...{ id: id + 1_000_000, accountId: id, name: 'Sternfonds', isin: 'DE000A000000' },
        ...{ quantityNominal: 1, quantityNominalType: 'UNIT' },
        ...{ marketValue: amountOf(balance), marketValueCurrency: currency },
      }))
      .filter(
        ({ id, accountId }) =>
          (asked.ids?.includes(id) ?? true) && (asked.accountIds?.includes(accountId) ?? true),
      );
    const { items, paging } = paged(all, pageOf(c));
    return c.json({ securities: items, paging });
  });
  return app;
}
