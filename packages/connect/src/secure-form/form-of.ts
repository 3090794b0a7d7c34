import type { Flow } from '../flow/flow.js';
import { askedAt } from '../ui/countdown.js';
import { t } from '../ui/form-strings.js';
import type { Form } from './messages.js';

/** The form of a step that takes secrets. */
export function formOf(flow: Flow): Form | undefined {
  if (flow.step !== 'credentials' && flow.step !== 'challenge') return undefined;
  const { institution, session } = flow;
  const common = { institution, appName: session.appName };
  if (flow.step === 'credentials') {
    const needed = flow.needsForm ? institution.fields.map(({ name }) => name) : undefined;
    return { step: flow.step, ...common, needed };
  }
  const { step, operationID, userInputs } = flow;
  return { step, ...common, operationID, userInputs, asked: askedAt(userInputs), purpose: session.purpose };
}

/** What the frame is called while it shows a form. */
export const titleOf = ({ step, institution }: Form): string =>
  t(`${step}.title`, { institution: institution.name });
