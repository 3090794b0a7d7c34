import type { Payment } from './payments.js';
import type { Step } from './scenarios.js';

/** Somebody who is known to the API. Times are in milliseconds since 1970. */
export interface User {
  id: number;
  signin: number;
  /** When they vanish; null once they are permanent. */
  vanishes: number | null;
}

/** What proves who asks. `single` is a code for one use, `service` and `payment` are for payments. */
export interface Token {
  kind: 'permanent' | 'temporary' | 'code' | 'single' | 'service' | 'payment';
  user: number | null;
  expires: number | null;
  scopes: readonly string[];
  payment?: number;
}

/** One of the ways in which a connection reaches its bank. */
export interface Source {
  id: number;
  name: string;
  /** The values of the fields, in the clear: this is the bank. */
  values: Record<string, string>;
  state: string | null;
  message: string | null;
  /** What is still asked before the synchronisation goes through; the first of them is what `state` says. */
  steps: Step[];
  /** An approval that is under way. */
  approval: { at: number; ends: 'approved' | 'refused' } | null;
  /** The state in which the next synchronisation ends, as a test has set it. */
  next: string | null;
  created: number;
  lastUpdate: number | null;
  disabled: number | null;
  accessExpires: number | null;
  nextTry: number | null;
  /** When an addition that nobody finishes is purged. */
  purge: number | null;
}

/** One person's link to one bank. */
export interface Connection {
  id: number;
  user: number;
  connector: string;
  created: number;
  active: boolean;
  expire: string | null;
  sources: Source[];
}

/** An account. Amounts are in hundredths. */
export interface HeldAccount {
  id: number;
  connection: number;
  source: number;
  parent: number | null;
  key: string;
  name: string;
  originalName: string;
  number: string;
  iban: string | null;
  type: string;
  usage: 'PRIV' | 'ORGA' | 'ASSO';
  currency: 'EUR' | 'GBP';
  balance: number;
  coming: number;
  loan: boolean;
  display: boolean;
  bookmarked: boolean;
  disabled: number | null;
  deleted: number | null;
  lastUpdate: number | null;
  /** When its transactions are there, after it was enabled. */
  ready: number | null;
  /** The last day that was booked. */
  booked: string | null;
  transactions: Booking[];
}

/** A transaction. `value` is in hundredths and negative for a debit. */
export interface Booking {
  id: number;
  date: string;
  rdate: string;
  applicationDate: string;
  value: number;
  wording: string;
  originalWording: string;
  type: string;
  coming: boolean;
  active: boolean;
  comment: string | null;
  scraped: number;
  lastUpdate: number;
  deleted: number | null;
}

/** Somebody on their way through a page: of the hosted webview, or of a bank. */
export interface Visit {
  flow: 'connect' | 'reconnect' | 'manage' | 'payment' | 'authorize';
  user: number | null;
  redirectURI: string | null;
  opaque: string | null;
  connector?: string;
  connection?: number;
  source?: string;
  values?: Record<string, string>;
  payment?: number;
  /** The page of ours that the bank's page leads back to, instead of to whoever sent the person. */
  back?: string;
  /** What the person did not want to add. */
  skipped?: string[];
  /** The connection came to be here, and goes again when the person leaves. */
  made?: true;
  /** The person had no user before, so a code for the new one is handed over in the end. */
  isNewUser?: true;
  /** What went wrong with what was typed last. */
  complaint?: string;
  query: Record<string, string>;
  expires: number;
}

/** An upstream's way of signing webhooks. */
export interface WebhookAuth {
  id: number;
  type: string;
  name: string;
  config: { secret_key: string };
}

/** What a test wants to go wrong, and how often. */
export interface Fault {
  method?: string | undefined;
  /** What the path contains. */
  path: string;
  kind: 'status' | 'html' | 'truncated' | 'hang' | 'lost';
  status: number;
  code?: string | undefined;
  retryAfter?: string | undefined;
  times: number;
}

/** All that the imitation knows. */
export interface State {
  users: Map<number, User>;
  tokens: Map<string, Token>;
  connections: Map<number, Connection>;
  accounts: Map<number, HeldAccount>;
  payments: Map<number, Payment>;
  visits: Map<string, Visit>;
  webhookAuths: Map<number, WebhookAuth>;
  faults: Fault[];
  /** The last id given out, of whatever kind. */
  lastID: number;
  /** Milliseconds that the clock is ahead. */
  ahead: number;
  /** Milliseconds that every answer takes. */
  latency: number;
}

export const freshPowensState = (): State => ({
  ...{ users: new Map(), tokens: new Map(), connections: new Map(), accounts: new Map() },
  ...{ payments: new Map(), visits: new Map(), webhookAuths: new Map(), faults: [] },
  ...{ lastID: 500, ahead: 0, latency: 0 },
});

/** What every part of the imitation works with. */
export interface World {
  state: State;
  /** Milliseconds since 1970, of a clock that can be moved. */
  now: () => number;
  clientID: string;
  clientSecret: string;
  /** The token of the console, for what is set up there. */
  configToken: string;
  /** The addresses that the console's list names. */
  redirectURIs: readonly string[];
  /** Whether an address may be returned to. */
  mayReturnTo: (address: string) => boolean;
  /** Whether a disabled account shows its number, as recordings of the real one have it. */
  revealDisabledNumbers: boolean;
  key: Promise<KeyPair>;
}

/** The domain's key for field values. */
export interface KeyPair {
  privateKey: CryptoKey;
  jwk: Record<string, unknown>;
}

export const newID = (state: State): number => ++state.lastID;

/** So many random bytes in base64, as codes of the API are: with `+`, `/` and `=`, which must be encoded in an address. */
export const randomText = (bytes = 48): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))));
