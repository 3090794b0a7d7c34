import { accountsOf } from '../accounts.js';
import type { Connection, HeldAccount, Visit, World } from '../state.js';

/** The connection that a visit is about, once there is one. */
export const connectionOf = ({ state }: World, { connection }: Visit): Connection | undefined =>
  connection === undefined ? undefined : state.connections.get(connection);

/** The accounts that may be chosen, as far as whoever sent the person wants any. */
export function offered(world: World, { id, user }: Connection, { query }: Visit): HeldAccount[] {
  const listed = (name: string) => query[name]?.toLowerCase().split(',');
  const [types, usages, ibans] = [listed('account_types'), listed('account_usages'), listed('account_ibans')];
  return accountsOf(world, { user, connection: id, all: true })
    .filter(({ deleted }) => deleted === null)
    .filter(({ type }) => !types || types.includes(type))
    .filter(({ usage }) => !usages || usages.includes(usage.toLowerCase()))
    .filter(({ iban }) => !ibans || ibans.includes(iban?.toLowerCase() ?? ''));
}
