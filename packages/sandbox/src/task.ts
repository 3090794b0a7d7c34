import type { Context, Json, Outcome } from '@connect-layer/gateway';
import { movesMoney } from '@connect-layer/protocol';
import type { Customer } from './customer.js';
import { done, failed } from './money/failed.js';
import { magicOf } from './money/magic.js';
import { contentOf, earlier, once } from './money/once.js';
import { ask, type Hurdle } from './personas/hurdles.js';
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
  if ('asks' in hurdle)
    return { outcome: { status: 'user_input_required', userInputs: ask(hurdle.asks), pending: task } };
  const pending = { ...task, until: context.now() + hurdle.waits };
  return { outcome: { status: 'initialized', pending } };
}

/** What stands in the way now: what the person always meets with, then what the amount provokes. */
export function hurdleOf({ connection, call, repairs, at }: Task): Hurdle | undefined {
  const { username, repaired } = connection;
  if (repairs) return repairOf(username)[at];
  const met = hurdlesOf(username, call ? momentOf(call.name) : 'login');
  const mended = call && repaired && repairOf(username).length > 0;
  return [...(mended ? [] : met), ...((call && magicOf(call)?.meets) ?? [])][at];
}

type Call = (customer: Customer, input: Json, context: Context) => Outcome<Record<string, unknown>>;

function finish({ connection, call, repairs, attempt }: Task, customer: Customer, context: Context): Step {
  const { user } = customer;
  if (!call) {
    const mended = (repairs ?? connection.repaired) && { repaired: true };
    const handle = { ...handleOf(user), ...mended };
    return { outcome: done({ user: user.created ? user.userUUID : user.username, connection: handle }) };
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
