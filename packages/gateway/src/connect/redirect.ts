import { DepartRequest, returnParameter, type Answer } from '@connect-layer/protocol';
import { allowsOrigin, type App } from '../apps.js';
import { isElsewhere } from '../asked.js';
import { poll, settle } from '../calls/settle.js';
import { inTurn } from '../calls/turns.js';
import type { Deps } from '../deps.js';
import type { OperationRecord } from '../operations.js';
import type { Outcome } from '../provider.js';
import { json, Refusal } from '../respond.js';
import { withContext } from '../work.js';
import { operationOf } from './callers.js';
import { goOn } from './login.js';
import { returnPage } from './return-page.js';

/** Takes note of where a person who goes to a page of the bank in the same window is to be led back to. */
export async function depart(request: Request, deps: Deps): Promise<Response> {
  const { operationID, record, app, body } = await operationOf(DepartRequest, request, deps);
  const { pageURL, state } = body;
  const { origin } = new URL(pageURL);
  if (origin !== request.headers.get('origin') && !allowsOrigin(app, origin))
    throw new Refusal('ORIGIN_NOT_ALLOWED');
  if (!isElsewhere(record.state)) throw new Refusal('OPERATION_NOT_FOUND');
  await deps.operations.write(operationID, { ...record, left: { pageURL, state } });
  return json({ success: true, status: 'done' });
}

/**
 * Where a page of the bank leads back to. Whoever left their page in the same window is led on to it, to others it is
 * said that they can go back.
 *
 * That somebody has come proves nothing, so the provider is asked, and given what the bank's page has added to the query.
 * The person does not wait for that.
 */
export async function returned(request: Request, deps: Deps): Promise<Response> {
  const { search, searchParams } = new URL(request.url);
  const operationID = searchParams.get('state') ?? '';
  const record = await deps.operations.read(operationID);
  const app = deps.apps.find(({ appKey }) => appKey === record?.appKey);
  if (!record || !app) return returnPage(undefined);
  const answer: Answer = { id: 'redirect', index: 0, answer: search.slice(0, 8000) };
  deps.inBackground(hear(operationID, record, app, request, deps, [answer]));
  if (!record.left) return returnPage(app);
  const page = new URL(record.left.pageURL);
  page.searchParams.set(returnParameter, record.left.state);
  return new Response(null, { status: 303, headers: { location: page.href, 'cache-control': 'no-store' } });
}

/** An upstream says that something has happened. Whether it has, it is asked. */
export async function callback(request: Request, deps: Deps): Promise<Response> {
  const operationID = new URL(request.url).searchParams.get('state') ?? '';
  const record = await deps.operations.read(operationID);
  const app = deps.apps.find(({ appKey }) => appKey === record?.appKey);
  if (record && app) deps.inBackground(hear(operationID, record, app, request, deps));
  return new Response(null, { status: 204 });
}

/** Asks the provider about an operation whose person is, or was, elsewhere. Whoever asks next is told. Never rejects. */
async function hear(
  operationID: string,
  { appKey, of }: OperationRecord,
  app: App,
  request: Request,
  deps: Deps,
  answers?: readonly Answer[],
): Promise<void> {
  const begin = async () => {
    if (of.kind === 'login') {
      const moving = { request, goesOn: true, ...(answers && { userInputs: answers }) };
      return void (await goOn(operationID, app, moving, deps));
    }
    await withContext({ request, operationID, appKey, goesOn: true }, deps, (context) =>
      inTurn(deps.store, of.tokenID, { refuse: false, signal: context.signal }, async () => {
        const record = await deps.operations.read(operationID);
        if (!record || !isElsewhere(record.state)) return;
        const standing = { operationID, record, context, deps };
        const { pending, round } = record.state;
        const resume = (): Promise<Outcome<unknown>> => deps.provider.resume(pending, answers ?? [], context);
        await (answers ? settle(standing, round + 1, resume) : poll(standing, record.state));
      }),
    );
  };
  await begin().catch(() => {});
}
