import { defineConfig, devices } from '@playwright/test';
import { demoEnvironment, demoURL } from './e2e/addresses.js';
import { chromiumLaunch } from './e2e/browsers.mjs';

const inCI = !!process.env.CI;

// A host that no app allows, for the tests of what then happens.
const launchOptions = {
  ...chromiumLaunch,
  args: [...(chromiumLaunch.args ?? []), '--host-resolver-rules=MAP shop.example 127.0.0.1'],
};

export default defineConfig({
  testDir: './e2e',
  // Those run in Node, without a browser.
  testIgnore: '**/*.node.test.ts',
  // A folder of its own: Playwright empties it, and the other reports lie beside it.
  outputDir: './test-results/e2e',
  // What is told of the modal is the same in every browser and system.
  snapshotPathTemplate: '{testDir}/{testFileName}-snapshots/{arg}{ext}',
  fullyParallel: true,
  workers: 2,
  forbidOnly: inCI,
  retries: inCI ? 1 : 0,
  maxFailures: 8,
  reporter: [['list'], ['junit', { outputFile: './test-results/e2e.xml' }], ['html', { open: 'never' }]],
  use: {
    baseURL: demoURL,
    // A trace takes a third of the time, so where a test is tried again only that is traced.
    trace: inCI ? 'on-first-retry' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    video: 'off',
  },
  projects: [{ name: 'chromium', use: { ...devices['Desktop Chrome'], launchOptions } }],
  webServer: {
    command: 'node --import tsx -C connect-layer-source demo/start.ts',
    env: demoEnvironment,
    url: `${demoURL}/`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
