import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** The criteria of WCAG 2.2, A and AA, of each guideline. 4.1.1 is none any more, and the gaps are of level AAA. */
const criteria: Record<string, number[]> = {
  '1.1': [1],
  '1.2': [1, 2, 3, 4, 5],
  '1.3': [1, 2, 3, 4, 5],
  '1.4': [1, 2, 3, 4, 5, 10, 11, 12, 13],
  '2.1': [1, 2, 4],
  '2.2': [1, 2],
  '2.3': [1],
  '2.4': [1, 2, 3, 4, 5, 6, 7, 11],
  '2.5': [1, 2, 3, 4, 7, 8],
  '3.1': [1, 2],
  '3.2': [1, 2, 3, 4, 6],
  '3.3': [1, 2, 3, 4, 7, 8],
  '4.1': [2, 3],
};
const ids = Object.entries(criteria).flatMap(([guideline, numbers]) =>
  numbers.map((number) => `${guideline}.${number}`),
);

const rows = [...read('ACCESSIBILITY.md').matchAll(/^\| \d.*$/gm)].map(([row]) => {
  const [, criterion = '', level = '', result = '', how = '', proof = ''] = row
    .split('|')
    .map((cell) => cell.trim());
  const proofs = [...proof.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, title = '', file = '']) => ({
    title,
    file,
  }));
  return { criterion, id: criterion.split(' ')[0]!, level, result, how, proofs };
});

describe('the accessibility report', () => {
  it('has each of the 55 criteria', () => {
    assert.equal(ids.length, 55);
    assert.deepEqual(
      rows.map(({ id }) => id),
      ids,
    );
  });

  for (const { criterion, level, result, how, proofs } of rows)
    it(`says of ${criterion} what holds, how, and what proves it`, () => {
      assert.match(level, /^AA?$/);
      assert.match(result, /^(supports|partly|not applicable)$/);
      assert.ok(how);
      assert.equal(proofs.length > 0, result !== 'not applicable');
      for (const { title, file } of proofs) {
        assert.ok(existsSync(new URL(file, root)), file);
        if (/\.(test|spec)\.ts$/.test(file)) assert.ok(titlesIn(file).includes(title), `${title} in ${file}`);
      }
    });
});

/** The titles of a file's tests, without what differs between tests of one title. */
const titlesIn = (file: string): string[] =>
  [...read(file).matchAll(/\b(?:it|test|atEveryStep)\(\s*(['`])(.*?)\1/g)].map(([, , title]) =>
    title!.replace(/(:? \(?)?\$\{.*?\}\)?/g, '').trim(),
  );
