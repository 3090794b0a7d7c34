import type { LogEntry } from '@connect-layer/gateway';
import { sandboxApp } from '../app.js';
import { finapiAmounts, finapiClient, finapiCode, finapiPersonas } from '../doors/finapi.js';
import { powensAt, powensCodes, powensPassword, testConnector } from '../doors/powens.js';
import { startSandbox } from '../node.js';
import { dashboardLogin } from '../management/session.js';
import { magicAmounts } from '../money/magic.js';
import { personaCode } from '../personas/hurdles.js';
import { personaPassword, personas } from '../personas/personas.js';
import { startUpstreams, type ProviderName } from './upstreams.js';
import type { Serve } from './arguments.js';

/** Serves the sandbox until it is told to stop. */
export async function serveSandbox(asked: Serve): Promise<void> {
  const { provider: name = 'sandbox', finapiPort, powensPort, ...options } = asked;
  const upstreams = await startUpstreams({ finapiPort, powensPort });
  const sandbox = await startSandbox({
    ...options,
    provider: upstreams.providers[name],
    log: (entry) => console.log(lineOf(entry)),
    onUnlisted: ({ query, country = 'anywhere' }) => console.log(`Not listed: ${query} (${country})`),
  }).catch(async (error: unknown) => {
    await upstreams.close();
    throw error;
  });
  console.log(greeting(sandbox.url, name));
  console.log(finapiGreeting(upstreams.finapiURL));
  console.log(powensGreeting(upstreams.powensURL));
  let stopping = false;
  const stop = () => {
    if (stopping) return; // Ctrl-C reaches every process of a terminal, and some pass it on again.
    stopping = true;
    void Promise.all([sandbox.close(), upstreams.close()]).then(
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

function greeting(url: string, provider: ProviderName): string {
  const { appKey, bundleIDs, appSecret } = sandboxApp();
  return [
    `Sandbox at ${url}${provider === 'sandbox' ? '' : `, standing on ${provider}`}`,
    `appKey ${appKey}, bundleID ${bundleIDs[0]}, appSecret ${appSecret}`,
    ...(provider === 'sandbox' ? bankGreeting() : []),
  ].join('\n');
}

const table = (rows: Readonly<Record<string, { does: string }>>, width: number): string[] =>
  Object.entries(rows).map(([name, { does }]) => `  ${name.padEnd(width)}${does}`);

const bankGreeting = (): string[] => [
  `Password ${personaPassword}, code ${personaCode}. Usernames, which may go on as you like:`,
  ...table(personas, 14),
  'With _data in it a name meets that at calls that read, with _pay at calls that pay: mfa_otp_data.',
  'The decimals of an amount make a transfer go wrong:',
  ...table(magicAmounts, 14),
  `Sandbox users are managed under /v2 as ${dashboardLogin.email}, password ${dashboardLogin.password}.`,
];

const finapiGreeting = (url: string): string =>
  [
    `finAPI, imitated, at ${url}: Access under /api/v2, Web Form under /api, both with this base address`,
    `client_id ${finapiClient.clientID}, client_secret ${finapiClient.clientSecret}, code ${finapiCode}`,
    'Onlinebanking-ID and PIN, both the same; at the redirect bank the user name:',
    ...table(finapiPersonas, 22),
    'The decimals of an amount:',
    ...table(finapiAmounts, 22),
  ].join('\n');

function powensGreeting(url: string): string {
  const { baseURL, clientID, clientSecret } = powensAt(url);
  return [
    `Powens, imitated, at ${baseURL}`,
    `client_id ${clientID}, client_secret ${clientSecret}, test connector ${testConnector}`,
    `Password ${powensPassword}, code ${powensCodes[0]}. What happens is chosen from the test connector's lists.`,
  ].join('\n');
}
