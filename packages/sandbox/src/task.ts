import type { Context, Json, Outcome } from '@connect-layer/gateway';
import { type Answer, movesMoney, type Stage } from '@connect-layer/protocol';
import type { Customer } from './customer.js';
import { done, failed } from './money/failed.js';
import { magicOf } from './money/magic.js';
import { contentOf, earlier, once } from './money/once.js';
import { areRight, ask, questionsOf, type Hurdle, type Question } from './personas/hurdles.js';
import { hurdlesOf, momentOf, repairOf } from './personas/personas.js';
import { handleOf, type Handle } from './state/users.js';
import { work, type WorkName } from './work.js';

/** A piece of work that is not done yet: whose it is, the call unless it is a login, and how far it has come. */
export type Task = {
  connection: Handle;
  call?: { name: WorkName; input: Json };
  /** Whether it repairs the connection. */
  repairs?: true;
  /** The hurdle at which it stands. */
  at: number;
  /** When the bank will have done its part. */
  until?: number;
  /** When the bank asked, and how many times it has been asked to do so again. */
  asked?: number;
  times?: number;
  /** The ids of the accounts that the person shares; absent, all. */
  accounts?: string[];
  /** Names this attempt, so that it moves money once even without a key of the caller's. */
  attempt: string;
};

export const taskOf = (connection: Handle, call?: Task['call']): Task => ({
  connection,
  ...(call && { call }),
  at: 0,
  attempt: crypto.randomUUID(),
});

/** How far a piece of work has come, or that the bank says nothing; then `outcome` is what has come of it for all that. */
export interface Step {
  outcome?: Outcome<unknown>;
  hangs?: boolean;
}

/** Takes a piece of work as far as it goes without anybody else. At once: no other work comes in between. */
export function advance(task: Task, customer: Customer, context: Context): Step {
  const before = task.call && repeated(task.call, customer.user, context);
  if (before) return { outcome: before };
  const hurdle = hurdleOf(task);
  if (!hurdle) return finish(task, customer, context);
  if ('hangs' in hurdle) return { hangs: true };
  if ('fails' in hurdle) return { outcome: refusal(hurdle, task) };
  if ('asks' in hurdle) return question(hurdle, task, customer, context);
  return { outcome: waiting({ ...task, until: context.now() + hurdle.waits }, context) };
}

/** The bank is at it until the time that the task says. */
export function waiting(task: Task, { now }: Context): Outcome<never> {
  const stage = stageOf(task, now());
  return { status: 'initialized', pending: task, ...(stage && { stage }) };
}

/** The stages take the same time each. */
function stageOf(task: Task, now: number): Stage | undefined {
  const hurdle = hurdleOf(task);
  if (!hurdle || !('waits' in hurdle) || !hurdle.stages) return undefined;
  const left = ((task.until ?? now) - now) / hurdle.waits;
  return hurdle.stages[Math.floor((1 - left) * hurdle.stages.length)];
}

function question(hurdle: Asking, task: Task, { user }: Customer, { now }: Context): Step {
  const userInputs = ask(questionsOf(hurdle, task.times ?? 0), user.accounts);
  return { outcome: { status: 'user_input_required', userInputs, pending: { ...task, asked: now() } } };
}

type Asking = Extract<Hurdle, { asks: unknown }>;

/** Goes on with what the person answered, if that is right and came in time. */
export function goOn(task: Task, answers: readonly Answer[], customer: Customer, context: Context): Step {
  const hurdle = hurdleOf(task);
  if (!hurdle || !('asks' in hurdle)) return { outcome: failed('OPERATION_NOT_FOUND') };
  const { asked = 0, times = 0, ...rest } = task;
  const questions = questionsOf(hurdle, times);
  const { accounts } = customer.user;
  if (isLate(questions, asked, context) || !areRight(questions, answers, accounts))
    return { outcome: failed('INVALID_MFA') };
  const shared = answers.find(({ id }) => id === 'accounts')?.answer.split(',');
  return advance({ ...rest, ...(shared && { accounts: shared }), at: task.at + 1 }, customer, context);
}

const isLate = (questions: readonly Question[], asked: number, { now }: Context): boolean =>
  questions.some(({ validFor }) => validFor !== undefined && now() > asked + validFor * 1000);

/** Asks again, where the bank does that. */
export function askAgain(task: Task, customer: Customer, context: Context): Step {
  const hurdle = hurdleOf(task);
  if (!hurdle || !('asks' in hurdle) || !hurdle.again) return { outcome: failed('OPERATION_NOT_FOUND') };
  return question(hurdle, { ...task, times: (task.times ?? 0) + 1 }, customer, context);
}

/** What stands in the way now: what the person always meets with, then what the amount provokes. */
function hurdleOf({ connection, call, repairs, at }: Task): Hurdle | undefined {
  const { username, repaired } = connection;
  if (repairs) return repairOf(username)[at];
  const met = hurdlesOf(username, call ? momentOf(call.name) : 'login');
  const mended = call && repaired && repairOf(username).length > 0;
  return [...(mended ? [] : met), ...((call && magicOf(call)?.meets) ?? [])][at];
}

type Call = (customer: Customer, input: Json, context: Context) => Outcome<Record<string, unknown>>;

function finish(task: Task, everything: Customer, context: Context): Step {
  const { call, repairs, attempt, accounts = task.connection.accounts } = task;
  const customer = accounts ? sharing(everything, accounts) : everything;
  const { user } = customer;
  if (!call) {
    const mended = (repairs ?? task.connection.repaired) && { repaired: true };
    const connection = { ...handleOf(user), ...(accounts && { accounts }), ...mended };
    return { outcome: done({ user: user.created ? user.userUUID : user.username, connection }) };
  }
  const { name, input } = call;
  const perform = () => (work[name] as Call)(customer, input, context);
  if (!movesMoney(name)) return { outcome: perform() };
  const key = keyOf(input) ?? `attempt ${attempt}`;
  const outcome = once(
    user,
    { key, content: contentOf(name, input), operationID: context.operationID },
    perform,
  );
  const silent = outcome.status === 'done' && magicOf(call)?.then !== undefined;
  return { outcome, ...(silent && { hangs: true }) };
}

/** The customer, as far as the accounts go that are shared. What is done to those is done to the customer's own. */
const sharing = ({ user, ...customer }: Customer, shared: readonly string[]): Customer => ({
  ...customer,
  user: { ...user, accounts: user.accounts.filter(({ id }) => shared.includes(id)) },
});

/** What came of the same call before, if money moved then. */
function repeated(
  { name, input }: NonNullable<Task['call']>,
  user: Customer['user'],
  { operationID }: Context,
) {
  const key = movesMoney(name) ? keyOf(input) : undefined;
  return key === undefined ? undefined : earlier(user, { key, content: contentOf(name, input), operationID });
}

function keyOf(input: Json): string | undefined {
  const { idempotencyKey } = input as { idempotencyKey?: string };
  return idempotencyKey === undefined ? undefined : `key ${idempotencyKey}`;
}

function refusal(
  { fails, details, fields }: Extract<Hurdle, { fails: string }>,
  { call }: Task,
): Outcome<never> {
  const step = call?.name.endsWith('Autoflow') ? { hlAPIStep: 'Transfer' } : undefined;
  const more = (details ?? step) && { details: { ...details, ...step } };
  return { ...failed('UNKNOWN_ERROR'), type: fails, ...(fields && { fields }), ...more };
}
