import { consentRenewal, type AppConfig, type Connection } from '@connect-layer/protocol';
import { DapiBankAccount, type BankAccountParams, type Context } from './bank-account.js';
import * as cache from './cache.js';
import { createCallbacks } from './callbacks.js';
import { forward, type Forwarding } from './calls.js';
import { connectedBanks } from './connected-bank.js';
import { ConnectError, problemOf } from './error.js';
import { teller } from './events.js';
import type { Aim, Flow } from './flow/flow.js';
import { kept } from './later-work.js';
import { createLogin, type LoginOptions } from './login.js';
import type { Modal, modalWith, Place } from './modal.js';
import { createPickerClient } from './picker-client.js';
import { randomKey } from './random-key.js';
import { latest, renew } from './repaired.js';
import { returnedState, takeUp } from './returned.js';
import { unfinishedOf } from './unfinished.js';
import { checkOptions, type CreateOptions } from './options.js';

/** What differs between a bundled app and a page with a script tag. */
export interface Host {
  /** Fetches the code of the modal. */
  loadModal(): Promise<{ modalWith: typeof modalWith }>;
  /** The gateway that served the script, when a script tag did. */
  gatewayURL?: string;
}

/** What the modal is opened for: a connection that is to be put right, or a bank that needs no search. */
export interface OpenOptions {
  /** Goes straight to what this connection needs; it stays the one it is. */
  connection?: DapiBankAccount | BankAccountParams;
  /** The bank to go to, by id. Default: the option of `Dapi.create`. */
  institutionID?: string;
}

/** The widget of one `Dapi.create`. */
export interface Handler {
  /** Shows the modal. May be called at any time; does nothing while it is shown. */
  open(options?: OpenOptions): void;
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
  const returned = returnedState();
  const gatewayURL = gatewayOf(options, host);
  const owner = { appKey, clientUserID };
  const unfinished = unfinishedOf(owner);
  const life = new AbortController();
  const callbacks = createCallbacks(options, life);
  const address = { gatewayURL, appKey, bundleID };
  const client = createPickerClient(address);
  const isolated = new URL(gatewayURL).origin === location.origin ? undefined : address;

  /** Tells the page nothing more once the handler has ended, but how each session did. */
  const tell = teller(options.onEvent);
  const newSession = () => teller(options.onEvent, randomKey());

  const app = kept(async () => sameWorld(options, await client.config()));

  const forwarding = async (): Promise<Forwarding> => {
    const server = options.apiURL ?? (await app()).serverURL;
    const url = server === undefined ? `${gatewayURL}/` : new URL(server, location.href).href;
    return { ...options, url, isAppServer: server !== undefined };
  };

  const connected = (): Connection[] => (isCached ? cache.known(owner) : []);

  /** Ready once, though it may take several attempts. */
  let isReady = false;
  const start = async () => {
    await Promise.all([app(), isCached && cache.load(owner), isReady || unfinished.read()]);
    if (isReady || life.signal.aborted) return;
    isReady = true;
    callbacks.ready();
    tell('ready', {});
    for (const { connectionID, bankId, consentExpiresAt = Infinity } of connected())
      if (consentExpiresAt - Date.now() < consentRenewal)
        tell('expiring', { connectionID, institutionID: bankId, expiresAt: consentExpiresAt });
    if (returned === undefined || unfinished.last?.state !== returned) return;
    takeUp();
    open();
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
    renew(connection);
    if (isCached) await cache.keep(owner, connection);
  };

  const loadModal = () => host.loadModal().then(({ modalWith }) => modalWith(options));

  const login: LoginOptions = {
    client,
    address,
    app: () => start().then(app),
    clientUserID: clientUserID || 'anonymous',
    countries,
    experimental: isExperimental,
    connected,
    recent: () => connected().map(({ bankId }) => bankId),
    fetchLater: () => loadModal().then(({ fetchLater }) => fetchLater()),
    unfinished,
    redirects: options.redirects,
    finish,
  };

  let modal: Promise<Modal> | undefined;
  let shown: Modal | undefined;
  let isConnected = false;

  /** Shows the modal for a login, unless one is shown. */
  const show = (aim: Aim | undefined, onStep: (flow: Flow) => void): Promise<void> | undefined => {
    if (life.signal.aborted || modal) return undefined;
    const work = createLogin(login, aim && 'resumes' in aim ? aim.resumes : undefined);
    const tellSession = newSession();
    const start: Flow = { step: 'opening', aim };
    const heard = (flow: Flow) => {
      isConnected = flow.step === 'connected';
      if (flow.step === 'closed') modal = shown = undefined;
      onStep(flow);
    };
    modal = loadModal().then((code) => {
      life.signal.throwIfAborted();
      const at = { gateway: isolated, place: placeOf(options) };
      const told = { onStep: heard, tell: tellSession };
      shown = code.openModal({ start, work, ...at, ...told });
      return shown;
    });
    return modal
      .then(({ closed }) => closed)
      .catch((error: unknown) => {
        modal = undefined;
        const { type, msg } = problemOf(error);
        callbacks.failed(
          type === 'UNKNOWN_ERROR'
            ? { type: 'SERVER_ERROR', msg: `The modal could not be loaded. ${msg}` }
            : { type, msg },
        );
      });
  };

  /** Connections that the person would not have repaired are left alone until the page asks. */
  const declined = new Set<string>();

  /** Has the person put a connection right, unless they would not before. */
  const repair = async (connection: Connection): Promise<boolean> => {
    if (!(options.isRepairAutomatic ?? true) || declined.has(connection.tokenID)) return false;
    await modal?.then(({ closed }) => closed).catch(() => {});
    let isMended = false;
    await show({ repairs: latest(connection) }, (flow) => (isMended ||= flow.step === 'connected'));
    if (!isMended) declined.add(connection.tokenID);
    return isMended;
  };

  const context: Context = {
    ...connectedBanks({
      address,
      app,
      forwarding,
      isolated,
      newSession,
      repair,
      loadModal,
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
    callbacks.questions(flow);
    if (flow.step === 'failed') callbacks.failed(flow.problem, flow.institution?.id);
    if (flow.step === 'connected') callbacks.connected(flow.connection, context);
    if (flow.step === 'closed') callbacks.exit();
  };

  /** Goes on with what an earlier page has begun, unless something else is wanted; a person without a name may be another. */
  const aimed = (wanted: OpenOptions): Aim | undefined => {
    const aim = aimOf(wanted, options);
    const { last } = unfinished;
    const isTheirs = clientUserID !== '' || (last?.state !== undefined && last.state === returned);
    const isWanted = !aim || ('institutionID' in aim && aim.institutionID === last?.institutionID);
    return last && isTheirs && isWanted ? { resumes: last } : aim;
  };
  const open = (wanted: OpenOptions = {}) => void show(aimed(wanted), onStep);
  const close = () => {
    modal?.then((shown) => shown.close()).catch(() => {});
  };

  // A handler that is destroyed as soon as it is made, as React does to try things out, asks for nothing.
  queueMicrotask(() => {
    if (life.signal.aborted) return;
    start().catch((error: unknown) => {
      if (life.signal.aborted) return;
      console.error('Connect Layer could not start:', error);
      callbacks.failed(problemOf(error));
    });
  });

  return {
    appKey,
    context,
    open,
    close,
    destroy: () => {
      life.abort();
      shown?.close();
    },
  };
}

/** Whoever means to try things out must not meet real banks. */
function sameWorld({ environment }: CreateOptions, app: AppConfig): AppConfig {
  if (environment !== 'sandbox' || app.environment === 'sandbox') return app;
  throw new ConnectError('INVALID_PARAMS', "'environment' is sandbox, but this app reaches real banks.");
}

function placeOf({ mode, container }: CreateOptions): Place {
  if (!container) return { mode: mode === 'page' ? mode : 'modal' };
  const found = typeof container === 'string' ? document.querySelector(container) : container;
  if (!found) throw new ConnectError('INVALID_PARAMS', "'container' is not on the page.");
  return { mode: 'inline', container: found };
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

/** What the modal is opened for. A page may hand `open` to a button, whose click event is none of that. */
function aimOf({ connection, institutionID }: OpenOptions, options: CreateOptions): Aim | undefined {
  if (connection)
    return {
      repairs: (connection instanceof DapiBankAccount ? connection : new DapiBankAccount(connection)).flush(),
    };
  const wanted = institutionID ?? options.institutionID;
  return wanted === undefined ? undefined : { institutionID: wanted };
}
