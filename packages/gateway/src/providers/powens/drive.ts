import type { Context, Login, Outcome } from '../../provider.js';
import { change, isReadable, read, wanting } from './connection.js';
import { askConsent, fail } from './consent.js';
import { pageOfBank, toWebview } from './pages.js';
import { momentOf } from './paris.js';
import { ask, wait, type AskedField, type Run } from './pending.js';
import { confirmation, questionsOf } from './questions.js';
import { demandOf, isUpToPerson, type Demand } from './states.js';
import { failed, isCode, parsed, type Answer, type Upstream } from './upstream.js';
import { Connection } from './wire.js';

/** Turns after which a connection that still wants something new is given up. */
const longest = 10;

/** What the bank says of an approval that nobody gave, or gave too late. */
const unapproved = failed('INVALID_MFA', 'The login was not approved in time, or refused.');

/** Brings a connection forward until it needs the person, or time, or has come to an end. */
export async function drive(
  upstream: Upstream,
  run: Run,
  connection: Connection,
  context: Context,
): Promise<Outcome<Login>> {
  let now = connection;
  for (let turn = 0; turn < longest; turn++) {
    run.connection = now.id;
    const step = await take(upstream, run, now, context);
    if ('outcome' in step) return step.outcome;
    now = step.connection;
  }
  return fail(upstream, run, failed('BANK_ERROR', 'The bank goes round in circles.'), context);
}

type Step = { connection: Connection } | { outcome: Outcome<Login> };

async function take(upstream: Upstream, run: Run, now: Connection, context: Context): Promise<Step> {
  const demand = demandOf(now.state);
  if (upstream.options.mode !== 'embedded' && isUpToPerson(now.state))
    return { outcome: await toWebview(upstream, run, context) };
  switch (demand.wants) {
    case 'nothing':
      return more(upstream, run, now, context);
    case 'start':
      if (run.tried === wanting(now)) return { outcome: await fail(upstream, run, unapproved, context) };
      run.tried = wanting(now);
      return goneOn(upstream, run, await change(upstream, run, {}, context), context);
    case 'page': {
      const page = await pageOfBank(upstream, run, {}, context);
      return { outcome: 'ask' in page ? page.ask : await fail(upstream, run, page.failure, context) };
    }
    case 'approve':
      return approve(upstream, run, now, context);
    case 'time':
      return { outcome: wait(run, { at: 'wait' }) };
    case 'answer':
      return { outcome: await askFields(upstream, run, now, demand.of, context) };
    case 'bank': {
      const text = now.error_message ?? 'Your bank wants you to do something on its own page first.';
      return { outcome: ask(run, { at: 'bank', userInputs: [confirmation(text, 'bank')] }) };
    }
    case 'later':
      return { outcome: await later(upstream, run, now, demand, context) };
  }
}

/** The source is there: the next one is added. When there is none, it is time to choose accounts. */
async function more(upstream: Upstream, run: Run, now: Connection, context: Context): Promise<Step> {
  const next = run.later.shift();
  delete run.tried;
  if (!next) return { outcome: await askConsent(upstream, run, context) };
  const { name: source, values, mechanism } = next;
  if (mechanism === 'webauth') {
    const page = await pageOfBank(upstream, run, { source, ...values }, context);
    return 'ask' in page ? { outcome: page.ask } : { connection: now }; // There are accounts without it.
  }
  const added = parsed(Connection, await change(upstream, run, values, context, { source }));
  if (!('failure' in added)) return { connection: added.value };
  const after = await read(upstream, { person: run.person, connection: now.id }, context);
  return { connection: 'failure' in after ? now : after.value };
}

/** The bank listens for the approval from now on, and the person is told to give it. */
async function approve(upstream: Upstream, run: Run, now: Connection, context: Context): Promise<Step> {
  run.tried = wanting(now);
  const answer = await change(upstream, run, { resume: true }, context, { background: 'true' });
  const resumed = parsed(Connection, answer);
  const after = 'failure' in resumed ? now : resumed.value;
  if (after.state !== 'validating' && after.state !== 'decoupled') return { connection: after };
  const text = now.error_message ?? 'Approve the login in the app of your bank.';
  return { outcome: ask(run, { at: 'approval', userInputs: [confirmation(text, 'app')] }) };
}

async function askFields(
  upstream: Upstream,
  run: Run,
  { fields }: Connection,
  of: 'question' | 'credentials',
  context: Context,
): Promise<Outcome<Login>> {
  if (!fields || fields.length === 0)
    return fail(upstream, run, failed(of === 'question' ? 'NOT_SUPPORTED' : 'INVALID_CREDENTIALS'), context);
  if (run.purpose === 'repair' && of === 'credentials')
    return { ...failed('INVALID_CREDENTIALS'), fields: fields.map(({ name }) => name) };
  const asked = fields.map(({ name, values }): AskedField => ({ name, ...(values && { values }) }));
  return ask(run, { at: 'fields', userInputs: questionsOf(fields, of), of, fields: asked });
}

/** Nobody here can do anything. What can be read without this source is offered nevertheless. */
async function later(
  upstream: Upstream,
  run: Run,
  now: Connection,
  { type, msg }: Extract<Demand, { wants: 'later' }>,
  context: Context,
): Promise<Outcome<Login>> {
  if (run.purpose === 'login' && isReadable(now)) return askConsent(upstream, run, context);
  const again = momentOf(now.next_try);
  const details = again === undefined ? undefined : { details: { retryAt: again } };
  return fail(upstream, run, { ...failed(type, msg), ...details }, context);
}

/** A step was sent: what the connection is like now, or why there was none. */
export async function goneOn(
  upstream: Upstream,
  run: Run,
  answer: Answer,
  context: Context,
  asked?: 'question' | 'credentials',
): Promise<Step> {
  const after = parsed(Connection, answer);
  if (!('failure' in after)) return { connection: after.value };
  // Nobody knows what came of it, but where the connection stands can be read.
  if (!answer.ok && answer.code === undefined) {
    const now = await read(upstream, { person: run.person, connection: run.connection! }, context);
    if (!('failure' in now)) return { connection: now.value };
  }
  const isMistyped = asked === 'question' && isCode(answer, 'wrongpass');
  const failure = isMistyped ? failed('INVALID_MFA') : after.failure;
  return { outcome: await fail(upstream, run, failure, context) };
}
