import type { Context } from 'hono';
import * as v from 'valibot';
import { checkReturn } from '../api/webauth.js';
import { minute } from '../clock.js';
import { connectorOf } from '../connectors.js';
import { found, Refused } from '../refusal.js';
import { Address, Id } from '../request.js';
import type { Visit, World } from '../state.js';
import { checkScope, newUser, tokenOf } from '../tokens.js';
import { beginMending } from './bank.js';

const Query = v.object({
  ...{ client_id: v.string(), redirect_uri: v.optional(Address), code: v.optional(v.string()) },
  ...{ state: v.optional(v.string()), connection_id: v.optional(Id), payment_id: v.optional(Id) },
});

/** Somebody comes to a hosted page, with all that its address says. */
export function arrive(world: World, context: Context): Visit {
  const flow = context.req.param('flow') as Visit['flow'];
  const query = context.req.query();
  const read = v.safeParse(Query, query);
  if (!read.success)
    throw new Refused('invalidValue', `${v.getDotPath(read.issues[0]) ?? 'query'} is missing or wrong.`);
  const { client_id, redirect_uri, code, state: opaque = null, connection_id, payment_id } = read.output;
  if (redirect_uri === undefined && flow !== 'manage')
    throw new Refused('missingParameter', 'redirect_uri is missing.');
  if (redirect_uri !== undefined) checkReturn(world, { client_id, redirect_uri });
  const common = {
    flow,
    query,
    opaque,
    redirectURI: redirect_uri ?? null,
    expires: world.now() + 30 * minute,
  };
  if (flow === 'payment') {
    const token = tokenOf(world, code);
    checkScope(token, 'payments:validate');
    if (payment_id === undefined || token.payment !== payment_id) throw new Refused('notFound');
    if (world.state.payments.get(payment_id)?.state !== 'created')
      throw new Refused('invalidValue', 'The payment is no longer open.');
    return { ...common, user: null, payment: payment_id };
  }
  if (code === undefined && flow !== 'connect') throw new Refused('missingParameter', 'code is missing.');
  const user = code === undefined ? newUser(world, false).id : tokenOf(world, code).user;
  if (user === null || !world.state.users.has(user)) throw new Refused('invalidToken');
  const visit: Visit = { ...common, user, ...(code === undefined && { isNewUser: true }) };
  if (flow === 'connect') {
    const named = [query.connector_uuids, query.connector_ids].filter(Boolean).join(',').split(',');
    if (named.length === 1 && named[0]) visit.connector = found(connectorOf(named[0])).uuid;
    return visit;
  }
  if (connection_id !== undefined) {
    found(world.state.connections.get(connection_id)?.user === user ? true : undefined);
    visit.connection = connection_id;
  } else if (flow === 'reconnect') throw new Refused('missingParameter', 'connection_id is missing.');
  if (flow === 'reconnect') beginMending(world, visit);
  return visit;
}
