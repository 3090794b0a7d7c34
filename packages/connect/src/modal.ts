import type { ConnectAddress } from './connect-client.js';
import type { Tell } from './events.js';
import { createController, type Work } from './flow/controller.js';
import type { Flow } from './flow/flow.js';
import { tellOf } from './flow/told.js';
import type { ThemeOptions } from './theme.js';
import type { DapiConnect, Mode } from './ui/dapi-connect.js';
import { defineElements } from './ui/elements.js';
import { learn } from './ui/learn.js';
import { isThemed, schemeOf } from './ui/theming.js';
import { wordingFor, type Wanted } from './ui/wanted.js';

/** An open modal. */
export interface Modal {
  /** Closes it, whatever step it is at. */
  close(): void;
  /** Resolves once it has closed. */
  readonly closed: Promise<void>;
}

/** Where it is shown: on the top layer of the page, or in an element of it. */
export type Place = { mode: Exclude<Mode, 'inline'> } | { mode: 'inline'; container: Element };

/** What a modal is opened with. */
export interface Opening {
  /** The step at which it opens. */
  start: Flow;
  work: Work;
  /** Where the frame for secrets is, when the gateway has an origin of its own. */
  gateway: ConnectAddress | undefined;
  /** Default: on the top layer, as a dialog. */
  place?: Place;
  /** Told of every step, the first and `closed` included. */
  onStep: (flow: Flow) => void;
  /** Told of everything that the page may know. */
  tell: Tell;
  /** What the page says about the words. */
  wanted: Wanted;
}

/** Opens a modal. */
export type OpenModal = (opening: Opening) => Modal;

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
  return { openModal: (opening) => openModal(opening, dress) };
}

function openModal(opening: Opening, dress: (element: DapiConnect) => void): Modal {
  const { start, work, gateway, place = { mode: 'modal' }, onStep, tell, wanted } = opening;
  const element = document.createElement(defineElements()) as DapiConnect;
  element.gateway = gateway;
  element.mode = place.mode;
  element.wording = wordingFor(wanted);
  learn(element.wording, (speech) => element.speak(speech));
  let done: () => void;
  const closed = new Promise<void>((resolve) => (done = resolve));
  const home = place.mode === 'inline' ? place.container : document.body;
  home.append(element);
  dress(element);
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
