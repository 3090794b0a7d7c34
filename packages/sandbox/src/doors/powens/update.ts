import * as v from 'valibot';
import { addWithCredentials, culprit, loginFields } from './connections.js';
import { openValue, valuesOf } from './fields.js';
import { Refused } from './refusal.js';
import { Bool } from './request.js';
import { codeField, scenarioOf } from './scenarios.js';
import type { Connection, Source, World } from './state.js';
import { awaitApproval, begin, catchUp, checkLogin, definitionOf, pass, renewal, takeCode } from './sync.js';

/** What an update may say besides the values of fields. */
const Settings = v.object({
  active: v.optional(Bool),
  expire: v.optional(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/))),
  resume: v.optional(Bool),
  refresh_auth: v.optional(Bool),
});

/** Does what a POST on a connection asks for: adds a source, goes on with what is asked, or synchronises. */
export async function update(
  world: World,
  connection: Connection,
  members: Record<string, unknown>,
  { source: named, background }: { source: string | undefined; background: boolean },
): Promise<void> {
  const { active, expire, resume, refresh_auth, ...values } = members;
  const settings = v.safeParse(Settings, { active, expire, resume, refresh_auth });
  if (!settings.success) throw new Refused('invalidValue', 'A setting of the connection has a wrong value.');
  if (named !== undefined && !connection.sources.some(({ name }) => name === named))
    return void (await addWithCredentials(world, connection, named, values));
  if (settings.output.active !== undefined) connection.active = settings.output.active;
  if (settings.output.expire !== undefined) connection.expire = settings.output.expire;
  const source =
    (named === undefined ? culprit(connection) : connection.sources.find(({ name }) => name === named)) ??
    connection.sources[0]!;
  if (settings.output.refresh_auth) return refreshAccess(world, connection);
  if (settings.output.resume) return resumeApproval(world, source, background);
  if (active !== undefined || expire !== undefined) return;
  return goOn(world, connection, source, values);
}

async function goOn(
  world: World,
  connection: Connection,
  source: Source,
  values: Record<string, unknown>,
): Promise<void> {
  const isEmpty = Object.keys(values).length === 0;
  switch (source.state) {
    case 'SCARequired':
      if (!isEmpty) return newCredentials(world, connection, source, values);
      return pass(world, connection, source);
    case 'additionalInformationNeeded': {
      const other = Object.keys(values).find((name) => name !== codeField);
      if (other !== undefined) throw new Refused('invalidValue', `${other} is not asked for.`);
      return takeCode(world, connection, source, await openValue(world, codeField, values[codeField]));
    }
    case 'wrongpass':
    case 'passwordExpired':
      return newCredentials(world, connection, source, values);
    case 'decoupled':
    case 'validating':
    case 'webauthRequired':
      return; // No hidden progress.
    default:
      if (!isEmpty) return newCredentials(world, connection, source, values);
      return begin(world, connection, source);
  }
}

async function newCredentials(
  world: World,
  connection: Connection,
  source: Source,
  sent: Record<string, unknown>,
): Promise<void> {
  const fields = loginFields(connection, source);
  const values = {
    ...source.values,
    ...(await valuesOf(
      world,
      fields.filter(({ name }) => name in sent),
      sent,
    )),
  };
  if (Object.keys(sent).length === 0) throw new Refused('missingParameter', `${fields[0]?.name} is missing.`);
  checkLogin({ name: source.name, values });
  source.values = values;
  begin(world, connection, source, scenarioOf(source).first ?? []);
}

/** Renews the consent before it ends. The bank wants its customer for that. */
function refreshAccess(world: World, connection: Connection): void {
  const source = connection.sources.find(({ name }) => name === 'openapi');
  if (!source) throw new Refused('notSupported', 'There is no source whose access could be renewed.');
  begin(world, connection, source, renewal(connection, source));
}

/** Waits for the approval; in the background, or until it has come to an end. */
async function resumeApproval(world: World, source: Source, background: boolean): Promise<void> {
  if (source.state !== 'decoupled' && source.state !== 'validating')
    throw new Refused('invalidValue', 'There is nothing to resume.');
  awaitApproval(source, world);
  while (!background && source.state === 'validating') {
    await new Promise((resolve) => setTimeout(resolve, 50));
    catchUp(world);
  }
}

/** Fetches anew. What waits for the person stays as it is, and nobody is disturbed who is not there. */
export function synchronise(world: World, connection: Connection, isPresent: boolean): void {
  for (const source of connection.sources) {
    if (source.disabled !== null) continue;
    const waits = [
      ...['SCARequired', 'additionalInformationNeeded', 'decoupled', 'validating', 'webauthRequired'],
      ...['wrongpass', 'passwordExpired'],
    ].includes(source.state ?? '');
    if (waits || definitionOf(connection, source).disabled !== undefined) continue;
    if (!isPresent && scenarioOf(source).later?.length) continue;
    begin(world, connection, source);
  }
}
