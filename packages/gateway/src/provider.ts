import type {
  Answer,
  CallInput,
  CallName,
  CallOutput,
  ErrorType,
  Institution,
  Stage,
  UserInput,
} from '@connect-layer/protocol';

/** A value that survives JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * What came of a piece of work at the bank.
 *
 * `pending` is whatever the provider needs to go on from here; the gateway keeps it sealed and gives it back to
 * `resume` or `status`. A `failed` type is one of ours where it can be, else the upstream's own name.
 */
export type Outcome<T> =
  | { status: 'done'; result: T }
  | { status: 'user_input_required'; userInputs: readonly UserInput[]; pending: Json }
  | { status: 'initialized'; pending: Json; stage?: Stage }
  | {
      status: 'failed';
      type: ErrorType | (string & {});
      msg?: string;
      /** The names of the fields that a repair needs from the person. */
      fields?: readonly string[];
      /** Further members of the answer, e.g. `coolDownPeriod: { value, unit }`. */
      details?: { readonly [member: string]: Json };
    };

/** A finished login. */
export interface Login {
  /** Names this person at this bank, the same at every login. */
  user: string;
  /** What the provider needs to act for the connection later. Sealed into `userSecret`. */
  connection: Json;
  /** When the bank's consent ends, in milliseconds since 1970. Default: as the app and the institution say. */
  consentExpiresAt?: number;
}

/** What a provider's method is given besides its arguments. */
export interface Context {
  /** The operation that this work belongs to. */
  operationID: string;
  /** The app that asks. */
  appKey: string;
  /** At a login, who the person is to the app, as its page says. Nobody has proved it. */
  clientUserID?: string;
  /** Where a page of the bank is to lead the person back to. What it adds to the query reaches `resume` as an answer. */
  returnURL: string;
  /**
   * Where an upstream is to say that something has happened. Only a hint: whoever knows the address can say it. There
   * is one where the gateway has been told its `publicURL`.
   */
  callbackURL?: string;
  /** Aborts when the caller has gone or the deadline has passed. */
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** A page of the upstream that is shown inside the modal, by a script of the upstream's. */
export interface Embedding {
  /** What is run first: the name of a file that the gateway serves under `/connect/v1`. */
  script: string;
  /** Script that then shows the page in the element `page`, and calls `tell()` when the person is done with it. */
  start: string;
  /** Where the upstream's script, and all that it needs, comes from. */
  origin: string;
}

/** The data, payment and metadata calls of a provider. One that is missing answers `NOT_SUPPORTED`. */
export type ProviderCalls = {
  readonly [N in CallName]?: (
    connection: Json,
    input: CallInput<N>,
    context: Context,
  ) => Promise<Outcome<CallOutput<N>>>;
};

/** Dapi, finAPI, Powens, the sandbox: whoever reaches the banks. A plain object, one file each. */
export interface Provider {
  /** Lower case, e.g. `sandbox`. Part of what identifies a person, so it never changes. */
  readonly name: string;
  /**
   * Every bank it reaches, experimental ones too. `logo` may be a path under `logos`. The same array as long as nothing
   * has changed: what is sent to pages is made once for each.
   */
  institutions(context: Pick<Context, 'signal' | 'now'>): Promise<readonly Institution[]>;
  /**
   * Starts a login with what the person typed into the institution's fields, by field name.
   *
   * With `repairs`, the connection that it puts right, only those fields are there that `repair` asked for.
   */
  login(
    institution: Institution,
    credentials: Readonly<Record<string, string>>,
    context: Context,
    repairs?: Json,
  ): Promise<Outcome<Login>>;
  /**
   * Starts to put a connection right with what is known of it. `failed` with `fields` asks for those.
   * A provider without it is given the whole login anew.
   */
  repair?(institution: Institution, connection: Json, context: Context): Promise<Outcome<Login>>;
  /** Goes on with a login or a call after the person has answered. */
  resume(pending: Json, answers: readonly Answer[], context: Context): Promise<Outcome<unknown>>;
  /**
   * Asks for another code or picture, while the one before still waits for its answer. What comes of it takes the
   * place of the question. Without it nothing that is asked can be asked for again, whatever its `resendIn`.
   */
  resend?(pending: Json, context: Context): Promise<Outcome<unknown>>;
  /**
   * Asks how an `initialized` login or call stands, or one whose question is a `redirect`: what the person does on
   * another page only its upstream knows.
   */
  status(pending: Json, context: Context): Promise<Outcome<unknown>>;
  /**
   * Ends what a question waits for, so that nobody finishes it later, because the person has left. What was done before
   * stays done; `status` tells. A provider without it leaves nothing open.
   */
  cancel?(pending: Json, context: Context): Promise<void>;
  /** How the page of a `redirect` is shown inside the modal, where its question says that it can be. */
  embed?(pending: Json): Embedding | undefined;
  /** Ends a connection upstream. A provider without it has nothing to end. */
  delink?(connection: Json, context: Context): Promise<Outcome<unknown>>;
  /**
   * Whether it makes a transfer once per `idempotencyKey`, also after a restart. Then a transfer whose outcome is
   * unclear may be asked for again under the same key; else it never is.
   */
  readonly idempotent?: boolean;
  /** The mark of a bank as SVG, for providers that bring their own. */
  logo?(institutionID: string): string | undefined;
  readonly calls: ProviderCalls;
  /**
   * Answers further paths under `/v2` that only this provider has, such as the sandbox's management of its users.
   * `path` comes without `/v2`. Undefined says that there is no such path; the request is then left unread.
   */
  manage?(path: string, request: Request, context: Pick<Context, 'now'>): Promise<Response | undefined>;
}
