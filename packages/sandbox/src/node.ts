import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGateway, type Gateway, type LogEntry } from '@connect-layer/gateway';
import { brotli, browserFiles, serve } from '@connect-layer/gateway/node';
import { finapiProvider } from '@connect-layer/gateway/providers/finapi';
import type { Unlisted } from '@connect-layer/protocol';
import { sandboxApp, sandboxKey } from './app.js';
import { sandboxBank } from './bank.js';
import { openStateFile } from './cli/state-file.js';
import { finapiClient, finapiDoor } from './doors/finapi.js';

/** Which way the gateway of a sandbox takes to a bank. */
export const sandboxProviders = ['sandbox', 'finapi'] as const;
export type SandboxProvider = (typeof sandboxProviders)[number];

export interface SandboxOptions {
  /** 0 takes a free one. */
  port: number;
  /** Origins whose pages may use the sandbox, besides every loopback one. */
  origins?: readonly string[];
  /** Where the bank keeps what it knows, so that it knows it again when it is started anew. Default: nowhere. */
  stateFile?: string | undefined;
  /** How many invented banks are listed besides its own. Default: none. */
  many?: number | undefined;
  /** Told of banks that people did not find, as they typed them. */
  onUnlisted?: (report: Unlisted) => void;
  /** Told of every request to the gateway once it is answered. */
  log?: (entry: LogEntry) => void;
  /** Where a simulated finAPI listens; 0 takes a free one. Default: there is none, unless the gateway stands on it. */
  finapiPort?: number;
  /** What the gateway stands on. Default: the simulated bank itself, with nothing in between. */
  provider?: SandboxProvider;
}

/** A sandbox that listens. */
export interface RunningSandbox {
  /** `http://localhost:PORT`; `http://127.0.0.1:PORT` reaches it too. */
  url: string;
  /** The base address of both of finAPI's APIs, where there is a simulated one. */
  finapiURL?: string;
  close(): Promise<void>;
}

/**
 * Serves a gateway in front of the simulated bank, to this machine only.
 *
 * Rejects with a readable message when the port is taken, and when the state file holds something else.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const { port, origins, stateFile, many, onUnlisted, log, provider = 'sandbox' } = options;
  const finapiPort = options.finapiPort ?? (provider === 'finapi' ? 0 : undefined);
  const file = stateFile === undefined ? undefined : await openStateFile(stateFile);
  const finapi = finapiPort === undefined ? [] : await listenOn(finapiDoor(), finapiPort, '--finapi-port');
  const finapiURL = finapi[0] && urlOf(finapi[0]);
  const gateway = createGateway({
    provider:
      provider === 'finapi' && finapiURL !== undefined
        ? finapiProvider({ ...finapiClient, accessURL: finapiURL, testBanks: true })
        : sandboxBank({ ...file, ...(many && { many }) }),
    apps: [sandboxApp(origins)],
    keys: [sandboxKey],
    files: browserFiles(),
    brotli,
    ...(onUnlisted && { onUnlisted }),
    ...(log && { log }),
  });
  const servers = await listenOn(gateway, port, '--port').catch(async (error: unknown) => {
    await Promise.all(finapi.map(close));
    throw error;
  });
  return {
    url: urlOf(servers[0]),
    ...(finapiURL !== undefined && { finapiURL }),
    close: async () => {
      await Promise.all([...servers, ...finapi].map(close));
      await file?.written();
    },
  };
}

/** The message names the option with which another port is chosen. */
const listenOn = (handler: Gateway, port: number, option: string): Promise<[Server, ...Server[]]> =>
  listen(handler, port).catch((cause: unknown) => {
    if (codeOf(cause) !== 'EADDRINUSE') throw cause;
    throw new Error(`Port ${port} is taken. Choose another with ${option}.`, { cause });
  });

/** `localhost` means 127.0.0.1 to some and ::1 to others, so the same port is served on both. */
async function listen(gateway: Gateway, port: number): Promise<[Server, ...Server[]]> {
  const first = await serve(gateway, { port, hostname: '127.0.0.1' });
  try {
    return [first, await serve(gateway, { port: portOf(first), hostname: '::1' })];
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') return [first]; // This machine has no IPv6.
    await close(first);
    if (port === 0) return listen(gateway, port); // Free on the one, taken on the other: take the next.
    throw error;
  }
}

const urlOf = (server: Server): string => `http://localhost:${portOf(server)}`;

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
