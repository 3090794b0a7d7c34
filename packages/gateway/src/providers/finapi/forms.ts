import type { UserInput } from '@connect-layer/protocol';
import { pause } from '../http.js';
import type { Context, Embedding } from '../../provider.js';
import { failed, typeOfCode, type Answer, type Failed } from './answer.js';
import type { Customer } from './tokens.js';
import type { Upstream } from './upstream.js';
import { WebForm } from './wire.js';

/** A form that is open, as it is kept between two requests. Times are in milliseconds since 1970. */
export interface OpenForm {
  id: string;
  url: string;
  expires: number;
  /** When it was last asked about. */
  asked: number;
}

/** Milliseconds that a form stands, that its token must last, and that are given after its end until it is given up. */
const lifetime = 20 * 60_000;
const tokenLasts = 25 * 60_000;
const grace = 60_000;

/** finAPI wants to be asked about a form no more than once in so many milliseconds. */
const interval = 1000;

/** Makes a form. Never twice: what became of it is unknown when the answer is lost, and then nobody has seen it. */
export async function newForm(
  { webForm, options }: Upstream,
  path: string,
  about: object,
  customer: Customer,
  context: Context,
): Promise<Answer<OpenForm>> {
  const { profileID, bankRedirectURL } = options;
  const { callbackURL } = context;
  const body = {
    ...about,
    ...(callbackURL !== undefined && { callbacks: { finalised: callbackURL } }),
    ...(profileID !== undefined && { profileId: profileID }),
    ...(bankRedirectURL !== undefined && { redirectUrl: bankRedirectURL }),
  };
  const asking = { body, reads: WebForm, lasts: tokenLasts };
  const made = await webForm(`/webForms/${path}`, customer, asking, context);
  return made.ok ? { ok: true, value: openForm(made.value, context) } : made;
}

/** A form that somebody is to open, and that leads back to where the person came from. */
export function openForm(
  { id, url, expiresAt }: Pick<WebForm, 'id' | 'url' | 'expiresAt'>,
  { returnURL, now }: Context,
): OpenForm {
  const address = new URL(url);
  if (returnURL !== undefined)
    for (const name of ['redirectUrl', 'abortRedirectUrl', 'errorRedirectUrl'])
      address.searchParams.set(name, returnURL);
  return { id, url: address.href, expires: expiresAt ?? now() + lifetime, asked: now() };
}

/** The question that a form is. */
export const questionOf = (
  { options }: Upstream,
  { url, expires }: OpenForm,
  { now }: Pick<Context, 'now'>,
): UserInput => ({
  ...{ id: 'redirect', index: 0, query: url, answer: '' },
  ...(options.embedded && { embed: true }),
  validFor: Math.max(1, Math.round((expires - now()) / 1000)),
});

/** How finAPI's own script shows a form inside another page. */
export const embeddingOf = ({ formsURL }: Upstream, { id }: OpenForm): Embedding => ({
  script: 'finapi-web-form.js',
  start: `FinApiWebForm.load(
      document.getElementById('page'),
      { token: ${JSON.stringify(id)}, targetUrl: ${JSON.stringify(formsURL)}, language: language.slice(0, 2) },
      { onComplete: tell, onFail: tell, onAbort: tell, onLoadError: tell },
    );`,
  origin: new URL(formsURL).origin,
});

/** How a form stands: still open, or over, with what there is for all that. */
export type Stand =
  | { is: 'open'; form: OpenForm }
  | {
      is: 'over';
      connectionID: string | undefined;
      paymentID: string | undefined;
      failed: Failed | undefined;
    };

/** Asks how a form stands. When that cannot be learnt, it is open until its time is over. */
export async function look(
  { webForm }: Upstream,
  form: OpenForm,
  customer: Customer,
  context: Context,
): Promise<Stand> {
  const { now, signal } = context;
  await pause(Math.min(interval, Math.max(0, form.asked + interval - now())), signal);
  const answer = await webForm(`/webForms/${form.id}`, customer, { reads: WebForm }, context);
  const still = { ...form, asked: now() };
  const none = { connectionID: undefined, paymentID: undefined };
  if (!answer.ok) {
    if (answer.http === 404) return { is: 'over', ...none, failed: tooLate };
    if (answer.failed.type === 'INVALID_CONNECTION') return { is: 'over', ...none, failed: answer.failed };
    return now() > form.expires + grace
      ? { is: 'over', ...none, failed: tooLate }
      : { is: 'open', form: still };
  }
  const { status, payload } = answer.value;
  const { bankConnectionId, paymentId, errorCode } = payload;
  const ids = { connectionID: bankConnectionId ?? undefined, paymentID: paymentId ?? undefined };
  switch (status) {
    case 'COMPLETED':
      return { is: 'over', ...ids, failed: undefined };
    case 'COMPLETED_WITH_ERROR':
      return { is: 'over', ...ids, failed: failureOf(errorCode ?? 'INTERNAL_ERROR') };
    case 'ABORTED':
    case 'CANCELLED':
      return { is: 'over', ...ids, failed: cancelled };
    case 'EXPIRED':
      return { is: 'over', ...ids, failed: tooLate };
    default:
      // A status that is new to us is none of the ends that we know.
      return now() > form.expires + grace
        ? { is: 'over', ...ids, failed: tooLate }
        : { is: 'open', form: still };
  }
}

/** Closes a form that nobody is to finish any more. What was done in it before stays done. */
export const closeForm = ({ webForm }: Upstream, { id }: OpenForm, customer: Customer, context: Context) =>
  webForm(`/webForms/${id}/cancel`, customer, { method: 'POST', reads: WebForm, repeatable: true }, context);

const cancelled = failed('OPERATION_CANCELLED', 'The person has left the form.');
const tooLate = failed('OPERATION_NOT_FOUND', 'The form was not finished in time.');

/** How a form that ended with an error has ended. */
export const failureOf = (code: string): Failed =>
  /^[A-Z][A-Z_]{1,63}$/.test(code)
    ? failed(typeOfCode(code), `The form ended with ${code}.`)
    : failed('BANK_ERROR', 'The form ended with an error.');
