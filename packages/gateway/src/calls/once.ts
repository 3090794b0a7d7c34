import { unclearFailures } from '@connect-layer/protocol';
import type { OperationRecord } from '../operations.js';
import type { Deps } from '../deps.js';
import type { Outcome } from '../provider.js';
import { Refusal } from '../respond.js';
import { hash } from '../secrets.js';
import { moment } from './turns.js';

/** Seconds that a key is remembered. */
const lifetime = 24 * 60 * 60;

/** Milliseconds after which nobody can be at work on an operation any more. */
const abandoned = 270_000;

/** Who goes first with a key, and with which operation. */
interface Claim {
  content: string;
  operationID: string;
}

/** The key in the store under which a transfer happens once. */
export const claimOf = async (tokenID: string, idempotencyKey: string): Promise<string> =>
  `once:${tokenID}:${await hash(idempotencyKey)}`;

/**
 * Finds out who goes first with a transfer; `content` is all that it is made of.
 *
 * Gives undefined to the one who does; to everyone else, also in another process, the operation that was first.
 * One that was left in the middle by a process that died is begun again where the provider makes sure itself.
 * Refuses a key that was used for another transfer.
 */
export async function earlier(
  key: string,
  content: unknown,
  operationID: string,
  { store, operations, provider, now }: Deps,
): Promise<string | undefined> {
  const claim: Claim = { content: await hash(JSON.stringify(content)), operationID };
  if (await store.claim(key, JSON.stringify(claim), lifetime)) return undefined;
  const first = JSON.parse((await store.get(key)) ?? JSON.stringify(claim)) as Claim;
  if (first.content !== claim.content) throw new Refusal('IDEMPOTENCY_CONFLICT');
  const record = await operations.read(first.operationID);
  const isLeft = !record || (record.state.status === 'started' && now() - record.begun > abandoned);
  if (!isLeft || !provider.idempotent) return first.operationID;
  await store.set(key, JSON.stringify(claim), lifetime);
  return undefined;
}

/** Failures of a bank that was never asked to move anything: the login had to be repaired first. */
const untouched: readonly string[] = ['INVALID_CONNECTION', 'INVALID_CREDENTIALS'];

/**
 * Lets a transfer be asked for again under its key: where nothing can have moved, and where the outcome is unclear
 * and the provider makes sure itself.
 */
export async function reconsider(
  of: OperationRecord['of'],
  outcome: Outcome<unknown>,
  { store, provider }: Deps,
): Promise<void> {
  if (of.kind !== 'call' || of.claim === undefined || outcome.status !== 'failed') return;
  const mayAgain = provider.idempotent ? [...untouched, ...unclearFailures] : untouched;
  if (mayAgain.includes(outcome.type)) await store.delete(of.claim);
}

/** What came of an operation that somebody else is at: waits until it has ended or asks something. */
export async function outcomeOf(
  operationID: string,
  signal: AbortSignal,
  { operations }: Deps,
): Promise<Outcome<unknown>> {
  while (!signal.aborted) {
    const record = await operations.read(operationID);
    if (!record) break;
    if (record.state.status !== 'started') return asOutcome(record);
    await moment();
  }
  return { status: 'failed', type: 'TIMED_OUT' };
}

/** What an operation that is not being worked on says. */
export function asOutcome({ state }: OperationRecord): Outcome<unknown> {
  if (state.status === 'ended') {
    if ('outcome' in state) return state.outcome;
    throw new Refusal('OPERATION_NOT_FOUND'); // A login is not a call.
  }
  if (state.status === 'started') return { status: 'initialized', pending: null };
  return state;
}
