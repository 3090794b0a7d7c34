import type { Outcome } from '@connect-layer/gateway';
import type { User } from '../state/state.js';
import { minorOf } from './amount.js';
import { done, failed } from './failed.js';

/** How many results are kept for a user. */
const kept = 1000;

/** A call that moves money: the key under which it happens once, what it asks for, and the operation that it is. */
export interface Attempt {
  key: string;
  content: string;
  operationID: string;
}

type Result = Outcome<Record<string, unknown>>;

/** What came of an earlier attempt with this key, if it moved money. The same key for something else is a conflict. */
export function earlier(user: User, { key, content, operationID }: Attempt): Result | undefined {
  const found = user.results.find((result) => result.key === key);
  if (!found) return undefined;
  if (found.content !== content) return failed('IDEMPOTENCY_CONFLICT');
  // A collection is asked about by the operation that began it, or by one that repeated it.
  user.pulls
    .find(({ operationIDs }) => operationIDs.includes(found.operationID))
    ?.operationIDs.push(operationID);
  return done(structuredClone(found.result));
}

/** Does what moves money unless it has been done with this key. What failed has moved none and may be tried again. */
export function once(user: User, attempt: Attempt, work: () => Result): Result {
  const before = earlier(user, attempt);
  if (before) return before;
  const outcome = work();
  if (outcome.status === 'done') {
    user.results.push({ ...attempt, result: structuredClone(outcome.result) });
    if (user.results.length > kept) user.results.shift();
  }
  return outcome;
}

/** What a call asks for, the same however its members are ordered and its amounts are written. */
export const contentOf = (name: string, input: unknown): string =>
  JSON.stringify([name, input], (key, value: unknown) => {
    if (key === 'idempotencyKey' || key === 'hlAPIStep') return undefined;
    if (key === 'amount' && typeof value === 'string') return minorOf(value) ?? value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
