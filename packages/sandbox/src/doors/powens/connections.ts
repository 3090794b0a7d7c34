import { minute, parisTime, parisTimeOrNull } from './clock.js';
import { usableSources, type Connector, type ConnectorSource } from './connectors.js';
import { connectorView, sourceView } from './connector-view.js';
import { fieldsFor, valuesOf } from './fields.js';
import { Refused } from './refusal.js';
import { codeField, scenarioOf } from './scenarios.js';
import { newID, type Connection, type Source, type World } from './state.js';
import { begin, checkLogin, connectorAt, definitionOf } from './sync.js';

/** The connection's state is that of its first source that has one. */
export const stateOf = (connection: Connection): string | null => culprit(connection)?.state ?? null;

/** The source that is in the way, if any. */
export const culprit = (connection: Connection): Source | undefined =>
  byPriority(connection).find(({ state, disabled }) => state !== null && disabled === null);

const byPriority = (connection: Connection): Source[] =>
  [...connection.sources].sort(
    (a, b) => definitionOf(connection, a).priority - definitionOf(connection, b).priority,
  );

/** The source to be added: the one named, or the first. They are added in the order of their priority. */
export function sourceToAdd(
  connector: Connector,
  named: string | undefined,
  added: readonly string[] = [],
): ConnectorSource {
  if (connector.restricted) throw new Refused('invalidValue', 'The connector takes no new connections.');
  const next = usableSources(connector).find(({ name }) => !added.includes(name));
  const source = named === undefined ? next : connector.sources.find(({ name }) => name === named);
  if (!source || added.includes(source.name))
    throw new Refused('invalidValue', 'source is not one that can be added.');
  if (source.disabled !== undefined) throw new Refused('notSupported', 'The source is disabled.');
  if (source !== next) throw new Refused('invalidValue', 'Sources must be added following priority order.');
  return source;
}

/** Adds a source with credentials, to a connection that is there or to a new one. */
export async function addWithCredentials(
  world: World,
  of: Connection | { user: number; connector: Connector },
  named: string | undefined,
  sent: Record<string, unknown>,
): Promise<Connection> {
  const connection = 'sources' in of ? of : undefined;
  const connector = 'sources' in of ? connectorAt(of) : of.connector;
  const added = connection?.sources.map(({ name }) => name) ?? [];
  const definition = sourceToAdd(connector, named, added);
  if (definition.mechanism !== 'credentials')
    throw new Refused('invalidValue', 'The source is added by way of /webauth.');
  const values = await valuesOf(world, fieldsFor(connector, definition, added), sent);
  const known = connection?.sources.map((source) => source.values) ?? [];
  const login = { name: definition.name, values: Object.assign({}, ...known, values) as typeof values };
  checkLogin(login);
  return add(world, connection ?? newConnection(world, of.user, connector), login);
}

export function newConnection(world: World, user: number, { uuid }: Connector): Connection {
  const { state, now } = world;
  return { id: newID(state), user, connector: uuid, created: now(), active: true, expire: null, sources: [] };
}

/** Adds a source whose bank has let the person in, and begins its first synchronisation. */
export function add(
  world: World,
  connection: Connection,
  { name, values }: Pick<Source, 'name' | 'values'>,
): Connection {
  const { state, now } = world;
  const source: Source = {
    ...{ id: newID(state), name, values, state: null, message: null, steps: [], approval: null, next: null },
    ...{ created: now(), lastUpdate: null, disabled: null, accessExpires: null, nextTry: null },
    purge: now() + 30 * minute,
  };
  connection.sources.push(source);
  state.connections.set(connection.id, connection);
  begin(world, connection, source, scenarioOf(source).first ?? []);
  return connection;
}

/** A connection as the API shows it. */
export function connectionView(
  connection: Connection,
  expand: readonly string[],
  accounts: (connection: Connection, all: boolean) => object[],
): Record<string, unknown> {
  const { id, user, created, active, sources } = connection;
  const connector = connectorAt(connection);
  const blocking = culprit(connection);
  const state = blocking?.state ?? null;
  const last = (pick: (source: Source) => number | null) =>
    sources.map(pick).reduce((a, b) => (a !== null && b !== null ? Math.max(a, b) : (a ?? b)), null);
  return {
    ...{ id, id_user: user, id_connector: connector.id, connector_uuid: connector.uuid },
    ...{ id_bank: connector.id, state, error: state },
    ...{
      error_message: blocking?.message ?? null,
      fields: blocking ? fieldsAsked(connection, blocking) : null,
    },
    ...{ last_update: parisTimeOrNull(last(({ lastUpdate }) => lastUpdate)), created: parisTime(created) },
    ...{ active, last_push: parisTimeOrNull(last(({ lastUpdate }) => lastUpdate)) },
    expire: connection.expire ?? parisTimeOrNull(blocking?.purge ?? null),
    next_try: parisTimeOrNull(last(({ nextTry }) => nextTry)),
    ...(expand.includes('connector') && { connector: connectorView(connector, expand) }),
    ...(expand.includes('bank') && { bank: connectorView(connector, expand) }),
    ...(expand.includes('sources') && {
      sources: byPriority(connection).map((source) => connectionSourceView(connection, source)),
    }),
    ...(expand.includes('accounts') && { accounts: accounts(connection, false) }),
    ...(expand.includes('all_accounts') && { all_accounts: accounts(connection, true) }),
  };
}

/** A source of a connection as the API shows it. */
export function connectionSourceView(connection: Connection, source: Source): object {
  const definition = definitionOf(connection, source);
  const { id, name, state, lastUpdate, created, disabled, accessExpires, nextTry, purge } = source;
  return {
    ...{ id, id_connection: connection.id, id_connector_source: definition.id, name, state },
    ...{ last_update: parisTimeOrNull(lastUpdate), created: parisTime(created) },
    ...{ disabled: parisTimeOrNull(disabled), access_expire: parisTimeOrNull(accessExpires) },
    ...{ expire: parisTimeOrNull(purge), next_try: parisTimeOrNull(nextTry) },
    source: sourceView(connectorAt(connection).id, definition),
  };
}

/** What the person is to be asked for, where something is to be asked. */
function fieldsAsked(connection: Connection, source: Source): object[] | null {
  if (source.state === 'additionalInformationNeeded')
    return [
      {
        ...{ name: codeField, label: 'Code reçu par SMS', type: 'text', required: true, regex: null },
        ...{ auth_mechanisms: ['credentials'], connector_sources: [source.name], description: null },
        default: null,
      },
    ];
  if (source.state !== 'wrongpass' && source.state !== 'passwordExpired') return null;
  return loginFields(connection, source);
}

/** The fields in which the credentials of a source go. */
export const loginFields = (connection: Connection, source: Pick<Source, 'name'>) =>
  fieldsFor(connectorAt(connection), definitionOf(connection, source));
