import { dapiProvider } from '@connect-layer/gateway/providers/dapi';
import { sandboxApp } from '@connect-layer/sandbox';
import { startSandbox } from '@connect-layer/sandbox/node';
import { testProvider } from './contract.js';
import { sandboxBanks } from './people.js';

/** Dapi's protocol over HTTP, spoken to a gateway in front of the sandbox. */
async function start() {
  const sandbox = await startSandbox({ port: 0 });
  const { appKey, appSecret, bundleIDs } = sandboxApp();
  const app = { appKey, appSecret, bundleID: bundleIDs[0]! };
  return { provider: dapiProvider({ ...app, connectURL: sandbox.url }), stop: sandbox.close };
}

for (const bank of sandboxBanks)
  testProvider({ name: `a gateway of ours, at ${bank.institutionID},`, start, ...bank });
