import type { AppConfig, Connection } from '@connect-layer/protocol';
import type { Context } from './bank-account.js';
import * as cache from './cache.js';
import { createCallbacks } from './callbacks.js';
import { forward, type Forwarding } from './calls.js';
import { createConnectClient } from './connect-client.js';
import { connectedBanks } from './connected-bank.js';
import { ConnectError } from './error.js';
import type { Flow } from './flow/flow.js';
import { createLogin, problemOf } from './login.js';
import type { Modal, openModal } from './modal.js';
import { checkOptions, type CreateOptions } from './options.js';

/** What differs between a bundled app and a page with a script tag. */
export interface Host {
  /** Fetches the code of the modal. */
  loadModal(): Promise<{ openModal: typeof openModal }>;
  /** The gateway that served the script, when a script tag did. */
  gatewayURL?: string;
}

/** The widget of one `Dapi.create`. */
export interface Handler {
  /** Shows the modal. May be called at any time; does nothing while it is shown. */
  open(): void;
  /** Dismisses the modal; `onExit` follows. */
  close(): void;
  /** Dismisses the modal and ends this handler for good, without any further callback. May be called twice. */
  destroy(): void;
}

/** What the SDK itself also needs of a handler; not part of its public face. */
export interface OwnHandler extends Handler {
  readonly appKey: string;
  readonly context: Context;
}

/** Makes a handler. The checks are done at once, the rest when the page has had its turn. */
export function createHandler(given: CreateOptions, host: Host): OwnHandler {
  const options = checkOptions(given);
  const { appKey, bundleID, clientUserID = '', countries = [], isExperimental = false } = options;
  const isCached = (options.isCachedEnabled ?? true) && clientUserID !== '';
  const gatewayURL = gatewayOf(options, host);
  const owner = { appKey, clientUserID };
  const life = new AbortController();
  const callbacks = createCallbacks(options, life);
  const address = { gatewayURL, appKey, bundleID };
  const client = createConnectClient(address);
  const isolated = new URL(gatewayURL).origin === location.origin ? undefined : address;

  let config: Promise<AppConfig> | undefined;
  const app = (): Promise<AppConfig> =>
    (config ??= client
      .config()
      .then((found) => sameWorld(options, found))
      .catch((error: unknown) => {
        config = undefined;
        throw error;
      }));

  const forwarding = async (): Promise<Forwarding> => {
    const server = options.apiURL ?? (await app()).serverURL;
    const url = server === undefined ? `${gatewayURL}/` : new URL(server, location.href).href;
    return { ...options, url, isAppServer: server !== undefined };
  };

  /** Ready once, though it may take several attempts. */
  let isReady = false;
  const start = async () => {
    await Promise.all([app(), isCached && cache.load(owner)]);
    if (!isReady) callbacks.ready();
    isReady = true;
  };

  /** A page that takes the codes exchanges them on its server, and a code serves only once. */
  const finish = async (connection: Connection, signal: AbortSignal) => {
    if (!options.onSuccess) {
      const { accessCode, connectionID, tokenID } = connection;
      const codes = { accessCode, connectionID, tokenID };
      const { status, type, msg } = await forward(await forwarding(), 'exchangeToken', codes, {}, signal);
      if (status !== 'done')
        throw new ConnectError((type ?? 'UNKNOWN_ERROR') as ConnectError['code'], msg ?? 'No exchange.');
    }
    if (isCached) await cache.keep(owner, connection);
  };

  const login = createLogin({
    client,
    app: () => start().then(app),
    clientUserID: clientUserID || 'anonymous',
    countries,
    experimental: isExperimental,
    recent: () => (isCached ? cache.known(owner).map(({ bankId }) => bankId) : []),
    gatewayURL,
    finish,
  });

  let modal: Promise<Modal> | undefined;
  let isConnected = false;

  const context: Context = {
    ...connectedBanks({
      client,
      app,
      forwarding,
      isolated,
      loadModal: host.loadModal,
      onQuestion: callbacks.questions,
      loginClosed: async () => {
        const shown = await modal?.catch(() => undefined);
        if (isConnected) shown?.close();
        await shown?.closed;
      },
    }),
    forget: (connection) => cache.drop(owner, connection),
  };

  const onStep = (flow: Flow) => {
    isConnected = flow.step === 'connected';
    callbacks.questions(flow);
    if (flow.step === 'failed') callbacks.failed(flow.problem, flow.institution?.id);
    if (flow.step === 'connected') callbacks.connected(flow.connection, context);
    if (flow.step === 'closed') {
      modal = undefined;
      callbacks.exit();
    }
  };

  const open = () => {
    if (life.signal.aborted || modal) return;
    modal = host.loadModal().then((code) => code.openModal({ step: 'opening' }, login, isolated, onStep));
    modal.catch((error: unknown) => {
      modal = undefined;
      callbacks.failed({
        type: 'SERVER_ERROR',
        msg: `The modal could not be loaded. ${problemOf(error).msg}`,
      });
    });
  };
  const close = () => {
    modal?.then((shown) => shown.close()).catch(() => {});
  };

  start().catch((error: unknown) => {
    if (life.signal.aborted) return;
    console.error('Connect Layer could not start:', error);
    callbacks.failed(problemOf(error));
  });

  return {
    appKey,
    context,
    open,
    close,
    destroy: () => {
      life.abort();
      close();
    },
  };
}

/** Whoever means to try things out must not meet real banks. */
function sameWorld({ environment }: CreateOptions, app: AppConfig): AppConfig {
  if (environment !== 'sandbox' || app.environment === 'sandbox') return app;
  throw new ConnectError('INVALID_PARAMS', "'environment' is sandbox, but this app reaches real banks.");
}

function gatewayOf({ gatewayURL }: CreateOptions, host: Host): string {
  const given = gatewayURL ?? host.gatewayURL;
  if (given === undefined)
    throw new ConnectError(
      'INVALID_PARAMS',
      "'gatewayURL' is missing. Only a script tag that a gateway served can do without it.",
    );
  return new URL(given, location.href).href.replace(/\/$/, '');
}
