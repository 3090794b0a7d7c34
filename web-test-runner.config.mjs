import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { junitReporter } from '@web/test-runner-junit-reporter';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { chromiumLaunch, firefoxLaunch } from './e2e/browsers.mjs';

const launchers = {
  chromium: playwrightLauncher({ product: 'chromium', launchOptions: chromiumLaunch }),
  firefox:
    firefoxLaunch && playwrightLauncher({ product: 'firefox', launchOptions: firefoxLaunch, concurrency: 1 }),
};

/** `BROWSERS=chromium,firefox` runs both. */
const browsers = (process.env.BROWSERS ?? 'chromium').split(',').map((name) => {
  const launcher = launchers[name.trim()];
  if (!launcher) throw new Error(`BROWSERS names ${name}, which is not to be had here.`);
  return launcher;
});

const junit = junitReporter({ outputPath: './test-results/browser.xml' });

/** By itself the reporter leaves out what is outside of a `describe`, and files that cannot be loaded. */
const junitOfAll = {
  ...junit,
  onTestRunFinished: ({ sessions, ...rest }) =>
    junit.onTestRunFinished({
      ...rest,
      sessions: sessions.map((session) => ({ ...session, ...all(session) })),
    }),
};

function all({ testResults, errors }) {
  const tests = errors.map((error) => ({ name: 'the file', passed: false, skipped: false, error }));
  return {
    testResults: { name: '', tests: [], suites: [{ name: '', tests, suites: [] }, testResults ?? []].flat() },
  };
}

export default {
  rootDir: '.',
  // The other packages' tests run in Node.
  files: 'packages/connect/src/**/*.test.ts',
  nodeResolve: { exportConditions: ['connect-layer-source', 'development'] },
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      // Without it, esbuild takes decorators for standard ones.
      tsconfig: fileURLToPath(new URL('./tsconfig.base.json', import.meta.url)),
    }),
  ],
  browsers,
  reporters: [defaultReporter(), junitOfAll],
  testFramework: { config: { timeout: 5000 } },
  coverageConfig: { include: ['packages/*/src/**'], reportDir: 'coverage' },
};
