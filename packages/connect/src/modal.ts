import type { ConnectAddress } from './connect-client.js';
import { createController, type Work } from './flow/controller.js';
import type { Flow } from './flow/flow.js';
import type { ThemeOptions } from './theme.js';
import type { DapiConnect } from './ui/dapi-connect.js';
import { defineElements } from './ui/elements.js';
import { isThemed, schemeOf } from './ui/theming.js';

/** An open modal. */
export interface Modal {
  /** Closes it, whatever step it is at. */
  close(): void;
  /** Resolves once it has closed. */
  readonly closed: Promise<void>;
}

/**
 * Opens modals that look as a page wants them to.
 *
 * What dresses them is fetched before, but only for pages that set something. Without it they look as they come.
 */
export async function modalWith(options: ThemeOptions): Promise<{ openModal: OpenModal }> {
  const dressing = isThemed(options) ? await import('./ui/dressing.js').catch(() => undefined) : undefined;
  const dress = (element: DapiConnect) => {
    element.dress({ scheme: schemeOf(element, options), tokens: {} });
    dressing?.keepDressed(element, options);
  };
  return { openModal: (start, work, gateway, onStep) => openModal(start, work, gateway, onStep, dress) };
}

/** Opens a modal at a step. */
export type OpenModal = (
  start: Flow,
  work: Work,
  gateway: ConnectAddress | undefined,
  onStep: (flow: Flow) => void,
) => Modal;

/**
 * Opens the modal at a step, on the top layer of the page.
 *
 * `gateway` says where the frame for secrets is, when the gateway has an origin of its own.
 * `onStep` is told of every step, the first and `closed` included.
 */
function openModal(
  start: Flow,
  work: Work,
  gateway: ConnectAddress | undefined,
  onStep: (flow: Flow) => void,
  dress: (element: DapiConnect) => void,
): Modal {
  defineElements();
  const element = document.createElement('dapi-connect');
  element.gateway = gateway;
  let done: () => void;
  const closed = new Promise<void>((resolve) => (done = resolve));
  document.body.append(element);
  dress(element);
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
