import axe, { type AxeResults, type ElementContext, type RunOptions } from 'axe-core';
import type { Page } from '@playwright/test';
import { documentsOf } from './inspection.js';

declare global {
  interface Window {
    axe?: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> };
  }
}

/** All of WCAG 2.2, A and AA, and what else axe thinks good. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

const options: RunOptions = {
  runOnly: tags,
  // Each document is looked at by itself. The frame's is a page to axe, and the inside of the dialog to a person.
  iframes: false,
  preload: false, // There are no media.
  rules: { 'frame-tested': { enabled: false }, region: { enabled: false } },
};

/** What axe finds in the modal and in the gateway's frame. Of contrast it need not be sure, of all else it must be. */
export async function axeFindings(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const place of await documentsOf(page)) {
    if (await place.evaluate(() => !window.axe)) await place.evaluate(axe.source);
    const { violations, incomplete } = await place.evaluate(
      (given) => window.axe!.run(document.querySelector('dapi-connect, dapi-form')!, given),
      options,
    );
    const unsure = incomplete.filter(({ id }) => id !== 'color-contrast');
    for (const { id, nodes } of [...violations, ...unsure])
      found.push(...nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ''}`));
  }
  return found;
}
