import { aTimeout, fixtureCleanup, waitUntil } from '@open-wc/testing';
import type { ConnectClient } from '../connect-client.js';
import type { Flow, FlowEvent } from '../flow/flow.js';
import type { DapiConnect } from '../ui/dapi-connect.js';
import { defineElements } from '../ui/elements.js';

/** A modal that shows one step after another, for tests in a browser, and what it says of the person. */

defineElements();

// Fetched before the first test, whose time it would take.
await import('../ui/later.js');

export let element: DapiConnect;
export let events: FlowEvent[];

/** Shows a step as the controller does, and gives what is inside. */
export async function show(flow: Flow): Promise<ShadowRoot> {
  if (!element.isConnected) document.body.append(element);
  const log = events; // What an element says after its test is of no interest to the next.
  element.show(flow, (event) => log.push(event));
  const root = element.shadowRoot!;
  await element.updateComplete;
  if (flow.step !== 'opening') await waitUntil(() => !root.querySelector('.skeleton'));
  await aTimeout(0);
  return root;
}

/** What is found there; a test without it has failed. */
export const field = <E extends HTMLElement = HTMLInputElement>(root: ParentNode, selector: string): E => {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`Nothing is ${selector}.`);
  return found;
};

beforeEach(() => {
  events = [];
  element = document.createElement('dapi-connect');
});
afterEach(() => {
  element.remove();
  fixtureCleanup();
});

/** What the last event would hand to the gateway. */
export async function delivered(): Promise<unknown> {
  const event = events.at(-1);
  let given: unknown;
  const client = {
    login: async (login: unknown) => (given = login),
    answer: async (_name: unknown, answers: unknown) => (given = answers),
    resend: async () => (given = 'another one'),
  } as unknown as ConnectClient;
  const { signal } = new AbortController();
  if (event?.type === 'submit') await event.deliver({} as never, client, signal);
  if (event?.type === 'answer') await event.deliver({} as never, client, signal);
  return given;
}
