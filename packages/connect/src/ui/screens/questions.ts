import type { Answer, Institution, UserInput } from '@connect-layer/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { mark } from '../mark.js';
import { t, type FormKey } from '../form-strings.js';
import { complain, content, latinDigits } from '../validity.js';
import { checkIcon } from './check-icon.js';
import { errorOf, radios, revealable } from './fields.js';

/** Where a question is asked, and what can be done besides answering it. */
export interface Asking {
  institution: Institution;
  focused: boolean;
  /** Shows another picture. */
  resend: (() => void) | undefined;
  /** Leads to another bank; undefined where one bank is meant. */
  other: (() => void) | undefined;
}

/** One thing that the bank asks, set apart from our own words, and where it is answered. */
export function question(input: UserInput, asking: Asking): TemplateResult {
  switch (input.id) {
    case 'multiple_choice':
      return choices(input, asking);
    case 'confirmation':
      return confirmation(input, asking);
    case 'captcha':
      return html`<div class="question">
        ${picture(input, asking)} ${field(input, asking)} ${unseen(asking)}
      </div>`;
    default:
      return html`<div class="question">
        <p class="asked" id="${idOf(input)}-query" dir="auto">${input.query}</p>
        ${field(input, asking)}
      </div>`;
  }
}

/** What was answered. Codes are read out in groups; the spaces are not part of them. */
export function answerTo(form: HTMLFormElement, input: UserInput): Answer {
  const { id, index } = input;
  const selector = `#${idOf(input)}, [name=${idOf(input)}]:checked`;
  const typed = form.querySelector<HTMLInputElement>(selector)?.value ?? '';
  const answer = isCode(input) ? latinDigits(typed).replace(/\s/g, '') : typed.trim();
  return { id, index, answer };
}

const idOf = ({ index }: UserInput): string => `answer-${index}`;

const isCode = ({ id }: UserInput): boolean => id === 'otp' || id === 'token' || id === 'pin';

/** A number pad has no letters, so it is not shown where the bank speaks of any. */
const speaksOfLetters = /letter|character|alphanum|buchstab|zeichen|lettre|caract|letra|lettere|حروف|أحرف/i;

function field(input: UserInput, { focused }: Asking): TemplateResult {
  const id = idOf(input);
  const code = isCode(input);
  const label = t(`challenge.${input.id}` as FormKey);
  const control = html`<input
    id=${id}
    name=${id}
    class=${code ? 'code' : nothing}
    type=${input.id === 'pin' ? 'password' : 'text'}
    inputmode=${code && !speaksOfLetters.test(input.query) ? 'numeric' : nothing}
    autocomplete=${code ? 'one-time-code' : 'off'}
    autocapitalize="none"
    spellcheck="false"
    dir=${code ? 'ltr' : 'auto'}
    required
    ?autofocus=${focused}
    aria-describedby="${id}-query ${id}-error"
    @invalid=${complain({ missing: t('challenge.missing') })}
    @input=${content}
  />`;
  return html`
    <div>
      <label for=${id}>${label}</label>
      ${input.id === 'pin' ? revealable(control, label) : control} ${errorOf(id)}
    </div>
  `;
}

const choices = (input: UserInput, { focused }: Asking): TemplateResult =>
  radios({
    id: idOf(input),
    legend: html`<span class="asked" dir="auto">${input.query}</span>`,
    options: (input.queryOptions ?? []).map(({ index, content }) => ({
      value: String(index),
      label: content,
    })),
    focused,
    messages: { missing: t('challenge.missing') },
  });

const confirmation = ({ query, where }: UserInput, { institution }: Asking): TemplateResult => html`
  <div class="question approval">
    ${where === 'bank' ? nothing : inApp(institution)}
    <p class="asked" dir="auto">${query}</p>
  </div>
`;

const inApp = (institution: Institution): TemplateResult => html`
  <div class="phone" aria-hidden="true">
    <span class="notice">${mark(institution)}<span class="lines"></span></span>
    <span class="nod">${checkIcon}</span>
  </div>
  <p>${t('challenge.open-app', { institution: institution.name })}</p>
`;

const picture = (input: UserInput, { institution, resend }: Asking): TemplateResult => html`
  <div>
    <div class="picture">
      <img
        id="${idOf(input)}-query"
        src=${imageOf(input.query)}
        alt=${t('challenge.captcha-alt', { institution: institution.name })}
      />
    </div>
    <p class="with-picture">
      <button class="quiet" type="button" aria-pressed="false" @click=${enlarge}>
        ${t('challenge.captcha-enlarge')}
      </button>
      ${
        resend
          ? html`<button class="quiet" type="button" @click=${resend}>
              ${t('challenge.resend-captcha')}
            </button>`
          : nothing
      }
    </p>
  </div>
`;

/** Twice as large, and what does not fit is reached by scrolling: with a finger, a wheel, or the arrow keys. */
function enlarge({ currentTarget }: Event): void {
  const button = currentTarget as HTMLButtonElement;
  const box = button.closest('.question')!.querySelector<HTMLElement>('.picture')!;
  const isLarge = box.classList.toggle('large');
  button.ariaPressed = String(isLarge);
  for (const [name, value] of [
    ['tabindex', '0'],
    ['role', 'group'],
    ['aria-label', t('challenge.captcha-large')],
  ] as const)
    if (isLarge) box.setAttribute(name, value);
    else box.removeAttribute(name);
}

/** A picture cannot be heard, and another picture is no help: the way out is said and offered. */
const unseen = ({ institution, other }: Asking): TemplateResult => html`
  <p class="muted small">${t('challenge.captcha-unseen', { institution: institution.name })}</p>
  ${
    other
      ? html`<button class="quiet" type="button" @click=${other}>${t('challenge.other')}</button>`
      : nothing
  }
`;

const imageOf = (query: string): string =>
  query.startsWith('data:') ? query : `data:image/png;base64,${query}`;
