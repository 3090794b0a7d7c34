import * as v from 'valibot';
import type { LoggedOperation } from '../state/state.js';
import type { Desk } from './manage.js';
import { answer, read } from './respond.js';

/** Milliseconds since 1970, or a date. */
const Time = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform((time) => (typeof time === 'number' || /^\d+$/.test(time) ? Number(time) : Date.parse(time))),
  v.check((time) => !Number.isNaN(time), 'must be a time'),
);

const Count = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform(Number),
  v.integer('must be a whole number'),
  v.minValue(0, 'must not be negative'),
);

const Query = v.object({
  appKey: v.string(),
  skipDocs: v.optional(Count, 0),
  resultSize: v.optional(Count, 100),
  fromTime: v.optional(Time, 0),
  toTime: v.optional(Time, 8.64e15),
});

/** What the app has asked of the sandbox, the latest first. */
export async function list(request: Request, { ledger }: Desk): Promise<Response> {
  const { appKey, skipDocs, resultSize, fromTime, toTime } = await read(request, Query);
  const operations = ledger.state.operations
    .filter((operation) => operation.appKey === appKey)
    .filter(({ startTime }) => fromTime <= startTime && startTime <= toTime)
    .reverse()
    .slice(skipDocs, skipDocs + resultSize);
  return answer({ operations: operations.map(view) });
}

function view({ path, ...operation }: LoggedOperation) {
  const [product, subproduct, action] = path?.split('/').filter(Boolean) ?? [
    'auth',
    'authentication',
    'create',
  ];
  return {
    ...{ ...operation, product, subproduct, action, isSandbox: true },
    ...{ batchTransferDetails: null, extraFields: {}, step: null, store: null },
  };
}
