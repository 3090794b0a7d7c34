import type { AppConfig, Connection } from '@connect-layer/protocol';
import { problemOf } from './error.js';
import type { Work } from './flow/controller.js';
import type { Session } from './flow/flow.js';
import type { ConnectAddress } from './gateway.js';
import { kept, laterWork } from './later-work.js';
import type { PickerClient } from './picker-client.js';
import type { Later } from './ui/later.js';
import type { Unfinished, UnfinishedLogins } from './unfinished.js';

/** What a login needs to know of its handler. */
export interface LoginOptions {
  client: PickerClient;
  address: ConnectAddress;
  app: () => Promise<AppConfig>;
  clientUserID: string;
  countries: readonly string[];
  experimental: boolean;
  /** What this person has connected already. */
  connected: () => readonly Connection[];
  /** Ids of banks that this person has used, the latest first. */
  recent: () => readonly string[];
  /** Fetches the code of all that comes after the choice of a bank. */
  fetchLater: () => Promise<Pick<Later, 'createLoginSteps'>>;
  /** Where a login is kept while it goes on. */
  unfinished: UnfinishedLogins;
  /** Whether a page of the bank takes the place of this one. */
  redirects: Session['redirects'];
  /** Makes a finished login usable; a rejection fails the login. */
  finish: (connection: Connection, signal: AbortSignal) => Promise<void>;
}

/** Connecting a bank: what it takes to find one, and after that what is fetched meanwhile. */
export function createLogin(options: LoginOptions, begun?: Unfinished): Work {
  const { client, countries, experimental } = options;
  const steps = kept(async () => (await options.fetchLater()).createLoginSteps(options, begun));
  return {
    ...laterWork(steps),
    problemOf,
    open: async (signal) => {
      const [app, institutions] = await Promise.all([
        options.app(),
        client.institutions({ countries, experimental }, signal),
      ]);
      const sandbox = app.environment === 'sandbox';
      const { name: appName, consent } = app;
      const picker = { institutions, recent: options.recent(), report: client.unlisted };
      return {
        ...{ appName, sandbox, purpose: 'login', ...picker, consent, connected: options.connected() },
        opened: Date.now(),
        redirects: options.redirects,
        gatewayURL: options.address.gatewayURL,
      };
    },
  };
}
