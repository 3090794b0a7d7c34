import type { Answer, Institution } from '@connect-layer/protocol';
import type { Context, Login, Outcome } from '../../provider.js';
import { begin } from './begin.js';
import { accessEnd, change, nameOf, only, read, synchronise } from './connection.js';
import { askConsent, fail, finish, takeConsent, type Handles } from './consent.js';
import { drive, goneOn } from './drive.js';
import { encrypted } from './encryption.js';
import { pageOfBank, toWebview } from './pages.js';
import { ask, handedBack, wait, type PendingLogin, type Run } from './pending.js';
import { forget, newPerson } from './person.js';
import { valuesOf } from './questions.js';
import { renew, renewWith } from './repair.js';
import { demandOf } from './states.js';
import { failed, type Upstream } from './upstream.js';
import type { Connection } from './wire.js';

/** Logs in: on Powens' own page, or with what the person typed in a form of ours. */
export function loginAt(upstream: Upstream) {
  return {
    login: async (
      { id: connector }: Institution,
      credentials: Readonly<Record<string, string>>,
      context: Context,
      repairs?: Handles,
    ): Promise<Outcome<Login>> => {
      if (repairs) return renewWith(upstream, repairs, credentials, context);
      const person = await newPerson(upstream, context);
      if ('failure' in person) return person.failure;
      const run: Run = { purpose: 'login', person: person.value, connector, later: [] };
      return upstream.options.mode === 'embedded'
        ? begin(upstream, run, credentials, context)
        : toWebview(upstream, run, context);
    },

    /** Goes on with what the person answered, or after they said that they are done elsewhere. */
    resume: async (
      { run, waiting }: PendingLogin,
      answers: readonly Answer[],
      context: Context,
    ): Promise<Outcome<Login>> => {
      switch (waiting.at) {
        case 'fields': {
          const values = await encrypted(upstream, valuesOf(waiting.fields, answers), context);
          if ('failure' in values) return fail(upstream, run, values.failure, context);
          delete run.tried;
          const step = await goneOn(
            upstream,
            run,
            await change(upstream, run, values.value, context),
            context,
            waiting.of,
          );
          return 'outcome' in step ? step.outcome : drive(upstream, run, step.connection, context);
        }
        case 'accounts':
          return takeConsent(upstream, run, answers, context);
        case 'bank': {
          const answer = await synchronise(upstream, run.person, run.connection!, true, context);
          const step = await goneOn(upstream, run, answer, context);
          return 'outcome' in step ? step.outcome : drive(upstream, run, step.connection, context);
        }
        default:
          return handedBack(answers).has('error')
            ? refusedThere(run, context)
            : look({ run, waiting }, context, true);
      }
    },

    /** How it stands with what the person does elsewhere, or with the bank. */
    status: async (pending: PendingLogin, context: Context): Promise<Outcome<Login>> =>
      pending.waiting.at === 'fields' || pending.waiting.at === 'accounts' || pending.waiting.at === 'bank'
        ? ask(pending.run, pending.waiting)
        : look(pending, context, false),

    /** The person has left: whoever was new is forgotten, a connection that was to be mended stays. */
    cancel: async ({ run }: PendingLogin, context: Context): Promise<void> => {
      if (run.purpose === 'login') await forget(upstream, run.person, context);
    },

    renew: (connection: Handles, context: Context) => renew(upstream, connection, context),
  };

  /** Looks how it stands. Who says that they are done is taken at their word, and sent again if they are not. */
  async function look(
    { run, waiting }: PendingLogin,
    context: Context,
    isDone: boolean,
  ): Promise<Outcome<Login>> {
    const now = await (run.connection === undefined
      ? only(upstream, run.person, context)
      : read(upstream, { person: run.person, connection: run.connection }, context));
    const same = 'userInputs' in waiting ? ask(run, waiting) : wait(run, waiting);
    if ('failure' in now) {
      const isGone = now.failure.type === 'INVALID_CONNECTION';
      return isGone ? fail(upstream, run, now.failure, context) : same; // Not known now; it stands as it stood.
    }
    const connection = now.value;
    if (waiting.at === 'webview') return lookAtWebview(run, connection, same, isDone, context);
    if (!connection) {
      if (waiting.at === 'creating')
        return context.now() < waiting.until ? same : fail(upstream, run, failed('BANK_ERROR'), context);
      return isDone && waiting.at === 'webauth' ? again(run, waiting.sent, context) : same;
    }
    const { wants } = demandOf(connection.state);
    const isSame =
      (waiting.at === 'webauth' && (wants === 'page' || isMissing(connection, waiting.sent.source))) ||
      (waiting.at === 'approval' && (wants === 'time' || wants === 'approve'));
    if (isSame && !isDone) return same;
    if (waiting.at === 'approval' && isSame) return wait(run, { at: 'wait' });
    return drive(upstream, run, connection, context);
  }

  /** Powens' page is left when accounts were chosen; who says so earlier is asked here for what is missing. */
  async function lookAtWebview(
    run: Run,
    connection: Connection | undefined,
    same: Outcome<never>,
    isDone: boolean,
    context: Context,
  ): Promise<Outcome<Login>> {
    if (run.purpose === 'repair' && connection) {
      const isMended = connection.state == null && (isDone || accessEnd(connection) !== run.expired);
      if (isMended) return askConsent(upstream, run, context);
      return isDone ? drive(upstream, run, connection, context) : same;
    }
    if (connection && connection.accounts.length > 0)
      return finish(upstream, { ...run, connection: connection.id }, context);
    if (!isDone) return same;
    if (!connection) return toWebview(upstream, run, context);
    return drive(upstream, run, connection, context);
  }

  /** Sends the person to the bank's page once more, since they did not come to an end there. */
  async function again(run: Run, sent: Record<string, string>, context: Context): Promise<Outcome<Login>> {
    const page = await pageOfBank(upstream, run, sent, context);
    return 'ask' in page ? page.ask : fail(upstream, run, page.failure, context);
  }

  /** The person refused on the page. Without this source there may still be accounts to choose. */
  async function refusedThere(run: Run, context: Context): Promise<Outcome<Login>> {
    if (run.purpose === 'login' && run.connection !== undefined) {
      const now = await read(upstream, { person: run.person, connection: run.connection }, context);
      if (!('failure' in now) && now.value.state == null) return drive(upstream, run, now.value, context);
    }
    return fail(upstream, run, failed('OPERATION_CANCELLED', 'The person refused at the bank.'), context);
  }
}

/** Whether a source that was to be added is not there. */
const isMissing = (connection: Connection, source: string | undefined): boolean =>
  source !== undefined && !connection.sources.some((one) => nameOf(one) === source);
