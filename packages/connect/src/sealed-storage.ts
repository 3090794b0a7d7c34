import { createStore, del, get, getMany, keys, set, update, type UseStore } from 'idb-keyval';

/** Whose things are meant: nobody else's are ever decrypted. */
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

const utf8 = new TextEncoder();

let opened: UseStore | undefined;
const store = (): UseStore => (opened ??= createStore('dapi-connect', 'connections'));

/** Milliseconds after which a store that does not answer is done without. */
const patience = 3000;

/** Storage is a convenience: a private window or a full disk leaves what memory holds, until the next try. */
async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Late.')), patience);
  });
  try {
    return await Promise.race([work(), late]);
  } catch {
    opened = undefined;
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** What an owner has stored under names that begin so; what cannot be read is left out, and for good. Never rejects. */
export const readAll = async <T>(owner: Owner, kind: string): Promise<T[]> =>
  (await attempt(async () => {
    const prefix = await nameOf(owner, kind, '');
    const names = (await keys<string>(store())).filter((name) => String(name).startsWith(prefix));
    if (!names.length) return [];
    const entries = await getMany<Entry | undefined>(names, store());
    const unlock = await key();
    const read = names.map((name, i) => unseal<T>(owner, kind, name, entries[i], unlock));
    return (await Promise.all(read)).filter((value) => value !== undefined);
  })) ?? [];

/** Stores something for so many milliseconds; says whether it could. Never rejects. */
export const write = async (
  owner: Owner,
  kind: string,
  name: string,
  value: unknown,
  lifetime: number,
): Promise<boolean> =>
  (await attempt(async () => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = utf8.encode(JSON.stringify(value));
    const sealed = await crypto.subtle.encrypt(cipher(owner, kind, iv), await key(), plain);
    const entry: Entry = { iv, sealed, expires: Date.now() + lifetime };
    await set(await nameOf(owner, kind, name), entry, store());
    return true;
  })) ?? false;

/** Takes something out. Never rejects. */
export const remove = (owner: Owner, kind: string, name: string): Promise<void> =>
  attempt(async () => del(await nameOf(owner, kind, name), store()));

async function unseal<T>(
  owner: Owner,
  kind: string,
  name: string,
  entry: Entry | undefined,
  unlock: CryptoKey,
): Promise<T | undefined> {
  try {
    if (!entry || entry.expires <= Date.now()) throw new Error('Expired.');
    const plain = await crypto.subtle.decrypt(cipher(owner, kind, entry.iv), unlock, entry.sealed);
    return JSON.parse(new TextDecoder().decode(plain)) as T;
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

/** Binds an entry to its owner and to what it is: under another name it does not decrypt. */
const cipher = (owner: Owner, kind: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8.encode(`1${kind} ${textOf(owner)}`),
});

/** Names an owner. */
export const textOf = ({ appKey, clientUserID }: Owner): string => JSON.stringify([appKey, clientUserID]);

const nameOf = async (owner: Owner, kind: string, name: string): Promise<string> =>
  `${kind}${await digest(textOf(owner))}/${name && (await digest(name))}`;

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
