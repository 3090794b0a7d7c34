import type { Institution } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Context, Json, Login, Outcome } from '../../provider.js';
import { pause } from '../http.js';
import { wantedTypes } from './account-types.js';
import { failed } from './answer.js';
import { accountsOf, connectionOf, downloadFailure, Handle, isLoading, loginOf } from './connections.js';
import { customerOf } from './customers.js';
import { look, newForm, questionOf, type OpenForm } from './forms.js';
import { bankIDOf } from './institutions.js';
import { beginUpdate, lookAtTask, type RunningTask } from './tasks.js';
import type { Customer } from './tokens.js';
import type { Upstream } from './upstream.js';
import { BankConnection } from './wire.js';

/**
 * A login, or the renewal of one, that goes on.
 *
 * `renews` is the connection that was there before. `proves` says that the person has yet to show that it is theirs:
 * then it is handed out after a form alone.
 */
export interface PendingLogin {
  login: 'form' | 'task' | 'download';
  customer: Customer;
  bankID: string;
  form?: OpenForm;
  task?: RunningTask;
  /** The connection that a form has led to, or that is renewed. */
  connectionID?: string;
  renews?: boolean;
  proves?: boolean;
  /** Whether the person has been asked for the login again. */
  manages?: boolean;
  /** Since when a download, or its turn to update, is waited for, in milliseconds since 1970. */
  since?: number;
}

/**
 * Milliseconds that a login waits for its data once the accounts are known, and at most; and that a renewal waits
 * between two tries while finAPI is busy with the connection, and for all of them.
 */
const patience = 60_000;
const longest = 10 * 60_000;
const nextTry = 2000;
const tries = 2 * 60_000;

const Connections = v.looseObject({ connections: v.array(v.unknown()) });

/** Logs in through finAPI's web form, and renews a login through the same. */
export function loginAt(upstream: Upstream) {
  const { options } = upstream;

  return {
    /** Makes the form that the person is to open. */
    login: async (institution: Institution, context: Context): Promise<Outcome<Login>> => {
      const customer = await customerOf(upstream, context);
      if (!customer.ok) return customer.failed;
      const bankID = bankIDOf(institution);
      const about = {
        bank: { id: Number(bankID) },
        allowTestBank: options.testBanks ?? false,
        ...(options.accountTypes && { accountTypes: wantedTypes(options.accountTypes) }),
        ...(options.historyDays !== undefined && { maxDaysForDownload: options.historyDays }),
        ...(options.owners && { loadOwnerData: true }),
      };
      const form = await newForm(upstream, 'bankConnectionImport', about, customer.value, context);
      if (!form.ok) return asLogin(form.failed);
      return ask(upstream, { login: 'form', customer: customer.value, bankID, form: form.value }, context);
    },

    status: goOn,

    /** Renews the consent or the login of a connection, with the person where the bank wants that. */
    renew: async (connection: Json, context: Context): Promise<Outcome<Login>> => {
      const handle = v.safeParse(Handle, connection);
      if (!handle.success) return failed('INVALID_CONNECTION');
      return update({ ...handle.output, login: 'task', renews: true }, context);
    },
  };

  async function goOn(pending: PendingLogin, context: Context): Promise<Outcome<Login>> {
    if (pending.login === 'form' && pending.form) return afterForm(pending, pending.form, context);
    if (pending.login !== 'task') return download(pending, context);
    if (pending.task) return afterTask(pending, pending.task, context);
    await pause(nextTry, context.signal);
    return update(pending, context);
  }

  async function afterForm(pending: PendingLogin, form: OpenForm, context: Context): Promise<Outcome<Login>> {
    const { customer, renews } = pending;
    const stand = await look(upstream, form, customer, context);
    if (stand.is === 'open') return ask(upstream, { ...pending, form: stand.form }, context);
    const { form: _, ...rest } = pending;
    const isUnproved = pending.proves && stand.failed !== undefined;
    const connectionID = stand.connectionID ?? (stand.failed ? undefined : pending.connectionID);
    // What there is for all that counts, but a renewal that failed has renewed nothing.
    if (connectionID !== undefined && !(renews && stand.failed) && !isUnproved)
      return download({ ...rest, login: 'download', connectionID, since: context.now() }, context);
    if (!stand.failed) return failed('BANK_ERROR', 'The form ended well and led to no connection.');
    if (stand.failed.type === 'ENTITY_EXISTS' && !renews) return reunite(pending, context);
    return asLogin(stand.failed);
  }

  /**
   * The person is connected to this bank already, so the old connection is renewed. That asks for the login again,
   * and has to: who somebody is to the app is only what a page said.
   */
  async function reunite(pending: PendingLogin, context: Context): Promise<Outcome<Login>> {
    const { customer, bankID } = pending;
    const list = await upstream.access('/bankConnections', customer, { reads: Connections }, context);
    if (!list.ok) return list.failed;
    const same = list.value.connections.flatMap((entry) => {
      const read = v.safeParse(BankConnection, entry);
      return read.success && read.output.bank.id === bankID ? [read.output.id] : [];
    });
    const [connectionID, ...others] = same;
    if (connectionID === undefined || others.length > 0)
      return failed('ENTITY_EXISTS', 'This login is connected already.');
    const renewing = { customer, bankID, connectionID, login: 'task', renews: true } as const;
    return update({ ...renewing, proves: true, manages: true }, context);
  }

  /** While finAPI updates a connection or sorts its bookings, it refuses, and what it is at renews nothing. */
  async function update(pending: PendingLogin, context: Context): Promise<Outcome<Login>> {
    const { since = context.now(), ...next } = pending;
    const { customer, bankID, connectionID = '', manages = false } = next;
    const task = await beginUpdate(upstream, { customer, bankID, connectionID }, manages, context);
    if (task.ok) return waitFor({ ...next, task: task.value }, 'signing_in');
    if (task.http === 423 && context.now() - since < tries) return waitFor({ ...next, since }, 'signing_in');
    return task.failed;
  }

  async function afterTask(
    pending: PendingLogin,
    task: RunningTask,
    context: Context,
  ): Promise<Outcome<Login>> {
    const { customer, bankID, connectionID = '' } = pending;
    const stand = await lookAtTask(upstream, task, { customer, bankID, connectionID }, context);
    const { task: _, ...rest } = pending;
    switch (stand.is) {
      case 'running':
        return waitFor({ ...pending, task: stand.task }, 'signing_in');
      case 'form':
        return ask(upstream, { ...rest, login: 'form', form: stand.form }, context);
      case 'done':
        if (pending.proves) return failed('ENTITY_EXISTS', 'This login is connected already.');
        return download({ ...rest, login: 'download', since: context.now() }, context);
      case 'refused':
        // The bank does not take the stored login any more, so the person is asked for the new one.
        return pending.manages ? failed('INVALID_CREDENTIALS') : update({ ...rest, manages: true }, context);
      case 'failed':
        return failed('BANK_ERROR', 'The upstream could not update the connection.');
      case 'gone':
        return failed('INVALID_CONNECTION');
    }
  }

  /** Waits until finAPI has read what there is at the bank. */
  async function download(pending: PendingLogin, context: Context): Promise<Outcome<Login>> {
    const { customer, bankID, connectionID = '', since = context.now() } = pending;
    const handle = { customer, connectionID, bankID };
    const waiting = (stage: 'finding_accounts' | 'finishing'): Outcome<Login> =>
      context.now() - since > longest ? failed('TIMED_OUT') : waitFor({ ...pending, since }, stage);
    const connection = await connectionOf(upstream, handle, context);
    if (!connection.ok)
      return connection.failed.type === 'BANK_ERROR' ? waiting('finding_accounts') : connection.failed;
    const accounts = await accountsOf(upstream, handle, context);
    if (!accounts.ok)
      return accounts.failed.type === 'BANK_ERROR' ? waiting('finding_accounts') : accounts.failed;
    if (isLoading(connection.value)) {
      const isKnown = accounts.value.length > 0;
      // The bookings may take long; what is asked of the connection then waits for them.
      if (!isKnown || context.now() - since < patience)
        return waiting(isKnown ? 'finishing' : 'finding_accounts');
    } else {
      const failure = downloadFailure(connection.value, accounts.value);
      if (failure) {
        if (!pending.renews) await remove(handle, context); // So that the next try does not find it in its way.
        return failure;
      }
    }
    return { status: 'done', result: loginOf(handle, connection.value, accounts.value) };
  }

  /** While finAPI is still at it, it refuses; then the connection stays, and is found again by the next login. */
  async function remove({ customer, connectionID }: Handle, context: Context): Promise<void> {
    const asking = { method: 'DELETE', reads: v.unknown() } as const;
    await upstream.access(`/bankConnections/${connectionID}`, customer, asking, context);
  }
}

const ask = (
  upstream: Upstream,
  pending: PendingLogin & { form?: OpenForm },
  context: Context,
): Outcome<Login> =>
  pending.form
    ? {
        status: 'user_input_required',
        userInputs: [questionOf(upstream, pending.form, context)],
        pending: pending as unknown as Json,
      }
    : failed('OPERATION_NOT_FOUND');

const waitFor = (
  pending: PendingLogin,
  stage: 'signing_in' | 'finding_accounts' | 'finishing',
): Outcome<Login> => ({ status: 'initialized', pending: pending as unknown as Json, stage });

/** At a login there is no connection yet that could be bad; what is missing is the user. */
const asLogin = (failure: ReturnType<typeof failed>): Outcome<never> =>
  failure.type === 'INVALID_CONNECTION'
    ? failed('UNKNOWN_ERROR', "The upstream does not accept this gateway's users.")
    : failure;
