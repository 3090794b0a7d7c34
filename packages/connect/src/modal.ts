import type { ConnectAddress } from './connect-client.js';
import type { Tell } from './events.js';
import { createController, type Work } from './flow/controller.js';
import type { Flow } from './flow/flow.js';
import { tellOf } from './flow/told.js';
import { defineElements } from './ui/elements.js';

/** An open modal. */
export interface Modal {
  /** Closes it, whatever step it is at. */
  close(): void;
  /** Resolves once it has closed. */
  readonly closed: Promise<void>;
}

/** What a modal is opened with. */
export interface Opening {
  /** The step at which it opens. */
  start: Flow;
  work: Work;
  /** Where the frame for secrets is, when the gateway has an origin of its own. */
  gateway: ConnectAddress | undefined;
  /** Told of every step, the first and `closed` included. */
  onStep: (flow: Flow) => void;
  /** Told of everything that the page may know. */
  tell: Tell;
}

/** Opens the modal, on the top layer of the page. */
export function openModal({ start, work, gateway, onStep, tell }: Opening): Modal {
  defineElements();
  const element = document.createElement('dapi-connect');
  element.gateway = gateway;
  let done: () => void;
  const closed = new Promise<void>((resolve) => (done = resolve));
  document.body.append(element);
  const controller = createController(start, work, {
    hear: (event, from, to) => tellOf(event, from, to, tell),
    show: (flow, arrived) => {
      element.show(flow, (event) => controller.send(event));
      if (flow.step === 'closed') {
        element.remove();
        done();
      }
      if (arrived) onStep(flow);
    },
  });
  return { close: () => controller.send({ type: 'close' }), closed };
}
