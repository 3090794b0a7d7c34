import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { minute } from '../clock.js';
import { culprit, sourceToAdd } from '../connections.js';
import { connectorOf } from '../connectors.js';
import { fieldsFor, valuesOf } from '../fields.js';
import { found, Refused } from '../refusal.js';
import { Address, Id, readQuery } from '../request.js';
import type { Visit, World } from '../state.js';
import { connectorAt, definitionOf } from '../sync.js';
import { tokenOf, userIn } from '../tokens.js';
import { open } from '../visits.js';

const known = {
  ...{ client_id: v.string(), redirect_uri: Address, state: v.optional(v.string()) },
  ...{ id_connector: v.optional(Id), connector_uuid: v.optional(v.string()) },
  ...{ id_connection: v.optional(Id), source: v.optional(v.pipe(v.string(), v.regex(/^[a-z]+$/))) },
  token: v.optional(v.string()),
};
const Query = v.looseObject(known);

/** How one gets to the page of a bank: by an address to go to, or by being sent there. */
export function webauthRoutes(world: World): Hono {
  return new Hono()
    .get('/webauth-url', async (context) => {
      const { id } = userIn(world, context);
      return context.json({ url: await pageOf(world, context, id) });
    })
    .get('/webauth', async (context) => {
      const { user } = tokenOf(world, readQuery(context, Query).token);
      if (user === null || !world.state.users.has(user)) throw new Refused('invalidToken');
      return context.redirect(await pageOf(world, context, user), 302);
    });
}

/** The address of the page of the bank, where the person will be known again. */
async function pageOf(world: World, context: Context, user: number): Promise<string> {
  const query = readQuery(context, Query);
  checkReturn(world, query);
  const values = Object.fromEntries(Object.entries(query).filter(([name]) => !(name in known)));
  const visit: Visit = {
    ...{ flow: 'authorize', user, redirectURI: query.redirect_uri, opaque: query.state ?? null },
    ...{ query: {}, expires: world.now() + 30 * minute },
    ...(await wayTo(world, user, query, values)),
  };
  return `${new URL(context.req.url).origin}/bank/authorize?visit=${open(world, visit)}`;
}

/** What the page is for: a new connection, another source of one, or one that needs it. */
async function wayTo(
  world: World,
  user: number,
  query: Pick<v.InferOutput<typeof Query>, 'id_connection' | 'id_connector' | 'connector_uuid' | 'source'>,
  sent: Record<string, unknown>,
): Promise<Pick<Visit, 'connection' | 'connector' | 'source' | 'values'>> {
  const { id_connection, source: named } = query;
  if (id_connection !== undefined) {
    const connection = world.state.connections.get(id_connection);
    if (connection?.user !== user) throw new Refused('notFound');
    const connector = connectorAt(connection);
    const added = connection.sources.map(({ name }) => name);
    if (named !== undefined && !added.includes(named))
      return add(world, { connector, connection: id_connection }, named, added, sent);
    const source = connection.sources.find(({ name }) => name === named) ?? culprit(connection);
    if (!source || source.state === null) throw new Refused('healthy');
    const { mechanism } = definitionOf(connection, source);
    if (source.state !== 'webauthRequired' && mechanism !== 'webauth')
      throw new Refused('invalidValue', 'The source has no page of the bank.');
    return { connection: id_connection, connector: connector.uuid, source: source.name };
  }
  const connector = query.connector_uuid ?? query.id_connector;
  if (connector === undefined) throw new Refused('missingParameter', 'connector_uuid is missing.');
  return add(world, { connector: found(connectorOf(connector)) }, named, [], sent);
}

async function add(
  world: World,
  { connector, connection }: { connector: NonNullable<ReturnType<typeof connectorOf>>; connection?: number },
  named: string | undefined,
  added: readonly string[],
  sent: Record<string, unknown>,
) {
  const source = sourceToAdd(connector, named, added);
  if (source.mechanism !== 'webauth')
    throw new Refused('invalidValue', 'The source has no page of the bank.');
  const values = await valuesOf(world, fieldsFor(connector, source, added), sent);
  return {
    ...{ connector: connector.uuid, source: source.name, values },
    ...(connection !== undefined && { connection }),
  };
}

/** Refuses an address that the console does not know, without saying which it does. */
export function checkReturn(
  { clientID, mayReturnTo }: World,
  { client_id, redirect_uri }: { client_id: string; redirect_uri: string },
): void {
  if (client_id !== clientID) throw new Refused('invalidValue', 'client_id is unknown.');
  if (!mayReturnTo(redirect_uri)) throw new Refused('invalidValue', 'redirect_uri is not allowed.');
}
