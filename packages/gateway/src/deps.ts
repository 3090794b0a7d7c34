import type { App } from './apps.js';
import type { Operations } from './operations.js';
import type { Provider } from './provider.js';
import type { Seal } from './seal.js';
import type { Store } from './store.js';

/** What the handlers share. */
export interface Deps {
  provider: Provider;
  apps: readonly App[];
  seal: Seal;
  store: Store;
  operations: Operations;
  parallel: 'queue' | 'refuse';
  inBackground: (work: Promise<void>) => void;
  fetch: typeof globalThis.fetch;
  now: () => number;
}
