// Every check there is, one after the other: `npm test`. With names it runs only those: `node e2e/run-all.mjs lint node`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const { packageManager } = JSON.parse(readFileSync('package.json', 'utf8'));
const insidePnpm = process.env.npm_config_user_agent?.startsWith('pnpm');
const script = (name) => [
  ...(insidePnpm ? ['pnpm'] : ['npx', '--yes', packageManager]),
  'run',
  '--silent',
  name,
];

/**
 * In this order. A stage with a `report` counts its tests, one with `needs` is left out when one of those failed,
 * and one with `silent` counts only when it fails.
 */
const stages = [
  { name: 'typecheck', command: () => script('typecheck') },
  { name: 'lint', command: () => script('lint') },
  { name: 'build', command: () => script('build:all') },
  { name: 'node', command: nodeTests, report: 'test-results/node.xml' },
  {
    name: 'install-browser',
    command: () => [process.execPath, 'e2e/install-browser.mjs'],
    silent: true,
  },
  {
    name: 'browser',
    command: () => script('test:browser'),
    report: 'test-results/browser.xml',
    needs: ['install-browser'],
  },
  {
    name: 'e2e',
    command: () => script('test:e2e'),
    report: 'test-results/e2e.xml',
    needs: ['install-browser', 'build'],
  },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no stage ${unknown.join(', ')}; there are ${stages.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

const total = { passed: 0, failed: 0, skipped: 0 };
const broken = new Set();
mkdirSync('test-results', { recursive: true });

for (const stage of stages) {
  if (wanted.length > 0 && !wanted.includes(stage.name)) continue;
  console.log(`\n── ${stage.name} ──`);
  const missing = stage.needs?.filter((name) => broken.has(name)) ?? [];
  if (missing.length > 0) {
    console.log(`not run, since it needs ${missing.join(' and ')}`);
    continue;
  }
  const start = performance.now();
  const counted = run(stage);
  if (counted.failed > 0) broken.add(stage.name);
  for (const key of Object.keys(total)) total[key] += counted[key];
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`── ${stage.name}: ${counted.failed > 0 ? 'FAILED' : 'ok'}, ${seconds} s ──`);
}

if (broken.size > 0) console.log(`\nFailed: ${[...broken].join(', ')}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

function run({ command, report, silent }) {
  if (report) rmSync(report, { force: true });
  const [name, ...args] = command();
  const { status, error } = spawnSync(name, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) console.error(error.message);
  const ok = status === 0;
  if (!report) return { passed: ok && !silent ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  const tests = count(report);
  const ran = tests.passed + tests.failed + tests.skipped > 0;
  if (!ran) console.error('There is no report of a single test.');
  // What breaks outside of a test, such as a file that cannot be loaded, is a failure too.
  return { ...tests, failed: Math.max(tests.failed, ok && ran ? 0 : 1) };
}

/** The test cases of a JUnit report; nothing when it was never written. */
function count(report) {
  const result = { passed: 0, failed: 0, skipped: 0 };
  let xml = '';
  try {
    xml = readFileSync(report, 'utf8').replace(/<!\[CDATA\[.*?\]\]>/gs, '');
  } catch {
    return result;
  }
  for (const [, , body = ''] of xml.matchAll(
    /<testcase\b(?:[^">]|"[^"]*")*?(?:(\/)>|>(.*?)<\/testcase>)/gs,
  )) {
    if (/<(failure|error)\b/.test(body)) result.failed++;
    else if (/<skipped\b/.test(body)) result.skipped++;
    else result.passed++;
  }
  return result;
}

/** Node 20 takes files, not globs. Most of them wait for something, so a few at once take half the time. */
function nodeTests() {
  const files = [
    ...['protocol', 'gateway', 'sandbox'].flatMap((name) => find(`packages/${name}/src`, '.test.ts')),
    ...find('e2e', '.node.test.ts'),
  ];
  if (files.length === 0) return [process.execPath, '-e', 'throw new Error("There is no test.")'];
  return [
    process.execPath,
    ...['--import', 'tsx', '-C', 'connect-layer-source', '--test', '--test-concurrency=3'],
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=junit', '--test-reporter-destination=test-results/node.xml'],
    ...files,
  ];
}

function find(folder, suffix) {
  return readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith(suffix) && !path.includes('node_modules'))
    .map((path) => join(folder, path))
    .sort();
}
