import {
  AnswerRequest,
  LoginRequest,
  OperationRequest,
  RepairRequest,
  type Answer,
  type Institution,
  type Operation,
} from '@connect-layer/protocol';
import type { App } from '../apps.js';
import { isElsewhere, isLateReturn } from '../asked.js';
import { parse, readBody } from '../body.js';
import { abandon } from '../calls/settle.js';
import { inTurn } from '../calls/turns.js';
import type { Deps } from '../deps.js';
import { loginLifetime, newOperationID } from '../operations.js';
import type { Context, Login, Outcome } from '../provider.js';
import { Refusal } from '../respond.js';
import { hash } from '../secrets.js';
import type { SealedConnection } from '../tokens.js';
import { within, withContext } from '../work.js';
import { appOf, institutionOf, operationOf as named } from './callers.js';
import { heldBy, repairedOf } from './connection.js';
import { advance, answerWith, atProvider, operationOf, workingAt } from './standing.js';

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
    return answerWith(await lastOf(await store.get(claim), app, deps));
  const repairs = held && { repairs: repairedOf(held) };
  const of = { kind: 'login', clientUserID, sessionHash, ...repairs } as const;
  const record = { appKey: app.appKey, institutionID: institution.id, begun: now(), of };
  if (claim) await operations.write(operationID, { ...record, state: { status: 'started' } });
  const outcome = await atProvider(operationID, app, request, deps, (context) =>
    work({ ...context, clientUserID }),
  );
  if (claim && request.signal.aborted) {
    await operations.forget(operationID);
    await store.delete(claim);
    throw new Refusal('OPERATION_CANCELLED'); // Who has hung up may come back: then it begins anew.
  }
  return answerWith(await advance({ operationID, record, app, institution }, 0, outcome, deps));
}

/** What has become of a login whose answer was lost on the way. */
async function lastOf(operationID: string | undefined, { appKey }: App, deps: Deps): Promise<Operation> {
  const record = operationID === undefined ? undefined : await deps.operations.read(operationID);
  if (operationID === undefined || (record && record.appKey !== appKey))
    throw new Refusal('OPERATION_NOT_FOUND');
  return record ? operationOf(operationID, record.state) : workingAt(operationID, {});
}

/** Takes what the person answered: to a login, which goes on at once, or to a call, which is then repeated. */
export async function answer(request: Request, deps: Deps): Promise<Response> {
  const { operationID, record, app, body } = await named(AnswerRequest, request, deps);
  const { state, of } = record;
  const { idempotencyKey, userInputs } = body;
  if (idempotencyKey !== undefined) {
    const claim = `answer:${await hash(JSON.stringify([operationID, idempotencyKey]))}`;
    if (!(await deps.store.claim(claim, operationID, loginLifetime)))
      return answerWith(await lastOf(operationID, app, deps));
  }
  if (of.kind === 'login') return answerWith(await goOn(operationID, app, { request, userInputs }, deps));
  if (isLateReturn(userInputs, state)) return answerWith(workingAt(operationID, {}));
  if (state.status !== 'user_input_required') throw new Refusal('OPERATION_NOT_FOUND');
  await deps.operations.write(operationID, { ...record, state: { ...state, answers: userInputs } });
  return answerWith(workingAt(operationID, {}));
}

/** How a login stands. */
export async function status(request: Request, deps: Deps): Promise<Response> {
  const { operationID, record, app } = await named(OperationRequest, request, deps);
  if (record.of.kind !== 'login') throw new Refusal('OPERATION_NOT_FOUND');
  return answerWith(await goOn(operationID, app, { request }, deps));
}

/** Who brings a login forward, and with what: an answer of the person, or only the question how it stands. */
interface Moving {
  request: Request;
  userInputs?: readonly Answer[];
  /** Whether it goes on when the one who asked has hung up. */
  goesOn?: boolean;
}

/**
 * Brings a login forward. One at a time, so that nobody is connected twice: who only asks is told how it stands while
 * another is at it, who answers waits for their turn.
 */
export function goOn(
  operationID: string,
  app: App,
  { request, userInputs, goesOn = false }: Moving,
  deps: Deps,
): Promise<Operation> {
  const { operations, provider, store } = deps;
  const task = { request, operationID, appKey: app.appKey, goesOn };
  return withContext(task, deps, (context) =>
    inTurn(store, operationID, { refuse: !userInputs, signal: context.signal }, async () => {
      const record = await operations.read(operationID);
      if (!record) throw new Refusal('OPERATION_NOT_FOUND');
      const { state } = record;
      const isAsking = state.status === 'user_input_required';
      if (state.status === 'ended' || state.status === 'started') return operationOf(operationID, state);
      if (userInputs && isLateReturn(userInputs, state)) return operationOf(operationID, state);
      if (userInputs && !isAsking) throw new Refusal('OPERATION_NOT_FOUND');
      if (!userInputs && isAsking && !isElsewhere(state)) return operationOf(operationID, state);
      const institution = await institutionOf(record.institutionID, request, deps);
      const outcome = await within(context, deps, () =>
        userInputs
          ? provider.resume(state.pending, userInputs, context)
          : provider.status(state.pending, context),
      );
      if (!userInputs && context.signal.aborted) return operationOf(operationID, state); // Nobody listens.
      if (!(await operations.read(operationID))) throw new Refusal('OPERATION_NOT_FOUND'); // Cancelled meanwhile.
      const standing = { operationID, record, app, institution };
      return advance(standing, state.round + 1, outcome as Outcome<Login>, deps);
    }).catch(async (error: unknown) => {
      if (error instanceof Refusal && error.type === 'PARALLEL_REQUEST')
        return lastOf(operationID, app, deps);
      throw error;
    }),
  );
}

/** Ends an operation that the person has left at its question. One that the bank is at goes on. */
export async function cancel(request: Request, deps: Deps): Promise<Response> {
  const { operationID, record, app } = await named(OperationRequest, request, deps);
  const { state, of } = record;
  const isAsking = state.status === 'user_input_required';
  const task = { request, operationID, appKey: app.appKey, goesOn: true };
  if (of.kind === 'login') {
    await deps.operations.forget(operationID);
    if (isAsking && deps.provider.cancel)
      deps.inBackground(
        withContext(task, deps, (context) => deps.provider.cancel!(state.pending, context)).catch(() => {}),
      );
  } else if (isAsking && !state.answers)
    await withContext(task, deps, (context) =>
      inTurn(deps.store, of.tokenID, { refuse: false, signal: context.signal }, () =>
        abandon({ operationID, record, context, deps }, state),
      ),
    );
  const msg = 'Cancelled.';
  return answerWith({ status: 'failed', operationID, type: 'OPERATION_CANCELLED', msg });
}
