/** Something that happened. */
export interface Entry {
  at: Date;
  kind: 'callback' | 'request' | 'call';
  title: string;
  /** How it went, e.g. `200, 34 ms`. */
  outcome?: string;
  failed?: boolean;
  /** Shown as JSON when it is opened. Holds no secret. */
  details?: Readonly<Record<string, unknown>>;
}

/** Adds an entry; what it returns tells later how that went. */
export type Add = (entry: Omit<Entry, 'at'>) => (outcome: Partial<Entry>) => void;

/** What happened since the page was loaded or the log cleared, oldest first. */
export interface Log {
  readonly entries: readonly Entry[];
  readonly add: Add;
  clear(): void;
}

export function createLog(changed: () => void): Log {
  let entries: readonly Entry[] = [];
  const set = (next: typeof entries) => {
    entries = next;
    changed();
  };
  return {
    get entries() {
      return entries;
    },
    add: (started) => {
      let entry: Entry = { at: new Date(), ...started };
      set([...entries, entry]);
      return (outcome) => {
        const former = entry;
        entry = { ...former, ...outcome };
        set(entries.map((other) => (other === former ? entry : other)));
      };
    },
    clear: () => set([]),
  };
}

const secrets = new Set([
  'accessCode',
  'accessToken',
  'answer',
  'appSecret',
  'authorization',
  'cookie',
  'password',
  'sessionKey',
  'userSecret',
]);

/** The same without secrets: whatever stands under one of their names, or in `credentials`. */
export function masked(value: unknown, all = false): unknown {
  if (value instanceof Error)
    return { error: value.name, type: 'type' in value ? value.type : undefined, msg: value.message };
  if (Array.isArray(value)) return value.map((entry) => masked(entry, all));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        masked(member, all || secrets.has(name) || name === 'credentials'),
      ]),
    );
  return all && value !== '' ? '…' : value;
}
