import type { Account, Answer, Connection, Institution, UserInput } from '@connect-layer/protocol';

/** What the modal knows once it has opened, and does not change until it closes. */
export interface Frame {
  /** The app's name, as the person is told it. */
  appName: string;
  /** Whether the banks are simulated. */
  sandbox: boolean;
  /** Whether a bank is being connected, a call of a connected one asks something, or the page asks for an account. */
  purpose: 'login' | 'call' | 'choice';
  institutions: readonly Institution[];
}

/** What went wrong, as the person is told by its `type`. `reference` can be quoted to support. */
export interface Problem {
  type: string;
  msg: string;
  reference?: string | undefined;
}

/** What the person typed, by field name. Lives in one step only. */
export type Credentials = Readonly<Record<string, string>>;

interface Login {
  frame: Frame;
  institution: Institution;
  /** What was typed into fields that are not secret, so that nobody types it twice. */
  typed?: Credentials | undefined;
}

/** Where the modal stands. Every step carries what it needs and nothing else. */
export type Flow =
  | { step: 'opening' }
  | { step: 'search'; frame: Frame }
  | ({ step: 'credentials' } & Login)
  | ({ step: 'connecting'; credentials?: Credentials } & Login)
  | ({ step: 'challenge'; operationID: string; userInputs: readonly UserInput[] } & Login)
  | ({ step: 'resuming'; operationID: string; answers: readonly Answer[] } & Login)
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
  | { type: 'opened'; frame: Frame }
  | { type: 'choose'; institution: Institution }
  | { type: 'submit'; credentials: Credentials }
  | { type: 'progress'; progress: Progress }
  | { type: 'answer'; answers: readonly Answer[] }
  | { type: 'pick'; account: Account }
  | { type: 'retry' }
  | { type: 'stay' }
  | { type: 'back' }
  | { type: 'close' };

/** How a screen says what the person did. */
export type Send = (event: FlowEvent) => void;
