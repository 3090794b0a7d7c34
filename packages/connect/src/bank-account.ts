import {
  Connection,
  type CallName,
  type CallOutput,
  type Failure,
  type NewAutoflow,
  type NewBeneficiary,
  type NewTransfer,
  type OperationResponse,
} from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Extras } from './calls.js';
import { ConnectError } from './error.js';

/** The last word on a call: what it asked for, or why not. Branch on `status`. */
export type Answered<N extends CallName> =
  ({ success: true; status: 'done'; operationID: string } & CallOutput<N>) | Failure;

/** Makes a connection's calls and sees each through to its end. Set up by `Dapi.create`. */
export type Perform = (
  connection: Connection,
  name: CallName,
  members: Record<string, unknown>,
  extras: Extras,
) => Promise<OperationResponse>;

/** What `flush()` gives and the constructor takes; save it on your server as you would a password. */
export type BankAccountParams = Connection;

type Headers = Record<string, string>;
type Members = Record<string, unknown>;

/** Who performs the calls of accounts that were made by hand or come from the cache. */
let started: Perform | undefined;

export const startWith = (perform: Perform): void => {
  started = perform;
};

const shown = v.optional(v.string(), '');

/** Only what the calls need must be there; what is merely shown may be missing. */
const Given = v.object({
  userSecret: v.string(),
  tokenID: v.string(),
  userID: v.string(),
  bankId: v.string(),
  accessCode: shown,
  connectionID: shown,
  clientUserID: shown,
  name: shown,
  fullName: shown,
  halfLogoPng: shown,
  fullLogoPng: shown,
  miniLogoPng: shown,
  color: v.optional(Connection.entries.color, { primaryColor: '', secondaryColor: '' }),
});

/**
 * A bank that somebody has connected: reads its accounts and moves its money.
 *
 * Every method resolves with the bank's answer, `failed` ones included, and rejects with a `ConnectError` only when
 * something broke on the way. Calls of one connection are made one after another. When the bank asks something,
 * the modal opens and the promise settles once that is answered; closed unanswered, it resolves as `failed` with
 * `USER_CANCELLED_MFA`. `clientHeaders` and `clientBody` are added to that one call.
 */
export class DapiBankAccount {
  readonly #connection: Connection;
  readonly #perform: Perform | undefined;

  /**
   * @param params what `flush()` gave, from your server.
   * @throws TypeError naming the first member that is missing.
   */
  constructor(params: BankAccountParams, perform?: Perform) {
    this.#connection = complete(params);
    this.#perform = perform;
  }

  /** The bank's id. */
  get bankID(): string {
    return this.#connection.bankId;
  }
  /** The bank's id, as the original SDK spells it. */
  get bankId(): string {
    return this.#connection.bankId;
  }
  /** The bank's short name. */
  get name(): string {
    return this.#connection.name;
  }
  /** The bank's full name. */
  get fullName(): string {
    return this.#connection.fullName;
  }
  /** Your own id of the person. */
  get clientUserID(): string {
    return this.#connection.clientUserID;
  }
  /** Names this person at this bank; the same at every login. */
  get userID(): string {
    return this.#connection.userID;
  }
  /** Names this connection's token. */
  get tokenID(): string {
    return this.#connection.tokenID;
  }
  /** The bank's colours, `#RRGGBB`. */
  get color(): Connection['color'] {
    return this.#connection.color;
  }
  /** The address of the bank's mark. */
  get miniLogoPng(): string {
    return this.#connection.miniLogoPng;
  }

  /** Reads. */
  readonly data = {
    /** Who the person is to the bank. */
    getIdentity: (clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('getIdentity', {}, { clientHeaders, clientBody }),
    /** All accounts, each with its balance. */
    getAccounts: (clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('getAccounts', {}, { clientHeaders, clientBody }),
    /** The balance of one account, in major units. */
    getBalance: (accountID: string, clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('getBalance', { accountID }, { clientHeaders, clientBody }),
    /** Bookings from one day to another (`YYYY-MM-DD`, both included), oldest first. */
    getTransactions: (
      accountID: string,
      fromDate: string,
      toDate: string,
      clientHeaders?: Headers,
      clientBody?: Members,
    ) => this.#call('getTransactions', { accountID, fromDate, toDate }, { clientHeaders, clientBody }),
    /** All cards. */
    getCards: (clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('getCards', {}, { clientHeaders, clientBody }),
  };

  /** Moves money. */
  readonly payment = {
    /** Who can be paid. */
    getBeneficiaries: (clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('getBeneficiaries', {}, { clientHeaders, clientBody }),
    /** Adds somebody who can be paid. */
    createBeneficiary: (beneficiary: NewBeneficiary, clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('createBeneficiary', beneficiary, { clientHeaders, clientBody }),
    /** Pays a beneficiary that exists. `amount` is in major units of the sending account's currency. */
    createTransfer: (transfer: NewTransfer, clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('createTransfer', transfer, { clientHeaders, clientBody }),
    /** Pays, and adds the beneficiary first where the bank wants that. */
    transferAutoflow: (transfer: NewAutoflow, clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('transferAutoflow', transfer, { clientHeaders, clientBody }),
  };

  /** What the bank can do, and within which bounds. Never asks anything. */
  readonly metadata = {
    getAccounts: (clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('getAccountsMetadata', {}, { clientHeaders, clientBody }),
    /** The same, under its other name. */
    getAccountsMetadata: (clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('getAccountsMetadata', {}, { clientHeaders, clientBody }),
  };

  /** A plain object from which the account can be made again, here or in another browser. Holds secrets. */
  flush(): BankAccountParams {
    return structuredClone(this.#connection);
  }

  async #call<N extends CallName>(name: N, members: Members, extras: Extras): Promise<Answered<N>> {
    const perform = this.#perform ?? started;
    if (!perform) throw new ConnectError('DAPI_NOT_STARTED', 'Call Dapi.create before using a bank account.');
    return (await perform(this.#connection, name, members, extras)) as Answered<N>;
  }
}

function complete(params: BankAccountParams & { bankID?: string }): Connection {
  const { bankID, ...given } = Object(params) as typeof params;
  const result = v.safeParse(Given, { ...given, bankId: given.bankId ?? bankID });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const what = issue.input === undefined ? 'is missing' : 'has the wrong form';
  throw new TypeError(`DapiBankAccount: '${v.getDotPath(issue)}' ${what}.`);
}
