import { consentRenewal, type Connection } from '@connect-layer/protocol';
import { readAll, remove, textOf, write, type Owner } from './sealed-storage.js';

export type { Owner };

const lifetime = 90 * 24 * 60 * 60 * 1000;

/** Connections are what was stored first, so of all kinds they are the one without a name. */
const kind = '';

/** What this page knows without storage: all of it when storage is blocked, full or broken. */
const memory = new Map<string, Map<string, Connection>>();

/** The connections known so far, newest first, without touching the storage. */
export const known = (owner: Owner): Connection[] =>
  [...(memory.get(textOf(owner))?.values() ?? [])].reverse();

/** Reads an owner's connections from storage into memory. Never rejects; what cannot be read is left out. */
export async function load(owner: Owner): Promise<Connection[]> {
  for (const connection of await readAll<Connection>(owner, kind))
    if (!mine(owner).has(connection.userID)) mine(owner).set(connection.userID, connection);
  return known(owner);
}

/** Keeps a connection, in place of an older one of the same person at the same bank. Never rejects. */
export async function keep(owner: Owner, connection: Connection): Promise<void> {
  mine(owner).delete(connection.userID);
  mine(owner).set(connection.userID, connection);
  await write(owner, kind, connection.userID, connection, lifetimeOf(connection));
}

/** As long as anything, or until somebody has had time to renew its consent: nobody is reminded of what is gone. */
const lifetimeOf = ({ consentExpiresAt = 0 }: Connection): number =>
  Math.max(lifetime, consentExpiresAt + consentRenewal - Date.now());

/** Takes a connection out. Never rejects. */
export async function drop(owner: Owner, connection: Connection): Promise<void> {
  mine(owner).delete(connection.userID);
  await remove(owner, kind, connection.userID);
}

function mine(owner: Owner): Map<string, Connection> {
  const name = textOf(owner);
  const found = memory.get(name) ?? new Map<string, Connection>();
  memory.set(name, found);
  return found;
}
