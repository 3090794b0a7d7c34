import { createGateway, type LogEntry, type Provider } from '@connect-layer/gateway';
import { brotli, browserFiles } from '@connect-layer/gateway/node';
import type { Unlisted } from '@connect-layer/protocol';
import { sandboxApp, sandboxKey } from './app.js';
import { sandboxBank } from './bank.js';
import { openStateFile } from './cli/state-file.js';
import { listenAt, type RunningSandbox } from './cli/listen.js';

export { startDoor, type RunningSandbox } from './cli/listen.js';
export { providerNames, startUpstreams, type ProviderName, type Upstreams } from './cli/upstreams.js';

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
