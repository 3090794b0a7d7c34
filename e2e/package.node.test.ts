import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createGateway } from '@connect-layer/gateway';
import { browserFiles } from '@connect-layer/gateway/node';
import { sandboxApp, sandboxBank, sandboxKey } from '@connect-layer/sandbox';

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

/** The whole name of a built script, which may have a hash in it. */
const scripts = readdirSync(browser).filter((name) => name.endsWith('.js'));
const named = (begin: string): string =>
  scripts.find((name) => new RegExp(`^${begin}(-[\\w-]{8})?\\.js$`).test(name)) ??
  assert.fail(`There is no ${begin}.`);

/** What it takes to run one script after another, without what is there already. */
const filesOf = (begins: readonly string[], there: readonly string[] = []): string[] => [
  ...new Set(begins.flatMap((begin) => closureOf(named(begin))).filter((name) => !there.includes(name))),
];

describe('the script-tag build', async () => {
  const kB = 1000;
  const sum = (names: readonly string[]) => names.map(weigh).reduce((all, size) => all + size, 0);
  const page = filesOf(['sdk']);
  /** Until somebody sees the banks, and can choose one of them. */
  const picker = filesOf(['sdk', 'modal']);
  /** What is fetched while they look at the banks: what answers to typing, and all that comes after the choice. */
  const meanwhile = filesOf(['search-engine', 'later'], picker);
  const frame = filesOf(['frame']);
  /** Only for pages that set texts, colours, or listen to events: fetched with the modal. */
  const wanted = filesOf(['own-words', 'dressing', 'told'], picker);

  const gateway = createGateway({
    ...{ provider: sandboxBank(), apps: [sandboxApp()], keys: [sandboxKey] },
    files: browserFiles(),
  });
  const address = 'http://localhost/connect/v1/frame?appKey=sandbox-app';
  const frameDocument = (await (await gateway(new Request(address))).arrayBuffer()).byteLength;

  const limits: readonly [what: string, bytes: number, limit: number][] = [
    ['before the modal is opened', sum(page), 15 * kB],
    ['up to the picker', sum(picker), 30 * kB],
    ['while somebody looks at the picker', sum(meanwhile), 19.5 * kB],
    ['in the secure frame: its document and its script', frameDocument + sum(frame), 20 * kB],
    [
      'in all, from the page to the connected bank',
      sum([...picker, ...meanwhile, ...frame]) + frameDocument,
      68 * kB,
    ],
    ['for pages that set texts, set colours and listen to events, besides', sum(wanted), 6 * kB],
  ];
  for (const [what, bytes, limit] of limits)
    it(`weighs little ${what}`, (t) => {
      t.diagnostic(`${what}: ${bytes} bytes brotli, of at most ${limit}`);
      assert.ok(bytes < limit, `${bytes} bytes`);
    });

  it('has nothing else', () => {
    const others = scripts.filter((name) => !/^language-/.test(name) && name !== 'returned.js');
    assert.deepEqual([...new Set([...picker, ...meanwhile, ...frame, ...wanted])].sort(), others.sort());
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
