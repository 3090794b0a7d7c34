import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { magicAmounts } from './money/magic.js';
import { powensScenarios } from './doors/powens.js';
import { personas } from './personas/personas.js';

it('the README names every persona, amount and scenario, and what becomes of them', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const rows = readme.split('\n').map((line) => line.replace(/\s+/g, ' '));
  for (const [name, { does }] of Object.entries({ ...personas, ...magicAmounts, ...powensScenarios }))
    assert.ok(rows.includes(`| \`${name}\` | ${does} |`), name);
});
