import { readAll, remove, write, type Owner } from './sealed-storage.js';

/**
 * A login that has begun and not ended, as it outlives its page: closed by accident, or left for a page of the bank.
 * `sessionKey` is what it is gone on with; `state` is there when the page was left for the bank in the same window.
 */
export interface Unfinished {
  operationID: string;
  sessionKey: string;
  institutionID: string;
  /** The token of the connection that it puts right. */
  repairs?: string;
  state?: string;
}

/** The logins of one owner that were left unfinished: the last one, for as long as the gateway remembers it. */
export interface UnfinishedLogins {
  /** The one that an earlier page has left, once it was read. */
  readonly last: Unfinished | undefined;
  read(): Promise<void>;
  /** Says whether it will be there for the next page. */
  keep(login: Unfinished): Promise<boolean>;
  drop(): void;
}

const kind = 'unfinished ';
const lifetime = 30 * 60 * 1000;

export function unfinishedOf(owner: Owner): UnfinishedLogins {
  let last: Unfinished | undefined;
  let kept = Promise.resolve(false);
  /** What is written, one after the other. */
  let writing: Promise<unknown> = Promise.resolve();
  const next = <T>(work: () => Promise<T>): Promise<T> => {
    const done = writing.then(work);
    writing = done;
    return done;
  };
  return {
    get last() {
      return last;
    },
    read: async () => {
      [last] = await readAll<Unfinished>(owner, kind);
    },
    keep: (login) => {
      if (JSON.stringify(login) !== JSON.stringify(last))
        kept = next(() => write(owner, kind, 'login', login, lifetime));
      last = login;
      return kept;
    },
    drop: () => {
      if (!last) return;
      last = undefined;
      void next(() => remove(owner, kind, 'login'));
    },
  };
}
