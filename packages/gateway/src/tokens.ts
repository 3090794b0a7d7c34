import type { JWTPayload } from 'jose';
import { Refusal } from './respond.js';
import type { Json } from './provider.js';
import type { Seal } from './seal.js';
import type { Store } from './store.js';

/** Seconds that an `accessCode` can be exchanged. */
const codeLifetime = 30 * 60;

/** What a `userSecret` holds, sealed. */
export interface SealedConnection {
  appKey: string;
  tokenID: string;
  userID: string;
  institutionID: string;
  connection: Json;
  /** Absent in connections of older gateways. */
  connectionID?: string;
  /** Milliseconds since 1970. */
  consentExpiresAt?: number;
}

/** What an `accessCode` or `accessToken` says. */
export interface Claims {
  appKey: string;
  tokenID: string;
  userID: string;
}

export const sealConnection = (seal: Seal, connection: SealedConnection): Promise<string> =>
  seal.close('user-secret', connection);

/** What a `userSecret` holds; undefined when it is not ours, or its connection has been delinked. */
export async function openConnection(
  seal: Seal,
  store: Store,
  userSecret: string,
): Promise<SealedConnection | undefined> {
  const connection = await seal.open<SealedConnection>('user-secret', userSecret);
  return connection && (await isDelinked(store, connection.tokenID)) ? undefined : connection;
}

/** Ends a connection for good: nothing that carries its `tokenID` opens any more. */
export const delink = (store: Store, tokenID: string): Promise<void> =>
  store.set(`delinked:${tokenID}`, '1', Infinity);

const isDelinked = async (store: Store, tokenID: string): Promise<boolean> =>
  (await store.get(`delinked:${tokenID}`)) !== undefined;

export const signCode = (
  seal: Seal,
  { appKey, tokenID, userID, connectionID }: Claims & { connectionID: string },
): Promise<string> =>
  seal.sign(
    'access-code',
    // A repaired connection keeps its token, so a code has a name of its own to be used up by.
    { appKey, jti: tokenID, uuid: userID, connectionID, code: crypto.randomUUID() },
    codeLifetime,
  );

/** Redeems an `accessCode`, once. Refuses one that is used, expired, forged, delinked, another app's or another connection's. */
export async function redeemCode(
  seal: Seal,
  store: Store,
  { accessCode, connectionID, appKey }: { accessCode: string; connectionID: string; appKey: string },
): Promise<Claims> {
  const claims = await seal.verify('access-code', accessCode);
  if (
    claims?.appKey !== appKey ||
    claims.connectionID !== connectionID ||
    (await isDelinked(store, String(claims.jti))) ||
    !(await store.claim(`used-code:${nameOf(claims)}`, '1', codeLifetime))
  )
    throw new Refusal('UNAUTHORIZED', 'Invalid access code');
  return { appKey, tokenID: String(claims.jti), userID: String(claims.uuid) };
}

/** What a code is used up by. Those of older gateways have only their token's name. */
const nameOf = ({ code, jti }: JWTPayload): string => (typeof code === 'string' ? code : String(jti));

const authorizations = JSON.stringify({ auth: true, id: true, accounts: true, balance: true, trs: true });

/** An `accessToken` does not expire; it ends when the person is delinked. */
export const signAccessToken = (seal: Seal, { appKey, tokenID, userID }: Claims): Promise<string> =>
  seal.sign('access-token', { appKey, jti: tokenID, uuid: userID, authorizations });

export async function readAccessToken(seal: Seal, token: string): Promise<Claims | undefined> {
  const claims = await seal.verify('access-token', token);
  return (
    claims && { appKey: String(claims.appKey), tokenID: String(claims.jti), userID: String(claims.uuid) }
  );
}
