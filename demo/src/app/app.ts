import { Dapi, type DapiBankAccount, type Handler } from '@connect-layer/connect';
import { read, type Bank } from './bank.js';

/** Everything the page shows. */
export interface State {
  /** Until it is known which banks were connected earlier. */
  starting: boolean;
  banks: readonly Bank[];
  /** Why the last attempt to connect came to nothing: the name of a failure. */
  problem?: string | undefined;
  /** Whether that was before anybody could try. */
  broken: boolean;
  /** The account whose transactions are shown; all of them when undefined. */
  chosen?: string | undefined;
  /** Whether all transactions are shown, or the latest only. */
  whole: boolean;
}

/** What a person can do. */
export interface App {
  start(): void;
  connect(): void;
  read(bank: Bank): void;
  /** Ends a connection, and takes the bank off the page once that is done. */
  forget(bank: Bank): void;
  choose(accountID: string | undefined): void;
  showWhole(): void;
}

/** An app that logs its users in would know who this is. */
const clientUserID = new URLSearchParams(location.search).get('user') || 'example-user';

/** The app, the one owner of its state; `show` is told whenever that has changed, `left` when the widget is. */
export function createApp(show: (state: State) => void, left: () => void): App {
  let state: State = { starting: true, banks: [], broken: false, whole: false };
  let handler: Handler | undefined;

  const change = (part: Partial<State>) => {
    state = { ...state, ...part };
    show(state);
  };

  /** Adds a bank, in place of an older connection to it, and reads it. */
  const add = (bankAccount: DapiBankAccount) => {
    const others = state.banks.filter((bank) => bank.bankAccount.userID !== bankAccount.userID);
    change({ banks: [{ bankAccount }, ...others] });
    void read(bankAccount, (part) => update(bankAccount, part));
  };

  const update = (bankAccount: DapiBankAccount, part: Partial<Bank>) =>
    change({
      banks: state.banks.map((bank) => (bank.bankAccount === bankAccount ? { ...bank, ...part } : bank)),
    });

  const start = async () => {
    handler?.destroy();
    change({ problem: undefined, broken: false });
    let isReady = false;
    handler = Dapi.create({
      environment: Dapi.environments.sandbox,
      appKey: 'sandbox-app',
      bundleID: 'sandbox-bundle',
      clientUserID,
      gatewayURL: import.meta.env.VITE_GATEWAY_URL,
      onReady: () => (isReady = true),
      onSuccessfulLogin: (bankAccount) => {
        change({ problem: undefined });
        add(bankAccount);
      },
      onFailedLogin: (error) => change({ problem: error?.type ?? 'UNKNOWN_ERROR', broken: !isReady }),
      onExit: left,
    });
    const cached = await Dapi.getCachedBankAccounts(clientUserID);
    change({ starting: false });
    const known = new Set(state.banks.map(({ bankAccount }) => bankAccount.userID));
    for (const bankAccount of cached.reverse()) if (!known.has(bankAccount.userID)) add(bankAccount);
  };

  const forget = async ({ bankAccount }: Bank) => {
    const answer = await bankAccount.delete();
    const isOver = answer.status === 'done' || answer.type === 'UNAUTHORIZED';
    if (!isOver) return update(bankAccount, { problem: answer.type ?? 'UNKNOWN_ERROR' });
    change({ banks: state.banks.filter((bank) => bank.bankAccount !== bankAccount) });
  };

  return {
    start: () => void start(),
    connect: () => {
      change({ problem: undefined });
      handler?.open();
    },
    read: ({ bankAccount }) => {
      const others = state.banks.map((bank) => (bank.bankAccount === bankAccount ? { bankAccount } : bank));
      change({ banks: others });
      void read(bankAccount, (part) => update(bankAccount, part));
    },
    forget: (bank) =>
      void forget(bank).catch((error: { type?: string }) =>
        update(bank.bankAccount, { problem: error.type ?? 'UNKNOWN_ERROR' }),
      ),
    choose: (chosen) => change({ chosen }),
    showWhole: () => change({ whole: true }),
  };
}
