import type { Field, FieldKind } from '@connect-layer/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { At, Send, Typed } from '../../flow/flow.js';
import { mark } from '../mark.js';
import { t } from '../form-strings.js';
import { checked, complain, content } from '../validity.js';
import { errorOf, hideAll, isolated, problems, radios, revealable } from './fields.js';

/** The bank's own login form. What is typed goes from the form straight into `send`. */
export const credentials = (
  { institution, session, typed = {} }: At<'credentials'>,
  send: Send,
): TemplateResult => {
  const { fields } = institution;
  const values = { institution: institution.name, app: session.appName };
  const username = usernameOf(fields);
  const firstEmpty = fields.findIndex(({ name }) => !typed[name]);
  const submit = (event: SubmitEvent) => {
    const form = checked(event);
    if (!form) return;
    hideAll(form);
    const credentials = read(form, fields);
    const secrets = new Set(fields.filter(({ kind }) => kind === 'password').map(({ name }) => name));
    send({
      type: 'submit',
      typed: Object.fromEntries(Object.entries(credentials).filter(([name]) => !secrets.has(name))),
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
        ${fields.map((field, i) =>
          fieldOf(field, {
            id: `field-${i}`,
            value: typed[field.name] ?? '',
            focused: i === firstEmpty,
            autocomplete: i === username ? 'username' : autocompleteOf(field),
          }),
        )}
      </div>
      <footer role="none">
        ${problems(fields.length > 3)}
        <button class="primary" type="submit">${t('credentials.submit')}</button>
        <p class="muted small">${t('credentials.note', values)}</p>
      </footer>
    </form>
  `;
};

/** How a field is drawn, besides what the bank says of it. */
interface Drawing {
  id: string;
  value: string;
  focused: boolean;
  autocomplete: AutoFill | undefined;
}

/** As many options as can be seen at a glance; more are a list to open. */
const glance = 5;

function fieldOf(field: Field, drawing: Drawing): TemplateResult {
  const { label, kind, help, optional = false, options = [] } = field;
  const { id, value, focused } = drawing;
  const helpID = help === undefined ? undefined : `${id}-help`;
  const described = [helpID, `${id}-error`].filter(Boolean).join(' ');
  const named = isolated(label);
  const messages = {
    missing: t(kind === 'choice' ? 'credentials.unchosen' : 'credentials.missing', { label: named }),
    wrong: t('credentials.wrong', { label: named }),
  };
  const title = html`<bdi>${label}</bdi>${
      optional ? [' ', html`<span class="muted">${t('credentials.optional')}</span>`] : nothing
    }`;
  const explanation =
    help === undefined ? nothing : html`<p class="help muted" id=${helpID!}><bdi>${help}</bdi></p>`;
  if (kind === 'choice' && options.length > 0 && options.length <= glance) {
    const chosen = { chosen: value, required: !optional, focused, messages };
    return radios({ id, legend: title, options, explanation, explainedBy: helpID, ...chosen });
  }
  const control =
    kind === 'choice' && options.length > 0
      ? selectOf(field, drawing, described, messages)
      : inputOf(field, drawing, described, messages);
  return html`
    <div>
      <label for=${id}>${title}</label>
      ${explanation} ${kind === 'password' ? revealable(control, label) : control} ${errorOf(id)}
    </div>
  `;
}

const inputOf = (
  { name, kind, pattern, optional = false }: Field,
  { id, value, focused, autocomplete }: Drawing,
  described: string,
  messages: Parameters<typeof complain>[0],
): TemplateResult =>
  html`<input
    id=${id}
    name=${safeName(name, id)}
    type=${typeOf[kind]}
    inputmode=${kind === 'number' ? 'numeric' : nothing}
    .value=${value}
    pattern=${pattern ?? (kind === 'number' ? '\\d*' : nothing)}
    autocomplete=${autocomplete ?? nothing}
    autocapitalize="none"
    spellcheck="false"
    dir=${kind === 'text' || kind === 'password' || kind === 'choice' ? nothing : 'ltr'}
    ?required=${!optional}
    ?autofocus=${focused}
    aria-describedby=${described}
    @invalid=${complain(messages)}
    @input=${content}
  />`;

const selectOf = (
  { name, options = [], optional = false }: Field,
  { id, value, focused }: Drawing,
  described: string,
  messages: Parameters<typeof complain>[0],
): TemplateResult => html`
  <select
    id=${id}
    name=${safeName(name, id)}
    ?required=${!optional}
    ?autofocus=${focused}
    aria-describedby=${described}
    @invalid=${complain(messages)}
    @input=${content}
  >
    <option value="">${t('credentials.choose')}</option>
    ${options.map(
      (option) => html`
        <option value=${option.value} ?selected=${option.value === value}>${option.label}</option>
      `,
    )}
  </select>
`;

/** A customer number is no quantity: it may begin with zeros and nobody counts it up. */
const typeOf: Readonly<Record<FieldKind, 'text' | 'password' | 'email' | 'tel' | 'date'>> = {
  ...{ text: 'text', password: 'password', number: 'text', email: 'email', tel: 'tel', date: 'date' },
  choice: 'text',
};

type AutoFill = 'username' | 'current-password' | 'email' | 'tel' | 'bday';

/** What a browser may fill in by itself, where that is sure. */
function autocompleteOf({ kind, name }: Field): AutoFill | undefined {
  if (kind === 'password') return 'current-password';
  if (kind === 'email' || kind === 'tel') return kind;
  return kind === 'date' && /birth|bday|dob/i.test(name) ? 'bday' : undefined;
}

/** The place of what a password manager keeps beside the password: called so, else what comes first. */
function usernameOf(fields: readonly Field[]): number {
  const called = fields.findIndex(({ name, kind }) => kind === 'text' && /^(user|login)/i.test(name));
  return called >= 0 ? called : fields.findIndex(({ kind }) => /^(text|number|email)$/.test(kind));
}

/** The bank's name for a field, unless a form would take it for one of its own members. */
const safeName = (name: string, id: string): string =>
  name && !(name in HTMLFormElement.prototype) ? name : id;

/** What is in each field, under the bank's name for it. One that may be empty, and is, is left out. */
function read(form: HTMLFormElement, fields: readonly Field[]): Typed {
  const valueOf = (i: number) =>
    form.querySelector<HTMLInputElement>(`#field-${i}, [name=field-${i}]:checked`)?.value ?? '';
  return Object.fromEntries(fields.flatMap(({ name }, i) => (valueOf(i) ? [[name, valueOf(i)]] : [])));
}
