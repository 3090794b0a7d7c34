import type { Context, Login, Outcome } from '../../provider.js';
import { hash } from '../../secrets.js';
import { create } from './connection.js';
import { fail } from './consent.js';
import { drive } from './drive.js';
import { encrypted } from './encryption.js';
import { pageOfBank } from './pages.js';
import { wait, type Later, type Run } from './pending.js';
import { mechanismOf, steps } from './sources.js';
import { failed, parsed, type Upstream } from './upstream.js';
import { Connection, Connector, type Field } from './wire.js';

type Credentials = Readonly<Record<string, string>>;

/** Milliseconds that a connection may yet turn up, after its answer was lost, or was not waited for any longer. */
const lost = 15_000;
const overdue = 120_000;

/** What the bank asks for, and how it is reached. */
export async function bankOf(upstream: Upstream, connector: string, context: Context) {
  const query = { expand: 'fields,sources' };
  return parsed(Connector, await upstream.ask('GET', `/connectors/${connector}`, context, { query }));
}

/** Logs in with what the person typed: adds the first source. Those after it follow when it is there. */
export async function begin(
  upstream: Upstream,
  run: Run,
  credentials: Credentials,
  context: Context,
): Promise<Outcome<Login>> {
  const bank = await bankOf(upstream, run.connector, context);
  if ('failure' in bank) return fail(upstream, run, bank.failure, context);
  const [first, ...others] = await toAdd(upstream, bank.value, credentials, context);
  if (!first) return fail(upstream, run, failed('NOT_SUPPORTED', 'The bank has no source to add.'), context);
  if ('failure' in first) return fail(upstream, run, first.failure, context);
  run.later = others.flatMap((other) => ('failure' in other ? [] : [other]));
  const who = await whoTyped(bank.value, credentials);
  if (who !== undefined) run.who = who;
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
function toAdd(upstream: Upstream, bank: Connector, credentials: Credentials, context: Context) {
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

/** Names the person by what they typed to say who they are; undefined where they did not. */
export async function whoTyped(
  { uuid, fields }: Pick<Connector, 'uuid' | 'fields'>,
  credentials: Credentials,
): Promise<string | undefined> {
  const typed = fields.filter(isIdentifying).map(({ name }) => credentials[name]?.trim() ?? '');
  return typed.some(Boolean) ? hash(JSON.stringify([uuid, ...typed])) : undefined;
}

/** Neither a password nor one of several choices, and asked of everybody. */
export const isIdentifying = ({ type, required }: Field): boolean =>
  required && type !== 'password' && type !== 'list';
