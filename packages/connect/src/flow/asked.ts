import type { At } from './flow.js';

/** The step that shows what is asked: for choosing accounts, and nothing else, there is one of its own. */
export function asked(at: Omit<At<'challenge'>, 'step'>): At<'challenge'> | At<'accounts'> {
  const { userInputs, ...rest } = at;
  const [input, ...others] = userInputs;
  if (input?.id === 'accounts' && !others.length) return { step: 'accounts', ...rest, input };
  return { step: 'challenge', ...at };
}
