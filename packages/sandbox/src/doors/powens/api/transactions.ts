import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { accountOf, accountsOf, accountView } from '../accounts.js';
import { parisDay, parisTime } from '../clock.js';
import { found, Refused } from '../refusal.js';
import { Bool, Expand, Flag, idOf, readBody, readQuery } from '../request.js';
import type { Booking, HeldAccount, World } from '../state.js';
import { userIn } from '../tokens.js';
import { newestFirst, transactionView } from '../transactions.js';

const Bound = v.optional(v.pipe(v.string(), v.regex(/^\d{4}(-\d{2}(-\d{2}(T[\d:.]+Z)?)?)?$/)));
const Count = v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number));

const Query = v.strictObject({
  limit: v.pipe(Count, v.minValue(1), v.maxValue(1000)),
  offset: v.optional(Count, '0'),
  cursor: v.optional(v.pipe(v.string(), v.base64())),
  ...{ all: Flag, deleted: v.optional(Bool), income: v.optional(Bool), expand: Expand },
  filter: v.optional(v.picklist(['date', 'application_date']), 'application_date'),
  ...{ min_date: Bound, max_date: Bound },
  last_update: v.optional(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/))),
  ...{ wording: v.optional(v.string()), search: v.optional(v.string()) },
  ...{ min_value: v.optional(v.string()), max_value: v.optional(v.string()), value: v.optional(v.string()) },
});
type Query = v.InferOutput<typeof Query>;

const Update = v.strictObject({
  ...{ wording: v.optional(v.string()), application_date: v.optional(v.pipe(v.string(), v.isoDate())) },
  ...{
    categories: v.optional(v.array(v.unknown())),
    comment: v.optional(v.string()),
    active: v.optional(Bool),
  },
});

interface Row {
  booking: Booking;
  account: HeldAccount;
}

/** The transactions, under each of the paths that lead to them. */
export function transactionRoutes(world: World): Hono {
  const app = new Hono();
  const rowsOf = (accounts: readonly HeldAccount[]): Row[] =>
    accounts
      .flatMap((account) => account.transactions.map((booking) => ({ booking, account })))
      .sort((a, b) => newestFirst(a.booking, b.booking));
  const view = ({ booking, account }: Row, expand: readonly string[]) => ({
    ...transactionView(booking, account),
    ...(expand.includes('account') && { account: accountView(world, account) }),
  });

  const list = (context: Context) => {
    const { id: user } = userIn(world, context);
    const query = readQuery(context, Query);
    const [connection, account] = [context.req.param('connection'), context.req.param('account')];
    const open = accountsOf(world, { user, all: false });
    const accounts =
      account === undefined
        ? open.filter((one) => connection === undefined || one.connection === idOf(connection))
        : [accountOf(world, user, idOf(account), query.all ?? false)];
    if (accounts.length === 0) throw new Refused('noAccount');
    const all = rowsOf(accounts).filter(({ booking }) => query.all || booking.deleted === null);
    const rows = all.filter((row) => matches(row, query));
    const offset = query.cursor === undefined ? query.offset : Number(atob(query.cursor));
    const page = rows.slice(offset, offset + query.limit);
    const link = (to: number | undefined) => (to === undefined ? null : { href: addressAt(context, to) });
    const day = (rows: readonly Row[], at: 0 | -1) => rows.at(at)?.booking.date ?? parisDay(world.now());
    return context.json({
      transactions: page.map((row) => view(row, query.expand)),
      ...{ first_date: day(all, -1), last_date: day(all, 0) },
      ...{ result_min_date: day(page, -1), result_max_date: day(page, 0) },
      total: rows.length,
      _links: {
        self: { href: context.req.url },
        prev: offset === 0 ? null : link(Math.max(0, offset - query.limit)),
        next: link(offset + query.limit < rows.length ? offset + query.limit : undefined),
      },
    });
  };

  const prefixes = [
    '',
    '/connections/:connection',
    '/accounts/:account',
    '/connections/:connection/accounts/:account',
  ];
  for (const prefix of prefixes) app.get(`/users/:user${prefix}/transactions`, list);

  const one = (context: Context): Row => {
    const { id: user } = userIn(world, context);
    const id = idOf(context.req.param('transaction'));
    return found(rowsOf(accountsOf(world, { user, all: true })).find(({ booking }) => booking.id === id));
  };
  const change = async (context: Context) => {
    const row = one(context);
    const { application_date: day, categories: _, ...rest } = await readBody(context, Update);
    Object.assign(row.booking, rest, day && { applicationDate: day }, { lastUpdate: world.now() });
    return context.json(view(row, []));
  };
  const path = '/users/:user/transactions/:transaction';
  return app
    .get(path, (context) =>
      context.json(
        view(one(context), readQuery(context, v.strictObject({ expand: Expand, all: Flag })).expand),
      ),
    )
    .post(path, change)
    .put(path, change);
}

function matches({ booking }: Row, query: Query): boolean {
  const day = query.filter === 'date' ? booking.date : booking.applicationDate;
  const { min_date: min, max_date: max, income, deleted, last_update, wording, search, value } = query;
  const amount = booking.value / 100;
  return (
    (min === undefined || day >= min.slice(0, 10)) &&
    (max === undefined || day.slice(0, max.length) <= max.slice(0, 10)) &&
    (income === undefined || booking.value > 0 === income) &&
    (deleted === undefined || (booking.deleted !== null) === deleted) &&
    (last_update === undefined || parisTime(booking.lastUpdate) > last_update) &&
    contains(booking.wording, wording) &&
    contains(`${booking.wording} ${booking.date} ${amount}`, search) &&
    (query.min_value === undefined || amount >= Number(query.min_value)) &&
    (query.max_value === undefined || amount <= Number(query.max_value)) &&
    (value === undefined || isValue(amount, value))
  );
}

const contains = (text: string, part: string | undefined): boolean =>
  part === undefined || text.toLowerCase().includes(part.toLowerCase());

/** `12`, `12|-12` or `±12`. */
const isValue = (amount: number, wanted: string): boolean =>
  wanted
    .replace(/^±(.*)$/, '$1|-$1')
    .split('|')
    .some((one) => Number(one) === amount);

/** The same list from another place on; `cursor` is opaque to clients. */
function addressAt({ req }: Context, offset: number): string {
  const url = new URL(req.url);
  url.searchParams.delete('offset');
  url.searchParams.set('cursor', btoa(String(offset)));
  return url.href;
}
