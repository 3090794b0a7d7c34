import type { Answer, UserInput, UserInputKind } from '@connect-layer/protocol';
import { captcha } from './captcha.js';

/** What stands between asking for something and getting it. A piece of work meets them one after another. */
export type Hurdle =
  /** The bank asks, all at once. */
  | { asks: readonly Question[] }
  /** The bank takes so many milliseconds. */
  | { waits: number }
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
  accepts: (answer: string) => boolean;
}

/** The code that every sandbox question about a code accepts, with or without spaces. */
export const personaCode = '123456';

/** The right answer to the secret question, in whatever case. */
export const personaPet = 'rex';

const isCode = (answer: string): boolean => answer.replace(/\s/g, '') === personaCode;

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
  captcha: { id: 'captcha', query: captcha(personaCode), accepts: isCode },
  pin: { id: 'pin', query: 'Enter the PIN that your card reader shows.', accepts: isCode },
  confirm: {
    id: 'confirmation',
    query: 'Approve this in the app of your bank.',
    accepts: (answer) => answer !== 'false',
  },
  token: { id: 'token', query: 'Enter the code that the app of your bank shows.', accepts: isCode },
  choice: {
    id: 'multiple_choice',
    query: 'Where shall we send your code?',
    options: ['To the mobile number ending in 8265', 'To the mobile number ending in 0147', 'By e-mail'],
    accepts: (answer) => answer.trim() === '0',
  },
} as const satisfies Record<string, Question>;

/** The questions as the bank puts them. */
export const ask = (asked: readonly Question[]): UserInput[] =>
  asked.map(({ id, query, options }, index) => ({
    id,
    index,
    query,
    queryType: id === 'captcha' ? 'img' : 'txt',
    ...(options && { queryOptions: options.map((content, index) => ({ index, content })) }),
    answer: '',
  }));

/** Whether every question has its right answer. */
export const areRight = (asked: readonly Question[], answers: readonly Answer[]): boolean =>
  asked.every(({ id, accepts }, index) =>
    answers.some((given) => given.id === id && given.index === index && accepts(given.answer)),
  );
