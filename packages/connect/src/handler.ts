import {
  calls,
  deadlineOf,
  type Account,
  type AppConfig,
  type Connection,
  type Institution,
  type OperationResponse,
} from '@connect-layer/protocol';
import { DapiBankAccount, type Context } from './bank-account.js';
import * as cache from './cache.js';
import { forward, type Forwarding } from './calls.js';
import { complete, createChallenge, type Call } from './challenge.js';
import { createConnectClient } from './connect-client.js';
import { ConnectError } from './error.js';
import type { At, Flow, Frame, Problem } from './flow/flow.js';
import { createLogin, problemOf } from './login.js';
import type { Modal, openModal as OpenModal } from './modal.js';
import { checkOptions, type CreateOptions, type LoginFailure } from './options.js';
import { inTurn } from './queue.js';
import { once } from './transfers.js';

/** What differs between a bundled app and a page with a script tag. */
export interface Host {
  /** Fetches the code of the modal. */
  loadModal(): Promise<{ openModal: typeof OpenModal }>;
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
  readonly context: Context;
}

/** Makes a handler. The checks are done at once, the rest when the page has had its turn. */
export function createHandler(given: CreateOptions, host: Host): OwnHandler {
  const options = checkOptions(given);
  const { appKey, bundleID, clientUserID = '', countries = [] } = options;
  const isCached = (options.isCachedEnabled ?? true) && clientUserID !== '';
  const gatewayURL = gatewayOf(options, host);
  const client = createConnectClient({ gatewayURL, appKey, bundleID });
  const owner = { appKey, clientUserID };
  const life = new AbortController();
  let modal: Promise<Modal> | undefined;
  let isConnected = false;
  let isReady = false;

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

  const perform: Context['perform'] = (connection, name, members, extras) => {
    const { tokenID, userID, userSecret } = connection;
    const goesOn = 'movesMoney' in calls[name];
    const make = (own: Record<string, unknown>) =>
      inTurn(tokenID, async () => {
        const all = { ...own, tokenID, userID, userSecret };
        const call: Call = {
          goesOn,
          deadline: deadlineOf(name),
          repeat: async (resumption, signal) =>
            forward(await forwarding(), name, { ...all, ...resumption }, extras, signal),
        };
        const response = await complete(call);
        return response.status === 'user_input_required' ? ask(connection, response, call) : response;
      });
    if (!goesOn) return make(members);
    return once({ ...members, name, tokenID }, (idempotencyKey) => make({ ...members, idempotencyKey }));
  };

  /** Opens the modal for a connected bank; one at a time, and not over the one in which a bank is connected. */
  const show = <T>(connection: Connection, work: (start: Start) => Promise<T>) =>
    inTurn('modal', async () => {
      const [{ openModal }, { name: appName, environment }] = await Promise.all([host.loadModal(), app()]);
      const login = await modal?.catch(() => undefined);
      if (isConnected) login?.close();
      await login?.closed;
      const sandbox = environment === 'sandbox';
      const institution = institutionOf(connection);
      return work({ openModal, institution, frame: { appName, sandbox, institutions: [] } });
    });

  const ask = (connection: Connection, asked: OperationResponse, call: Call) =>
    show(connection, async ({ openModal, institution, frame }) => {
      const challenge = createChallenge(asked, client, call);
      const { operationID = '', userInputs = [] } = asked;
      const flow = { step: 'challenge', institution, operationID, userInputs } as const;
      await openModal({ ...flow, frame: { ...frame, purpose: 'call' } }, challenge, tellOfQuestions).closed;
      return challenge.settle();
    });

  const choose: Context['choose'] = (connection, message, accounts) =>
    show(connection, async ({ openModal, institution, frame }) => {
      let picked: Account | undefined;
      const flow = { step: 'choice', institution, message, accounts } as const;
      await openModal({ ...flow, frame: { ...frame, purpose: 'choice' } }, login, (now) => {
        if (now.step === 'closed') picked = now.picked;
      }).closed;
      return picked;
    });

  const tellOfQuestions = ({ step }: Flow) => {
    if (step === 'challenge') call('onAuthModalOpen');
    if (step === 'resuming') call('onAuthModalSubmit');
  };

  const tell = (flow: Flow) => {
    tellOfQuestions(flow);
    isConnected = flow.step === 'connected';
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
    call('onSuccessfulLogin', new DapiBankAccount(connection, context));
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
    if (isCached) await cache.keep(owner, connection);
  };

  const login = createLogin({
    client,
    app: async () => {
      await start();
      return app();
    },
    clientUserID: clientUserID || 'anonymous',
    countries,
    experimental: options.isExperimental ?? false,
    gatewayURL,
    finish,
  });

  /** Once only, though the start may take several attempts. */
  const start = async () => {
    await Promise.all([app(), isCached && cache.load(owner)]);
    if (!isReady) call('onReady');
    isReady = true;
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

  const context: Context = { perform, choose, forget: (connection) => cache.drop(owner, connection) };

  return {
    appKey,
    context,
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

/** What a modal for a connected bank starts from. */
interface Start {
  openModal: typeof OpenModal;
  institution: Institution;
  frame: Omit<Frame, 'purpose'>;
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
