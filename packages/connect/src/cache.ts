import type { Connection } from '@connect-layer/protocol';
import { createStore, del, get, getMany, keys, set, update, type UseStore } from 'idb-keyval';

/** Whose connections are meant: nobody else's are ever decrypted. */
export interface Owner {
  appKey: string;
  clientUserID: string;
}

interface Entry {
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
  /** Milliseconds since 1970. */
  expires: number;
}

const lifetime = 90 * 24 * 60 * 60 * 1000;
const utf8 = new TextEncoder();

/** What this page knows without storage: all of it when storage is blocked, full or broken. */
const memory = new Map<string, Map<string, Connection>>();

let opened: UseStore | undefined;
const store = (): UseStore => (opened ??= createStore('dapi-connect', 'connections'));

/** The connections known so far, newest first, without touching the storage. */
export const known = (owner: Owner): Connection[] =>
  [...(memory.get(nameOf(owner))?.values() ?? [])].reverse();

/** Reads an owner's connections from storage into memory. Never rejects; what cannot be read is left out. */
export async function load(owner: Owner): Promise<Connection[]> {
  try {
    const prefix = `${await digest(nameOf(owner))}/`;
    const names = (await keys<string>(store())).filter((name) => String(name).startsWith(prefix));
    if (names.length) {
      const entries = await getMany<Entry | undefined>(names, store());
      const unlock = await key();
      const read = names.map((name, i) => readEntry(owner, name, entries[i], unlock));
      for (const connection of await Promise.all(read))
        if (connection && !mine(owner).has(connection.userID)) mine(owner).set(connection.userID, connection);
    }
  } catch {
    reopenLater();
  }
  return known(owner);
}

/** Keeps a connection, in place of an older one of the same person at the same bank. Never rejects. */
export async function keep(owner: Owner, connection: Connection): Promise<void> {
  mine(owner).delete(connection.userID);
  mine(owner).set(connection.userID, connection);
  try {
    const name = await entryName(owner, connection);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = utf8.encode(JSON.stringify(connection));
    const sealed = await crypto.subtle.encrypt(cipher(owner, iv), await key(), plain);
    await set(name, { iv, sealed, expires: Date.now() + lifetime } satisfies Entry, store());
  } catch {
    reopenLater();
  }
}

/** Takes a connection out. Never rejects. */
export async function drop(owner: Owner, connection: Connection): Promise<void> {
  mine(owner).delete(connection.userID);
  try {
    await del(await entryName(owner, connection), store());
  } catch {
    reopenLater();
  }
}

/** Storage is a convenience: a private window or a full disk leaves what memory holds, until the next try. */
const reopenLater = () => (opened = undefined);

async function readEntry(
  owner: Owner,
  name: string,
  entry: Entry | undefined,
  unlock: CryptoKey,
): Promise<Connection | undefined> {
  try {
    if (!entry || entry.expires <= Date.now()) throw new Error('Expired.');
    const plain = await crypto.subtle.decrypt(cipher(owner, entry.iv), unlock, entry.sealed);
    return JSON.parse(new TextDecoder().decode(plain)) as Connection;
  } catch {
    await del(name, store()); // Expired, or changed, or of a key that is gone: it will never be read again.
    return undefined;
  }
}

/** The key cannot leave the browser: it is not extractable, and stored only as the object it is. */
async function key(): Promise<CryptoKey> {
  const found = await get<CryptoKey>('key', store());
  if (found) return found;
  const algorithm = { name: 'AES-GCM', length: 256 };
  const fresh = await crypto.subtle.generateKey(algorithm, false, ['encrypt', 'decrypt']);
  await update<CryptoKey>('key', (other) => other ?? fresh, store()); // Another tab may have been first.
  return (await get<CryptoKey>('key', store())) ?? fresh;
}

/** Binds an entry to its owner: under another name it does not decrypt. */
const cipher = (owner: Owner, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8.encode(`1 ${nameOf(owner)}`),
});

const nameOf = ({ appKey, clientUserID }: Owner): string => JSON.stringify([appKey, clientUserID]);

const entryName = async (owner: Owner, { userID }: Connection): Promise<string> =>
  `${await digest(nameOf(owner))}/${await digest(userID)}`;

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function mine(owner: Owner): Map<string, Connection> {
  const name = nameOf(owner);
  const found = memory.get(name) ?? new Map<string, Connection>();
  memory.set(name, found);
  return found;
}
