import {
  AnswerRequest,
  AppQuery,
  LoginRequest,
  OperationRequest,
  RepairRequest,
  UnlistedRequest,
  type AppConfig,
  type Institution,
  type Operation,
  type Stage,
} from '@connect-layer/protocol';
import type * as v from 'valibot';
import { consentOf, isFromItsPage, type App } from '../apps.js';
import { parse, readBody } from '../body.js';
import type { Deps } from '../deps.js';
import type { Asking } from '../asked.js';
import { newOperationID, type OperationRecord } from '../operations.js';
import { connectionOf, heldBy, repairedOf } from './connection.js';
import type { Context, Login, Outcome } from '../provider.js';
import { failure, json, Refusal } from '../respond.js';
import { hash, sameSecret } from '../secrets.js';
import type { SealedConnection } from '../tokens.js';
import { within, withContext } from '../work.js';

/** What the page may know of its app. */
export async function config(request: Request, { apps }: Deps): Promise<Response> {
  const found = appOf(request, queryOf(request), apps);
  const { name, environment, serverURL } = found;
  const app: AppConfig = { name, environment, consent: consentOf(found), ...(serverURL && { serverURL }) };
  return json({ app });
}

/** The banks that one can connect: of the countries asked for, or all; experimental ones only when asked for. */
export async function institutions(request: Request, deps: Deps): Promise<Response> {
  const query = queryOf(request);
  appOf(request, query, deps.apps);
  const all = await deps.provider.institutions({ signal: request.signal, now: deps.now });
  const countries = (query.countries ?? '').toUpperCase().split(',').filter(Boolean);
  return deps.indexes.answer(request, all, { countries, experimental: query.experimental === 'true' });
}

/** Takes note of a bank that somebody did not find. */
export async function unlisted(request: Request, deps: Deps): Promise<Response> {
  const { query, country, ...asking } = parse(UnlistedRequest, await readBody(request));
  const { appKey } = appOf(request, asking, deps.apps);
  const report = { appKey, query, ...(country && { country }) };
  // Whether the report arrives is not the person's concern.
  const told = async () => void (await deps.onUnlisted(report));
  deps.inBackground(told().catch(() => {}));
  return json({ success: true, status: 'done' });
}

/** One bank, by its `id`: so that the secure frame need not take the page's word for which bank a form is of. */
export async function institution(request: Request, deps: Deps): Promise<Response> {
  const query = queryOf(request);
  appOf(request, query, deps.apps);
  const found = await institutionOf(query.id ?? '', request, deps);
  return json({ institution: found }, 200, { 'cache-control': 'private, max-age=300' });
}

/** The provider's own mark of a bank. */
export function logo(path: string, { provider }: Deps): Response | undefined {
  const id = /^\/connect\/v1\/logos\/([\w-]+)\.svg$/.exec(path)?.[1];
  const svg = id && provider.logo?.(id);
  if (!svg) return undefined;
  const headers = {
    'content-type': 'image/svg+xml',
    'cache-control': 'public, max-age=86400',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  };
  return new Response(svg, { headers });
}

/** Logs in at a bank: for a new connection, or to put one right. Sent again under the key it came with, it is the one that has begun. */
export async function login(request: Request, deps: Deps): Promise<Response> {
  const body = parse(LoginRequest, await readBody(request));
  const app = appOf(request, body, deps.apps);
  const held = body.repairs && (await heldBy(app, body.repairs, deps));
  const institution = await institutionOf(body.institutionID, request, deps);
  if (held && held.institutionID !== institution.id) throw new Refusal('INVALID_INSTITUTION');
  return begin(request, deps, { app, institution, held, ...body }, (context) =>
    deps.provider.login(institution, body.credentials, context, held?.connection),
  );
}

/** Puts a connection right with what is known of it. Where the provider cannot, the bank is asked as at first. */
export async function repair(request: Request, deps: Deps): Promise<Response> {
  const body = parse(RepairRequest, await readBody(request));
  const app = appOf(request, body, deps.apps);
  const held = await heldBy(app, body.repairs, deps);
  const institution = await institutionOf(held.institutionID, request, deps);
  const { provider } = deps;
  const fields = institution.fields.map(({ name }) => name);
  return begin(request, deps, { app, institution, held, ...body }, async (context) => {
    if (provider.repair) return provider.repair(institution, held.connection, context);
    if (fields.length) return { status: 'failed', type: 'INVALID_CONNECTION', fields };
    return provider.login(institution, {}, context, held.connection);
  });
}

/** Who logs in where, and the connection that this puts right. */
interface Beginning {
  app: App;
  institution: Institution;
  held: SealedConnection | undefined;
  clientUserID: string;
  sessionKey: string;
  idempotencyKey?: string | undefined;
}

async function begin(
  request: Request,
  deps: Deps,
  { app, institution, held, clientUserID, sessionKey, idempotencyKey }: Beginning,
  work: (context: Context) => Promise<Outcome<Login>>,
): Promise<Response> {
  const { operations, store, now } = deps;
  const sessionHash = await hash(sessionKey);
  const operationID = newOperationID(institution.id);
  const claim = idempotencyKey && `login:${await hash(JSON.stringify([sessionHash, idempotencyKey]))}`;
  if (claim && !(await store.claim(claim, operationID, loginLifetime)))
    return standingOf(await store.get(claim), app, deps);
  const of = {
    kind: 'login',
    clientUserID,
    sessionHash,
    ...(held && { repairs: repairedOf(held) }),
  } as const;
  const begun = { appKey: app.appKey, institutionID: institution.id, begun: now(), of };
  if (claim) await operations.write(operationID, { ...begun, state: { status: 'started' } });
  const outcome = await atProvider(operationID, app, request, deps, work);
  if (claim && request.signal.aborted) {
    await operations.forget(operationID);
    await store.delete(claim);
    throw new Refusal('OPERATION_CANCELLED'); // Who has hung up may come back: then it begins anew.
  }
  return answerWith(await advance(operationID, begun, 0, outcome, app, institution, deps));
}

/** Seconds that a login can be asked for again under its key. */
const loginLifetime = 600;

/** What has become of a login whose answer was lost on the way. */
async function standingOf(
  operationID: string | undefined,
  { appKey }: App,
  { operations }: Deps,
): Promise<Response> {
  const record = operationID === undefined ? undefined : await operations.read(operationID);
  if (operationID === undefined || (record && record.appKey !== appKey))
    throw new Refusal('OPERATION_NOT_FOUND');
  if (record?.state.status === 'ended' && 'login' in record.state) return answerWith(record.state.login);
  if (record?.state.status === 'user_input_required')
    return answerWith({
      status: 'user_input_required',
      operationID,
      userInputs: [...record.state.userInputs],
    });
  return answerWith({ status: 'initialized', operationID });
}

/** Takes what the person answered: to a login, which goes on at once, or to a call, which is then repeated. */
export async function answer(request: Request, deps: Deps): Promise<Response> {
  const { operationID, record, app, body } = await operationOf(AnswerRequest, request, deps);
  const { state, of } = record;
  const { idempotencyKey } = body;
  if (idempotencyKey !== undefined) {
    const claim = `answer:${await hash(JSON.stringify([operationID, idempotencyKey]))}`;
    if (!(await deps.store.claim(claim, operationID, loginLifetime)))
      return standingOf(operationID, app, deps);
  }
  if (state.status === 'ended' && 'login' in state) return answerWith(state.login);
  if (state.status !== 'user_input_required') throw new Refusal('OPERATION_NOT_FOUND');
  if (of.kind === 'call') {
    await deps.operations.write(operationID, { ...record, state: { ...state, answers: body.userInputs } });
    return answerWith({ status: 'initialized', operationID });
  }
  const institution = await institutionOf(record.institutionID, request, deps);
  const outcome = await atProvider(operationID, app, request, deps, (context) =>
    deps.provider.resume(state.pending, body.userInputs, context),
  );
  return answerWith(
    await advance(operationID, record, state.round + 1, outcome as Outcome<Login>, app, institution, deps),
  );
}

/** How a login stands. */
export async function status(request: Request, deps: Deps): Promise<Response> {
  const { operationID, record, app } = await operationOf(OperationRequest, request, deps);
  const { state, of } = record;
  if (of.kind !== 'login') throw new Refusal('OPERATION_NOT_FOUND');
  if (state.status === 'ended' && 'login' in state) return answerWith(state.login);
  if (state.status === 'user_input_required') return answerWith(asking(operationID, state));
  if (state.status === 'started') return answerWith({ status: 'initialized', operationID });
  if (state.status !== 'initialized') throw new Refusal('OPERATION_NOT_FOUND');
  const institution = await institutionOf(record.institutionID, request, deps);
  const task = { caller: request, operationID, appKey: app.appKey };
  const outcome = await withContext(task, deps, async (context) => {
    const now = await within(context, deps, () => deps.provider.status(state.pending, context));
    return context.signal.aborted ? undefined : now;
  });
  if (!outcome) return answerWith(workingAt(operationID, state)); // Nobody listens any more.
  return answerWith(
    await advance(operationID, record, state.round + 1, outcome as Outcome<Login>, app, institution, deps),
  );
}

/** Ends an operation that the person has left at its question. One that the bank is at goes on. */
export async function cancel(request: Request, deps: Deps): Promise<Response> {
  const { operationID, record } = await operationOf(OperationRequest, request, deps);
  const { state, of } = record;
  const cancelled = {
    status: 'failed',
    operationID,
    type: 'OPERATION_CANCELLED',
    msg: 'Cancelled.',
  } as const;
  if (of.kind === 'login') await deps.operations.forget(operationID);
  else if (state.status === 'user_input_required' && !state.answers)
    await deps.operations.cancel(operationID, record, deps.now());
  return answerWith(cancelled);
}

/** A provider's work on a login, for as long as the page waits for it. */
export const atProvider = <T>(
  operationID: string,
  { appKey }: App,
  caller: Request,
  deps: Deps,
  work: (context: Context) => Promise<Outcome<T>>,
): Promise<Outcome<T>> =>
  withContext({ caller, operationID, appKey }, deps, (context) => within(context, deps, () => work(context)));

/** The operation after what the bank said, remembered for the next request. */
export async function advance(
  operationID: string,
  record: Omit<OperationRecord, 'state'>,
  round: number,
  outcome: Outcome<Login>,
  app: App,
  institution: Institution,
  deps: Deps,
): Promise<Operation> {
  const remember = async (state: OperationRecord['state'], operation: Operation) => {
    const { appKey, institutionID, begun, of } = record;
    const ended = state.status === 'ended' && { ended: deps.now() };
    await deps.operations.write(operationID, { appKey, institutionID, begun, ...ended, of, state });
    return operation;
  };
  switch (outcome.status) {
    case 'initialized':
      return remember({ ...outcome, round, since: deps.now() }, workingAt(operationID, outcome));
    case 'user_input_required':
      return remember({ ...outcome, round, since: deps.now() }, asking(operationID, outcome));
    case 'failed': {
      const { status, type, msg = failure(type).msg, fields } = outcome;
      const operation: Operation = { status, operationID, type, msg, ...(fields && { fields: [...fields] }) };
      return remember({ status: 'ended', login: operation }, operation);
    }
    case 'done': {
      const connection = await connectionOf(outcome.result, record, app, institution, deps);
      if (!connection) {
        const other: Outcome<Login> = { status: 'failed', type: 'DIFFERENT_LOGIN' };
        return advance(operationID, record, round, other, app, institution, deps);
      }
      const operation: Operation = { status: 'done', operationID, connection };
      return remember({ status: 'ended', login: operation }, operation);
    }
  }
}

/** The bank is at work, at the stage where that is known. */
const workingAt = (operationID: string, { stage }: { stage?: Stage }): Operation => ({
  status: 'initialized',
  operationID,
  ...(stage && { stage }),
});

/** The bank waits for the person. */
export const asking = (operationID: string, { userInputs }: Pick<Asking, 'userInputs'>): Operation => ({
  status: 'user_input_required',
  operationID,
  userInputs: [...userInputs],
});

/** An operation's outcome is data: failed or not, it is answered with 200. */
export const answerWith = (operation: Operation): Response =>
  json({ success: operation.status !== 'failed', ...operation });

const queryOf = (request: Request): Record<string, string> =>
  Object.fromEntries(new URL(request.url).searchParams);

/** The app that asks, once it is known that it may ask from there. */
function appOf(request: Request, query: unknown, apps: readonly App[]): App {
  const { appKey, bundleID } = parse(AppQuery, query);
  const app = apps.find((candidate) => candidate.appKey === appKey);
  if (!app || (bundleID !== undefined && !app.bundleIDs.includes(bundleID))) throw new Refusal('INVALID_APP');
  if (isFromItsPage(app, request) === false) throw new Refusal('ORIGIN_NOT_ALLOWED');
  return app;
}

export async function institutionOf(
  id: string,
  { signal }: Request,
  { provider, now }: Deps,
): Promise<Institution> {
  const found = (await provider.institutions({ signal, now })).find((institution) => institution.id === id);
  if (!found) throw new Refusal('INVALID_INSTITUTION');
  return found;
}

/** The operation that a request names, when the caller is the one it belongs to. */
export async function operationOf<const S extends typeof AnswerRequest | typeof OperationRequest>(
  schema: S,
  request: Request,
  deps: Deps,
) {
  const body: v.InferOutput<S> = parse(schema, await readBody(request));
  const app = appOf(request, body, deps.apps);
  const { operationID, sessionKey } = body;
  const record = await deps.operations.read(operationID);
  if (record?.appKey !== app.appKey || !(await holdsKey(record, sessionKey)))
    throw new Refusal('OPERATION_NOT_FOUND');
  return { operationID, record, app, body };
}

const holdsKey = async ({ of }: OperationRecord, sessionKey: string | undefined): Promise<boolean> =>
  of.kind === 'call' || (sessionKey !== undefined && sameSecret(await hash(sessionKey), of.sessionHash));
