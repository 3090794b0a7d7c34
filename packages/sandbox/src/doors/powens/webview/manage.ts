import { html } from 'hono/html';
import { accountsOf, setDisabled } from '../accounts.js';
import type { Visit, World } from '../state.js';
import { connectorAt } from '../sync.js';
import { forgetConnection } from '../tokens.js';
import { form, type Deed, type Markup, type Next, type Shown } from './page.js';

const mine = ({ state }: World, { user, connection }: Visit) =>
  [...state.connections.values()].filter(
    (one) => one.user === user && (connection === undefined || one.id === connection),
  );

/** The banks of somebody, which accounts they share, and how to end it. */
export function showManage(world: World, visit: Visit): Shown {
  const banks = mine(world, visit).map((connection): Markup => {
    const accounts = accountsOf(world, { user: visit.user!, connection: connection.id, all: true });
    const boxes = accounts.map(
      ({ id, name, disabled }) =>
        html`<label class="check"
          ><input
            type="checkbox"
            name="account:${id}"
            value="on"
            ${disabled === null ? ' checked' : ''}
          />${name}</label
        >`,
    );
    return html`<h2>${connectorAt(connection).name}</h2>
      ${form(boxes, {
        [`save:${connection.id}`]: 'Save',
        [`end:${connection.id}`]: 'End the connection',
      })}`;
  });
  return { title: 'Your banks', body: [...banks, form([], { close: 'Close' })] };
}

export function manage(world: World, visit: Visit, { action, ...values }: Deed): Next {
  const [verb, object] = action.split(':');
  const connection = mine(world, visit).find(({ id }) => String(id) === object);
  if (verb === 'close') return { leave: {} };
  if (verb === 'end' && connection) forgetConnection(world.state, connection.id);
  if (verb === 'save' && connection)
    for (const account of accountsOf(world, { user: visit.user!, connection: connection.id, all: true }))
      setDisabled(world, account, values[`account:${account.id}`] === undefined);
  return { stay: true };
}
