import type {
  Account,
  Connection,
  Consent,
  Institution,
  Institutions,
  Operation,
  Stage,
  Unlisted,
  UserInput,
} from '@connect-layer/protocol';
import type { Unfinished } from '../unfinished.js';
import type { ConnectClient, LoginStart, OperationName } from '../connect-client.js';

/** What the modal knows once it has opened, and does not change until it closes. */
export interface Session {
  /** The app's name, as the person is told it. */
  appName: string;
  /** Whether the banks are simulated. */
  sandbox: boolean;
  /** Whether a bank is being connected, a call of a connected one asks something, or the page asks for an account. */
  purpose: 'login' | 'call' | 'choice';
  /** The banks to choose from. Only a login has them, as it has the two that follow. */
  institutions?: Institutions;
  /** Ids of the banks that this person has used, the latest first. */
  recent?: readonly string[];
  /** Tells the gateway of a bank that is not there. */
  report?: (unlisted: Omit<Unlisted, 'appKey'>) => void;
  /** What the person is asked to agree to; only a login asks. */
  consent?: Consent;
  /** What this person has connected already. */
  connected: readonly Connection[];
  /** Milliseconds since 1970. */
  opened: number;
  /** Where the gateway is. */
  gatewayURL: string;
  /** Whether a page of the bank is opened in a tab of its own, or takes the place of this one. Default: a tab. */
  redirects?: 'tab' | 'page' | undefined;
}

/**
 * What a login is opened for, when not to find a bank: a certain one, a connection that is to be put right, or a login
 * that an earlier page has left unfinished.
 */
export type Aim = { institutionID: string } | { repairs: Connection } | { resumes: Unfinished };

/** What went wrong, as the person is told by its `type`. `reference` can be quoted to support. */
export interface Problem {
  type: string;
  msg: string;
  reference?: string | undefined;
  /** What a repair needs from the person, by name. */
  fields?: readonly string[] | undefined;
}

/** What was typed into fields that are not secret, by field name. */
export type Typed = Readonly<Record<string, string>>;

/**
 * Hands what the person typed to the gateway, once.
 *
 * The flow holds this and never the secret itself, which stays where it was typed: in the gateway's own frame, or in
 * the page where page and gateway are one origin.
 */
export type Deliver<Name> = (name: Name, client: ConnectClient, signal: AbortSignal) => Promise<Operation>;
export type DeliverLogin = Deliver<Omit<LoginStart, 'credentials'>>;
export type DeliverAnswer = Deliver<OperationName>;

interface Login {
  session: Session;
  institution: Institution;
  /** So that nobody types it twice. */
  typed?: Typed | undefined;
  /** Whether the person has agreed to what is shared, or need not be asked. */
  agreed?: boolean | undefined;
  /** The connection that this puts right. */
  repairs?: Connection | undefined;
  /** Whether the repair takes the form, of which `institution.fields` are then what it needs. */
  needsForm?: boolean | undefined;
}

/** How the modal ended. `done` is an answered question or a chosen account. */
export type Outcome = 'connected' | 'done' | 'cancelled' | 'failed';

/** Where the modal stands. Every step carries what it needs and nothing else. */
export type Flow =
  | { step: 'opening'; aim?: Aim | undefined }
  | { step: 'search'; session: Session }
  | ({ step: 'known'; connection: Connection } & Login)
  | ({ step: 'consent' } & Login)
  | ({ step: 'credentials' } & Login)
  | ({ step: 'connecting'; deliver?: DeliverLogin; stage?: Stage } & Login)
  | ({ step: 'challenge'; operationID: string; userInputs: readonly UserInput[] } & Login)
  | ({ step: 'accounts'; operationID: string; input: UserInput } & Login)
  /** The person is to do something on a page of the bank. `again` says that they were there and the bank wants more. */
  | ({
      step: 'redirect';
      operationID: string;
      input: UserInput;
      visited?: 'open' | 'blocked';
      again?: boolean;
    } & Login)
  /** A page of the bank takes the place of this one. */
  | ({ step: 'departing'; operationID: string; input: UserInput } & Login)
  /** Without a delivery, only how it stands is waited for. */
  | ({ step: 'resuming'; operationID: string; deliver?: DeliverAnswer; stage?: Stage } & Login)
  | ({ step: 'choice'; message: string; accounts: readonly Account[] } & Login)
  | ({ step: 'connected'; connection: Connection } & Login)
  | ({ step: 'failed'; problem: Problem; aim?: Aim | undefined } & Partial<Login>)
  | { step: 'closed'; outcome: Outcome; problem?: Problem; picked?: Account };

export type Step = Flow['step'];
export type At<S extends Step> = Extract<Flow, { step: S }>;

/** What came of the work of a waiting step. */
export type Progress =
  | { status: 'initialized'; operationID: string; stage?: Stage | undefined }
  | { status: 'user_input_required'; operationID: string; userInputs: readonly UserInput[] }
  | { status: 'done'; connection?: Connection | undefined }
  | { status: 'failed'; problem: Problem };

/** What the person or the outside did. */
export type FlowEvent =
  | { type: 'opened'; session: Session }
  | { type: 'choose'; institution: Institution }
  | { type: 'searched'; query: string; results: number }
  /** A bank is not there. Leads nowhere; the page may want to know. */
  | { type: 'unlisted'; query: string; country?: string }
  /** At a bank that is connected already: puts that connection right, or makes another one. */
  | { type: 'repair' }
  | { type: 'another' }
  | { type: 'agree' }
  | { type: 'submit'; deliver: DeliverLogin; typed?: Typed }
  | { type: 'stage'; stage: Stage }
  | { type: 'progress'; progress: Progress }
  | { type: 'answer'; deliver: DeliverAnswer }
  /** The page of the bank was opened in a tab of its own, or the browser would not. */
  | { type: 'visit'; blocked: boolean }
  /** The page of the bank is to take the place of this one; and this one is there again, brought back from memory. */
  | { type: 'depart' }
  | { type: 'returned' }
  /** The code or the form for this step cannot be fetched. */
  | { type: 'broken'; problem: Problem }
  | { type: 'pick'; account: Account }
  | { type: 'retry' }
  /** This bank's question cannot be answered: another bank, then. */
  | { type: 'other' }
  | { type: 'back' }
  | { type: 'close' };

/** How a screen says what the person did. */
export type Send = (event: FlowEvent) => void;
