import type { Outcome } from '@connect-layer/gateway';
import type { ErrorType } from '@connect-layer/protocol';

/** What could not be done, and why. */
export type Failed = Extract<Outcome<never>, { status: 'failed' }>;

export const done = <T>(result: T): Outcome<T> => ({ status: 'done', result });

export const failed = (type: ErrorType, more: Pick<Failed, 'msg' | 'details'> = {}): Failed => ({
  status: 'failed',
  type,
  ...more,
});

/** Tells a failure from what would have come otherwise. */
export const isFailed = (value: object): value is Failed => 'status' in value && value.status === 'failed';
