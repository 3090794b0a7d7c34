import * as v from 'valibot';
import { pause } from '../http.js';
import type { Context, Json, Outcome } from '../../provider.js';
import { failed } from './answer.js';
import { Handle } from './connections.js';
import type { Upstream } from './upstream.js';

/** Milliseconds between two tries while finAPI is still at work on the connection, and until that is given up. */
const interval = 5000;
const patience = 100_000;

const Connections = v.looseObject({ connections: v.array(v.unknown()) });

/** Ends a connection, and the user whose last one it was. One that is gone already has been ended. */
export async function delink(
  upstream: Upstream,
  connection: Json,
  context: Context,
): Promise<Outcome<unknown>> {
  const handle = v.safeParse(Handle, connection);
  if (!handle.success) return failed('INVALID_CONNECTION');
  const { customer, connectionID } = handle.output;
  const { now, signal } = context;
  const asking = { method: 'DELETE', reads: v.unknown() } as const;
  for (const begun = now(); ; await pause(interval, signal)) {
    const ended = await upstream.access(`/bankConnections/${connectionID}`, customer, asking, context);
    const isBusy = !ended.ok && ended.http === 423;
    if (isBusy && now() - begun < patience && !signal.aborted) continue;
    if (!ended.ok && ended.failed.type !== 'INVALID_CONNECTION') return ended.failed;
    break;
  }
  const left = await upstream.access('/bankConnections', customer, { reads: Connections }, context);
  // A login that this customer has begun elsewhere then begins again with a new user.
  if (left.ok && left.value.connections.length === 0)
    await upstream.access('/users', customer, asking, context);
  return { status: 'done', result: {} };
}
