import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { accountOf, accountsOf, accountTypes, accountView, setDisabled } from '../accounts.js';
import { currencies } from '../currencies.js';
import { found } from '../refusal.js';
import { Bool, Expand, Flag, Id, idOf, readBody, readQuery } from '../request.js';
import type { HeldAccount, World } from '../state.js';
import { userIn } from '../tokens.js';

const Listing = v.strictObject({
  expand: Expand,
  all: Flag,
  limit: v.optional(Id),
  offset: v.optional(v.string()),
});
const One = v.strictObject({ expand: Expand, all: Flag });
const Update = v.strictObject({
  ...{ display: v.optional(Bool), name: v.optional(v.string()), disabled: v.optional(Bool) },
  ...{ bookmarked: v.optional(Bool), usage: v.optional(v.picklist(['PRIV', 'ORGA', 'ASSO'])) },
});

const typeView = (name: string, place: number) => ({
  ...{ id: place + 1, name, id_parent: null, display_name: name, display_name_p: name },
  is_invest: ['market', 'pea', 'lifeinsurance', 'per', 'perp', 'capitalisation'].includes(name),
});

/** The accounts, under each of the paths that lead to them. */
export function accountRoutes(world: World): Hono {
  const app = new Hono();
  const scope = (context: Context) => {
    const { id: user } = userIn(world, context);
    const connection = context.req.param('connection');
    return { user, connection: connection === undefined ? undefined : idOf(connection) };
  };
  const named = (context: Context, all: boolean): HeldAccount[] => {
    const { user, connection } = scope(context);
    const ids = (context.req.param('account') ?? '').split(',').map(idOf);
    const accounts = ids.map((id) => accountOf(world, user, id, all));
    return accounts.map((one) =>
      found(connection === undefined || one.connection === connection ? one : undefined),
    );
  };
  const update = async (context: Context) => {
    const { all } = readQuery(context, One);
    const accounts = named(context, all ?? false); // One that is unknown, and nothing is changed.
    const { disabled, ...rest } = await readBody(context, Update);
    for (const account of accounts) {
      Object.assign(account, rest);
      if (disabled !== undefined) setDisabled(world, account, disabled);
    }
    const views = accounts.map((account) => accountView(world, account));
    return context.json(views.length === 1 ? views[0]! : { accounts: views });
  };

  for (const path of ['/users/:user/accounts', '/users/:user/connections/:connection/accounts'])
    app
      .get(path, (context) => {
        const { user, connection } = scope(context);
        const { all = false } = readQuery(context, Listing);
        if (connection !== undefined)
          found(
            [...world.state.connections.values()].find((one) => one.id === connection && one.user === user),
          );
        const accounts = accountsOf(world, { user, connection, all });
        return context.json({
          accounts: accounts.map((account) => accountView(world, account)),
          ...{ balances: sums(accounts, 'balance'), coming_balances: sums(accounts, 'coming') },
          total: accounts.length,
        });
      })
      .get(`${path}/:account`, (context) => {
        const { all = false } = readQuery(context, One);
        return context.json(accountView(world, named(context, all)[0]!));
      })
      .post(`${path}/:account`, update)
      .put(`${path}/:account`, update)
      .delete(`${path}/:account`, (context) => {
        for (const account of named(context, true)) setDisabled(world, account, true);
        return context.body(null, 204);
      });

  return app
    .get('/account_types', (context) => context.json({ accounttypes: accountTypes.map(typeView) }))
    .get('/account_types/:type', (context) => {
      const place = idOf(context.req.param('type')) - 1;
      return context.json(typeView(found(accountTypes[place]), place));
    })
    .get('/currencies', (context) => context.json({ currencies: Object.values(currencies) }));
}

/** What open accounts come to, by currency. */
function sums(accounts: readonly HeldAccount[], of: 'balance' | 'coming'): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const account of accounts)
    if (account.disabled === null)
      totals[account.currency] = (totals[account.currency] ?? 0) + account[of] / 100;
  return totals;
}
