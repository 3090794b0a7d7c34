import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { accountsOf, accountView } from '../accounts.js';
import { parisTime, parisTimeOrNull } from '../clock.js';
import { addWithCredentials, connectionSourceView, connectionView, stateOf } from '../connections.js';
import { connectorOf } from '../connectors.js';
import { found, Refused } from '../refusal.js';
import { Bool, Expand, Flag, Id, idOf, membersOf, readBody, readQuery } from '../request.js';
import type { Connection, World } from '../state.js';
import { forgetConnection, userIn } from '../tokens.js';
import { synchronise, update } from '../update.js';

const Listing = v.strictObject({
  expand: Expand,
  all: Flag,
  limit: v.optional(Id),
  offset: v.optional(v.string()),
});
const SourceName = v.optional(v.pipe(v.string(), v.regex(/^[a-z]+$/)));
const Adding = v.strictObject({ source: SourceName, expand: Expand, background: Flag });
const Updating = v.strictObject({ ...Adding.entries, psu_requested: v.optional(Bool, true) });
const Syncing = v.strictObject({
  ...{ psu_requested: v.optional(Bool, true), background: Flag, last_update: v.optional(v.string()) },
  expand: Expand,
});

/** The connections of somebody, and their sources. */
export function connectionRoutes(world: World): Hono {
  const { state } = world;
  const path = '/users/:user/connections';
  const mine = (user: number) => [...state.connections.values()].filter((one) => one.user === user);
  const one = (context: Context): Connection => {
    const { id } = userIn(world, context);
    return found(mine(id).find((connection) => connection.id === idOf(context.req.param('connection'))));
  };
  const view = (connection: Connection, expand: readonly string[]) =>
    connectionView(connection, expand, ({ id, user }, all) =>
      accountsOf(world, { user, connection: id, all }).map((account) => accountView(world, account)),
    );
  /** What still waits for the person is said by the status, too. */
  const answer = (
    context: Context,
    connection: Connection,
    expand: readonly string[],
    done: 200 | 201 = 200,
  ) => context.json(view(connection, expand), stateOf(connection) === null ? done : 202);

  return new Hono()
    .get(path, (context) => {
      const { id } = userIn(world, context);
      const { expand } = readQuery(context, Listing);
      const connections = mine(id).map((connection) => view(connection, expand));
      return context.json({ connections, total: connections.length });
    })
    .post(path, async (context) => {
      const { id } = userIn(world, context);
      const { source, expand } = readQuery(context, Adding);
      const { connector_uuid, id_connector, id_bank, ...rest } = await membersOf(context);
      const { source: inBody, ...values } = rest;
      const named = connector_uuid ?? id_connector ?? id_bank;
      if (typeof named !== 'string' && typeof named !== 'number')
        throw new Refused('missingParameter', 'connector_uuid is missing.');
      const connector = found(connectorOf(named));
      const name = source ?? (typeof inBody === 'string' ? inBody : undefined);
      const made = await addWithCredentials(world, { user: id, connector }, name, values);
      return answer(context, made, expand, 201);
    })
    .put(path, (context) => {
      const { id } = userIn(world, context);
      const all = mine(id);
      for (const connection of all) synchronise(world, connection, true);
      return context.json({ connections: all.map((connection) => view(connection, [])) });
    })
    .get(`${path}/:connection`, (context) => {
      const connection = one(context);
      return context.json(view(connection, readQuery(context, v.strictObject({ expand: Expand })).expand));
    })
    .post(`${path}/:connection`, async (context) => {
      const connection = one(context);
      const { source, expand, background } = readQuery(context, Updating);
      const members = await membersOf(context);
      await update(world, connection, members, { source, background: background ?? false });
      return answer(context, connection, expand);
    })
    .put(`${path}/:connection`, async (context) => {
      const connection = one(context);
      const { expand, psu_requested } = readQuery(context, Syncing);
      synchronise(world, connection, psu_requested);
      return answer(context, connection, expand);
    })
    .delete(`${path}/:connection`, (context) => {
      forgetConnection(state, one(context).id);
      return context.body(null, 204);
    })
    .get(`${path}/:connection/logs`, (context) => {
      const { id, user, sources } = one(context);
      const connectionlogs = sources.map(({ id: source, state: error, created, nextTry }) => ({
        ...{ id: source, id_user: user, id_connection: id, id_source: source, error, error_message: null },
        ...{ timestamp: parisTime(created), start: parisTime(created), next_try: parisTimeOrNull(nextTry) },
        nb_accounts: accountsOf(world, { user, connection: id, all: true }).length,
      }));
      return context.json({ connectionlogs, total: connectionlogs.length });
    })
    .get(`${path}/:connection/sources`, (context) => {
      const connection = one(context);
      const { all } = readQuery(context, v.strictObject({ all: Flag }));
      const sources = connection.sources
        .filter(({ disabled }) => all || disabled === null)
        .map((source) => connectionSourceView(connection, source));
      return context.json({ sources });
    })
    .get(`${path}/:connection/sources/:source`, (context) => {
      const connection = one(context);
      return context.json(connectionSourceView(connection, sourceOf(connection, context)));
    })
    .post(`${path}/:connection/sources/:source`, async (context) => {
      const connection = one(context);
      const source = sourceOf(connection, context);
      const { disabled } = await readBody(context, v.strictObject({ disabled: Bool }));
      source.disabled = disabled ? (source.disabled ?? world.now()) : null;
      return context.json(connectionSourceView(connection, source));
    });
}

const sourceOf = ({ sources }: Connection, { req }: Context) =>
  found(sources.find(({ id }) => id === idOf(req.param('source'))));
