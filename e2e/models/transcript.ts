import type { Frame, Page } from '@playwright/test';
import type { Connect } from './connect.js';
import { documentsOf } from './inspection.js';

declare global {
  interface Window {
    said: string[];
  }
}

/** Has the page, and the gateway's frame in it, take down what is said aloud. Before the page is opened. */
export const listen = (page: Page): Promise<unknown> => page.addInitScript(takeDown);

/** What somebody is told who does not see the modal: what there is, where the focus is, and what was said aloud. */
export async function transcript({ page, dialog, form }: Connect): Promise<string> {
  const places = await documentsOf(page);
  const trees = [await dialog.ariaSnapshot()];
  if (places.length > 1) trees.push(await form.locator('body').ariaSnapshot());
  const focus = (await Promise.all(places.map(focusIn))).at(-1)!;
  const said = await Promise.all(places.map((place) => place.evaluate(() => window.said)));
  const lines = [...trees.flatMap((tree) => [tree, '']), `focus: ${focus}`, ...said.flat(), ''];
  // What is different every time.
  return lines
    .join('\n')
    .replace(/until \w+ \d+, \d+/, 'until …')
    .replace(/(?<=\/url: ).*/g, '…')
    .replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/, '…');
}

/** What was said has been heard. */
export async function forget(page: Page): Promise<void> {
  for (const place of await documentsOf(page)) await place.evaluate(() => void window.said.splice(0));
}

/** Role and name of what has the focus, and what it is described by. */
async function focusIn(place: Page | Frame): Promise<string> {
  const focused = place.locator(':focus').last(); // The first are those that it is inside of.
  if (!(await focused.count())) return 'nothing';
  const [line = ''] = (await focused.ariaSnapshot()).split('\n');
  const description = await focused.evaluate((element) => {
    const root = element.getRootNode() as ShadowRoot;
    const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
    const texts = ids
      .map((id) => root.getElementById(id)!)
      .map((one) => one.getAttribute('alt') ?? one.textContent);
    return texts
      .map((text) => text.trim().replace(/\s+/g, ' '))
      .filter(Boolean)
      .join(' ');
  });
  return line.replace(/^- |:$/g, '') + (description && ` (${description})`);
}

/**
 * Runs in every document before its own scripts: collects what a screen reader says without being asked.
 *
 * An alert is heard as soon as it is there. A status is heard when what it says changes: one that appears with its words
 * already in it is not heard by many.
 */
function takeDown(): void {
  const before = new WeakMap<Element, string>();
  window.said = [];
  const hear = (root: ShadowRoot) => {
    for (const region of root.querySelectorAll('[role=status], [role=alert]')) {
      const shown = region.cloneNode(true) as Element;
      for (const silent of shown.querySelectorAll('[aria-hidden=true]')) silent.remove();
      const text = region.checkVisibility() ? shown.textContent.trim().replace(/\s+/g, ' ') : undefined;
      const was = before.get(region);
      if (text === was) continue;
      if (text === undefined) before.delete(region);
      else before.set(region, text);
      if (text && (was !== undefined || region.role === 'alert')) window.said.push(`${region.role}: ${text}`);
    }
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit) {
    const root = attach.call(this, init);
    const changes = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver(() => hear(root)).observe(root, changes);
    return root;
  };
}
