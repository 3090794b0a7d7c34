import {
  AppQuery,
  type AnswerRequest,
  type DepartRequest,
  type Institution,
  type OperationRequest,
} from '@connect-layer/protocol';
import type * as v from 'valibot';
import { isFromItsPage, type App } from '../apps.js';
import { parse, readBody } from '../body.js';
import type { Deps } from '../deps.js';
import type { OperationRecord } from '../operations.js';
import { Refusal } from '../respond.js';
import { hash, sameSecret } from '../secrets.js';

export const queryOf = (request: Request): Record<string, string> =>
  Object.fromEntries(new URL(request.url).searchParams);

/** The app that asks, once it is known that it may ask from there. */
export function appOf(request: Request, query: unknown, apps: readonly App[]): App {
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
export async function operationOf<
  const S extends typeof AnswerRequest | typeof DepartRequest | typeof OperationRequest,
>(schema: S, request: Request, deps: Deps) {
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
