import {
  base64url,
  CompactEncrypt,
  compactDecrypt,
  jwtVerify,
  SignJWT,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';

/** Seals what must come back unread and unchanged, and signs what others may read. */
export interface Seal {
  /** Encrypts a JSON value for `purpose`; only the same purpose opens it. */
  close(purpose: string, value: unknown): Promise<string>;
  /** The value, or undefined when the text is not one that this gateway sealed for this purpose. */
  open<T>(purpose: string, sealed: string): Promise<T | undefined>;
  /** A signed token. `lifetime` in seconds; without it the token does not expire. */
  sign(purpose: string, claims: JWTPayload, lifetime?: number): Promise<string>;
  /** The token's claims, or undefined when it is forged, expired or of another purpose. */
  verify(purpose: string, token: string): Promise<JWTPayload | undefined>;
}

interface Key {
  id: string;
  encryption: Uint8Array;
  signature: Uint8Array;
}

/**
 * A seal over a ring of keys.
 *
 * The first key seals and signs; all of them open and verify, so a key is rotated by putting a new one in front
 * and dropping the old one when nothing made with it matters any more. Each key is 32 random bytes in base64url;
 * throws when one is not.
 */
export async function createSeal(secrets: readonly string[], now: () => number): Promise<Seal> {
  const ring = await Promise.all(secrets.map(derive));
  const [newest] = ring;
  if (!newest) throw new TypeError('The gateway needs at least one key: 32 random bytes in base64url.');
  const keyOf = (header: { kid?: string | undefined }) => {
    const key = ring.find(({ id }) => id === header.kid);
    if (!key) throw new Error('No key of the ring has this id.');
    return key;
  };

  return {
    close: (purpose, value) =>
      new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: newest.id, typ: purpose })
        .encrypt(newest.encryption),
    open: <T>(purpose: string, sealed: string) =>
      unlessRefused(async () => {
        const { plaintext, protectedHeader } = await compactDecrypt(sealed, (h) => keyOf(h).encryption, {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        });
        return protectedHeader.typ === purpose
          ? (JSON.parse(new TextDecoder().decode(plaintext)) as T)
          : undefined;
      }),
    sign: (purpose, claims, lifetime) => {
      const issued = Math.floor(now() / 1000);
      const token = new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: newest.id, typ: purpose })
        .setIssuedAt(issued);
      return (lifetime ? token.setExpirationTime(issued + lifetime) : token).sign(newest.signature);
    },
    verify: (purpose, token) =>
      unlessRefused(async () => {
        const options = { algorithms: ['HS256'], typ: purpose, currentDate: new Date(now()) };
        const find = (header: JWTHeaderParameters) => keyOf(header).signature;
        return (await jwtVerify(token, find, options)).payload;
      }),
  };
}

/** One secret serves two algorithms, so each gets a key of its own. */
async function derive(secret: string): Promise<Key> {
  if (!/^[\w+/-]{43}=?$/.test(secret)) throw new TypeError('A gateway key is 32 random bytes in base64url.');
  const bytes = base64url.decode(secret);
  const base = await crypto.subtle.importKey('raw', new Uint8Array(bytes), 'HKDF', false, ['deriveBits']);
  const bits = async (info: string, length: number) =>
    new Uint8Array(
      await crypto.subtle.deriveBits(
        { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(info) },
        base,
        length,
      ),
    );
  return {
    id: base64url.encode(await bits('id', 64)),
    encryption: await bits('encryption', 256),
    signature: await bits('signature', 256),
  };
}

/** Whatever is wrong with a text from outside, it is simply not ours. */
async function unlessRefused<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}
