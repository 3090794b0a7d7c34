import type { CSSResultOrNative, nothing, TemplateResult } from 'lit';
import type { At, Send, Step } from '../flow/flow.js';
import { Countdown } from './countdown.js';
import { Elapsed } from './elapsed.js';
import { define } from './elements.js';
import { accounts } from './screens/accounts.js';
import { accountStyles } from './screens/accounts.styles.js';
import { challenge } from './screens/challenge.js';
import { choice } from './screens/choice.js';
import { connected } from './screens/connected.js';
import { consent } from './screens/consent.js';
import { consentStyles } from './screens/consent.styles.js';
import { credentials } from './screens/credentials.js';
import { formStyles } from './screens/forms.styles.js';
import { redirect } from './screens/redirect.js';
import { redirectStyles } from './screens/redirect.styles.js';
import { known } from './screens/known.js';
import { waiting } from './screens/waiting.js';
import { waitingStyles } from './screens/waiting.styles.js';

export { createChallenge } from '../challenge.js';
export { createLoginSteps } from '../login-steps.js';
export { formOf, titleOf } from '../secure-form/form-of.js';
export { hostSecureForm } from '../secure-form/host.js';
export { thanked, unlisted } from './unlisted.js';

/** How a step is drawn. */
export type Screens = {
  readonly [S in Step]: (flow: At<S>, send: Send) => TemplateResult | typeof nothing;
};

/** The screens behind the search: fetched while somebody is still looking for their bank. */
export const laterScreens = {
  known,
  consent,
  credentials,
  connecting: waiting,
  challenge,
  accounts,
  redirect,
  departing: waiting,
  resuming: waiting,
  choice,
  connected,
} satisfies Partial<Screens>;

/** How they look. */
export const laterStyles: readonly CSSResultOrNative[] = [
  consentStyles,
  formStyles,
  accountStyles,
  redirectStyles,
  waitingStyles,
  redirectStyles,
];

/** The elements that they have. */
export const defineParts = (): void => define({ 'dapi-countdown': Countdown, 'dapi-elapsed': Elapsed });

/** All that comes after the search: fetched while somebody is still looking for their bank. */
export type Later = typeof import('./later.js');
