import { unclearFailures, type OperationResponse } from '@connect-layer/protocol';

interface Transfer {
  idempotencyKey: string;
  running?: Promise<OperationResponse>;
}

/** The transfers whose outcome is not known yet, by all that they are made of. */
const open = new Map<string, Transfer>();

/**
 * Makes a transfer once.
 *
 * The same transfer asked for again while it is under way is the one under way. Asked for again after an answer that
 * never came or says nothing certain, it goes out under the key it had, so that it cannot happen twice.
 */
export function once(
  content: Readonly<Record<string, unknown>>,
  make: (idempotencyKey: string) => Promise<OperationResponse>,
): Promise<OperationResponse> {
  const name = JSON.stringify(content);
  const given = content.idempotencyKey;
  const transfer = open.get(name) ?? {
    idempotencyKey: typeof given === 'string' ? given : crypto.randomUUID(),
  };
  open.set(name, transfer);
  transfer.running ??= make(transfer.idempotencyKey)
    .then((response) => {
      if (response.status !== 'failed' || !unclearFailures.includes(response.type ?? '')) open.delete(name);
      return response;
    })
    .finally(() => delete transfer.running);
  return transfer.running;
}
