import type { Answer, UserInput } from '@connect-layer/protocol';
import { typeOf } from './account.js';
import type { Account, Field } from './wire.js';

/** The bank's fields as questions. A text is a code where the bank asks for one, else something that the person knows. */
export const questionsOf = (fields: readonly Field[], of: 'question' | 'credentials'): UserInput[] =>
  fields.map(({ label, description, type, values }, index) => ({
    ...{ id: kindOf(type, of), index, query: [label, description].filter(Boolean).join('. '), answer: '' },
    ...(values && { queryOptions: values.map((option, place) => ({ index: place, content: option.label })) }),
  }));

function kindOf(type: string, of: 'question' | 'credentials'): UserInput['id'] {
  if (type === 'list') return 'multiple_choice';
  if (type === 'password') return 'pin';
  return of === 'question' ? 'otp' : 'secret_question';
}

/** What was answered, by the names of the fields. An option is answered by its place. */
export function valuesOf(
  fields: readonly Pick<Field, 'name' | 'values'>[],
  answers: readonly Answer[],
): Record<string, string> {
  const values = fields.map(({ name, values }, index) => {
    const given = answers.find((answer) => answer.index === index)?.answer.trim() ?? '';
    const option = values?.[Number(given)] ?? values?.find(({ label }) => label === given);
    return [name, option?.value ?? given] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value !== ''));
}

/** Sends the person to an address. */
export const redirectTo = (url: string): UserInput => ({ id: 'redirect', index: 0, query: url, answer: '' });

/** Waits for the person to do something elsewhere. */
export const confirmation = (query: string, where: 'app' | 'bank'): UserInput => ({
  ...{ id: 'confirmation', index: 0, query, where, answer: '' },
});

/** Which accounts to share. Nothing of an account but its name is told before. */
export const accountsQuestion = (
  accounts: readonly Account[],
  isChosen: (account: Account) => boolean,
): UserInput => ({
  ...{ id: 'accounts', index: 0, query: 'Choose the accounts to share.', answer: '' },
  queryOptions: accounts.map((account, index) => {
    const { id, name, number, iban, type, balance, currency } = account;
    const amount = balance != null && currency ? { amount: balance, currency: currency.id } : undefined;
    return {
      ...{ index, content: name, id: String(id), chosen: isChosen(account) },
      account: {
        ...{ number: (number ?? iban ?? '').slice(-4), type: typeOf(type) },
        ...(amount && { balance: amount }),
      },
    };
  }),
});
