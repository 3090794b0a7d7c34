import { bookAll, discover } from './accounts.js';
import { consentLasts, day24, minute } from './clock.js';
import { connectorOf, type Connector, type ConnectorSource } from './connectors.js';
import { Refused } from './refusal.js';
import { codeField, powensCodes, powensPassword, scenarioOf, type Step } from './scenarios.js';
import type { Connection, Source, World } from './state.js';

/** What the bank says of a state, where it says something. */
const messages: Readonly<Record<string, string>> = {
  decoupled: 'Validez la connexion dans l’application de votre banque.',
  passwordExpired: 'Votre mot de passe a expiré. Changez-le sur le site de votre banque.',
  actionNeeded: 'Acceptez les nouvelles conditions générales sur le site de votre banque.',
  wrongpass: 'Identifiant ou mot de passe incorrect.',
};

const messageOf = (state: string): string | null => messages[state] ?? null;

export const connectorAt = ({ connector }: Connection): Connector => connectorOf(connector)!;

export const definitionOf = (connection: Connection, { name }: Pick<Source, 'name'>): ConnectorSource =>
  connectorAt(connection).sources.find((source) => source.name === name)!;

/** Refuses what the bank does not let in at all. */
export function checkLogin(source: Pick<Source, 'name' | 'values'>): void {
  const { refuses } = scenarioOf(source);
  const isWrong = source.values.password !== undefined && source.values.password !== powensPassword;
  const code = isWrong ? 'wrongpass' : refuses;
  if (code) throw new Refused(code, undefined, messages[code] ?? null);
}

/** Starts a synchronisation: what is to be got through first becomes the state, or else it is done. */
export function begin(
  world: World,
  connection: Connection,
  source: Source,
  steps: readonly Step[] = scenarioOf(source).later ?? [],
): void {
  source.steps = [...steps];
  proceed(world, connection, source);
}

/** The step that is first has been taken. */
export function pass(world: World, connection: Connection, source: Source): void {
  const [step] = source.steps.splice(0, 1);
  if (step !== 'additionalInformationNeeded') source.accessExpires = expiryOf(world, source);
  proceed(world, connection, source);
}

/** Goes on to the next step, or finishes. */
function proceed(world: World, connection: Connection, source: Source): void {
  const [step] = source.steps;
  source.approval = null;
  if (step) return settleIn(source, step);
  const ends = source.next ?? scenarioOf(source).ends ?? null;
  source.next = null;
  source.purge = null;
  const now = world.now();
  source.nextTry = now + (ends === 'rateLimiting' ? 60 * minute : day24);
  if (ends !== null) return settleIn(source, ends);
  settleIn(source, null);
  source.lastUpdate = now;
  source.accessExpires ??= expiryOf(world, source);
  discover(world, connection, source);
}

function settleIn(source: Source, state: string | null): void {
  source.state = state;
  source.message = state === null ? null : messageOf(state);
}

/** Only the bank's own interface has an access that ends. */
const expiryOf = ({ now }: World, { name }: Source): number | null =>
  name === 'openapi' ? now() + consentLasts : null;

/** Takes a code that was asked for. */
export function takeCode(
  world: World,
  connection: Connection,
  source: Source,
  code: string | undefined,
): void {
  if (code === undefined || code === '') throw new Refused('missingParameter', `${codeField} is missing.`);
  if (!powensCodes.includes(code))
    throw new Refused('wrongpass', 'Wrong one-time password', 'Code incorrect');
  pass(world, connection, source);
}

/** Waits for the approval in the other app, from now on. */
export function awaitApproval(source: Source, { now }: World): void {
  const { after, ends } = scenarioOf(source).approval ?? { after: 2000, ends: 'approved' as const };
  source.approval ??= { at: now() + after, ends };
  settleIn(source, 'validating');
}

/** What has happened by itself since somebody last looked. */
export function catchUp(world: World): void {
  const { state } = world;
  const now = world.now();
  for (const connection of [...state.connections.values()]) {
    for (const source of [...connection.sources]) catchUpSource(world, connection, source, now);
    if (connection.sources.length === 0) state.connections.delete(connection.id);
  }
  bookAll(world);
}

function catchUpSource(world: World, connection: Connection, source: Source, now: number): void {
  const { approval, purge, nextTry, accessExpires } = source;
  if (purge !== null && purge <= now) {
    connection.sources.splice(connection.sources.indexOf(source), 1);
    return;
  }
  if (source.state === 'validating' && approval && approval.at <= now) {
    if (approval.ends === 'approved') return pass(world, connection, source);
    return begin(world, connection, source, ['SCARequired', ...source.steps]);
  }
  const isIdle =
    source.state === null || ['rateLimiting', 'websiteUnavailable', 'bug'].includes(source.state);
  if (!isIdle || source.disabled !== null) return;
  if (accessExpires !== null && accessExpires <= now)
    return begin(world, connection, source, renewal(connection, source));
  if (nextTry !== null && nextTry <= now && connection.active) {
    // What ended badly once does not always.
    if (source.state === null) begin(world, connection, source);
    else synced(world, connection, source);
  }
}

function synced(world: World, connection: Connection, source: Source): void {
  const { values, name } = source;
  source.values = { ...values, ...(values[`${name}website`] !== undefined && { [`${name}website`]: 'par' }) };
  begin(world, connection, source);
}

/** What a new consent takes. */
export const renewal = (connection: Connection, source: Source): Step[] =>
  definitionOf(connection, source).mechanism === 'webauth'
    ? ['webauthRequired']
    : ['SCARequired', ...(scenarioOf(source).first ?? []).filter((step) => step !== 'SCARequired')];
