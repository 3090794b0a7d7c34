import type { App } from './apps.js';
import type { Unlisted } from '@connect-layer/protocol';
import type { Indexes } from './connect/indexes.js';
import type { Operations } from './operations.js';
import type { Provider } from './provider.js';
import type { Seal } from './seal.js';
import type { Store } from './store.js';

/** What the handlers share. */
export interface Deps {
  provider: Provider;
  /** Where the gateway answers, if it was told; and the path under which it is mounted. */
  publicURL: string | undefined;
  basePath: string;
  apps: readonly App[];
  seal: Seal;
  store: Store;
  operations: Operations;
  indexes: Indexes;
  onUnlisted: (report: Unlisted) => unknown;
  parallel: 'queue' | 'refuse';
  inBackground: (work: Promise<void>) => void;
  fetch: typeof globalThis.fetch;
  now: () => number;
}
