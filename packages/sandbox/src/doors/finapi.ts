import { Hono } from 'hono';
import { accounts } from './finapi/accounts.js';
import { oauth } from './finapi/auth.js';
import { bankList } from './finapi/bank-list.js';
import { pendingTransactions, securities, transactions } from './finapi/bookings.js';
import { categories } from './finapi/categories.js';
import { configuration } from './finapi/configuration.js';
import { connections } from './finapi/connections.js';
import { control } from './finapi/control.js';
import { accessError, formError, Trouble } from './finapi/errors.js';
import { formPage } from './finapi/form-page.js';
import { mockBatch } from './finapi/mock-batch.js';
import { payments } from './finapi/payments.js';
import { profiles } from './finapi/profiles.js';
import { settle } from './finapi/settle.js';
import { tasks } from './finapi/tasks.js';
import { users } from './finapi/users.js';
import { webForms } from './finapi/web-forms.js';
import { usualSettings, worldOf, type FinapiSettings } from './finapi/world.js';

export { finapiAmounts, finapiCode, finapiPersonas, type FinapiPersona } from './finapi/personas.js';
export type { FinapiSettings } from './finapi/world.js';

/** What the door may be given, besides how strict and how fast it is. */
export interface FinapiDoorOptions extends Partial<FinapiSettings> {
  /** Milliseconds since 1970; for tests. `/_sandbox/clock` moves it on. */
  now?: () => number;
  /** Sends callbacks. */
  fetch?: typeof globalThis.fetch;
}

/** Answers as finAPI does, both its Access API and its Web Form API. Never rejects. */
export type Door = (request: Request) => Promise<Response>;

/** The client that every finAPI door knows, unless it is told another. It opens nothing but simulated accounts. */
export const finapiClient = {
  clientID: usualSettings.clientID,
  clientSecret: usualSettings.clientSecret,
} as const;

/**
 * A finAPI that runs offline: `/api/v2` as Access API, `/api` as Web Form API, `/wf` with forms that people fill in,
 * and `/_sandbox` to have it otherwise. It refuses what finAPI refuses.
 *
 * What it knows is gone with the process. Who can log in is the table {@link finapiPersonas}.
 */
export function finapiDoor(options: FinapiDoorOptions = {}): Door {
  const { now = Date.now, fetch = globalThis.fetch, ...settings } = options;
  const world = worldOf({ ...usualSettings, ...settings }, { now, fetch });
  const app = new Hono<{ Variables: { requestId: string } }>();

  app.use(async (c, next) => {
    const requestId = c.req.header('x-request-id')?.slice(0, 255) ?? `selfgen-${crypto.randomUUID()}`;
    c.set('requestId', requestId);
    settle(world);
    await next();
    c.header('x-request-id', requestId);
  });

  app.route('/', oauth(world));
  app.route('/api/v2/users', users(world));
  app.route('/api/v2/banks', bankList(world));
  app.route('/api/v2/bankConnections', connections(world));
  app.route('/api/v2/accounts', accounts(world));
  app.route('/api/v2/transactions', transactions(world));
  app.route('/api/v2/pendingTransactions', pendingTransactions(world));
  app.route('/api/v2/securities', securities(world));
  app.route('/api/v2/categories', categories(world));
  app.route('/api/v2/payments', payments(world));
  app.route('/api/v2/clientConfiguration', configuration(world));
  app.route('/api/v2/tests', mockBatch(world));
  app.route('/api/webForms', webForms(world));
  app.route('/api/tasks', tasks(world));
  app.route('/api/profiles', profiles(world));
  app.route('/_sandbox', control(world));
  app.route('/', formPage(world));

  const known = new Set(app.routes.map(({ path }) => path));
  app.notFound((c) => {
    const { pathname } = new URL(c.req.url);
    if (known.has(pathname) && pathname.startsWith('/api/'))
      return trouble(new Trouble(405, 'METHOD_NOT_ALLOWED', 'This path answers other methods.'), c);
    return c.json({ status: 404, error: 'Not Found', path: pathname }, 404);
  });
  app.onError((error, c) => trouble(error, c));
  return async (request) => app.fetch(overridden(request));

  function trouble(error: Error, c: Parameters<typeof accessError>[1]): Response {
    const isAccess = /^\/(api\/v2|oauth)\//.test(new URL(c.req.url).pathname);
    const response = (isAccess ? accessError : formError)(error, c, world);
    response.headers.set('x-request-id', c.get('requestId') as string);
    return response;
  }
}

/** Clients that cannot send PATCH or DELETE say so in a header. */
function overridden(request: Request): Request {
  const method = request.headers.get('x-http-method-override')?.toUpperCase();
  const may = request.method === 'POST' && (method === 'PATCH' || method === 'DELETE');
  return may ? new Request(request, { method }) : request;
}
