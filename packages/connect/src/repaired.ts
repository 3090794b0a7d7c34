import type { Connection } from '@connect-layer/protocol';

/** What repairs have given, by token. */
const repaired = new Map<string, Connection>();

/** A connection as it is now: every account that was made of it uses what its last repair gave. */
export const latest = (connection: Connection): Connection => repaired.get(connection.tokenID) ?? connection;

/** Remembers what a repair gave. */
export const renew = (connection: Connection): void => void repaired.set(connection.tokenID, connection);
