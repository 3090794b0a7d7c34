import {
  Connection,
  type Account,
  type CallName,
  type CallOutput,
  type Card,
  type Failure,
  type NewAutoflow,
  type NewBeneficiary,
  type NewTransfer,
  type OperationResponse,
} from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Extras } from './calls.js';
import { ConnectError } from './error.js';
import { latest } from './repaired.js';

/** The last word on a call: what it asked for, or why not. Branch on `status`. */
export type Answered<N extends CallName> =
  ({ success: true; status: 'done'; operationID: string } & CallOutput<N>) | Failure;

/** What a bank account needs of the `Dapi.create` it belongs to. */
export interface Context {
  /** Makes a call and sees it through to its end, asking the person on the way where the bank does. */
  perform(
    connection: Connection,
    name: CallName,
    members: Record<string, unknown>,
    extras: Extras,
  ): Promise<OperationResponse>;
  /** Lets the person choose an account; undefined when they would rather not. */
  choose(connection: Connection, message: string, accounts: readonly Account[]): Promise<Account | undefined>;
  /** Takes a connection out of the cache. */
  forget(connection: Connection): Promise<void>;
}

/** What `flush()` gives and the constructor takes; save it on your server as you would a password. */
export type BankAccountParams = Connection;

type Headers = Record<string, string>;
type Members = Record<string, unknown>;

/** What accounts that were made by hand belong to: the newest `Dapi.create`. */
let newest: Context | undefined;

export const startWith = (context: Context): void => {
  newest = context;
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
  consentExpiresAt: v.optional(v.number()),
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
  readonly #given: Connection;
  readonly #own: Context | undefined;
  #accounts: readonly Account[] = [];
  #cards: readonly Card[] = [];

  /**
   * @param params what `flush()` gave, from your server.
   * @throws TypeError naming the first member that is missing.
   */
  constructor(params: BankAccountParams, context?: Context) {
    this.#given = complete(params);
    this.#own = context;
  }

  get #connection(): Connection {
    return latest(this.#given);
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
  /** When the consent ends, in milliseconds since 1970; undefined where it does not end by itself. */
  get consentExpiresAt(): number | undefined {
    return this.#connection.consentExpiresAt;
  }
  /** The bank's colours, `#RRGGBB`. */
  get color(): Connection['color'] {
    return this.#connection.color;
  }
  /** The addresses of the bank's marks. */
  get miniLogoPng(): string {
    return this.#connection.miniLogoPng;
  }
  get halfLogoPng(): string {
    return this.#connection.halfLogoPng;
  }
  get fullLogoPng(): string {
    return this.#connection.fullLogoPng;
  }
  /** The accounts, as `getAccounts()` last gave them. */
  get accounts(): readonly Account[] {
    return this.#accounts;
  }
  /** The cards, as `getCards()` last gave them. */
  get cards(): readonly Card[] {
    return this.#cards;
  }

  /** Reads. */
  readonly data = {
    /** Who the person is to the bank. */
    getIdentity: (clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('getIdentity', {}, { clientHeaders, clientBody }),
    /** All accounts, each with its balance. */
    getAccounts: async (clientHeaders?: Headers, clientBody?: Members) => {
      const answer = await this.#call('getAccounts', {}, { clientHeaders, clientBody });
      if (answer.status === 'done') this.#accounts = answer.accounts;
      return answer;
    },
    /** The balance of one account, in major units. */
    getBalance: (accountID: string, clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('getBalance', { accountID }, { clientHeaders, clientBody }),
    /** What one card has left and owes, in major units. */
    getCardBalance: (cardID: string, clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('getBalance', { cardID }, { clientHeaders, clientBody }),
    /** Bookings from one day to another (`YYYY-MM-DD`, both included), oldest first. */
    getTransactions: (...args: OfAccount) => this.#transactions('getTransactions', 'accountID', args),
    /** The same, under its other name. */
    getAccountTransactions: (...args: OfAccount) => this.#transactions('getTransactions', 'accountID', args),
    /** The same, each booking with what it was for. */
    getCategorizedTransactions: (...args: OfAccount) =>
      this.#transactions('getCategorizedTransactions', 'accountID', args),
    /** The same, each booking with what it was for and the brand behind it. */
    getEnrichedTransactions: (...args: OfAccount) =>
      this.#transactions('getEnrichedTransactions', 'accountID', args),
    /** All cards. */
    getCards: async (clientHeaders?: Headers, clientBody?: Members) => {
      const answer = await this.#call('getCards', {}, { clientHeaders, clientBody });
      if (answer.status === 'done') this.#cards = answer.cards;
      return answer;
    },
    /** The bookings of a card; the first argument is the card's id. */
    getCardTransactions: (...args: OfAccount) => this.#transactions('getTransactions', 'cardID', args),
  };

  /** Moves money. */
  readonly payment = {
    /** Who can be paid. */
    getBeneficiaries: (clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('getBeneficiaries', {}, { clientHeaders, clientBody }),
    /** Adds somebody who can be paid. */
    createBeneficiary: (beneficiary: NewBeneficiary, clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('createBeneficiary', beneficiary, { clientHeaders, clientBody }),
    /**
     * Pays a beneficiary that exists. `amount` is in major units of the sending account's currency.
     *
     * Asked for twice while the first is under way, or again after an answer that never came, it happens once. To
     * be as sure across a reload, give an `idempotencyKey` of your own.
     */
    createTransfer: (transfer: NewTransfer, clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('createTransfer', withRemark(transfer), { clientHeaders, clientBody }),
    /** Pays as `createTransfer` does, and adds the beneficiary first where the bank wants that. */
    transferAutoflow: (transfer: NewAutoflow, clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('transferAutoflow', withRemark(transfer), { clientHeaders, clientBody }),
  };

  /** What the bank can do, and within which bounds. Never asks anything. */
  readonly metadata = {
    getAccounts: (clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('getAccountsMetadata', {}, { clientHeaders, clientBody }),
    /** The same, under its other name. */
    getAccountsMetadata: (clientHeaders?: Headers, clientBody?: Members) =>
      this.#call('getAccountsMetadata', {}, { clientHeaders, clientBody }),
  };

  /** Ends the connection. */
  readonly auth = {
    /** Ends the connection at the bank's side, and takes it out of the cache. */
    delinkUser: async (clientHeaders?: Headers, clientBody?: Members) => {
      const answer = await this.#call('delinkUser', {}, { clientHeaders, clientBody });
      if (answer.status === 'done') await this.#context.forget(this.#connection);
      return answer;
    },
  };

  /** The same as `auth.delinkUser()`. */
  delete(): Promise<Answered<'delinkUser'>> {
    return this.auth.delinkUser();
  }

  /**
   * Lets the person choose one of the accounts that `getAccounts()` gave.
   *
   * @param message what they choose it for, e.g. "Pay from which account?"
   */
  showAccountsModal(
    message: string,
    accounts: readonly Account[],
    onSelect?: (account: Account) => void,
    onCancel?: () => void,
  ): void {
    this.#context
      .choose(this.#connection, message, accounts)
      .then((account) => (account ? onSelect?.(account) : onCancel?.()))
      .catch(reportError);
  }

  /** A plain object from which the account can be made again, here or in another browser. Holds secrets. */
  flush(): BankAccountParams {
    return structuredClone(this.#connection);
  }

  get #context(): Context {
    const context = this.#own ?? newest;
    if (!context) throw new ConnectError('DAPI_NOT_STARTED', 'Call Dapi.create before using a bank account.');
    return context;
  }

  async #call<N extends CallName>(name: N, members: Members, extras: Extras): Promise<Answered<N>> {
    return (await this.#context.perform(this.#connection, name, members, extras)) as Answered<N>;
  }

  #transactions<N extends CallName>(
    name: N,
    of: 'accountID' | 'cardID',
    [id, fromDate, toDate, clientHeaders, clientBody]: OfAccount,
  ): Promise<Answered<N>> {
    return this.#call(name, { [of]: id, fromDate, toDate }, { clientHeaders, clientBody });
  }
}

/** Of which account or card, from which day to which, and what is added to this one call. */
type OfAccount = [
  id: string,
  fromDate: string,
  toDate: string,
  clientHeaders?: Headers,
  clientBody?: Members,
];

/** The web SDK says `remarks`, the HTTP API `remark`: both are sent. */
function withRemark<T extends { remark?: string | undefined; remarks?: string | undefined }>(transfer: T): T {
  const remark = transfer.remark ?? transfer.remarks;
  return remark === undefined ? transfer : { ...transfer, remark, remarks: remark };
}

/** The connection in what was given. */
function complete(params: BankAccountParams & { bankID?: string }): Connection {
  const { bankID, ...given } = Object(params) as typeof params;
  const result = v.safeParse(Given, { ...given, bankId: given.bankId ?? bankID });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const what = issue.input === undefined ? 'is missing' : 'has the wrong form';
  throw new TypeError(`DapiBankAccount: '${v.getDotPath(issue)}' ${what}.`);
}
