import { type CallName, movesMoney, stages } from '@connect-layer/protocol';
import { anotherPicture, questions, type Hurdle } from './hurdles.js';

/** When a persona meets its fate: at login, at calls that read, at calls that pay or add somebody to be paid. */
export type Moment = 'login' | 'data' | 'payment';

/** A sandbox user with a known fate, the same at every bank. */
export interface Persona {
  /** What becomes of this user, for whoever looks for one. */
  does: string;
  meets: readonly Hurdle[];
  /** What stands in the way of repairing the connection, after which nothing does. */
  repair?: readonly Hurdle[];
  /** When, unless the username says otherwise. */
  at: readonly Moment[];
}

const at =
  (...moments: Moment[]) =>
  (does: string, ...meets: Hurdle[]): Persona => ({ does, meets, at: moments });
const atLogin = at('login');
const atCalls = at('data', 'payment');

const { otp, secret, captcha, pin, confirm, token, choice, accounts, lost, sentAgain, brief } = questions;

/**
 * Every sandbox user, by how the username begins: `mfa_otp`, `mfa_otp_2` and `mfa_otp_anna` are three people with one
 * fate. With `_data` in what follows they meet it at calls that read, with `_pay` at calls that pay or add somebody to
 * be paid: `mfa_otp_data`, `down_pay`.
 */
export const personas = {
  demo: atLogin('logs in at once'),
  mfa_otp: atLogin('is asked for a code: 123456', { asks: [otp] }),
  mfa_secret: atLogin('is asked for the name of a pet: rex', { asks: [secret] }),
  mfa_captcha: atLogin('has to read a picture: 123456; may see another one', {
    asks: [captcha],
    again: anotherPicture,
  }),
  mfa_pin: atLogin('is asked for a PIN: 123456', { asks: [pin] }),
  mfa_confirm: atLogin(
    'approves in another app within 2 min, which takes the bank 2 s',
    { asks: [confirm] },
    { waits: 2000 },
  ),
  mfa_token: atLogin('is asked for a token: 123456', { asks: [token] }),
  mfa_choice: atLogin('has to choose: the first option is right', { asks: [choice] }),
  mfa_two: atLogin('is asked for a code and a PIN at once: 123456 both', { asks: [otp, pin] }),
  mfa_chain: atLogin(
    'is asked for a code, 123456, and then for a pet, rex',
    { asks: [otp] },
    { asks: [secret] },
  ),
  mfa_resend: atLogin('is asked for a code, 123456, that only comes when asked for again', {
    asks: [lost],
    again: () => [sentAgain],
  }),
  mfa_expiring: atLogin('is asked for a code, 123456, that is good for 5 s', { asks: [brief] }),
  choose_accounts: atLogin('is asked which accounts to share, and shares only those', { asks: [accounts] }),
  locked: atLogin('has an account that is not active: INACTIVE_ACCOUNT', { fails: 'INACTIVE_ACCOUNT' }),
  action_needed: atLogin('has to change the password at the bank first: BANK_ACTION_REQUIRED', {
    fails: 'BANK_ACTION_REQUIRED',
  }),
  slow: at('login', 'data', 'payment')('has to wait 3 s for everything', { waits: 3000, stages }),
  expired: {
    ...atCalls('logs in, then calls say INVALID_CONNECTION until it is repaired with the code 123456', {
      fails: 'INVALID_CONNECTION',
    }),
    repair: [{ asks: [otp] }],
  },
  changed: {
    ...atCalls('logs in, then calls say INVALID_CREDENTIALS until it is repaired with the password', {
      fails: 'INVALID_CREDENTIALS',
    }),
    repair: [{ fails: 'INVALID_CREDENTIALS', fields: ['password'] }],
  },
  down: atLogin('finds the bank out of order: BANK_ERROR', { fails: 'BANK_ERROR' }),
  unknown_error: atLogin('meets UNKNOWN_ERROR', { fails: 'UNKNOWN_ERROR' }),
  timeout: atLogin('never gets an answer: TIMED_OUT', { hangs: true }),
  alien: atLogin('meets a failure that nobody knows: BANK_ON_FIRE', { fails: 'BANK_ON_FIRE' }),
} as const satisfies Record<string, Persona>;

/** The password of every persona. */
export const personaPassword = 'demo';

/** The persona whose username begins like this one, if there is one. Nobody is `demo` by accident: `demo_2`, not `demo2`. */
export const personaOf = (username: string): Persona | undefined =>
  username === 'demo'
    ? personas.demo
    : Object.entries(personas).find(([name]) => username.startsWith(name === 'demo' ? 'demo_' : name))?.[1];

/** What somebody of this name meets with at a moment. */
export function hurdlesOf(username: string, moment: Moment | undefined): readonly Hurdle[] {
  const persona = personaOf(username);
  if (!persona || !moment) return [];
  const moved = { _data: 'data', _pay: 'payment' }[/_(?:data|pay)(?=_|$)/.exec(username)?.[0] ?? ''];
  return (moved ? [moved] : persona.at).includes(moment) ? persona.meets : [];
}

/** What stands in the way of repairing somebody's connection. */
export const repairOf = (username: string): readonly Hurdle[] => {
  const persona: Persona | undefined = personaOf(username);
  return persona?.repair ?? [];
};

/** At which moment a call finds a person; about itself the bank answers at any. */
export function momentOf(name: CallName): Moment | undefined {
  if (name === 'getAccountsMetadata') return undefined;
  const pays = movesMoney(name) || name === 'createBeneficiary' || name === 'createWireBeneficiary';
  return pays ? 'payment' : 'data';
}
