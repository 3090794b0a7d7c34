import type { ConnectAddress } from './connect-client.js';
import { createController, type Work } from './flow/controller.js';
import type { Flow } from './flow/flow.js';
import type { DapiConnect, Mode } from './ui/dapi-connect.js';
import { defineElements } from './ui/elements.js';

/** An open modal. */
export interface Modal {
  /** Closes it, whatever step it is at. */
  close(): void;
  /** Resolves once it has closed. */
  readonly closed: Promise<void>;
}

/** Where it is shown: on the top layer of the page, or in an element of it. */
export type Place = { mode: Exclude<Mode, 'inline'> } | { mode: 'inline'; container: Element };

/**
 * Opens the modal at a step, on the top layer of the page unless another place is given.
 *
 * `gateway` says where the frame for secrets is, when the gateway has an origin of its own.
 * `onStep` is told of every step, the first and `closed` included.
 */
export function openModal(
  start: Flow,
  work: Work,
  gateway: ConnectAddress | undefined,
  onStep: (flow: Flow) => void,
  place: Place = { mode: 'modal' },
): Modal {
  const element = document.createElement(defineElements()) as DapiConnect;
  element.gateway = gateway;
  element.mode = place.mode;
  let done: () => void;
  const closed = new Promise<void>((resolve) => (done = resolve));
  const home = place.mode === 'inline' ? place.container : document.body;
  home.append(element);
  const controller = createController(start, work, (flow, arrived) => {
    element.show(flow, (event) => controller.send(event));
    if (flow.step === 'closed') {
      element.remove();
      done();
    }
    if (arrived) onStep(flow);
  });
  return { close: () => controller.send({ type: 'close' }), closed };
}
