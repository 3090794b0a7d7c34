import type { Context } from '../../provider.js';
import { momentOf } from './paris.js';
import type { Run } from './pending.js';
import { parsed, type Answer, type Asking, type Failed, type Person, type Upstream } from './upstream.js';
import { Connection, Connections, type ConnectionSource } from './wire.js';
import type * as v from 'valibot';

type Got = { value: Connection } | { failure: Failed };

/** Milliseconds that a bank may take with a connection: less than whoever asked us waits. */
const patience = 100_000;

/** Changes a connection: new values, a step further, another source. The bank is asked meanwhile, so it takes long. */
export const change = (
  upstream: Upstream,
  { person, connection }: Pick<Run, 'person' | 'connection'>,
  body: object,
  context: Context,
  query: Asking['query'] = {},
): Promise<Answer> =>
  upstream.askFor(person, 'POST', `/users/me/connections/${connection}`, context, {
    ...{ body, query: { ...query, expand: 'sources' }, deadline: patience, repeat: 'never' },
  });

/** Makes a connection. It is asked for once: nobody could tell two of them apart. */
export const create = (
  upstream: Upstream,
  { person, connector }: Run,
  source: string,
  values: Readonly<Record<string, string>>,
  context: Context,
): Promise<Answer> =>
  upstream.askFor(person, 'POST', '/users/me/connections', context, {
    ...{ body: { connector_uuid: connector, ...values }, query: { source, expand: 'sources' } },
    ...{ deadline: patience, repeat: 'never' },
  });

/** Fetches anew from the bank. Who is not there must not be disturbed. */
export const synchronise = (
  upstream: Upstream,
  person: Person,
  connection: number,
  isPresent: boolean,
  context: Context,
): Promise<Answer> =>
  upstream.askFor(person, 'PUT', `/users/me/connections/${connection}`, context, {
    ...{ query: { psu_requested: String(isPresent), expand: 'sources' }, deadline: patience },
  });

export async function read(
  upstream: Upstream,
  { person, connection }: { person: Person; connection: number },
  context: Context,
): Promise<Got> {
  const query = { expand: 'sources,accounts' };
  const path = `/users/me/connections/${connection}`;
  return parsed(Connection, await upstream.askFor(person, 'GET', path, context, { query }));
}

/** The person's connection, whichever it is; they have at most one. */
export async function only(
  upstream: Upstream,
  person: Person,
  context: Context,
): Promise<{ value: Connection | undefined } | { failure: Failed }> {
  const query = { expand: 'sources,accounts' };
  const list = parsed(
    Connections,
    await upstream.askFor(person, 'GET', '/users/me/connections', context, { query }),
  );
  if ('failure' in list) return list;
  const { connections } = list.value;
  return { value: connections.find(({ accounts }) => accounts.length > 0) ?? connections[0] };
}

type Source = v.InferOutput<typeof ConnectionSource>;

/** A source's name, flat or nested. */
export const nameOf = ({ name, source }: Source): string | undefined => name ?? source?.name;

const inUse = ({ sources }: Connection): Source[] => sources.filter(({ disabled }) => disabled == null);

/** The name of the source that gave the connection its state: they want something one after the other. */
export const wanting = (connection: Connection): string =>
  inUse(connection)
    .filter(({ state }) => state === connection.state)
    .map(nameOf)[0] ?? '';

/** When the bank's access ends, as it was written: of the source that is first to end. */
export function accessEnd(connection: Connection): string | null {
  const ends = inUse(connection).flatMap(({ access_expire: end }) => (end == null ? [] : [end]));
  return ends.sort()[0] ?? null;
}

/** The end of the consent, in milliseconds since 1970, where there is one. */
export const consentEnd = (connection: Connection): number | undefined => momentOf(accessEnd(connection));

/** Whether one of its sources can be read, though another may not. */
export const isReadable = (connection: Connection): boolean =>
  inUse(connection).some(({ state, last_update }) => state == null && last_update != null);
