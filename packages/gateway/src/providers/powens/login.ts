import type { Answer, Institution } from '@connect-layer/protocol';
import type { Context, Json, Login, Outcome } from '../../provider.js';
import { hash } from '../../secrets.js';
import { accessEnd, change, create, nameOf, only, read, synchronise } from './connection.js';
import { allAccounts, askConsent, fail, finish, takeConsent, type Handles } from './consent.js';
import { drive, goneOn } from './drive.js';
import { encrypted } from './encryption.js';
import { pageOfBank, toWebview } from './pages.js';
import { ask, handedBack, wait, type Later, type PendingLogin, type Run } from './pending.js';
import { newPerson } from './person.js';
import { valuesOf } from './questions.js';
import { mechanismOf, steps } from './sources.js';
import { demandOf } from './states.js';
import { failed, isCode, isUnknown, parsed, type Upstream } from './upstream.js';
import { Connection, Connector, type Field } from './wire.js';

/** Milliseconds that a connection may yet turn up, after an answer was lost, or was not waited for any longer. */
const lost = 15_000;
const overdue = 120_000;

/** Logs in: on Powens' own page, or with what the person typed in a form of ours. */
export function loginAt(upstream: Upstream) {
  const isEmbedded = upstream.options.mode === 'embedded';

  return {
    login: async (
      { id: connector }: Institution,
      credentials: Readonly<Record<string, string>>,
      context: Context,
    ): Promise<Outcome<Login>> => {
      const person = await newPerson(upstream, context);
      if ('failure' in person) return person.failure;
      const run: Run = { purpose: 'login', person: person.value, connector, later: [] };
      if (isEmbedded) return begin(run, credentials, context);
      return toWebview(upstream, run, context);
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

    renew,
  };

  async function begin(run: Run, credentials: Readonly<Record<string, string>>, context: Context) {
    const query = { expand: 'fields,sources' };
    const bank = parsed(
      Connector,
      await upstream.ask('GET', `/connectors/${run.connector}`, context, { query }),
    );
    if ('failure' in bank) return fail(upstream, run, bank.failure, context);
    const [first, ...others] = await toAdd(bank.value, credentials, context);
    if (!first)
      return fail(upstream, run, failed('NOT_SUPPORTED', 'The bank has no source to add.'), context);
    if ('failure' in first) return fail(upstream, run, first.failure, context);
    run.later = others.flatMap((other) => ('failure' in other ? [] : [other]));
    const who = identifying(bank.value.fields, credentials);
    if (who.length > 0) run.who = await hash(JSON.stringify([run.connector, ...who]));
    const { name: source, mechanism, values } = first;
    if (mechanism === 'webauth') {
      const page = await pageOfBank(upstream, run, { source, ...values }, context);
      return 'ask' in page ? page.ask : fail(upstream, run, page.failure, context);
    }
    const answer = await create(upstream, run, source, values, context);
    const made = parsed(Connection, answer);
    if (!('failure' in made)) return drive(upstream, run, made.value, context);
    if (answer.ok || answer.code !== undefined) return fail(upstream, run, made.failure, context);
    const until = context.now() + (answer.broken === 'TIMED_OUT' ? overdue : lost);
    return wait(run, { at: 'creating', until });
  }

  /** The sources that can be added with what was typed. The first is always one of them. */
  function toAdd(bank: Connector, credentials: Readonly<Record<string, string>>, context: Context) {
    const wanted = steps(bank).filter(
      ({ fields }, place) =>
        place === 0 || fields.every(({ name, required }) => !required || Boolean(credentials[name])),
    );
    return Promise.all(
      wanted.map(async ({ source, fields }) => {
        const typed = fields.flatMap(({ name }) =>
          credentials[name] ? [[name, credentials[name]] as const] : [],
        );
        const clear: Record<string, string> = Object.fromEntries(typed);
        const mechanism = mechanismOf(source);
        const values = mechanism === 'webauth' ? { value: clear } : await encrypted(upstream, clear, context);
        if ('failure' in values) return values;
        return { name: source.name, mechanism, values: values.value } satisfies Later;
      }),
    );
  }

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

  /**
   * Renews a consent, or mends what is in the way of a connection, by the shortest way: what the bank wants is asked at
   * once, and nothing that it does not want.
   */
  async function renew(sealed: Json, context: Context): Promise<Outcome<Login>> {
    const { person, connection, connector } = sealed as unknown as Handles;
    const run: Run = { purpose: 'repair', person: { ...person }, connector, connection, later: [] };
    const now = await read(upstream, run as Handles, context);
    if ('failure' in now) return now.failure;
    const accounts = await allAccounts(upstream, run as Handles, context);
    if ('failure' in accounts) return accounts.failure;
    run.known = accounts.value.map(({ id }) => id);
    run.expired = accessEnd(now.value);
    if (now.value.state != null) return drive(upstream, run, now.value, context);
    if (!isEmbedded) return toWebview(upstream, run, context);
    const answer = await change(upstream, run, { refresh_auth: true }, context);
    if (isUnknown(answer)) return failed('INVALID_CONNECTION');
    const step = await goneOn(
      upstream,
      run,
      isCode(answer, 'notSupported')
        ? await synchronise(upstream, run.person, connection, true, context)
        : answer,
      context,
    );
    return 'outcome' in step ? step.outcome : drive(upstream, run, step.connection, context);
  }
}

/** Whether a source that was to be added is not there. */
const isMissing = (connection: Connection, source: string | undefined): boolean =>
  source !== undefined && !connection.sources.some((one) => nameOf(one) === source);

/** What a person types to say who they are: neither a password nor one of several choices. */
const identifying = (fields: readonly Field[], credentials: Readonly<Record<string, string>>): string[] =>
  fields
    .filter(({ type }) => type !== 'password' && type !== 'list')
    .map(({ name }) => credentials[name]?.trim() ?? '');
