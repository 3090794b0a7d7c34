import type { AppConfig, Connection, Institution, OperationResponse } from '@connect-layer/protocol';
import { DapiBankAccount, type Perform } from './bank-account.js';
import * as cache from './cache.js';
import { forward, type Forwarding } from './calls.js';
import { complete, createChallenge, type Repeat } from './challenge.js';
import { createConnectClient } from './connect-client.js';
import { ConnectError } from './error.js';
import type { At, Flow, Problem } from './flow/flow.js';
import { createLogin, problemOf } from './login.js';
import type { Modal, openModal } from './modal.js';
import { checkOptions, type CreateOptions, type LoginFailure } from './options.js';
import { inTurn } from './queue.js';

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

type Callback = Extract<keyof CreateOptions, `on${string}`>;

/** What the SDK itself also needs of a handler; not part of its public face. */
export interface OwnHandler extends Handler {
  readonly appKey: string;
  readonly perform: Perform;
}

/** Makes a handler. The checks are done at once, the rest when the page has had its turn. */
export function createHandler(given: CreateOptions, host: Host): OwnHandler {
  const options = checkOptions(given);
  const { appKey, bundleID, clientUserID, countries = [], isCachedEnabled = true } = options;
  const gatewayURL = gatewayOf(options, host);
  const client = createConnectClient({ gatewayURL, appKey, bundleID });
  const owner = { appKey, clientUserID };
  const life = new AbortController();
  let modal: Promise<Modal> | undefined;

  const call = (name: Callback, argument?: unknown) => {
    if (life.signal.aborted) return;
    try {
      (options[name] as ((argument?: unknown) => void) | undefined)?.(argument);
    } catch (error) {
      reportError(error); // The page's own mistake must not end the widget.
    }
  };

  let config: Promise<AppConfig> | undefined;
  const app = (): Promise<AppConfig> =>
    (config ??= client.config(life.signal).catch((error: unknown) => {
      config = undefined;
      throw error;
    }));

  const forwarding = async (): Promise<Forwarding> => {
    const server = options.apiURL ?? (await app()).serverURL;
    const url = server === undefined ? `${gatewayURL}/` : new URL(server, location.href).href;
    return { ...options, url, isAppServer: server !== undefined };
  };

  const perform: Perform = (connection, name, members, extras) =>
    inTurn(connection.tokenID, async () => {
      const { tokenID, userID, userSecret } = connection;
      const repeat: Repeat = async (resumption, signal) =>
        forward(
          await forwarding(),
          name,
          { ...members, ...resumption, tokenID, userID, userSecret },
          extras,
          signal,
        );
      const response = await complete(repeat);
      return response.status === 'user_input_required' ? ask(connection, response, repeat) : response;
    });

  /** Opens the modal at a call's question; questions of several banks are asked one after another. */
  const ask = (connection: Connection, asked: OperationResponse, repeat: Repeat) =>
    inTurn('modal', async () => {
      const [{ openModal }, { name: appName, environment }] = await Promise.all([host.loadModal(), app()]);
      const challenge = createChallenge(asked, client, repeat);
      const { operationID = '', userInputs = [] } = asked;
      const sandbox = environment === 'sandbox';
      const frame = { appName, sandbox, purpose: 'call', institutions: [] } as const;
      const institution = institutionOf(connection);
      const start: Flow = { step: 'challenge', frame, institution, operationID, userInputs };
      await openModal(start, challenge, tellOfQuestions).closed;
      return challenge.settle();
    });

  const tellOfQuestions = ({ step }: Flow) => {
    if (step === 'challenge') call('onAuthModalOpen');
    if (step === 'resuming') call('onAuthModalSubmit');
  };

  const tell = (flow: Flow) => {
    tellOfQuestions(flow);
    if (flow.step === 'failed') tellFailure(flow.problem, flow.institution);
    if (flow.step === 'connected') tellSuccess(flow);
    if (flow.step === 'closed') {
      modal = undefined;
      call('onExit');
    }
  };

  const tellFailure = ({ type, msg, reference }: Problem, institution?: Institution) => {
    const failure: LoginFailure = {
      success: false,
      status: 'failed',
      type,
      msg,
      message: msg,
      ...(reference && { operationID: reference }),
      ...(institution && { bankID: institution.id }),
    };
    call('onFailedLogin', failure);
    call('onFailure', failure);
  };

  const tellSuccess = ({ connection }: At<'connected'>) => {
    const { accessCode, connectionID, userSecret, userID, tokenID, bankId } = connection;
    call('onSuccessfulLogin', new DapiBankAccount(connection, perform));
    call('onSuccess', { success: true, accessCode, connectionID, userSecret, userID, tokenID, bankId });
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
    if (isCachedEnabled) await cache.keep(owner, connection);
  };

  const login = createLogin({
    client,
    app,
    clientUserID,
    countries,
    experimental: options.isExperimental ?? false,
    gatewayURL,
    finish,
  });

  const start = async () => {
    await Promise.all([app(), isCachedEnabled && cache.load(owner)]);
    call('onReady');
  };
  start().catch((error: unknown) => {
    if (life.signal.aborted) return;
    console.error('Connect Layer could not start:', error);
    tellFailure(problemOf(error));
  });

  const fail = (error: unknown) => {
    modal = undefined;
    tellFailure({ type: 'SERVER_ERROR', msg: `The modal could not be loaded. ${problemOf(error).msg}` });
  };

  return {
    appKey,
    perform,
    open: () => {
      if (life.signal.aborted || modal) return;
      modal = host.loadModal().then(({ openModal }) => openModal({ step: 'opening' }, login, tell));
      modal.catch(fail);
    },
    close: () => void modal?.then(({ close }) => close()),
    destroy: () => {
      life.abort();
      void modal?.then(({ close }) => close());
    },
  };
}

/** What the modal shows of a bank that is connected already. */
const institutionOf = ({ bankId, name, fullName, miniLogoPng, color }: Connection): Institution => ({
  id: bankId,
  name,
  fullName,
  country: '',
  logo: miniLogoPng,
  color,
  fields: [],
});

function gatewayOf({ gatewayURL }: CreateOptions, host: Host): string {
  const given = gatewayURL ?? host.gatewayURL;
  if (given === undefined)
    throw new ConnectError(
      'INVALID_PARAMS',
      "'gatewayURL' is missing. Only a script tag that a gateway served can do without it.",
    );
  return new URL(given, location.href).href.replace(/\/$/, '');
}
