/**
 * What a gateway must remember between requests: pending operations, used codes, delinked tokens.
 *
 * Several processes share one store. Values are strings; lifetimes are in seconds, `Infinity` is for ever.
 */
export interface Store {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, lifetime: number): Promise<void>;
  /** Sets the key only when it is not there, and says whether it did: true for exactly one of all callers. */
  claim(key: string, value: string, lifetime: number): Promise<boolean>;
  delete(key: string): Promise<void>;
}

/** A store for one process. Of what does not last for ever it holds at most `limit` entries; the oldest go first. */
export function memoryStore({ now = Date.now, limit = 100_000 } = {}): Store {
  const lasting = new Map<string, string>();
  const passing = new Map<string, { value: string; expires: number }>();
  const live = (key: string) => {
    const entry = passing.get(key);
    if (entry && entry.expires <= now()) passing.delete(key);
    return lasting.get(key) ?? passing.get(key)?.value;
  };
  const remove = (key: string) => {
    lasting.delete(key);
    passing.delete(key);
  };
  const put = (key: string, value: string, lifetime: number) => {
    remove(key);
    if (lifetime === Infinity) lasting.set(key, value);
    else passing.set(key, { value, expires: now() + lifetime * 1000 });
    for (const oldest of passing.keys()) {
      if (passing.size <= limit) break;
      passing.delete(oldest);
    }
  };
  return {
    get: async (key) => live(key),
    set: async (key, value, lifetime) => put(key, value, lifetime),
    claim: async (key, value, lifetime) => {
      if (live(key) !== undefined) return false;
      put(key, value, lifetime);
      return true;
    },
    delete: async (key) => remove(key),
  };
}
