import type { ConnectAddress } from './connect-client.js';
import { createController, type Work } from './flow/controller.js';
import type { Flow } from './flow/flow.js';
import { defineElements } from './ui/elements.js';
import { learn } from './ui/learn.js';
import { wordingFor, type Wanted } from './ui/wanted.js';

/** An open modal. */
export interface Modal {
  /** Closes it, whatever step it is at. */
  close(): void;
  /** Resolves once it has closed. */
  readonly closed: Promise<void>;
}

/**
 * Opens the modal at a step, on the top layer of the page.
 *
 * `gateway` says where the frame for secrets is, when the gateway has an origin of its own.
 * `onStep` is told of every step, the first and `closed` included. `wanted` is what the page says about the words.
 */
export function openModal(
  start: Flow,
  work: Work,
  gateway: ConnectAddress | undefined,
  onStep: (flow: Flow) => void,
  wanted: Wanted = {},
): Modal {
  defineElements();
  const element = document.createElement('dapi-connect');
  element.gateway = gateway;
  element.wording = wordingFor(wanted);
  learn(element.wording, (speech) => element.speak(speech));
  let done: () => void;
  const closed = new Promise<void>((resolve) => (done = resolve));
  document.body.append(element);
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
