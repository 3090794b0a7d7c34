import type { UserInput } from '@connect-layer/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { At, Send } from '../../flow/flow.js';
import { askedAt, clock, countdown, worthSaying } from '../countdown.js';
import { duration } from '../formats.js';
import { mark } from '../mark.js';
import { t, type FormKey } from '../form-strings.js';
import { checked } from '../validity.js';
import { hideAll, problems } from './fields.js';
import { answerTo, question } from './questions.js';

/** What the bank asks, in its own words; one field for each thing it asks. */
export const challenge = (
  { institution, userInputs, session }: At<'challenge'>,
  send: Send,
): TemplateResult => {
  const values = { institution: institution.name };
  const times = timesOf(userInputs);
  const nods = userInputs.every(({ id }) => id === 'confirmation');
  const [first] = userInputs;
  const resend = () =>
    send({ type: 'answer', deliver: (named, client, signal) => client.resend(named, signal) });
  const other = session.purpose === 'login' ? () => send({ type: 'other' }) : undefined;

  /** Once the time is up, the button does what can still be done. What was approved in time still counts. */
  const startOver = times.resend === Infinity ? () => send({ type: 'retry' }) : resend;
  const submit = (event: SubmitEvent) => {
    if (Date.now() >= times.end && !nods) {
      event.preventDefault();
      return startOver();
    }
    const form = checked(event);
    if (!form) return;
    hideAll(form);
    const answers = userInputs.map((input) => answerTo(form, input));
    send({ type: 'answer', deliver: (named, client, signal) => client.answer(named, answers, signal) });
  };

  const again = againText(first, times.resend);
  const canResend = times.resend < Infinity && first?.id !== 'captcha'; // That has a button beside the picture.
  const buttons = (left: number) => html`
    <p class="late" role="alert">${left ? '' : lateText(first, times.resend)}</p>
    <button class="primary" type="submit">${t(left || nods ? goText(userInputs) : again)}</button>
    ${left ? (canResend ? sendAgain(times, again, resend) : nothing) : nothing}
    ${
      !left && nods
        ? html`<button class="quiet" type="button" @click=${startOver}>${t(again)}</button>`
        : nothing
    }
  `;
  return html`
    <form class="screen" novalidate autocomplete="off" @submit=${submit}>
      <div class="content">
        <div class="bank">
          ${mark(institution)}
          <h2 id="title" tabindex="-1">${t('challenge.title', values)}</h2>
        </div>
        ${userInputs.map((input, i) =>
          question(input, {
            institution,
            focused: i === 0,
            resend: input.id === 'captcha' && input.resendIn !== undefined ? resend : undefined,
            other,
          }),
        )}
        ${countdown(times.end, (left) => timeLeft(left, times.validFor, first?.id === 'confirmation'))}
      </div>
      <footer role="none">
        ${problems()} ${countdown(times.end, buttons)}
        <p class="muted small">${t('challenge.note', values)}</p>
      </footer>
    </form>
  `;
};

/** When the question ends and when it can be asked again, in milliseconds since 1970; `Infinity` is never. */
interface Times {
  end: number;
  resend: number;
  /** Seconds that there were for all of it. */
  validFor: number;
  resendIn: number;
}

/** What is asked at once ends at once: with the first. */
function timesOf(userInputs: readonly UserInput[]): Times {
  const start = askedAt(userInputs);
  const validFor = Math.min(...userInputs.map(({ validFor = Infinity }) => validFor));
  const resendIn = Math.min(...userInputs.map(({ resendIn = Infinity }) => resendIn));
  return { end: start + validFor * 1000, resend: start + resendIn * 1000, validFor, resendIn };
}

/** Somebody who types is told about the last minute, somebody who looks for their phone about all of it. */
function timeLeft(left: number, validFor: number, always: boolean): TemplateResult | typeof nothing {
  if (validFor === Infinity) return nothing;
  const span = always ? validFor : Math.min(validFor, 60);
  const said = left > span ? 0 : worthSaying(left, span);
  return html`
    <p class="time-left muted ${always ? 'large' : ''}">
      <span aria-hidden="true"
        >${left && left <= span ? t('challenge.left', { time: clock(left) }) : ''}</span
      >
      <span class="visually-hidden" role="status"
        >${said ? t('challenge.left', { time: duration(said) }) : ''}</span
      >
    </p>
  `;
}

/** The way to another code. Until there is one, the button says when. */
const sendAgain = ({ resend, resendIn }: Times, text: FormKey, act: () => void): TemplateResult => html`
  ${countdown(
    resend,
    (left) => html`
      <p class="again">
        <button
          class="quiet"
          type="button"
          aria-disabled=${left ? 'true' : nothing}
          aria-describedby="again-when"
          @click=${() => left || act()}
        >
          ${t(text)}
        </button>
        <span class="muted small" id="again-when">
          ${
            left
              ? html`<span aria-hidden="true">${t('challenge.resend-wait', { time: clock(left) })}</span>
                  <span class="visually-hidden"
                    >${t('challenge.resend-later', { time: duration(left) })}</span
                  >`
              : nothing
          }
        </span>
        <span class="visually-hidden" role="status"
          >${!left && resendIn > 0 ? t('challenge.resend-now') : ''}</span
        >
      </p>
    `,
  )}
`;

function goText(userInputs: readonly UserInput[]): FormKey {
  if (userInputs.some(({ id }) => id !== 'confirmation')) return 'challenge.submit';
  return userInputs.some(({ where }) => where === 'bank') ? 'redirect.done' : 'challenge.confirmed';
}

function againText(input: UserInput | undefined, resend: number): FormKey {
  if (resend === Infinity) return 'challenge.again';
  switch (input?.id) {
    case 'otp':
    case 'token':
    case 'pin':
      return 'challenge.resend';
    case 'captcha':
    case 'confirmation':
      return `challenge.resend-${input.id}`;
    default:
      return 'challenge.resend-other';
  }
}

function lateText(input: UserInput | undefined, resend: number): string {
  if (input?.id === 'confirmation') return t('challenge.late-confirmation');
  return t(resend === Infinity ? 'challenge.late' : 'challenge.late-resend');
}
