import type { Bank } from './banks.js';
import type {
  AccountType,
  BankingInterface,
  FormAccountType,
  FormStatus,
  FormType,
  PayloadError,
  PaymentStatus,
  TaskStatus,
} from './wire.js';

/** Somebody who has been created at finAPI by a client. Times are milliseconds since 1970 throughout. */
export interface User {
  id: string;
  password: string;
  email?: string | undefined;
  phone?: string | undefined;
  isAutoUpdateEnabled: boolean;
  /** Wrong passwords since the last right one. */
  failures: number;
}

/** Whom a token speaks for: a client, the administrator of the customer, or one of the users. */
export type Role = { client: true } | { admin: true } | { userID: string };

export interface Token {
  value: string;
  role: Role;
  expires: number;
  /** Only users have one. */
  refresh?: string;
}

/** One way in to a bank that a connection uses. */
export interface ConnectedInterface {
  bankingInterface: BankingInterface;
  login: string;
  /** Whether the person let the PIN be stored. */
  stored: boolean;
  consentExpires?: number;
  userActionRequired: boolean;
  lastManualUpdate?: UpdateResult;
  lastAutoUpdate?: UpdateResult;
}

export interface UpdateResult {
  result: 'OK' | 'BANK_SERVER_REJECTION' | 'INTERNAL_SERVER_ERROR';
  errorMessage?: string;
  errorType?: 'BUSINESS' | 'TECHNICAL';
  time: number;
}

export interface Connection {
  id: number;
  userID: string;
  bank: Bank;
  name?: string | undefined;
  imported: number;
  maxDays: number;
  interfaces: ConnectedInterface[];
  /** Whether the download asked for the owners, which only one way in can do. */
  owners: boolean;
  /** A download that is under way, and when it ends. */
  download?: { ends: number; skipsBookings: boolean };
  /** When the categorisation ends that follows a download. */
  categorised: number;
}

export interface Account {
  id: number;
  connectionID: number;
  /** Which of the bank's accounts it is; the same for the same login, whoever connects it. */
  key: string;
  imported: number;
  type: AccountType;
  name: string;
  iban?: string | undefined;
  number: string;
  holder: string;
  currency: string;
  /** In hundredths; absent until it was downloaded. */
  balance?: number | undefined;
  /** What the bank will say at the next download. */
  bankBalance: number;
  overdraftLimit?: number | undefined;
  interfaces: {
    bankingInterface: BankingInterface;
    status: 'UPDATED' | 'UPDATED_FIXED' | 'DOWNLOAD_IN_PROGRESS' | 'DOWNLOAD_FAILED' | 'DEPRECATED';
    lastSuccess?: number;
    lastAttempt?: number;
  }[];
  isNew: boolean;
  /** The last day whose bookings were downloaded. */
  bookedUntil?: string;
}

/** A booking. What it is made of beyond this is told when it is shown. */
export interface Booking {
  id: number;
  accountID: number;
  day: string;
  /** In hundredths, with its sign. */
  amount: number;
  currency: string;
  purpose: string;
  counterpart: string;
  counterpartIban?: string | undefined;
  type: string;
  zka: string;
  category?: string | undefined;
  imported: number;
  isAdjusting: boolean;
}

/** What a form is for. */
export type Purpose =
  | { kind: 'import'; wanted: Wanted; bankName?: string | undefined; duplicates: boolean }
  | { kind: 'update'; connectionID: number; wanted: Wanted }
  | { kind: 'payment'; order: Order };

/** What is to be downloaded. */
export interface Wanted {
  types: FormAccountType[];
  interfaces: BankingInterface[];
  maxDays: number;
  owners: boolean;
  skipsBookings: boolean;
  testBanks: boolean;
}

/** Money that is to be moved, once somebody has confirmed it. */
export interface Order {
  accountID?: number | undefined;
  iban?: string | undefined;
  /** In hundredths, all orders together. */
  total: number;
  currency: string;
  count: number;
  /** Whom it goes to, for the summary. */
  to: string;
  instant: boolean;
  day?: string | undefined;
  testBanks: boolean;
}

/** Where a person stands in a form. */
export type Step =
  | { at: 'bank'; text?: string; found: number[]; error?: string }
  | { at: 'review' }
  | { at: 'login'; tries: number; error?: string }
  | { at: 'leave'; error?: string }
  | { at: 'procedure' }
  | { at: 'code'; procedure: string; tries: number; error?: string }
  | { at: 'app' }
  | { at: 'end' };

export interface Form {
  id: string;
  userID: string;
  type: FormType;
  purpose: Purpose;
  status: FormStatus;
  created: number;
  expires: number;
  profileID?: string | undefined;
  finalised?: string | undefined;
  connectionID?: number;
  paymentID?: number;
  errorCode?: PayloadError;
  step: Step;
  /** Known only to whoever opened the form: who has it goes on with it. */
  visit?: string;
  /** Whether it was opened as a page of its own, or inside somebody else's. */
  embedded: boolean;
  /** Where the page's own address said that the person goes from here. */
  returns: { done?: string; error?: string; abort?: string; support?: string };
  bankID?: number;
  bankingInterface?: BankingInterface;
  /** Who has logged in, in this round. */
  login?: { name: string; stored: boolean };
  /** The rounds that are over: one for each way in. */
  rounds: { bankingInterface: BankingInterface; login: string; stored: boolean }[];
}

export interface Task {
  id: string;
  userID: string;
  connectionID: number;
  created: number;
  status: TaskStatus;
  /** When it is begun, and when it ends. */
  begins: number;
  ends: number;
  wanted: Wanted;
  /** Why a person is needed, if one is. */
  needsPerson: boolean;
  refused: boolean;
  formID?: string;
  errorCode?: 'BANK_SERVER_REJECTION';
  profileID?: string | undefined;
  callbacks: { finalised?: string | undefined; webFormRequired?: string | undefined };
}

export interface Payment {
  id: number;
  userID: string;
  bankID: number;
  order: Order;
  status: PaymentStatus;
  requested: number;
  /** What it will be, and when. */
  next?: { status: PaymentStatus; at: number } | undefined;
}

export interface Profile {
  id: string;
  label: string;
  created: number;
  isDefault: boolean;
  brand?: Record<string, unknown> | undefined;
  functionality?: Record<string, unknown> | undefined;
  aspect?: Record<string, unknown> | undefined;
}

/** A callback that was sent, and what came of it. */
export interface SentCallback {
  url: string;
  body: unknown;
  /** The HTTP status of the answer, which nobody looks at; absent when there was none. */
  answered?: number;
}

/** Everything that this finAPI knows. */
export interface State {
  users: Map<string, User>;
  tokens: Token[];
  connections: Map<number, Connection>;
  accounts: Map<number, Account>;
  /** By account. */
  bookings: Map<number, Booking[]>;
  forms: Map<string, Form>;
  tasks: Map<string, Task>;
  payments: Map<number, Payment>;
  profiles: Map<string, Profile>;
  configuration: { userNotificationCallbackUrl?: string; userSynchronizationCallbackUrl?: string };
  callbacks: SentCallback[];
  /** The last number given out as an id. */
  lastID: number;
}

/** A finAPI at which nothing has happened. */
export const freshState = (): State => ({
  users: new Map(),
  tokens: [],
  connections: new Map(),
  accounts: new Map(),
  bookings: new Map(),
  forms: new Map(),
  tasks: new Map(),
  payments: new Map(),
  profiles: new Map(),
  configuration: {},
  callbacks: [],
  lastID: 1000,
});

/** The accounts of a connection. */
export const accountsOf = (state: State, connectionID: number): Account[] =>
  [...state.accounts.values()].filter((account) => account.connectionID === connectionID);
