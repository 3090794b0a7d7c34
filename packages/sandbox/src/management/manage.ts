import * as accounts from './accounts.js';
import { list } from './operations.js';
import { refusal, Refused } from './respond.js';
import type { Ledger } from '../state/state.js';
import { logIn, mustBeLoggedIn, type Dashboard } from './session.js';
import * as users from './users.js';

/** What a handler is given besides the request. */
export interface Desk {
  ledger: Ledger;
  now: () => number;
  dashboard: Dashboard;
}

type Handler = (request: Request, desk: Desk) => Promise<Response>;

/** Every path of the management API under `/v2`, in lower case; the older spellings too. */
const handlers: Readonly<Record<string, Handler>> = {
  '/clients/login': logIn,
  '/clients/clientlogin/password': logIn,
  '/apps/sandbox/users/create': users.create,
  '/apps/sandbox/createuser': users.create,
  '/apps/sandbox/users/delete': users.remove,
  '/apps/sandbox/users/getall': users.list,
  '/apps/sandbox/getallusers': users.list,
  '/apps/sandbox/account/add': accounts.add,
  '/apps/sandbox/account/remove': accounts.remove,
  '/apps/sandbox/account/balance/set': accounts.setBalance,
  '/apps/sandbox/benefs/remove': accounts.removeBeneficiary,
  '/apps/operations/getall': list,
};

/** Answers a request of the management API; undefined when there is no such path. All but the login need a token. */
export async function manage(path: string, request: Request, desk: Desk): Promise<Response | undefined> {
  const lower = path.toLowerCase();
  const handler = Object.hasOwn(handlers, lower) ? handlers[lower] : undefined;
  if (!handler) return undefined;
  try {
    if (handler !== logIn) await mustBeLoggedIn(request, desk.ledger, desk.now());
    const response = await handler(request, desk);
    desk.ledger.changed();
    return response;
  } catch (error) {
    if (error instanceof Refused) return refusal(error);
    throw error;
  }
}
