import { freshState, type State } from './state.js';

/** How strictly, and how fast, the door behaves. Milliseconds, unless a name says otherwise. */
export interface FinapiSettings {
  /** The application client. */
  clientID: string;
  clientSecret: string;
  /** The client that manages profiles and nothing else. */
  adminClientID: string;
  adminClientSecret: string;
  /** Seconds that a token is good for. */
  tokenLifetime: number;
  formLifetime: number;
  consentLifetime: number;
  /** How long a download takes, and each of the two steps of the categorisation after it. */
  downloads: number;
  categorises: number;
  /** How long a background task takes before its download begins. */
  tasksTake: number;
  maxUserLoginAttempts: number;
  /** Whether the customer has a licence of its own: then a form must name the customer's `redirectUrl`. */
  licensed: boolean;
  /** Whether a client token may not read banks, as two observers report. */
  banksRequireUserToken: boolean;
  /** Whether a callback must go to a https address with a dotted host name, as in life. */
  strictAddresses: boolean;
  /** How the Web Form API writes the offset of its times. */
  formTimes: 'offset' | 'Z';
  /** Whether a refused password grant answers as OAuth does, and not as finAPI does elsewhere. */
  oauthErrors: boolean;
}

export const usualSettings: FinapiSettings = {
  clientID: 'sandbox-finapi-client',
  clientSecret: 'sandbox-finapi-secret',
  adminClientID: 'sandbox-finapi-admin',
  adminClientSecret: 'sandbox-finapi-admin-secret',
  tokenLifetime: 3600,
  formLifetime: 20 * 60_000,
  consentLifetime: 90 * 24 * 60 * 60_000,
  downloads: 2000,
  categorises: 1000,
  tasksTake: 500,
  maxUserLoginAttempts: 5,
  licensed: false,
  banksRequireUserToken: false,
  strictAddresses: false,
  formTimes: 'offset',
  oauthErrors: false,
};

/** Everything there is behind the door: what it knows, what time it is, and how it reaches others. */
export interface World {
  settings: FinapiSettings;
  state: State;
  now(): number;
  /** Lets time pass at once. */
  advance(milliseconds: number): void;
  nextID(): number;
  /** Sends a callback once, waits 5 s at most, and takes no notice of the answer. */
  call(url: string | undefined, body: object): void;
  reset(): void;
}

export function worldOf(
  settings: FinapiSettings,
  { now, fetch }: { now: () => number; fetch: typeof globalThis.fetch },
): World {
  let ahead = 0;
  const world: World = {
    settings,
    state: freshState(),
    now: () => now() + ahead,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    nextID: () => ++world.state.lastID,
    call: (url, body) => {
      if (url === undefined) return;
      const sent: State['callbacks'][number] = { url, body };
      world.state.callbacks.push(sent);
      const headers = { 'content-type': 'application/json' };
      fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(5000) })
        .then((response) => (sent.answered = response.status))
        .catch(() => {});
    },
    reset: () => {
      world.state = freshState();
    },
  };
  return world;
}
