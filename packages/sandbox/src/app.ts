import { loopbackOrigins, type App } from '@connect-layer/gateway';
import { sharedThings } from '@connect-layer/protocol';

/** The app that every sandbox knows. Its secret is public: it opens nothing but simulated accounts. */
export const sandboxApp = (extraOrigins: readonly string[] = []): App => ({
  appKey: 'sandbox-app',
  appSecret: 'sandbox-secret',
  name: 'Example App',
  bundleIDs: ['sandbox-bundle'],
  origins: [...loopbackOrigins, ...extraOrigins],
  environment: 'sandbox',
  consent: { shares: [...sharedThings], days: 90, by: 'Example App Ltd' },
});

/**
 * The key of every sandbox gateway: fixed, so that a connection made yesterday still opens after a restart.
 *
 * Worthless outside the sandbox, because everybody has it. A gateway that reaches real banks needs its own.
 */
export const sandboxKey = 'c2FuZGJveCBrZXkgdGhhdCBndWFyZHMgbm90aGluZyE';
