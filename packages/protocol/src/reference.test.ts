import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { committed, reference } from '../reference.js';
import { calls, errorTypes, statuses, userInputKinds } from './index.js';

describe('the reference', () => {
  it('is what the tables say; if not, `pnpm run reference` writes it anew', async () => {
    assert.equal(await committed(), await reference());
  });

  it('has every call, error, status and kind of question', async () => {
    const text = await reference();
    for (const [name, { path }] of Object.entries(calls))
      assert(text.includes(`### ${name}\n\n\`${path}\``), name);
    for (const name of [...Object.keys(errorTypes), ...statuses, ...userInputKinds])
      assert(text.includes(`| \`${name}\` `), name);
  });

  it('links to nothing that it does not have', async () => {
    const text = await reference();
    const headings = new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) => title!.toLowerCase()));
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor!);
    assert(links.length > 10);
    for (const anchor of links) assert(headings.has(anchor), anchor);
  });
});
