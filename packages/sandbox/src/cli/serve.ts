import type { LogEntry } from '@connect-layer/gateway';
import { sandboxApp } from '../app.js';
import { startSandbox, type SandboxOptions } from '../node.js';
import { dashboardLogin } from '../management/session.js';
import { magicAmounts } from '../money/magic.js';
import { personaCode } from '../personas/hurdles.js';
import { personaPassword, personas } from '../personas/personas.js';

/** Serves the sandbox until it is told to stop. */
export async function serveSandbox(
  asked: Pick<SandboxOptions, 'port' | 'origins' | 'stateFile' | 'many'>,
): Promise<void> {
  const sandbox = await startSandbox({
    ...asked,
    log: (entry) => console.log(lineOf(entry)),
    onUnlisted: ({ query, country = 'anywhere' }) => console.log(`Not listed: ${query} (${country})`),
  });
  console.log(greeting(sandbox.url));
  let stopping = false;
  const stop = () => {
    if (stopping) return; // Ctrl-C reaches every process of a terminal, and some pass it on again.
    stopping = true;
    void sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** What was asked and how it went; never what was said. */
const lineOf = ({ method, path, status, milliseconds, trace }: LogEntry): string =>
  [`${method} ${path} ${status} ${milliseconds} ms`, ...(trace ?? [])].join('\n');

function greeting(url: string): string {
  const { appKey, bundleIDs, appSecret } = sandboxApp();
  const users = Object.entries(personas).map(([username, { does }]) => `  ${username.padEnd(14)}${does}`);
  return [
    `Sandbox at ${url}`,
    `appKey ${appKey}, bundleID ${bundleIDs[0]}, appSecret ${appSecret}`,
    `Password ${personaPassword}, code ${personaCode}. Usernames, which may go on as you like:`,
    ...users,
    'With _data in it a name meets that at calls that read, with _pay at calls that pay: mfa_otp_data.',
    'The decimals of an amount make a transfer go wrong:',
    ...Object.entries(magicAmounts).map(([ending, { does }]) => `  ${ending.padEnd(14)}${does}`),
    `Sandbox users are managed under /v2 as ${dashboardLogin.email}, password ${dashboardLogin.password}.`,
  ].join('\n');
}
