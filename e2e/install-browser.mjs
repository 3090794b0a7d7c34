// Makes sure that there is a Chromium to test with, and says which.
import { spawnSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findChromium } from './browsers.mjs';

const packages = ['chromium', 'fonts-liberation', 'fonts-noto-core', 'fonts-noto-color-emoji'];

if (!findChromium() && process.env.CHROMIUM_PATH) {
  fail(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, and there is no such file.`);
}
if (!findChromium()) {
  const playwright = fileURLToPath(new URL('../node_modules/playwright/cli.js', import.meta.url));
  run(process.execPath, [playwright, 'install', 'chromium']);
}
if (!findChromium()) await installFromDistribution();

const found = findChromium();
if (!found) fail('There is no Chromium, and none could be installed. Set CHROMIUM_PATH to one.');
console.log(`Chromium: ${found}`);

/** Debian and its kin; the fonts give pages their Latin, other scripts and emoji. */
async function installFromDistribution() {
  const has = (command) => run(command, ['--version'], { stdio: 'ignore' });
  if (!has('apt-get')) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !has('sudo')) return;
  const asRoot = (...command) => {
    const [name, ...args] = isRoot ? command : ['sudo', '-n', ...command];
    return run(name, args, {
      // Quiet on the way, loud about what went wrong.
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  console.log(`Installing ${packages.join(', ')} instead`);
  for (let attempt = 1; attempt <= 3; attempt++) {
    if (attempt > 1) await setTimeout(5000);
    const installed =
      asRoot('apt-get', 'update', '-qq') &&
      asRoot('apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages);
    if (installed) return;
  }
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options }).status === 0;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
