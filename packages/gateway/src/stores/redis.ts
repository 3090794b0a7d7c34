import type { Store } from '../store.js';

/** What is used of a client of the package `redis`, connected by whoever made it. */
export interface RedisClient {
  get(key: string): Promise<string | null>;
  set(
    key: string,
    value: string,
    options: { condition?: 'NX'; expiration?: { type: 'EX'; value: number } },
  ): Promise<string | null>;
  del(key: string): Promise<number>;
}

/**
 * A store that several gateway processes share, and that outlives them.
 *
 * Give it a connected client of the package `redis`, and a Redis that keeps what it is given (`appendonly yes`, no
 * eviction): what it forgets, such as a delinked token, would count again.
 */
export const redisStore = (
  client: RedisClient,
  { prefix = 'connect-layer:' }: { prefix?: string } = {},
): Store => ({
  get: async (key) => (await client.get(prefix + key)) ?? undefined,
  set: async (key, value, lifetime) => void (await client.set(prefix + key, value, expiring(lifetime))),
  claim: async (key, value, lifetime) =>
    (await client.set(prefix + key, value, { condition: 'NX', ...expiring(lifetime) })) !== null,
  delete: async (key) => void (await client.del(prefix + key)),
});

const expiring = (lifetime: number) =>
  lifetime === Infinity ? {} : { expiration: { type: 'EX', value: Math.ceil(lifetime) } as const };
