import { parseArgs, type ParseArgsConfig } from 'node:util';
import { providerNames, type ProviderName } from './upstreams.js';
import type { ConnectOptions } from './connect.js';

/** What the command line asks for. */
export type Arguments =
  { command: 'help' } | ({ command: 'serve' } & Serve) | ({ command: 'connect' } & ConnectOptions);

/** What is to be served, and where. */
export interface Serve {
  port: number;
  origins: string[];
  stateFile?: string;
  many?: number;
  provider?: ProviderName;
  finapiPort?: number;
  powensPort?: number;
}

/** A command line that makes no sense. The message says which part, and holds no value but a port or an origin. */
export class UsageError extends Error {}

export const usage = `Usage: connect-layer-sandbox [--port N] [--origin URL]... [--state FILE]
                             [--institutions N] [--provider NAME] [--finapi-port N] [--powens-port N]
       connect-layer-sandbox connect --bank ID --username NAME --password WORD [--code CODE]

Serves a gateway in front of a simulated bank, and beside it a simulated finAPI and Powens, to this machine only.

  --port N               where to listen; default GATEWAY_PORT, else 8787; 0 takes a free one
  --origin URL           lets pages of this origin use it, besides every loopback one; may be repeated
  --state FILE           keeps what happens at the bank there, for the next start; default: nowhere
  --institutions N       lists so many invented banks besides its own, to try out a long list
  --provider NAME        what the gateway stands on: ${providerNames.join(', ')}; default sandbox, the bank itself
  --finapi-port N        where finAPI listens; default 8788, or a free one where that is taken
  --powens-port N        where Powens listens; default 8789, or a free one where that is taken
  --help                 shows this

connect logs in as a page would, and prints the codes as one line of JSON.

  --bank ID              e.g. DAPIBANK_AE_ADCB
  --username NAME        one that the sandbox prints when it starts
  --password WORD
  --code CODE            answers the bank when it asks for a code
  --url URL              the gateway; default http://localhost:8787, or the port of GATEWAY_PORT
  --app-key KEY          default sandbox-app
  --bundle-id ID         default sandbox-bundle
  --client-user-id ID    default example-user`;

const text = { type: 'string' } as const;
const help = { type: 'boolean', short: 'h' } as const;

/** Reads a command line. Throws a {@link UsageError} when it makes no sense. */
export function readArguments(args: readonly string[], env: Record<string, string | undefined>): Arguments {
  const defaultPort = env.GATEWAY_PORT || '8787';
  if (args[0] !== 'connect') {
    const options = {
      port: text,
      origin: { ...text, multiple: true },
      state: text,
      institutions: text,
      provider: text,
      'finapi-port': text,
      'powens-port': text,
      help,
    } as const;
    const given = read(args, options);
    const { port = defaultPort, origin = [], state, institutions, help: helps, provider } = given;
    const { 'finapi-port': finapiPort, 'powens-port': powensPort } = given;
    return helps
      ? { command: 'help' }
      : {
          command: 'serve',
          port: portOf(port),
          origins: origin.map(originOf),
          ...(state && { stateFile: state }),
          ...(institutions && { many: countOf(institutions) }),
          ...(provider && { provider: providerOf(provider) }),
          ...(finapiPort && { finapiPort: portOf(finapiPort) }),
          ...(powensPort && { powensPort: portOf(powensPort) }),
        };
  }
  const options = {
    ...{ bank: text, username: text, password: text, code: text, url: text, help },
    ...{ 'app-key': text, 'bundle-id': text, 'client-user-id': text },
  } as const;
  const given = read(args.slice(1), options);
  if (given.help) return { command: 'help' };
  return {
    command: 'connect',
    url: given.url === undefined ? `http://localhost:${portOf(defaultPort)}` : addressOf(given.url),
    institutionID: required('--bank', given.bank),
    username: required('--username', given.username),
    password: required('--password', given.password),
    code: given.code,
    appKey: given['app-key'] ?? 'sandbox-app',
    bundleID: given['bundle-id'] ?? 'sandbox-bundle',
    clientUserID: given['client-user-id'] ?? 'example-user',
  };
}

function read<const O extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: O) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (!positionals.length) return values;
  } catch (error) {
    // Only the first sentence: the others are advice for other command lines.
    const [complaint] = error instanceof Error ? error.message.split(/\.\s/) : [];
    throw new UsageError(`${complaint?.replace(/\.$/, '')}. See --help.`);
  }
  // Not repeated: it may be a password that lost its option.
  throw new UsageError('There is an argument that belongs to no option. See --help.');
}

function required(option: string, value: string | undefined): string {
  if (!value) throw new UsageError(`${option} is missing. See --help.`);
  return value;
}

function portOf(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65535)
    throw new UsageError(`'${value}' is not a port: a number from 0 to 65535.`);
  return Number(value);
}

function countOf(value: string): number {
  if (!/^\d{1,6}$/.test(value))
    throw new UsageError(`'${value}' is not a number of banks: one from 0 to 999999.`);
  return Number(value);
}

function providerOf(value: string): ProviderName {
  const name = providerNames.find((one) => one === value);
  if (!name) throw new UsageError(`'${value}' is not a provider: one of ${providerNames.join(', ')}.`);
  return name;
}

/** An origin as browsers spell it; its port may be `*`. */
function originOf(value: string): string {
  const origin = URL.canParse(value.replace(/:\*$/, '')) ? new URL(value.replace(/:\*$/, '')).origin : 'null';
  if (value === origin || value === `${origin}:*`) return value;
  const hint = origin === 'null' ? 'such as https://shop.example' : `perhaps ${origin}`;
  throw new UsageError(`'${value}' is not an origin, ${hint}.`);
}

function addressOf(value: string): string {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value))
    throw new UsageError('--url is not an address that begins with http:// or https://.');
  return value.replace(/\/+$/, '');
}
