import type { ConnectAddress } from './gateway.js';
import type { OnEvent, Tell } from './events.js';
import { createController, type Work } from './flow/controller.js';
import type { Flow } from './flow/flow.js';
import type { tellOf } from './flow/told.js';
import type { ThemeOptions } from './theme.js';
import type { DapiConnect, Mode } from './ui/dapi-connect.js';
import { defineElements } from './ui/elements.js';
import { fetchLater } from './ui/fetch.js';
import { learn } from './ui/learn.js';
import { isThemed, schemeOf } from './ui/theming.js';
import { wordingFor, type Wanted, type Wording } from './ui/wanted.js';

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
}

/** The code of the modal. */
export interface ModalCode {
  openModal: (opening: Opening) => Modal;
  /** Fetches what it has asked for already, once something is shown. */
  fetchLater: typeof fetchLater;
}

/**
 * Opens modals that look and speak as a page wants them to.
 *
 * What dresses them is fetched before, but only for pages that set something, and so is what checks their texts.
 * Without it they look and speak as they come. What tells of events is fetched for pages that listen; they rely on it.
 */
export async function modalWith(options: ThemeOptions & Wanted & { onEvent?: OnEvent }): Promise<ModalCode> {
  const [dressing, checking, telling] = await Promise.all([
    isThemed(options) ? import('./ui/dressing.js').catch(() => undefined) : undefined,
    options.strings ? import('./ui/own-words.js').catch(() => undefined) : undefined,
    options.onEvent ? import('./flow/told.js') : undefined,
  ]);
  const dress = (element: DapiConnect) => {
    element.dress({ scheme: schemeOf(element, options), tokens: {} });
    dressing?.keepDressed(element, options);
  };
  const open: ModalCode['openModal'] = (opening) => {
    const wording = wordingFor(options, checking?.ownWords);
    return openModal(opening, { dress, wording, tellOf: telling?.tellOf });
  };
  return { openModal: open, fetchLater };
}

/** How a page wants its modals. */
interface Manner {
  dress: (element: DapiConnect) => void;
  wording: Wording;
  tellOf: typeof tellOf | undefined;
}

function openModal(opening: Opening, { dress, wording, tellOf }: Manner): Modal {
  const { start, work, gateway, place = { mode: 'modal' }, onStep, tell } = opening;
  const element = document.createElement(defineElements()) as DapiConnect;
  element.gateway = gateway;
  element.mode = place.mode;
  element.wording = wording;
  learn(wording, (speech) => element.speak(speech));
  let done: () => void;
  const closed = new Promise<void>((resolve) => (done = resolve));
  const home = place.mode === 'inline' ? place.container : document.body;
  home.append(element);
  dress(element);
  const controller = createController(start, work, {
    hear: (event, from, to) => tellOf?.(event, from, to, tell),
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
