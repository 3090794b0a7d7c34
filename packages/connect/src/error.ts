import type { ErrorType } from '@connect-layer/protocol';
import type { Problem } from './flow/flow.js';

/**
 * Something broke: a wrong option, no network, an answer nobody understands.
 *
 * What the bank decides is not an error but an answer with `status: 'failed'`.
 */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
  /** What to branch on. */
  readonly code: ErrorType;

  constructor(code: ErrorType, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** The same as `code`, under the name that failed answers use. */
  get type(): ErrorType {
    return this.code;
  }

  /** The same as `message`, under the name that failed answers use. */
  get msg(): string {
    return this.message;
  }
}

/** What the person is shown for something that broke. Known by its name, for it may come from another script's copy. */
export const problemOf = (error: unknown): Problem => {
  const { name, code, message = 'Something broke.' } = Object(error) as Partial<ConnectError>;
  return { type: name === 'ConnectError' && code ? code : 'UNKNOWN_ERROR', msg: message };
};
