import {
  indexOf,
  readIndex,
  type Account,
  type Connection,
  type Institution,
  type Institutions,
  type UserInput,
} from '@connect-layer/protocol';
import type { Flow, FlowEvent, Session } from '../flow/flow.js';

/** Examples that tests of several files share. */

export const institution: Institution = {
  id: 'BANK_A',
  name: 'Example Bank',
  fullName: 'Example Bank of Testing',
  country: 'AE',
  logo: '',
  color: { primaryColor: '#224466', secondaryColor: '#ffffff' },
  fields: [
    { name: 'username', label: 'Customer number', kind: 'text' },
    { name: 'password', label: 'Passcode', kind: 'password' },
  ],
  popular: 1,
};

/** Banks as a page gets them. */
export const institutionsOf = (list: readonly Institution[]): Institutions =>
  readIndex(JSON.parse(JSON.stringify(indexOf(list))) as ReturnType<typeof indexOf>);

export const session: Session = {
  appName: 'Example App',
  sandbox: true,
  purpose: 'login',
  institutions: institutionsOf([institution]),
  consent: { shares: ['accounts', 'balances', 'transactions', 'identity', 'payments'], days: 90 },
  connected: [],
  opened: Date.UTC(2026, 4, 17),
  gatewayURL: 'https://gateway.example',
};

export const otp: UserInput = { id: 'otp', index: 0, query: 'Enter the code.', answer: '' };

export const page: UserInput = {
  ...{ id: 'redirect', index: 0, query: 'https://bank.example/form', validFor: 1200, answer: '' },
};

export const accounts: UserInput = {
  id: 'accounts',
  index: 0,
  query: 'Which accounts?',
  queryOptions: [
    {
      ...{ index: 0, content: 'Everyday', id: 'a' },
      account: { number: '1234', type: 'current', balance: { amount: 1234.5, currency: 'AED' } },
    },
    { index: 1, content: 'For later', id: 'b', account: { number: '5678', type: 'savings' } },
    { index: 2, content: 'House', id: 'c', account: { number: '9012', type: 'mortgage' } },
  ],
  answer: '',
};

export const connection: Connection = {
  accessCode: 'code',
  connectionID: 'connection-1',
  userSecret: 'sealed',
  tokenID: 'token-1',
  userID: 'BANK_A:user-1',
  clientUserID: 'client-1',
  bankId: 'BANK_A',
  name: 'Example Bank',
  fullName: 'Example Bank of Testing',
  halfLogoPng: '',
  fullLogoPng: '',
  miniLogoPng: '',
  color: institution.color,
};

export const account: Account = {
  id: 'account-1',
  name: 'Current account',
  number: '0000000001234',
  iban: 'AE00EXAMPLE0000000001234',
  type: 'current',
  currency: { code: 'AED', name: 'UNITED ARAB EMIRATES DIRHAM' },
  isFavourite: false,
  balance: {
    amount: 1234.5,
    currency: { code: 'AED', name: 'UNITED ARAB EMIRATES DIRHAM' },
    accountNumber: '0000000001234',
  },
};

/** Nothing of a delivery is of interest to the flow. */
export const deliver = () => Promise.reject(new Error('Not in this test.'));

const login = { session, institution, agreed: true };
const problem = { type: 'INVALID_CREDENTIALS', msg: 'No.', reference: 'BANK_A:1' };

export const oneOfEachStep: { readonly [S in Flow['step']]: Extract<Flow, { step: S }> } = {
  opening: { step: 'opening' },
  search: { step: 'search', session },
  known: { step: 'known', ...login, connection },
  consent: { step: 'consent', ...login },
  credentials: { step: 'credentials', ...login },
  connecting: { step: 'connecting', ...login, deliver },
  challenge: { step: 'challenge', ...login, operationID: 'BANK_A:1', userInputs: [otp] },
  accounts: { step: 'accounts', ...login, operationID: 'BANK_A:1', input: accounts },
  redirect: { step: 'redirect', ...login, operationID: 'BANK_A:1', input: page },
  departing: { step: 'departing', ...login, operationID: 'BANK_A:1', input: page },
  resuming: { step: 'resuming', ...login, operationID: 'BANK_A:1', deliver },
  choice: { step: 'choice', ...login, message: 'Pay from which account?', accounts: [account] },
  connected: { step: 'connected', ...login, connection },
  failed: { step: 'failed', ...login, problem },
  closed: { step: 'closed', outcome: 'cancelled' },
};

export const oneOfEachEvent: readonly FlowEvent[] = [
  { type: 'opened', session },
  { type: 'choose', institution },
  { type: 'searched', query: 'exam', results: 1 },
  { type: 'unlisted', query: 'Another Bank' },
  { type: 'repair' },
  { type: 'another' },
  { type: 'agree' },
  { type: 'submit', deliver, typed: { username: 'u' } },
  { type: 'stage', stage: 'finding_accounts' },
  { type: 'progress', progress: { status: 'done', connection } },
  { type: 'progress', progress: { status: 'done' } },
  { type: 'progress', progress: { status: 'failed', problem } },
  {
    type: 'progress',
    progress: { status: 'user_input_required', operationID: 'BANK_A:1', userInputs: [otp] },
  },
  {
    type: 'progress',
    progress: { status: 'user_input_required', operationID: 'BANK_A:1', userInputs: [page] },
  },
  { type: 'progress', progress: { status: 'initialized', operationID: 'BANK_A:1' } },
  { type: 'answer', deliver },
  { type: 'visit', blocked: false },
  { type: 'visit', blocked: true },
  { type: 'depart' },
  { type: 'returned' },
  { type: 'broken', problem: { type: 'SERVER_ERROR', msg: '' } },
  { type: 'pick', account },
  { type: 'retry' },
  { type: 'other' },
  { type: 'back' },
  { type: 'close' },
];
