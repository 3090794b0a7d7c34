import type {
  Account,
  Connection,
  Institution,
  Institutions,
  Operation,
  Unlisted,
  UserInput,
} from '@connect-layer/protocol';
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
}

/** What went wrong, as the person is told by its `type`. `reference` can be quoted to support. */
export interface Problem {
  type: string;
  msg: string;
  reference?: string | undefined;
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
}

/** Where the modal stands. Every step carries what it needs and nothing else. */
export type Flow =
  | { step: 'opening' }
  | { step: 'search'; session: Session }
  | ({ step: 'credentials' } & Login)
  | ({ step: 'connecting'; deliver?: DeliverLogin } & Login)
  | ({ step: 'challenge'; operationID: string; userInputs: readonly UserInput[] } & Login)
  | ({ step: 'resuming'; operationID: string; deliver: DeliverAnswer } & Login)
  | ({ step: 'choice'; message: string; accounts: readonly Account[] } & Login)
  | ({ step: 'connected'; connection: Connection; stays?: boolean } & Login)
  | ({ step: 'failed'; problem: Problem } & Partial<Login>)
  | { step: 'closed'; picked?: Account };

export type Step = Flow['step'];
export type At<S extends Step> = Extract<Flow, { step: S }>;

/** What came of the work of a waiting step. */
export type Progress =
  | { status: 'user_input_required'; operationID: string; userInputs: readonly UserInput[] }
  | { status: 'done'; connection?: Connection | undefined }
  | { status: 'failed'; problem: Problem };

/** What the person or the outside did. */
export type FlowEvent =
  | { type: 'opened'; session: Session }
  | { type: 'choose'; institution: Institution }
  /** A bank is not there. Leads nowhere; the page may want to know. */
  | { type: 'unlisted'; query: string; country?: string }
  | { type: 'submit'; deliver: DeliverLogin; typed?: Typed }
  | { type: 'progress'; progress: Progress }
  | { type: 'answer'; deliver: DeliverAnswer }
  /** The form for secrets cannot be shown. */
  | { type: 'broken'; problem: Problem }
  | { type: 'pick'; account: Account }
  | { type: 'retry' }
  | { type: 'stay' }
  | { type: 'back' }
  | { type: 'close' };

/** How a screen says what the person did. */
export type Send = (event: FlowEvent) => void;
