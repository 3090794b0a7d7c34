import type { Code } from './refusal.js';

/** What stands between asking a bank for data and getting them. */
export type Step = 'SCARequired' | 'additionalInformationNeeded' | 'decoupled' | 'webauthRequired';

/** How somebody approves in another app: after so many milliseconds, or not at all. */
export interface Approval {
  after: number;
  ends: 'approved' | 'refused';
}

/** What the bank does with somebody, chosen by the list value of the test connector. */
export interface Scenario {
  /** One line for people. */
  does: string;
  label: string;
  /** The connection never comes to be. */
  refuses?: Code;
  /** What is asked at the first synchronisation, and at each later one. */
  first?: readonly Step[];
  later?: readonly Step[];
  approval?: Approval;
  /** The state in which a synchronisation ends instead of success. */
  ends?: string;
  professional?: true;
}

const soon: Approval = { after: 2000, ends: 'approved' };

/** The values of `openapiwebsite` and `directaccesswebsite`: Powens' own, then ours for what is not known. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  par: { label: 'Particuliers', does: 'connects at once' },
  pro: { label: 'Professionnels', does: 'connects at once, with business accounts', professional: true },
  wrongpass: { label: 'wrongpass', does: 'is refused: wrong password', refuses: 'wrongpass' },
  passwordExpired: {
    label: 'passwordExpired',
    does: 'is refused: the password has expired',
    refuses: 'passwordExpired',
  },
  actionNeeded: {
    label: 'actionNeeded',
    does: 'is refused: something is to be done at the bank first',
    refuses: 'actionNeeded',
  },
  bug: { label: 'bug', does: 'meets an internal error', refuses: 'bug' },
  additionalInformationNeeded: {
    label: 'additionalInformationNeeded',
    does: 'is asked for a code: 1234',
    first: ['additionalInformationNeeded'],
  },
  shortDecoupled: {
    label: 'shortDecoupled',
    does: 'approves in another app, after 2 s',
    first: ['decoupled'],
    approval: soon,
  },
  AppValidationCancelled: {
    label: 'AppValidationCancelled',
    does: 'refuses in the other app',
    first: ['decoupled'],
    approval: { after: 2000, ends: 'refused' },
  },
  AppValidationExpired: {
    label: 'AppValidationExpired',
    does: 'never approves in the other app, which gives up after 20 s',
    first: ['decoupled'],
    approval: { after: 20_000, ends: 'refused' },
  },
  SCARequired: { label: 'SCARequired', does: 'has to take part: SCARequired', first: ['SCARequired'] },
  SCARequiredAndOTP: {
    label: 'SCARequiredAndOTP',
    does: 'connects at once; the next synchronisation wants a code: 1234',
    later: ['SCARequired', 'additionalInformationNeeded'],
  },
  SCARequiredAndDecoupled: {
    label: 'SCARequiredAndDecoupled',
    does: 'connects at once; the next synchronisation wants an approval in another app',
    later: ['SCARequired', 'decoupled'],
    approval: soon,
  },
  websiteUnavailable: {
    label: 'websiteUnavailable',
    does: 'finds the bank out of order',
    refuses: 'websiteUnavailable',
  },
  rateLimiting: { label: 'rateLimiting', does: 'is held back by the bank', ends: 'rateLimiting' },
  webauthRequired: {
    label: 'webauthRequired',
    does: 'is sent to the page of the bank',
    first: ['webauthRequired'],
  },
  notSupported: { label: 'notSupported', does: 'has a source that does not work', ends: 'notSupported' },
  longDecoupled: {
    label: 'longDecoupled',
    does: 'approves in another app, after 10 s',
    first: ['decoupled'],
    approval: { after: 10_000, ends: 'approved' },
  },
  futureState: {
    label: 'futureState',
    does: 'meets a state that nobody knows: somethingNew',
    ends: 'somethingNew',
  },
};

/** The password at every bank here, and the codes that every question for one accepts. */
export const powensPassword = '1234';
export const powensCodes = ['1234', 'abcd'];

/** The name of the field in which such a code goes. */
export const codeField = 'openapisms';

/** What the bank does with somebody at a source, as the value of that source's list says. */
export const scenarioOf = ({ name, values }: { name: string; values: Record<string, string> }): Scenario =>
  scenarios[values[`${name}website`] ?? 'par'] ?? scenarios.par!;
