// Which browsers there are: the one named by the environment, else Playwright's own, else the system's.
// Web Test Runner and Playwright both ask here.
import { existsSync } from 'node:fs';
import { chromium, firefox } from 'playwright';

const first = (/** @type {string[]} */ ...paths) => paths.find((path) => existsSync(path));

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where Chromium is; undefined when there is none, or none where CHROMIUM_PATH says. */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return first(process.env.CHROMIUM_PATH);
  return first(
    chromium.executablePath(),
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  );
}

const isRoot = process.getuid?.() === 0;
const chromiumPath = findChromium();

/** @type {import('playwright').LaunchOptions} */
export const chromiumLaunch = {
  // Playwright starts its own Chromium by itself, and then in the lighter headless build.
  ...(chromiumPath && chromiumPath !== chromium.executablePath() && { executablePath: chromiumPath }),
  args: [...(isRoot ? ['--no-sandbox'] : []), ...quiet],
};

const systemFirefox = first(process.env.FIREFOX_PATH ?? '', '/usr/bin/firefox-esr', '/usr/bin/firefox');

/**
 * Undefined when there is no Firefox. One of the system is driven over WebDriver BiDi.
 * @type {import('playwright').LaunchOptions | undefined}
 */
export const firefoxLaunch =
  !process.env.FIREFOX_PATH && existsSync(firefox.executablePath())
    ? {}
    : systemFirefox
      ? { channel: 'moz-firefox', executablePath: systemFirefox }
      : undefined;
