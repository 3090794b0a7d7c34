import type { LogEntry } from '@connect-layer/gateway';
import { powensProvider } from '@connect-layer/gateway/providers/powens';
import { sandboxApp } from '../app.js';
import { powensAt, powensCodes, powensDoor, powensPassword, testConnector } from '../doors/powens.js';
import { startDoor, startSandbox, type SandboxOptions } from '../node.js';
import { dashboardLogin } from '../management/session.js';
import { magicAmounts } from '../money/magic.js';
import { personaCode } from '../personas/hurdles.js';
import { personaPassword, personas } from '../personas/personas.js';
import type { ProviderName } from './arguments.js';

/** Serves the sandbox until it is told to stop. */
export async function serveSandbox(
  asked: Pick<SandboxOptions, 'port' | 'origins' | 'stateFile'> & {
    provider?: ProviderName;
    powensPort?: number;
  },
): Promise<void> {
  const { provider: name, powensPort: port, ...options } = asked;
  const powens = await startDoor(powensDoor(), { port, usual: 8789, option: '--powens-port' });
  const provider = name === 'powens' ? powensProvider(powensAt(powens.url)) : undefined;
  const log = (entry: LogEntry) => console.log(lineOf(entry));
  const sandbox = await startSandbox({ ...options, provider, log }).catch(async (error: unknown) => {
    await powens.close();
    throw error;
  });
  console.log(greeting(sandbox.url));
  console.log(powensGreeting(powens.url));
  let stopping = false;
  const stop = () => {
    if (stopping) return; // Ctrl-C reaches every process of a terminal, and some pass it on again.
    stopping = true;
    void Promise.all([sandbox.close(), powens.close()]).then(
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

function powensGreeting(url: string): string {
  const { baseURL, clientID, clientSecret } = powensAt(url);
  return [
    `Powens, imitated, at ${baseURL}`,
    `client_id ${clientID}, client_secret ${clientSecret}, test connector ${testConnector}`,
    `Password ${powensPassword}, code ${powensCodes[0]}. What happens is chosen from the test connector's lists.`,
  ].join('\n');
}
