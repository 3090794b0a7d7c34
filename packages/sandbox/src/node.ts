import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGateway, type Gateway, type LogEntry, type Provider } from '@connect-layer/gateway';
import { brotli, browserFiles, serve } from '@connect-layer/gateway/node';
import type { Unlisted } from '@connect-layer/protocol';
import { sandboxApp, sandboxKey } from './app.js';
import { sandboxBank } from './bank.js';
import { openStateFile } from './cli/state-file.js';

export interface SandboxOptions {
  /** 0 takes a free one. */
  port: number;
  /** Origins whose pages may use the sandbox, besides every loopback one. */
  origins?: readonly string[];
  /** Where the bank keeps what it knows, so that it knows it again when it is started anew. Default: nowhere. */
  stateFile?: string | undefined;
  /** How many invented banks are listed besides its own. Default: none. */
  many?: number | undefined;
  /** What the gateway stands on. Default: the simulated bank itself, with nothing in between. */
  provider?: Provider | undefined;
  /** Told of banks that people did not find, as they typed them. */
  onUnlisted?: (report: Unlisted) => void;
  /** Told of every request to the gateway once it is answered. */
  log?: (entry: LogEntry) => void;
  /** Milliseconds since 1970, for tests that move the gateway's clock. */
  now?: () => number;
}

/** A sandbox that listens. */
export interface RunningSandbox {
  /** `http://localhost:PORT`; `http://127.0.0.1:PORT` reaches it too. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves a gateway in front of the simulated bank, to this machine only.
 *
 * Rejects with a readable message when the port is taken, and when the state file holds something else.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const { port, origins, stateFile, many, provider, onUnlisted, log, now } = options;
  const file = stateFile === undefined ? undefined : await openStateFile(stateFile);
  const gateway = createGateway({
    provider: provider ?? sandboxBank({ ...file, ...(many && { many }) }),
    apps: [sandboxApp(origins)],
    keys: [sandboxKey],
    files: browserFiles(),
    brotli,
    ...(onUnlisted && { onUnlisted }),
    ...(log && { log }),
    ...(now && { now }),
  });
  const running = await listenAt(gateway, port, '--port');
  return {
    url: running.url,
    close: async () => {
      await running.close();
      await file?.written();
    },
  };
}

/** Serves the imitation of an upstream in the same way. Without a port it takes the usual one, or a free one. */
export async function startDoor(
  door: (request: Request) => Promise<Response>,
  { port, usual, option }: { port?: number | undefined; usual: number; option: string },
): Promise<RunningSandbox> {
  if (port !== undefined) return listenAt(door, port, option);
  return listenAt(door, usual, option).catch(() => listenAt(door, 0, option));
}

async function listenAt(answer: Gateway, port: number, option: string): Promise<RunningSandbox> {
  const servers = await listen(answer, port).catch((cause: unknown) => {
    if (codeOf(cause) !== 'EADDRINUSE') throw cause;
    throw new Error(`Port ${port} is taken. Choose another with ${option}.`, { cause });
  });
  return {
    url: `http://localhost:${portOf(servers[0])}`,
    close: async () => void (await Promise.all(servers.map(close))),
  };
}

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

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
