import type { CallName } from '@connect-layer/protocol';
import { failure, httpStatus, json, Refusal } from '../respond.js';

/** The metadata endpoint words its refusals in its own way: with a time, and without a type for a bad token. */
export async function asEndpoint(
  name: CallName | undefined,
  now: () => number,
  answer: () => Promise<Response>,
): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (name !== 'getAccountsMetadata' || !(error instanceof Refusal)) throw error;
    const { type, message } = error;
    const timestamp = now();
    if (type !== 'UNAUTHORIZED') return json({ ...failure(type, message), timestamp }, httpStatus(type));
    const msg = 'Invalid/expired token or invalid secret';
    return json({ success: false, status: 'failed', msg, timestamp }, httpStatus(type));
  }
}
