import {
  consentRenewal,
  type Connection,
  type HeldConnection,
  type Institution,
} from '@connect-layer/protocol';
import { consentOf, type App } from '../apps.js';
import type { Deps } from '../deps.js';
import type { OperationRecord, Repaired } from '../operations.js';
import type { Login } from '../provider.js';
import { Refusal } from '../respond.js';
import { keyedID } from '../secrets.js';
import { openConnection, sealConnection, signCode, type SealedConnection } from '../tokens.js';

/** The connection that a page holds, once it is known to be the app's and not to have been ended. */
export async function heldBy(
  { appKey }: App,
  { tokenID, userSecret }: HeldConnection,
  { seal, store }: Deps,
): Promise<SealedConnection> {
  const held = await openConnection(seal, store, userSecret);
  if (held?.appKey !== appKey || held.tokenID !== tokenID) throw new Refusal('INVALID_CONNECTION');
  return held;
}

/** What a connection keeps when it is repaired. */
export const repairedOf = ({
  tokenID,
  userID,
  connectionID,
  consentExpiresAt,
}: SealedConnection): Repaired => ({
  tokenID,
  userID,
  ...(connectionID !== undefined && { connectionID }),
  ...(consentExpiresAt !== undefined && { consentExpiresAt }),
});

/**
 * What a finished login hands to the page. A repaired connection stays the one it was, so that nobody has two;
 * undefined when it was repaired with somebody else's login.
 */
export async function connectionOf(
  login: Login,
  { of }: Omit<OperationRecord, 'state'>,
  app: App,
  institution: Institution,
  { provider, seal, now }: Deps,
): Promise<Connection | undefined> {
  const { appKey, appSecret } = app;
  const repairs = of.kind === 'login' ? of.repairs : undefined;
  const person = JSON.stringify([provider.name, appKey, institution.id, login.user]);
  const userID = `${institution.id}:${await keyedID(appSecret, person)}`;
  if (repairs && repairs.userID !== userID) return undefined;
  const connectionID = repairs?.connectionID ?? crypto.randomUUID();
  const tokenID = repairs?.tokenID ?? crypto.randomUUID();
  const ends = endOf(login, app, institution, repairs, now());
  const consent = ends !== undefined && { consentExpiresAt: ends };
  const sealed = { appKey, tokenID, userID, institutionID: institution.id, connection: login.connection };
  const { id, name, fullName, logo, color } = institution;
  return {
    accessCode: await signCode(seal, { appKey, tokenID, userID, connectionID }),
    connectionID,
    userSecret: await sealConnection(seal, { ...sealed, connectionID, ...consent }),
    tokenID,
    userID,
    clientUserID: of.kind === 'login' ? of.clientUserID : '',
    bankId: id,
    name,
    fullName,
    halfLogoPng: logo,
    fullLogoPng: logo,
    miniLogoPng: logo,
    color,
    ...consent,
  };
}

const day = 24 * 60 * 60 * 1000;

/** When the consent ends. One that is not near its end was not asked for again, so a repair leaves it as it is. */
function endOf(
  { consentExpiresAt }: Login,
  app: App,
  { consentDays = Infinity }: Institution,
  repairs: Repaired | undefined,
  now: number,
): number | undefined {
  if (consentExpiresAt !== undefined) return consentExpiresAt;
  const before = repairs?.consentExpiresAt;
  if (before !== undefined && before - now > consentRenewal) return before;
  const days = Math.min(consentOf(app).days ?? Infinity, consentDays);
  return days === Infinity ? undefined : now + days * day;
}
