import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const browser = new URL('../packages/connect/dist/browser/', import.meta.url);

/** Size over the wire, in bytes. */
const weigh = (name: string) => statSync(new URL(`${name}.br`, browser)).size;

/** A script, and all that it imports before it runs. */
function closureOf(name: string): string[] {
  const text = readFileSync(new URL(name, browser), 'utf8');
  const imported = [
    ...text.matchAll(/\bfrom\s*["']\.\/([\w.-]+\.js)["']|^import\s*["']\.\/([\w.-]+\.js)["']/gm),
  ];
  return [name, ...imported.flatMap(([, from, bare]) => closureOf((from ?? bare)!))];
}

describe('the script-tag build', () => {
  const kB = 1000;
  const script = weigh('sdk.js');
  /** The modal, and whatever it cannot do without. */
  const modal = closureOf(readdirSync(browser).find((name) => /^modal-.*\.js$/.test(name))!)
    .map(weigh)
    .reduce((sum, size) => sum + size, 0);

  it('weighs little before the modal is opened', (t) => {
    t.diagnostic(`before the modal is opened: ${script} bytes brotli, of at most ${15 * kB}`);
    assert.ok(script < 15 * kB, `${script} bytes`);
  });

  it('weighs little up to the picker', (t) => {
    t.diagnostic(`all of it up to the picker: ${script + modal} bytes brotli, of at most ${40 * kB}`);
    assert.ok(script + modal < 40 * kB, `${script + modal} bytes`);
  });

  it('weighs little in the screens behind the picker, which are fetched meanwhile', (t) => {
    const later = weigh(readdirSync(browser).find((name) => /^later-.*\.js$/.test(name))!);
    t.diagnostic(`those screens: ${later} bytes brotli, of at most ${8 * kB}`);
    assert.ok(later < 8 * kB, `${later} bytes`);
  });

  it('weighs little in the secure frame, which loads beside it', (t) => {
    const frame = weigh('frame.js');
    t.diagnostic(`the secure frame: ${frame} bytes brotli, of at most ${23 * kB}`);
    assert.ok(frame < 23 * kB, `${frame} bytes`);
  });
});

describe('the languages of the script-tag build', () => {
  const languages = readdirSync(browser).filter((name) => /^language-.*\.js$/.test(name));

  it('are one small file each', (t) => {
    const heaviest = languages.map((name) => [weigh(name), name] as const).sort(([a], [b]) => b - a)[0]!;
    t.diagnostic(
      `the heaviest of ${languages.length}: ${heaviest[1]}, ${heaviest[0]} bytes brotli, of at most 6000`,
    );
    assert.ok(languages.length >= 27, `${languages.length} languages`);
    for (const name of languages) assert.ok(weigh(name) <= 6000, `${name}: ${weigh(name)} bytes`);
  });

  it('are those that the modal knows of, and those that the README lists', () => {
    const source = new URL('../packages/connect/src/ui/languages/', import.meta.url);
    const tags = [...readFileSync(new URL('tags.ts', source), 'utf8').matchAll(/^ {2}'([\w-]+)',$/gm)].map(
      ([, tag]) => tag!,
    );
    assert.equal(tags[0], 'en');
    const built = languages.map((name) => /^language-(.*)-[\w-]{8}\.js$/.exec(name)?.[1] ?? name);
    assert.deepEqual(built.sort(), tags.slice(1).sort());
    const readme = readFileSync(new URL('../packages/connect/README.md', import.meta.url), 'utf8');
    const section = /## Languages\n([^]*?)\n## /.exec(`${readme}\n## `)?.[1] ?? '';
    const listed = [...section.matchAll(/^\| (.*?) +\| `([\w-]+)` +\|/gm)].map(
      ([, name, tag]) => `${tag} ${name}`,
    );
    const names = new Intl.DisplayNames('en', { type: 'language' });
    assert.deepEqual(listed.sort(), tags.map((tag) => `${tag} ${names.of(tag)}`).sort());
  });
});

describe('importing the built package', () => {
  it('works in plain Node and touches no global', () => {
    const probe = `
      const touched = [];
      const names = ['window', 'document', 'self', 'location', 'navigator', 'localStorage', 'indexedDB', 'customElements', 'HTMLElement', 'fetch'];
      for (const name of names) {
        Object.defineProperty(globalThis, name, {
          configurable: true,
          get() { touched.push(name); return undefined; },
          set() { touched.push(name); },
        });
      }
      const before = Object.getOwnPropertyNames(globalThis).sort().join();
      const { Dapi, DapiBankAccount, ConnectError } = await import('@connect-layer/connect');
      if (Object.getOwnPropertyNames(globalThis).sort().join() !== before) touched.push('a new global');
      console.log(JSON.stringify({ touched, kinds: [typeof Dapi.create, typeof DapiBankAccount, typeof ConnectError], environments: Dapi.environments }));`;
    const cwd = fileURLToPath(new URL('.', import.meta.url));
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', probe], {
      cwd,
      encoding: 'utf8',
    });
    assert.deepEqual(JSON.parse(printed), {
      touched: [],
      kinds: ['function', 'function', 'function'],
      environments: { sandbox: 'sandbox', production: 'production' },
    });
  });
});
