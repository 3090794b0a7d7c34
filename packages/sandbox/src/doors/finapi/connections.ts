import { Hono } from 'hono';
import * as v from 'valibot';
import { userOf } from './auth.js';
import { connectionView } from './connection-view.js';
import { busy, missing, Trouble } from './errors.js';
import { bodyOf, choice, idOf, ids, queryOf } from './requests.js';
import { accountsOf, type Connection, type User } from './state.js';
import { bankingInterfaces } from './wire.js';
import type { World } from './world.js';

/** Whether nothing may be changed now: a download or what follows it is under way. */
export const isBusy = ({ download, categorised }: Connection, { now }: World): boolean =>
  download !== undefined || categorised > now();

/** Takes a connection away with all that belongs to it. */
export function forget(id: number, { state }: World): void {
  for (const account of accountsOf(state, id)) {
    state.accounts.delete(account.id);
    state.bookings.delete(account.id);
  }
  state.connections.delete(id);
}

/** A connection of this user; somebody else's does not exist. */
export function ownConnection(id: number, user: User, { state }: World): Connection {
  const found = state.connections.get(id);
  if (found?.userID !== user.id) throw missing('bank connection');
  return found;
}

const PatchParams = v.strictObject({
  name: v.nullish(v.pipe(v.string(), v.maxLength(64))),
  interfaces: v.nullish(v.array(v.unknown())),
});

/** `/bankConnections`: what a user has connected. */
export function connections(world: World): Hono {
  const app = new Hono();
  const ownOf = (user: User) =>
    [...world.state.connections.values()].filter(({ userID }) => userID === user.id);

  app.get('/', (c) => {
    const user = userOf(c, world);
    const asked = queryOf(c, { ids });
    const all = ownOf(user).filter(({ id }) => asked.ids?.includes(id) ?? true);
    return c.json({ connections: all.map((connection) => connectionView(connection, world)) });
  });

  app.delete('/', (c) => {
    const all = ownOf(userOf(c, world));
    if (all.some((connection) => isBusy(connection, world))) throw busy();
    for (const { id } of all) forget(id, world);
    return c.json({ identifiers: all.map(({ id }) => id) });
  });

  app.get('/:id', (c) => c.json(connectionView(ownConnection(idOf(c), userOf(c, world), world), world)));

  app.patch('/:id', async (c) => {
    const connection = ownConnection(idOf(c), userOf(c, world), world);
    const { name } = await bodyOf(c, PatchParams);
    if (isBusy(connection, world)) throw busy();
    if (name != null) connection.name = name === '' ? undefined : name;
    return c.json(connectionView(connection, world));
  });

  app.delete('/:id', (c) => {
    const connection = ownConnection(idOf(c), userOf(c, world), world);
    if (isBusy(connection, world)) throw busy();
    forget(connection.id, world);
    return c.body(null, 200);
  });

  app.delete('/:id/aisConsent', (c) => {
    const connection = ownConnection(idOf(c), userOf(c, world), world);
    const { bankingInterface } = queryOf(c, { bankingInterface: choice(bankingInterfaces) });
    if (isBusy(connection, world)) throw busy();
    const found = connection.interfaces.find((one) => one.bankingInterface === bankingInterface);
    const had = found?.consentExpires !== undefined;
    if (found && had) {
      delete found.consentExpires;
      found.userActionRequired = true;
    }
    return c.json(
      had ? { local: 'DELETED', remote: 'DELETED' } : { local: 'NOT_EXIST', remote: 'NOT_EXIST' },
    );
  });

  for (const path of ['/import', '/update', '/connectInterface'])
    app.post(path, (c) => {
      userOf(c, world);
      throw new Trouble(
        422,
        'ILLEGAL_ENTITY_STATE',
        'Für diesen Client sind direkte API-Aufrufe nicht zulässig. Bitte führen Sie den Aufruf über das finAPI Web Form durch.',
      );
    });
  return app;
}
