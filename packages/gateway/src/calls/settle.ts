import { isElsewhere, type Asking } from '../asked.js';
import type { Deps } from '../deps.js';
import { reconsider } from './once.js';
import type { OperationRecord, OperationState } from '../operations.js';
import type { Context, Outcome } from '../provider.js';
import { within } from '../work.js';

/** A call that is being worked on. */
export interface Standing {
  operationID: string;
  record: Omit<OperationRecord, 'state'>;
  context: Context;
  deps: Deps;
}

/**
 * Does a provider's work on a call and remembers what came of it.
 *
 * A transfer that overran its deadline is followed to its end in the background, so that whoever asks later is told
 * the truth.
 */
export async function settle(
  standing: Standing,
  round: number,
  work: () => Promise<Outcome<unknown>>,
): Promise<Outcome<unknown>> {
  const { record, context, deps } = standing;
  const running = work();
  const outcome = await within(context, deps, () => running);
  await remember(standing, round, outcome);
  const movesMoney = record.of.kind === 'call' && record.of.transfer !== undefined;
  if (movesMoney && context.signal.aborted)
    deps.inBackground(
      running.then(
        (late) => remember(standing, round, late),
        () => {},
      ),
    );
  return outcome;
}

/** Asks how a call stands that the bank is still at, or the person elsewhere. Whoever hangs up has ended nothing. */
export async function poll(
  standing: Standing,
  state: Extract<OperationState, { status: 'initialized' | 'user_input_required' }>,
): Promise<Outcome<unknown>> {
  const { context, deps } = standing;
  const outcome = await within(context, deps, () => deps.provider.status(state.pending, context));
  if (context.signal.aborted) return state;
  await remember(standing, state.round, outcome);
  return outcome;
}

/**
 * Ends a call whose question nobody will answer, upstream too. An order that was handed in on a page elsewhere before
 * that stays so, and then that is what came of the call.
 */
export async function abandon(standing: Standing, state: Asking): Promise<void> {
  const { context, deps } = standing;
  const { provider } = deps;
  await provider.cancel?.(state.pending, context).catch(() => {}); // It ends by itself in time.
  if (isElsewhere(state)) {
    const now = await within(context, deps, () => provider.status(state.pending, context));
    if (now.status === 'done' || now.status === 'initialized') return remember(standing, state.round, now);
  }
  await remember(standing, state.round, cancelled);
}

const cancelled = { status: 'failed', type: 'OPERATION_CANCELLED' } as const;

async function remember(
  { operationID, record, deps }: Standing,
  round: number,
  outcome: Outcome<unknown>,
): Promise<void> {
  const { operations, store, now } = deps;
  const isOver = outcome.status === 'done' || outcome.status === 'failed';
  const state: OperationState = isOver ? { status: 'ended', outcome } : { ...outcome, round, since: now() };
  await operations.write(operationID, { ...record, ...(isOver && { ended: now() }), state });
  await reconsider(record.of, outcome, deps);
  if (record.of.kind !== 'call') return;
  const waiting = `waiting:${record.of.tokenID}`;
  if (outcome.status === 'user_input_required') await store.set(waiting, operationID, 600);
  else if ((await store.get(waiting)) === operationID) await store.delete(waiting);
}
