import type { Field } from '@connect-layer/protocol';
import { html, type TemplateResult } from 'lit';
import type { At, Send, Typed } from '../../flow/flow.js';
import { icons } from '../icons.js';
import { mark } from '../mark.js';
import { t } from '../strings.js';
import { checked, markInvalid, markValid } from '../validity.js';

/** The bank's own login form. What is typed goes from the form straight into `send`. */
export const credentials = (
  { institution, session, typed }: At<'credentials'>,
  send: Send,
): TemplateResult => {
  const values = { institution: institution.name, app: session.appName };
  const submit = (event: SubmitEvent) => {
    const form = checked(event);
    if (!form) return;
    const credentials = readForm(form);
    const shown = institution.fields.filter(({ kind }) => kind === 'text');
    send({
      type: 'submit',
      typed: Object.fromEntries(shown.map(({ name }) => [name, credentials[name] ?? ''])),
      deliver: (login, client, signal) => client.login({ ...login, credentials }, signal),
    });
  };
  return html`
    <form class="screen" novalidate @submit=${submit}>
      <div class="content">
        <div class="bank">
          ${mark(institution)}
          <h2 id="title" tabindex="-1">${t('credentials.title', values)}</h2>
        </div>
        <p class="muted">${t('credentials.text')}</p>
        ${institution.fields.map((field, i) => fieldOf(field, typed?.[field.name] ?? '', i === 0))}
      </div>
      <footer>
        <button class="primary" type="submit">${t('credentials.submit')}</button>
        <p class="muted small">${t('credentials.note', values)}</p>
      </footer>
    </form>
  `;
};

const fieldOf = ({ name, label, kind }: Field, value: string, first: boolean): TemplateResult => {
  const input = html`<input
    id=${name}
    name=${name}
    type=${kind}
    .value=${value}
    autocomplete=${kind === 'password' ? 'current-password' : 'username'}
    autocapitalize="none"
    spellcheck="false"
    required
    ?autofocus=${first && !value}
    @invalid=${markInvalid}
    @input=${markValid}
  />`;
  return html`
    <div>
      <label for=${name}><bdi>${label}</bdi></label>
      ${kind === 'password' ? html`<div class="with-button">${input} ${revealer(label)}</div>` : input}
      <p class="error" id="${name}-error" hidden>${t('credentials.missing', { label })}</p>
    </div>
  `;
};

const revealer = (label: string): TemplateResult => html`
  <button
    class="icon"
    type="button"
    aria-pressed="false"
    aria-label=${t('credentials.show', { label })}
    @click=${reveal}
  >
    ${icons.eye}
  </button>
`;

function reveal({ currentTarget }: Event): void {
  const button = currentTarget as HTMLButtonElement;
  const input = button.parentElement!.querySelector('input')!;
  const shown = input.type === 'text';
  input.type = shown ? 'password' : 'text';
  button.ariaPressed = String(!shown);
}

const readForm = (form: HTMLFormElement): Typed =>
  Object.fromEntries(
    [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']),
  );
