import { add, newConnection, stateOf } from '../connections.js';
import { connectorOf } from '../connectors.js';
import type { Connection, Visit, World } from '../state.js';
import { begin, pass, renewal } from '../sync.js';
import { open } from '../visits.js';

/** The page of the bank, which leads back here. */
export function toBank(
  world: World,
  name: string,
  visit: Visit,
  source: string,
  values: Record<string, string>,
): string {
  const bank: Visit = {
    ...{ flow: 'authorize', user: visit.user, redirectURI: null, opaque: null, source, values, query: {} },
    ...(visit.connector !== undefined && { connector: visit.connector }),
    ...(visit.connection !== undefined && { connection: visit.connection }),
    ...{ back: name, expires: visit.expires },
  };
  return `/bank/authorize?visit=${open(world, bank)}`;
}

/** The bank has let the person in on its own page: the connection goes on, or comes to be. */
export function letIn(world: World, visit: Visit, login: string): Connection {
  const { state } = world;
  const known = visit.connection === undefined ? undefined : state.connections.get(visit.connection);
  const name = visit.source!;
  const values = { ...visit.values, login };
  if (!known)
    return add(world, newConnection(world, visit.user!, connectorOf(visit.connector!)!), { name, values });
  const source = known.sources.find((one) => one.name === name);
  if (!source) return add(world, known, { name, values });
  if (source.state === 'webauthRequired') pass(world, known, source);
  return known;
}

/** Mending begins where the bank is at; one with which all is well is asked for a new consent. */
export function beginMending(world: World, { connection, query }: Visit): void {
  const mended = world.state.connections.get(connection!)!;
  const [source] = mended.sources;
  if (!source) return;
  if (query.reset_credentials === 'true') source.state = 'wrongpass';
  else if (stateOf(mended) === null) begin(world, mended, source, renewal(mended, source));
}
