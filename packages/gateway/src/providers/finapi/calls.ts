import type { CallInput, CallName, CallOutput, CategorizedTransaction } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Context, Json, Outcome, ProviderCalls } from '../../provider.js';
import { getAccounts, getBalance } from './accounts.js';
import { failed } from './answer.js';
import { ageOf, connectionOf, Handle, isLoading, needsPerson } from './connections.js';
import { getIdentity } from './identity.js';
import { getAccountsMetadata } from './metadata.js';
import { beginPayment, goOnPaying, type PendingPayment } from './payments.js';
import { beginUpdate, lookAtTask, type RunningTask } from './tasks.js';
import { getCategorizedTransactions, getTransactions, transactionPages, type Asked } from './transactions.js';
import type { Upstream } from './upstream.js';
import type { BankConnection } from './wire.js';

/** A connection that is being used. */
export interface Visit {
  upstream: Upstream;
  handle: Handle;
  connection: BankConnection;
}

/** What is done for a call once the connection is known. */
export type Work<N extends CallName> = (
  visit: Visit,
  input: CallInput<N>,
  context: Context,
) => Promise<Outcome<CallOutput<N>>>;

/** The calls that read what finAPI has read at the bank; it is to be fresh. */
const reads = {
  getIdentity,
  getAccounts,
  getCompleteAccounts: getAccounts,
  getBalance,
  getTransactions,
  getCategorizedTransactions,
} as const;

/** The others, which take the connection as it is. */
const others = { getAccountsMetadata, createTransfer: beginPayment, transferAutoflow: beginPayment } as const;

/** Bookings, a page at a time. */
export type TransactionPages = (
  connection: Json,
  asked: Asked,
  context: Context,
) => AsyncGenerator<Outcome<CategorizedTransaction[]>, void, void>;

/** A reading that waits until finAPI has read at the bank. */
export interface PendingRead {
  call: keyof typeof reads;
  handle: Handle;
  input: Json;
  /** An update that was begun for it; without one, it waits for a download. */
  task?: RunningTask;
}

/** Milliseconds after which what finAPI has read is read again; four times a day is as often as banks allow it. */
const usualAge = 6 * 60 * 60_000;

/** The calls at finAPI. What it cannot do is not there. */
export function callsAt(upstream: Upstream) {
  const { maxAge = usualAge } = upstream.options;
  const names = Object.keys(reads) as (keyof typeof reads)[];
  const reading = names.map((call) => [
    call,
    withHandle((handle, input, context) => read({ call, handle, input }, context)),
  ]);
  const direct = (Object.keys(others) as (keyof typeof others)[]).map((call) => [
    call,
    withHandle(async (handle, input, context) => {
      const connection = await connectionOf(upstream, handle, context);
      if (!connection.ok) return connection.failed;
      return (others[call] as AnyWork)({ upstream, handle, connection: connection.value }, input, context);
    }),
  ]);

  return {
    calls: Object.fromEntries([...reading, ...direct]) as ProviderCalls,

    /** The same as `getCategorizedTransactions` as it is, a page at a time. */
    pages: async function* (connection: Json, asked: Asked, context: Context) {
      const handle = v.safeParse(Handle, connection);
      if (!handle.success) return yield failed('INVALID_CONNECTION');
      const found = await connectionOf(upstream, handle.output, context);
      if (!found.ok) return yield found.failed;
      const visit = { upstream, handle: handle.output, connection: found.value };
      for await (const page of transactionPages(visit, asked, context))
        yield page.ok ? ({ status: 'done', result: page.value } as const) : page.failed;
    } satisfies TransactionPages,

    goOn: (pending: PendingRead | PendingPayment, context: Context): Promise<Outcome<unknown>> =>
      'payment' in pending ? goOnPaying(upstream, pending, context) : goOnReading(pending, context),
  };

  async function goOnReading({ task, ...pending }: PendingRead, context: Context): Promise<Outcome<unknown>> {
    if (!task) return read(pending, context);
    const stand = await lookAtTask(upstream, task, pending.handle, context);
    switch (stand.is) {
      case 'running':
        return waitFor({ ...pending, task: stand.task });
      case 'form':
      case 'refused':
      case 'gone':
        return failed('INVALID_CONNECTION', 'The bank wants the person again.');
      case 'done':
        return read(pending, context);
      case 'failed':
        return read(pending, context, 'as it is');
    }
  }

  /** Reads what finAPI has, once that is there and fresh; `as it is` when nothing fresher can be had. */
  async function read(
    pending: Omit<PendingRead, 'task'>,
    context: Context,
    how: 'fresh' | 'as it is' = 'fresh',
  ): Promise<Outcome<unknown>> {
    const { call, handle, input } = pending;
    const answer = await connectionOf(upstream, handle, context);
    if (!answer.ok) return answer.failed;
    const connection = answer.value;
    if (isLoading(connection)) return waitFor(pending);
    const { asked, answered } = ageOf(connection);
    const isOld = (time: number) => context.now() - time > maxAge;
    if (isOld(answered) && needsPerson(connection))
      return failed('INVALID_CONNECTION', 'The bank wants the person again.');
    if (how === 'fresh' && isOld(answered) && isOld(asked)) {
      const task = await beginUpdate(upstream, handle, false, context);
      if (task.ok) return waitFor({ ...pending, task: task.value });
      if (task.http === 423) return waitFor(pending); // Somebody else has begun one.
      if (task.failed.type === 'INVALID_CONNECTION') return task.failed;
      // What finAPI has is better than nothing.
    }
    return (reads[call] as AnyWork)({ upstream, handle, connection }, input, context);
  }
}

type AnyWork = (visit: Visit, input: Json, context: Context) => Promise<Outcome<unknown>>;

const waitFor = (pending: PendingRead): Outcome<never> => ({
  status: 'initialized',
  pending: pending as unknown as Json,
});

const withHandle =
  (work: (handle: Handle, input: Json, context: Context) => Promise<Outcome<unknown>>) =>
  async (connection: Json, input: Json, context: Context): Promise<Outcome<unknown>> => {
    const handle = v.safeParse(Handle, connection);
    return handle.success ? work(handle.output, input, context) : failed('INVALID_CONNECTION');
  };
