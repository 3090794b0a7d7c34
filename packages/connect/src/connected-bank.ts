import {
  deadlineOf,
  movesMoney,
  type Account,
  type AppConfig,
  type Connection,
  type Institution,
  type OperationResponse,
} from '@connect-layer/protocol';
import type { Context } from './bank-account.js';
import { forward, type Forwarding } from './calls.js';
import { complete, createChallenge, type Call } from './challenge.js';
import type { ConnectAddress, ConnectClient } from './connect-client.js';
import type { Work } from './flow/controller.js';
import type { Flow, Session } from './flow/flow.js';
import type { openModal } from './modal.js';
import { inTurn } from './queue.js';
import { once } from './transfers.js';

/** What the calls of connected banks need of the handler they belong to. */
export interface Surroundings {
  client: ConnectClient;
  /** Where the frame for secrets is, when the gateway has an origin of its own. */
  isolated: ConnectAddress | undefined;
  app: () => Promise<AppConfig>;
  forwarding: () => Promise<Forwarding>;
  loadModal: () => Promise<{ openModal: typeof openModal }>;
  /** Resolves when no login is shown. */
  loginClosed: () => Promise<void>;
  /** Told of the bank's questions, as they come and are answered. */
  onQuestion: (flow: Flow) => void;
}

/** Makes the calls of connected banks, and opens the modal where one needs the person. */
export function connectedBanks(around: Surroundings): Omit<Context, 'forget'> {
  const { client, isolated, app, forwarding, loadModal, loginClosed, onQuestion } = around;

  /** Shows a modal for a connected bank: one at a time, and not over a login. */
  const show = <T>(
    connection: Connection,
    purpose: Session['purpose'],
    work: (at: Place, open: Open) => Promise<T>,
  ) =>
    inTurn('modal', async () => {
      const [code, { name, environment }] = await Promise.all([loadModal(), app()]);
      await loginClosed();
      const session = { appName: name, sandbox: environment === 'sandbox', purpose };
      const open: Open = (...given) => code.openModal(...given).closed;
      return work({ session, institution: institutionOf(connection) }, open);
    });

  const ask = (connection: Connection, asked: OperationResponse, call: Call) =>
    show(connection, 'call', async (at, open) => {
      const challenge = createChallenge(asked, client, call);
      const { operationID = '', userInputs = [] } = asked;
      await open({ step: 'challenge', ...at, operationID, userInputs }, challenge, isolated, onQuestion);
      return challenge.settle();
    });

  return {
    perform: (connection, name, members, extras) => {
      const { tokenID, userID, userSecret } = connection;
      const goesOn = movesMoney(name);
      const make = (own: Record<string, unknown>) =>
        inTurn(tokenID, async () => {
          const all = { ...own, tokenID, userID, userSecret };
          const repeat: Call['repeat'] = async (resumption, signal) =>
            forward(await forwarding(), name, { ...all, ...resumption }, extras, signal);
          const call = { repeat, goesOn, deadline: deadlineOf(name) };
          const response = await complete(call);
          return response.status === 'user_input_required' ? ask(connection, response, call) : response;
        });
      if (!goesOn) return make(members);
      return once({ ...members, name, tokenID }, (idempotencyKey) => make({ ...members, idempotencyKey }));
    },

    choose: (connection, message, accounts) =>
      show(connection, 'choice', async (at, open) => {
        let picked: Account | undefined;
        await open({ step: 'choice', ...at, message, accounts }, nothingToDo, undefined, (flow) => {
          if (flow.step === 'closed') picked = flow.picked;
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

/** Opens a modal at a step and resolves when it has closed. */
type Open = (...given: Parameters<typeof openModal>) => Promise<void>;

/** A choice waits for nothing but the person. */
const never = () => Promise.reject(new Error('There is nothing to wait for.'));
const nothingToDo: Work = {
  open: never,
  start: never,
  answer: never,
  cancel: () => {},
  problemOf: () => ({ type: 'UNKNOWN_ERROR', msg: '' }),
};

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
