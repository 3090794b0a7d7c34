import { CompactEncrypt, importJWK } from 'jose';
import * as v from 'valibot';
import type { Context } from '../../provider.js';
import { parsed, type Failed, type Upstream } from './upstream.js';

const Key = v.looseObject({
  kty: v.literal('RSA'),
  n: v.string(),
  e: v.string(),
  kid: v.optional(v.string()),
});

/** Encrypts what the person typed, value by value, with the domain's key: only Powens can read it. */
export async function encrypted(
  upstream: Upstream,
  values: Readonly<Record<string, string>>,
  context: Context,
): Promise<{ value: Record<string, string> } | { failure: Failed }> {
  if (Object.keys(values).length === 0) return { value: {} };
  const key = parsed(Key, await upstream.ask('GET', '/publickey', context));
  if ('failure' in key) return key;
  const { kty, n, e, kid } = key.value;
  const publicKey = await importJWK({ kty, n, e }, 'RSA-OAEP-256');
  const header = { alg: 'RSA-OAEP-256', enc: 'A256GCM', ...(kid !== undefined && { kid }) };
  const seal = (text: string) =>
    new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader(header).encrypt(publicKey);
  const sealed = Object.entries(values).map(async ([name, text]) => [name, await seal(text)] as const);
  return { value: Object.fromEntries(await Promise.all(sealed)) };
}
