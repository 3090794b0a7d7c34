import type { Context, Json, Login, Outcome, Provider } from '@connect-layer/gateway';
import { banks, bankOf, isComplete } from './banks/institutions.js';
import { manyBanks } from './banks/many/many.js';
import { note } from './log.js';
import { logoOf } from './banks/logo.js';
import { manage } from './management/manage.js';
import { dashboardLogin, type Dashboard } from './management/session.js';
import { settle } from './money/ach.js';
import { failed } from './money/failed.js';
import { freshState, type State } from './state/state.js';
import { handleOf, userOf, userWith, type Handle } from './state/users.js';
import { advance, askAgain, goOn, taskOf, waiting, type Step, type Task } from './task.js';
import { work, type WorkName } from './work.js';

/** What the simulated bank may be given. */
export interface SandboxBankOptions {
  /** What the bank knows. It is changed in place. Default: a bank at which nothing has happened. */
  state?: State;
  /** Told whenever the state may have changed, so that it can be kept somewhere. */
  changed?: () => void;
  /** How many invented banks are listed besides, for trying out a long list. Default: none. */
  many?: number;
  /** Who may manage the sandbox users. Default: `dashboard@sandbox.example` with the password `demo`. */
  dashboard?: Dashboard;
}

/**
 * The simulated bank as a provider: runs offline, and knows what has happened at it.
 *
 * Who can log in and what they meet with is the table of {@link personas}; what makes a transfer go wrong, that of
 * {@link magicAmounts}.
 */
export function sandboxBank(options: SandboxBankOptions = {}): Provider {
  const { state = freshState(), changed = () => {}, many = 0, dashboard = dashboardLogin } = options;
  const listed = many ? [...banks, ...manyBanks(many)] : banks;
  const ledger = { state, changed };

  /** Does a step of a piece of work for whoever it belongs to, and notes what came of it. */
  const take = async (
    task: Task,
    context: Context,
    step: typeof advance = advance,
  ): Promise<Outcome<unknown>> => {
    const { connection, call } = task;
    const [user, bank] = [userOf(state, connection), bankOf(connection.institutionID)];
    if (!user || !bank) return failed('INVALID_CONNECTION');
    settle({ user, ledger }, context.now());
    const { outcome, hangs }: Step = step(task, { user, bank, ledger }, context);
    if (outcome) note(state, context, { ...user, call }, outcome);
    changed();
    return hangs || !outcome ? silence(context.signal) : outcome;
  };

  return {
    name: 'sandbox',
    idempotent: true,
    institutions: async () => listed,
    logo: logoOf,

    login: async ({ id }, credentials, context, repairs) => {
      const held = repairs as Handle | undefined;
      const { username = held?.username ?? '', password = '' } = credentials;
      const bank = bankOf(id);
      if (bank?.health === 'down') {
        const closed = failed('BANK_ERROR');
        note(state, context, { bankID: id, userUUID: '' }, closed);
        changed();
        return closed;
      }
      const user =
        bank &&
        (held || isComplete(bank, credentials)) &&
        userWith(state, { bank, appKey: context.appKey, username, password });
      const mended = held && { ...(held.accounts && { accounts: held.accounts }), repaired: true as const };
      if (user) return (await take(taskOf({ ...handleOf(user), ...mended }), context)) as Outcome<Login>;
      const refused = failed('INVALID_CREDENTIALS');
      note(state, context, { bankID: id, userUUID: '' }, refused);
      changed();
      return refused;
    },

    repair: async ({ fields }, connection, context) => {
      const handle = connection as Handle;
      if (userOf(state, handle)) {
        const task: Task = { ...taskOf(handle), repairs: true };
        return (await take(task, context)) as Outcome<Login>;
      }
      const unknown = { status: 'failed', type: 'INVALID_CONNECTION' } as const;
      return { ...unknown, fields: fields.map(({ name }) => name) };
    },

    resume: async (pending, answers, context) => {
      const task = pending as Task;
      return take(task, context, (_, customer) => goOn(task, answers, customer, context));
    },

    resend: async (pending, context) => take(pending as Task, context, askAgain),

    status: async (pending, context) => {
      const { until, ...task } = pending as Task;
      if (until === undefined) return failed('OPERATION_NOT_FOUND');
      if (context.now() < until) return waiting({ ...task, until }, context);
      return take({ ...task, at: task.at + 1 }, context);
    },

    calls: Object.fromEntries(
      (Object.keys(work) as WorkName[]).map((name) => [
        name,
        (connection: Json, input: Json, context: Context) =>
          take(taskOf(connection as Handle, { name, input }), context),
      ]),
    ),

    manage: async (path, request, { now }) => manage(path, request, { ledger, now, dashboard }),
  };
}

/** The bank says nothing until nobody waits any more. */
const silence = (signal: AbortSignal): Promise<Outcome<never>> =>
  new Promise((resolve) => {
    const end = () => resolve(failed('TIMED_OUT'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
