import { createServer as createPort } from 'node:net';
import { parseArgs } from 'node:util';
import { sandboxApp } from '@connect-layer/sandbox';
import { providerNames, startSandbox, startUpstreams, type ProviderName } from '@connect-layer/sandbox/node';
import { createServer } from 'vite';
import { hintOf } from './providers.js';

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/**
 * Serves the demo and, on a port of its own, the gateway with the sandbox behind it, until told to stop. With
 * `--provider finapi` or `powens` the gateway stands on the sandbox's imitation of that.
 */
async function start(): Promise<void> {
  const provider = providerFrom(process.argv.slice(2));
  const port = portFrom('PORT', 5173);
  const gatewayPort = portFrom('GATEWAY_PORT', 8787);
  if (port === gatewayPort)
    throw new Error(`PORT and GATEWAY_PORT are both ${port}. Set one to another port.`);
  await mustBeFree('PORT', port);
  await mustBeFree('GATEWAY_PORT', gatewayPort);

  const upstreams = provider === 'sandbox' ? undefined : await startUpstreams();
  const sandbox = await startSandbox({ port: gatewayPort, provider: upstreams?.providers[provider] });
  process.env.VITE_GATEWAY_URL = sandbox.url;
  process.env.VITE_PROVIDER = provider;
  const { default: config } = await import('./vite.config.js');
  const server = { ...config.server, port, strictPort: true, host: 'localhost' };
  const demo = await createServer({ ...config, configFile: false, logLevel: 'warn', server });
  await demo.listen();

  let stopping = false;
  const stop = (): void => {
    if (stopping) return; // Ctrl-C reaches every process of a terminal, and some pass it on again.
    stopping = true;
    process.exitCode = 0; // Vite, which hears SIGTERM too, would say 143.
    void Promise.all([demo.close(), sandbox.close(), upstreams?.close()]).finally(() => process.exit());
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  const { appKey, bundleIDs, appSecret } = sandboxApp();
  console.log(`Demo               http://localhost:${port}/`);
  console.log(
    `Gateway + sandbox  ${sandbox.url}/   appKey ${appKey}, bundleID ${bundleIDs[0]}, appSecret ${appSecret}`,
  );
  if (provider !== 'sandbox') console.log(`Standing on ${provider}, imitated.`);
  console.log(`Click “Connect your bank” and choose a bank. ${hintOf(provider)}`);
}

function providerFrom(args: string[]): ProviderName {
  const { provider = 'sandbox' } = parseArgs({ args, options: { provider: { type: 'string' } } }).values;
  const name = providerNames.find((one) => one === provider);
  if (!name) throw new Error(`--provider is “${provider}”. It must be one of ${providerNames.join(', ')}.`);
  return name;
}

function portFrom(variable: string, otherwise: number): number {
  const given = process.env[variable];
  if (!given) return otherwise;
  const port = /^\d+$/.test(given) ? Number(given) : 0;
  if (port >= 1 && port <= 65535) return port;
  throw new Error(`${variable} is “${given}”. It must be a port, from 1 to 65535.`);
}

/** `localhost` is 127.0.0.1 to some and ::1 to others, so nobody else may have the port on either. */
async function mustBeFree(variable: string, port: number): Promise<void> {
  for (const hostname of ['127.0.0.1', '::1']) {
    const code = await new Promise((resolve) => {
      const server = createPort();
      server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
      server.listen(port, hostname, () => server.close(() => resolve(undefined)));
    });
    if (code === 'EADDRINUSE') throw new Error(`Port ${port} is taken. Set ${variable} to another one.`);
    if (code === 'EACCES') throw new Error(`Port ${port} may not be used. Set ${variable} to another one.`);
  }
}
