import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Words } from './languages/words.js';

/** How a modal speaks. */
export interface Speech {
  /** The language of the words. */
  language: string;
  /** For numbers, dates and names of countries. */
  locale: string;
  direction: 'ltr' | 'rtl';
  /** What is said otherwise than in English. */
  words: Partial<Words>;
  /** The words are still on their way: there is nothing to be read yet. */
  pending?: boolean;
}

export const inEnglish = {
  language: 'en',
  locale: 'en',
  direction: 'ltr',
  words: {},
} as const satisfies Speech;

let current: Speech = inEnglish;
const speakers = new Set<ReactiveControllerHost>();

/** How whatever is being drawn speaks. */
export const speech = (): Speech => current;

/** Draws whatever speaks again: its words have come. */
export const retell = (): void => speakers.forEach((speaker) => speaker.requestUpdate());

/** Has an element speak as the modal that it is part of: there may be several, each in a language of its own. */
export class Speaker implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    speakers.add(this.#host);
  }

  hostDisconnected(): void {
    speakers.delete(this.#host);
  }

  /** What is off the page already is drawn once more now and then, and knows no modal then. */
  hostUpdate(): void {
    if (this.#host.isConnected) current = speechOf(this.#host);
  }
}

/** The speech of the nearest element that has one. */
function speechOf(element: Element & { speech?: Speech }): Speech {
  if (element.speech) return element.speech;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? speechOf(root.host) : inEnglish;
}
