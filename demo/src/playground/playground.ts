import { Dapi, DapiBankAccount, type BankAccountParams, type Handler } from '@connect-layer/connect';
import { createLog, masked, type Log } from './log.js';
import type { Extras, Method } from './methods.js';
import { callbacksOf, initialValues, plainOptions, readJSON, type Values } from './options.js';

/** Everything the page shows, but for the log. */
export interface State {
  values: Values;
  /** Whether there is a handler that has not been destroyed. */
  created: boolean;
  bankAccounts: readonly DapiBankAccount[];
  chosen?: DapiBankAccount | undefined;
  /** Of the accounts that were read last. */
  accountIDs: readonly string[];
}

/** What the page shows, and what can be done on it. */
export interface Playground {
  readonly state: State;
  readonly log: Log;
  set(name: string, value: string | boolean): void;
  create(): void;
  /** Calls the handler after so many seconds, since an open widget covers the page. */
  handle(what: keyof Handler, seconds: number): void;
  readCache(): void;
  makeAccount(params: string): void;
  choose(bankAccount: DapiBankAccount | undefined): void;
  run(method: Method, given: readonly unknown[], extras: { clientHeaders: string; clientBody: string }): void;
}

/** The playground, the one owner of its state; `show` is told whenever that has changed. */
export function createPlayground(show: (playground: Playground) => unknown): Playground {
  let state: State = { values: initialValues, created: false, bankAccounts: [], accountIDs: [] };
  let handler: Handler | undefined;
  const log = createLog(() => show(playground));

  const change = (part: Partial<State>) => {
    state = { ...state, ...part };
    show(playground);
  };

  /** The newest of a connection takes the place of those before it. */
  const add = (...found: DapiBankAccount[]) => {
    const others = state.bankAccounts.filter((known) => !found.some(({ userID }) => userID === known.userID));
    change({ bankAccounts: [...found, ...others], chosen: found[0] ?? state.chosen });
  };

  /** Does something and writes to the log what came of it. */
  const attempt = async (title: string, work: () => unknown): Promise<void> => {
    const started = performance.now();
    const tell = log.add({ kind: 'call', title });
    try {
      const result = await work();
      const took = `${Math.round(performance.now() - started)} ms`;
      const status = (result as { status?: string } | undefined)?.status ?? 'ok';
      tell({
        outcome: `${status}, ${took}`,
        failed: status === 'failed',
        ...(result !== undefined && { details: { result: masked(result) } }),
      });
    } catch (error) {
      tell({ outcome: 'threw', failed: true, details: { error: masked(error) } });
    }
  };

  const callback = (name: string) => (argument: unknown) => {
    const isAccount = argument instanceof DapiBankAccount;
    if (isAccount) add(argument);
    const details = { argument: masked(isAccount ? argument.flush() : argument) };
    log.add({ kind: 'callback', title: name, ...(argument !== undefined && { details }) });
    if (name !== 'interceptRequest') return undefined;
    const { body, headers } = argument as { body: object; headers: object };
    return { body, headers: { ...headers, 'x-playground': 'yes' } };
  };

  const playground: Playground = {
    get state() {
      return state;
    },
    log,
    set: (name, value) => change({ values: { ...state.values, [name]: value } }),
    create: () =>
      void attempt('Dapi.create', () => {
        const callbacks = callbacksOf(state.values).map((name) => [name, callback(name)] as const);
        const options = { ...plainOptions(state.values), ...Object.fromEntries(callbacks) };
        // Whether the options are right is for `create` to say.
        const created = Dapi.create(options as unknown as Parameters<typeof Dapi.create>[0]);
        handler?.destroy();
        handler = created;
        change({ created: true });
      }),
    handle: (what, seconds) =>
      void setTimeout(() => {
        void attempt(`handler.${what}`, () => handler?.[what]());
        if (what === 'destroy') change({ created: false });
      }, seconds * 1000),
    readCache: () =>
      void attempt('Dapi.getCachedBankAccounts', async () => {
        const cached = await Dapi.getCachedBankAccounts(String(state.values.clientUserID));
        add(...cached);
        return cached.map((bankAccount) => bankAccount.flush());
      }),
    makeAccount: (params) =>
      void attempt('new DapiBankAccount', () => {
        add(new DapiBankAccount((readJSON(params) ?? {}) as unknown as BankAccountParams));
      }),
    choose: (chosen) => change({ chosen }),
    run: (method, given, { clientHeaders, clientBody }) =>
      void attempt(method.name, async () => {
        if (!state.chosen) return;
        const extras = [readJSON(clientHeaders), readJSON(clientBody)] as Extras;
        const result = await method.run(state.chosen, given as never[], extras);
        const { accounts } = Object(result) as { accounts?: { id: string }[] };
        if (accounts) change({ accountIDs: accounts.map(({ id }) => id) });
        return result;
      }),
  };
  return playground;
}
