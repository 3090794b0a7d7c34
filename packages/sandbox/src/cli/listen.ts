import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Gateway } from '@connect-layer/gateway';
import { serve } from '@connect-layer/gateway/node';

/** A sandbox, or a part of one, that listens. */
export interface RunningSandbox {
  /** `http://localhost:PORT`; `http://127.0.0.1:PORT` reaches it too. */
  url: string;
  close(): Promise<void>;
}

/** Serves the imitation of an upstream, to this machine only. Without a port it takes the usual one, or a free one. */
export async function startDoor(
  door: (request: Request) => Promise<Response>,
  { port, usual, option }: { port?: number | undefined; usual: number; option: string },
): Promise<RunningSandbox> {
  if (port !== undefined) return listenAt(door, port, option);
  return listenAt(door, usual, option).catch(() => listenAt(door, 0, option));
}

/** Serves to this machine only. Rejects with a message that names the option when the port is taken. */
export async function listenAt(answer: Gateway, port: number, option: string): Promise<RunningSandbox> {
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
