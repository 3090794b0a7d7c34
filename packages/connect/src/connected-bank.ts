import {
  deadlineOf,
  movesMoney,
  type Account,
  type AppConfig,
  type CallName,
  type Connection,
  type Institution,
  type OperationResponse,
} from '@connect-layer/protocol';
import type { Context } from './bank-account.js';
import { complete, forward, type Call, type Extras, type Forwarding } from './calls.js';
import type { Work } from './flow/controller.js';
import { asked as stepOf } from './flow/asked.js';
import type { Flow, Session } from './flow/flow.js';
import { institutionOf } from './flow/transitions.js';
import { problemOf } from './error.js';
import type { Tell } from './events.js';
import type { ConnectAddress } from './gateway.js';
import { kept, laterWork } from './later-work.js';
import type { ModalCode, Opening } from './modal.js';
import { inTurn } from './queue.js';
import { latest } from './repaired.js';
import { once } from './transfers.js';

/** What the calls of connected banks need of the handler they belong to. */
export interface Surroundings {
  address: ConnectAddress;
  /** Where the frame for secrets is, when the gateway has an origin of its own. */
  isolated: ConnectAddress | undefined;
  app: () => Promise<AppConfig>;
  forwarding: () => Promise<Forwarding>;
  loadModal: () => Promise<ModalCode>;
  /** Resolves when no login is shown. */
  loginClosed: () => Promise<void>;
  /** Told of the bank's questions, as they come and are answered. */
  onQuestion: (flow: Flow) => void;
  /** Has the person put a connection right; says whether they have. */
  repair: (connection: Connection) => Promise<boolean>;
  /** Tells the page what happens in a session of its own. */
  newSession: () => Tell;
}

/** Makes the calls of connected banks, and opens the modal where one needs the person. */
export function connectedBanks(around: Surroundings): Omit<Context, 'forget'> {
  const { address, isolated, app, forwarding, loadModal, loginClosed, onQuestion, newSession } = around;

  /** Shows a modal for a connected bank: one at a time, and not over a login. */
  const show = <T>(
    connection: Connection,
    purpose: Session['purpose'],
    work: (at: Place, shown: Shown) => Promise<T>,
  ) =>
    inTurn('modal', async () => {
      const [code, { name, environment }] = await Promise.all([loadModal(), app()]);
      await loginClosed();
      const session: Session = {
        ...{ appName: name, sandbox: environment === 'sandbox', purpose },
        ...{ connected: [], opened: Date.now(), gatewayURL: address.gatewayURL },
      };
      const open: Shown['open'] = (opening) => code.openModal({ ...opening, tell: newSession() }).closed;
      const { fetchLater } = code;
      return work({ session, institution: institutionOf(connection) }, { open, fetchLater });
    });

  const ask = (connection: Connection, asked: OperationResponse, call: Call) =>
    show(connection, 'call', async (at, { open, fetchLater }) => {
      const challenge = kept(async () => (await fetchLater()).createChallenge(asked, address, call));
      const { operationID = '', userInputs = [] } = asked;
      await open({
        start: stepOf({ ...at, operationID, userInputs }),
        work: { ...nothingToDo, ...laterWork(challenge), problemOf },
        gateway: isolated,
        onStep: onQuestion,
      });
      return (await challenge()).settle();
    });

  /** Makes a call, asking the person whatever the bank asks. */
  const make = (connection: Connection, name: CallName, members: object, extras: Extras) =>
    inTurn(connection.tokenID, async () => {
      const { tokenID, userID, userSecret } = latest(connection);
      const all = { ...members, tokenID, userID, userSecret };
      const repeat: Call['repeat'] = async (resumption, signal) =>
        forward(await forwarding(), name, { ...all, ...resumption }, extras, signal);
      const call = { repeat, goesOn: movesMoney(name), deadline: deadlineOf(name) };
      const response = await complete(call);
      return response.status === 'user_input_required' ? ask(connection, response, call) : response;
    });

  /** The same, and once more after the person has put right a login that is no longer good. */
  const makeRepaired: typeof make = async (connection, name, ...given) => {
    const { userSecret } = latest(connection);
    const response = await make(connection, name, ...given);
    if (name === 'delinkUser' || !isBroken(response)) return response;
    const isMended = await inTurn(
      `repair ${connection.tokenID}`,
      // Another call may have had it repaired meanwhile.
      async () => latest(connection).userSecret !== userSecret || around.repair(connection),
    );
    return isMended ? make(connection, name, ...given) : response;
  };

  return {
    perform: (connection, name, members, extras) => {
      if (!movesMoney(name)) return makeRepaired(connection, name, members, extras);
      const { tokenID } = connection;
      return once({ ...members, name, tokenID }, (idempotencyKey) =>
        makeRepaired(connection, name, { ...members, idempotencyKey }, extras),
      );
    },

    choose: (connection, message, accounts) =>
      show(connection, 'choice', async (at, { open }) => {
        let picked: Account | undefined;
        await open({
          start: { step: 'choice', ...at, message, accounts },
          work: nothingToDo,
          gateway: undefined,
          onStep: (flow) => {
            if (flow.step === 'closed') picked = flow.picked;
          },
        });
        return picked;
      }),
  };
}

/** What every step of such a modal has in common. */
interface Place {
  session: Session;
  institution: Institution;
}

interface Shown extends Pick<ModalCode, 'fetchLater'> {
  /** Opens a modal at a step and resolves when it has closed. */
  open: (opening: Omit<Opening, 'tell'>) => Promise<void>;
}

/** A choice waits for nothing but the person. */
const never = () => Promise.reject(new Error('There is nothing to wait for.'));
const nothingToDo: Work = {
  open: never,
  start: never,
  answer: never,
  watch: never,
  depart: never,
  cancel: () => {},
  problemOf: () => ({ type: 'UNKNOWN_ERROR', msg: '' }),
};

/** Whether the bank no longer takes the login that a connection was made with. */
const isBroken = ({ status, type = '' }: OperationResponse): boolean =>
  status === 'failed' && (type === 'INVALID_CONNECTION' || type === 'INVALID_CREDENTIALS');
