import { setDisabled } from '../accounts.js';
import { addWithCredentials, culprit, stateOf } from '../connections.js';
import { connectorOf } from '../connectors.js';
import type { Connection, Visit, World } from '../state.js';
import { forgetConnection } from '../tokens.js';
import { update } from '../update.js';
import { toBank } from './bank.js';
import { connectionOf, offered } from './choice.js';
import type { Deed, Next } from './page.js';

const stay: Next = { stay: true };

/** Does what the person asked for. Whatever the bank refuses is thrown. */
export async function act(world: World, name: string, visit: Visit, deed: Deed): Promise<Next> {
  const { action, ...values } = deed;
  const connection = connectionOf(world, visit);
  const [verb, object = ''] = action.split(':');
  switch (verb) {
    case 'cancel':
      if (connection && visit.made) forgetConnection(world.state, connection.id);
      return { leave: { error: 'access_denied', error_description: 'The user cancelled.' } };
    case 'choose':
      visit.connector = object;
      return stay;
    case 'skip':
      visit.skipped = [...(visit.skipped ?? []), object];
      return stay;
    case 'add':
      return addSource(world, name, visit, connection, object, values);
    case 'bank':
      return { go: toBank(world, name, visit, culprit(connection!)!.name, {}) };
    case 'send':
    case 'next':
    case 'renew':
      await update(world, connection!, values, { source: culprit(connection!)?.name, background: true });
      return finished(world, visit);
    case 'accept': {
      const blocking = culprit(connection!);
      if (blocking) blocking.disabled = world.now();
      return stay;
    }
    case 'share':
      for (const account of offered(world, connection!, visit))
        setDisabled(world, account, values[`account:${account.id}`] === undefined);
      return { leave: visit.flow === 'reconnect' ? {} : { connection_id: String(connection!.id) } };
    default:
      return stay;
  }
}

/** Mending a bank is over once nothing is in the way. */
const finished = (world: World, visit: Visit): Next => {
  const connection = connectionOf(world, visit);
  return visit.flow === 'reconnect' && connection && stateOf(connection) === null ? { leave: {} } : stay;
};

async function addSource(
  world: World,
  name: string,
  visit: Visit,
  connection: Connection | undefined,
  source: string,
  values: Record<string, string>,
): Promise<Next> {
  const connector = connectorOf(visit.connector ?? connection?.connector ?? '')!;
  if (connector.sources.find((one) => one.name === source)?.mechanism === 'webauth')
    return { go: toBank(world, name, visit, source, values) };
  const made = await addWithCredentials(
    world,
    connection ?? { user: visit.user!, connector },
    source,
    values,
  );
  if (!connection) Object.assign(visit, { connection: made.id, made: true });
  return stay;
}
