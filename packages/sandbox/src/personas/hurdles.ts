import type { Answer, Stage, UserInput, UserInputKind } from '@connect-layer/protocol';
import { majorOf } from '../money/amount.js';
import type { HeldAccount } from '../state/state.js';
import { captcha } from './captcha.js';

/** What stands between asking for something and getting it. A piece of work meets them one after another. */
export type Hurdle =
  /** The bank asks, all at once; `again` is what it asks once it has been asked for that, so many times. */
  | { asks: readonly Question[]; again?: (times: number) => readonly Question[] }
  /** The bank takes so many milliseconds, and may say at which stage it is. */
  | { waits: number; stages?: readonly Stage[] }
  | { fails: string; details?: { readonly coolDownPeriod: CoolDown }; fields?: readonly string[] }
  /** The bank never answers. */
  | { hangs: true };

export type CoolDown = { readonly value: number; readonly unit: 'hrs' };

/** What a persona is asked, and which answer is right. */
export interface Question {
  id: UserInputKind;
  /** The bank's words; for a captcha a picture in base64. */
  query: string;
  options?: readonly string[];
  /** `accounts` are the ids of those that the person has. */
  accepts: (answer: string, accounts: readonly string[]) => boolean;
  /** Seconds, as the protocol has them. */
  validFor?: number;
  resendIn?: number;
}

/** The code that every sandbox question about a code accepts, with or without spaces. */
export const personaCode = '123456';

/** The right answer to the secret question, in whatever case. */
export const personaPet = 'rex';

const isCode = (answer: string): boolean => answer.replace(/\s/g, '') === personaCode;

/** What the pictures show, one after another; then the first one comes again. */
export const pictures = [personaCode, '408172', '915364'] as const;

const picture = (times: number) => {
  const shown = pictures[times % pictures.length]!;
  const accepts: Question['accepts'] = (answer) => answer.replace(/\s/g, '') === shown;
  return { id: 'captcha', query: captcha(shown), accepts, resendIn: 0 } as const;
};

/** One of each kind that a bank can ask. */
export const questions = {
  otp: {
    id: 'otp',
    query: 'Enter the 6-digit code we sent to your mobile number ending in 8265.',
    accepts: isCode,
  },
  secret: {
    id: 'secret_question',
    query: 'What was the name of your first pet?',
    accepts: (answer) => answer.trim().toLowerCase() === personaPet,
  },
  captcha: picture(0),
  pin: { id: 'pin', query: 'Enter the PIN that your card reader shows.', accepts: isCode },
  confirm: {
    id: 'confirmation',
    query: 'Approve this in the app of your bank.',
    accepts: (answer) => answer !== 'false',
    validFor: 120,
  },
  token: { id: 'token', query: 'Enter the code that the app of your bank shows.', accepts: isCode },
  choice: {
    id: 'multiple_choice',
    query: 'Where shall we send your code?',
    options: ['To the mobile number ending in 8265', 'To the mobile number ending in 0147', 'By e-mail'],
    accepts: (answer) => answer.trim() === '0',
  },
  accounts: {
    id: 'accounts',
    query: 'Which of your accounts may be read?',
    accepts: (answer, accounts) => answer.split(',').every((id) => accounts.includes(id)),
  },
  /** A code that got lost on its way. */
  lost: {
    id: 'otp',
    query: 'Enter the 6-digit code we sent to your mobile number ending in 8265.',
    accepts: () => false,
    resendIn: 2,
  },
  /** The one that is sent instead. */
  sentAgain: {
    id: 'otp',
    query: 'Enter the new 6-digit code we sent to your mobile number ending in 8265.',
    accepts: isCode,
    resendIn: 2,
  },
  brief: {
    id: 'otp',
    query: 'Enter the 6-digit code we sent to your mobile number ending in 8265 within 5 seconds.',
    accepts: isCode,
    validFor: 5,
  },
} as const satisfies Record<string, Question>;

/** What a bank asks that has been asked to ask again so many times. */
export const questionsOf = (
  { asks, again }: Extract<Hurdle, { asks: unknown }>,
  times: number,
): readonly Question[] => (times > 0 && again ? again(times) : asks);

/** Another picture each time. */
export const anotherPicture = (times: number): readonly Question[] => [picture(times)];

/** The questions as the bank puts them to somebody with these accounts. */
export const ask = (asked: readonly Question[], accounts: readonly HeldAccount[]): UserInput[] =>
  asked.map(({ id, query, options, validFor, resendIn }, index) => ({
    id,
    index,
    query,
    queryType: id === 'captcha' ? 'img' : 'txt',
    ...(options && { queryOptions: options.map((content, index) => ({ index, content })) }),
    ...(id === 'accounts' && { queryOptions: accounts.map(optionOf) }),
    ...(validFor !== undefined && { validFor }),
    ...(resendIn !== undefined && { resendIn }),
    answer: '',
  }));

const optionOf = ({ id, name, number, iban, type, currency, balance }: HeldAccount, index: number) => ({
  index,
  content: name,
  id,
  account: { number: (iban ?? number).slice(-4), type, balance: { amount: majorOf(balance), currency } },
});

/** Whether every question has its right answer. */
export const areRight = (
  asked: readonly Question[],
  answers: readonly Answer[],
  accounts: readonly HeldAccount[],
): boolean => {
  const ids = accounts.map(({ id }) => id);
  return asked.every(({ id, accepts }, index) =>
    answers.some((given) => given.id === id && given.index === index && accepts(given.answer, ids)),
  );
};
