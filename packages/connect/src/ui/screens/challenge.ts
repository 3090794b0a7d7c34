import type { Answer, UserInput } from '@connect-layer/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { At, Send } from '../../flow/flow.js';
import { icons } from '../icons.js';
import { mark } from '../mark.js';
import { t, type TextKey } from '../strings.js';
import { checked, markInvalid, markValid } from '../validity.js';

/** What the bank asks, in its own words; one field for each thing it asks. */
export const challenge = ({ institution, userInputs }: At<'challenge'>, send: Send): TemplateResult => {
  const values = { institution: institution.name };
  const onlyConfirms = userInputs.every(({ id }) => id === 'confirmation' || id === 'redirect');
  const submit = (event: SubmitEvent) => {
    const form = checked(event);
    if (!form) return;
    const answers = userInputs.map((input) => read(form, input));
    send({ type: 'answer', deliver: (named, client, signal) => client.answer(named, answers, signal) });
  };
  return html`
    <form class="screen" novalidate autocomplete="off" @submit=${submit}>
      <div class="content">
        <div class="bank">
          ${mark(institution)}
          <h2 id="title" tabindex="-1">${t('challenge.title', values)}</h2>
        </div>
        ${userInputs.map(question)}
      </div>
      <footer>
        <button class="primary" type="submit">
          ${t(onlyConfirms ? (userInputs[0]?.id === 'redirect' ? 'challenge.returned' : 'challenge.confirmed') : 'challenge.submit')}
        </button>
        <p class="muted small">${t('challenge.note', values)}</p>
      </footer>
    </form>
  `;
};

const question = (input: UserInput): TemplateResult => {
  const id = `answer-${input.index}`;
  if (input.id === 'multiple_choice') return choices(input, id);
  if (input.id === 'redirect') return link(input);
  const isImage = input.id === 'captcha';
  return html`
    ${input.id === 'confirmation' ? html`<div class="phone">${icons.phone}</div>` : nothing}
    <div>
      <p class="asked" id="${id}-query" dir="auto">
        ${
          isImage
            ? html`<img class="captcha" src=${imageOf(input.query)} alt=${t('challenge.captcha-alt')} />`
            : input.query
        }
      </p>
    </div>
    ${input.id === 'confirmation' ? nothing : field(input, id)}
  `;
};

/** The bank's own page, in a tab of its own: a plain link, which no browser blocks. */
const link = ({ query }: UserInput): TemplateResult => html`
  <p>${t('challenge.redirect')}</p>
  ${
    /^https?:/.test(query)
      ? html`<a class="primary" href=${query} target="_blank" rel="noopener" autofocus
          >${t('challenge.open')}</a
        >`
      : nothing
  }
`;

const field = (input: UserInput, id: string): TemplateResult => {
  const code = input.id === 'otp' || input.id === 'token' || input.id === 'pin';
  return html`
    <div>
      <label for=${id}>${t(`challenge.${input.id}` as TextKey)}</label>
      <input
        id=${id}
        name=${id}
        class=${code ? 'code' : nothing}
        type=${input.id === 'pin' ? 'password' : 'text'}
        inputmode=${code ? 'numeric' : nothing}
        autocomplete=${code && input.id !== 'pin' ? 'one-time-code' : 'off'}
        autocapitalize="none"
        spellcheck="false"
        dir=${code ? 'ltr' : 'auto'}
        required
        ?autofocus=${input.index === 0}
        @invalid=${markInvalid}
        @input=${markValid}
      />
      <p class="error" id="${id}-error" hidden>${t('challenge.missing')}</p>
    </div>
  `;
};

const choices = ({ query, queryOptions = [] }: UserInput, id: string): TemplateResult => html`
  <fieldset>
    <legend class="asked" dir="auto">${query}</legend>
    ${queryOptions.map(
      ({ index, content }) => html`
        <label class="choice">
          <input id="${id}-${index}" type="radio" name=${id} value=${index} required />
          <bdi>${content}</bdi>
        </label>
      `,
    )}
  </fieldset>
`;

/** Codes are read out in groups; the spaces are not part of them. */
function read(form: HTMLFormElement, { id, index }: UserInput): Answer {
  const typed = new FormData(form).get(`answer-${index}`);
  const answer = typeof typed === 'string' ? typed : '';
  const isCode = id === 'otp' || id === 'token' || id === 'pin';
  return { id, index, answer: isCode ? answer.replace(/\s/g, '') : answer.trim() };
}

const imageOf = (query: string): string =>
  query.startsWith('data:') ? query : `data:image/png;base64,${query}`;
