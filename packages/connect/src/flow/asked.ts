import type { UserInput } from '@connect-layer/protocol';
import type { At, FlowEvent } from './flow.js';

/**
 * The step that shows what is asked: for a page of the bank, whatever else is asked, and for choosing accounts and
 * nothing else, there is one of its own.
 */
export function asked(
  at: Omit<At<'challenge'>, 'step'>,
): At<'challenge'> | At<'accounts'> | At<'redirect'> | At<'failed'> {
  const { userInputs, ...rest } = at;
  const [input, ...others] = userInputs;
  const page = userInputs.find(({ id }) => id === 'redirect');
  if (page && !/^https?:/.test(page.query))
    return {
      ...rest,
      step: 'failed',
      problem: { type: 'BANK_ERROR', msg: 'The page of the bank is no page.' },
    };
  if (page) return { step: 'redirect', ...rest, input: page };
  if (input?.id === 'accounts' && !others.length) return { step: 'accounts', ...rest, input };
  return { step: 'challenge', ...at };
}

/** The person is back from a page of the bank. What came of it is not theirs to say. */
export const cameBack = ({ id, index }: UserInput): FlowEvent => ({
  type: 'answer',
  deliver: (named, client, signal) => client.answer(named, [{ id, index, answer: '' }], signal),
});
