import { endDownload } from './downloads.js';
import { endForm } from './forms.js';
import { goOn } from './tasks.js';
import { isFinal } from './wire.js';
import type { World } from './world.js';

/** Lets everything happen whose time has come. Called before every request, so nothing runs by itself. */
export function settle(world: World): void {
  const { state } = world;
  const now = world.now();
  for (const form of state.forms.values())
    if (!isFinal(form.status) && form.expires <= now) endForm(form, 'EXPIRED', world);
  for (const task of state.tasks.values()) goOn(task, world);
  for (const connection of state.connections.values()) endDownload(connection, world);
  for (const payment of state.payments.values())
    if (payment.next && payment.next.at <= now) {
      payment.status = payment.next.status;
      payment.next = undefined;
    }
}
