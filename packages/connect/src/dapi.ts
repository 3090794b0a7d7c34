import * as cache from './cache.js';
import { DapiBankAccount, startWith, type BankAccountParams } from './bank-account.js';
import { ConnectError } from './error.js';
import { createHandler, type Handler, type Host, type OwnHandler } from './handler.js';
import type { CreateOptions } from './options.js';

/**
 * The connected accounts of one person: an array that can also be awaited.
 *
 * `await` is right at any time. Read at once, it holds what is in memory: all of it from `onReady` on for the
 * `clientUserID` given to `Dapi.create`.
 */
export type CachedBankAccounts = DapiBankAccount[] & PromiseLike<DapiBankAccount[]>;

/** The SDK, as `Dapi` on a page. */
export interface DapiSDK {
  /** Values of the option `environment`. */
  readonly environments: { readonly sandbox: 'sandbox'; readonly production: 'production' };
  /**
   * Sets up the widget for one person. Nothing is shown until `open()`.
   *
   * @throws ConnectError `INVALID_PARAMS`, naming the option that is missing or has the wrong form.
   */
  create(options: CreateOptions): Handler;
  /**
   * The accounts that this person connected in this browser, newest first.
   *
   * Awaited before any `Dapi.create`, it rejects with `DAPI_NOT_STARTED`.
   */
  getCachedBankAccounts(clientUserID: string): CachedBankAccounts;
}

/** Makes the SDK for a host: a bundled app, or a page with a script tag. */
export function createDapi(host: Host): DapiSDK {
  let newest: OwnHandler | undefined;

  return {
    environments: { sandbox: 'sandbox', production: 'production' },
    create: (options) => {
      const handler = (newest = createHandler(options, host));
      startWith(handler.context);
      const { open, close, destroy } = handler;
      return { open, close, destroy };
    },
    getCachedBankAccounts: (clientUserID) => {
      const handler = newest;
      const owner = handler && { appKey: handler.appKey, clientUserID };
      const toAccounts = (connections: BankAccountParams[]) =>
        connections.map((connection) => new DapiBankAccount(connection, handler?.context));
      const load = async () => {
        if (!owner) throw new ConnectError('DAPI_NOT_STARTED', 'Call Dapi.create first.');
        return toAccounts(await cache.load(owner));
      };
      const accounts = toAccounts(owner ? cache.known(owner) : []);
      const then: PromiseLike<DapiBankAccount[]>['then'] = (resolve, reject) => load().then(resolve, reject);
      return Object.defineProperty(accounts, 'then', { value: then }) as unknown as CachedBankAccounts;
    },
  };
}
