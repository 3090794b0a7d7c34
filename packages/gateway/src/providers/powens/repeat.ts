import type { Reply } from '../http.js';

/**
 * When the same is sent again: `safe` whenever no answer came, since it changes nothing twice; `refused` only after an
 * answer that says that nothing was done; `never`.
 */
export type Repeat = 'safe' | 'refused' | 'never';

/** Whether that is so after such a reply. */
export const repeatsAfter = (repeat: Repeat, reply: Reply): boolean =>
  repeat !== 'never' && (isBusy(reply) || (repeat === 'safe' && isLost(reply)));

/** A connection that is being synchronised cannot be changed meanwhile. */
const isBusy = (reply: Reply): boolean =>
  'http' in reply &&
  (reply.http === 429 ||
    reply.http === 423 ||
    (reply.body as { code?: unknown } | null | undefined)?.code === 'connectionLocked');

const isLost = (reply: Reply): boolean => 'broken' in reply || reply.body === undefined || reply.http >= 500;
