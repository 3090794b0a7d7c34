import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons.js';
import { t } from '../form-strings.js';
import { complain, content, type Messages } from '../validity.js';

/** Where a field's message appears. It is there from the start, empty, so that it can be pointed at. */
export const errorOf = (id: string): TemplateResult => html`<p class="error" id="${id}-error"></p>`;

/** Where a form says what is wrong with it when the fields' own messages would not be heard. */
export const problems = (isShown = false): TemplateResult =>
  html`<p class="problems error ${isShown ? '' : 'visually-hidden'}" role="alert"></p>`;

/** Words of the bank within a sentence of ours, whichever way they are written. */
export const isolated = (words: string): string => `\u2068${words}\u2069`;

/** One of several, told apart by native radio buttons. */
export interface Choice {
  id: string;
  /** What is asked, drawn. */
  legend: unknown;
  options: readonly { value: string; label: string }[];
  /** The value that is chosen beforehand. */
  chosen?: string | undefined;
  required?: boolean;
  focused?: boolean;
  /** What explains the choice, drawn, and its id. */
  explanation?: unknown;
  explainedBy?: string | undefined;
  messages: Messages;
}

export const radios = ({ id, options, chosen, required = true, focused, messages, ...asked }: Choice) => html`
  <fieldset aria-describedby=${asked.explainedBy ?? nothing}>
    <legend>${asked.legend}</legend>
    ${asked.explanation}
    ${options.map(
      ({ value, label }, i) => html`
        <label class="choice">
          <input
            id="${id}-${i}"
            type="radio"
            name=${id}
            value=${value}
            ?checked=${value === chosen}
            ?required=${required}
            ?autofocus=${focused && i === 0}
            aria-describedby="${id}-error"
            @invalid=${complain(messages)}
            @input=${content}
          />
          <bdi>${label}</bdi>
        </label>
      `,
    )}
    ${errorOf(id)}
  </fieldset>
`;

/** A field whose content is hidden until the person wants to see it. */
export const revealable = (input: TemplateResult, label: string): TemplateResult => html`
  <div class="with-button">
    ${input}
    <button
      class="icon"
      type="button"
      aria-label=${t('credentials.show', { label })}
      @pointerdown=${stay}
      @click=${({ currentTarget }: Event) => turn(currentTarget as HTMLButtonElement, label)}
    >
      ${eye}
    </button>
  </div>
`;

const eye = icon(
  'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
);

/** Leaves the focus in the field, with the caret where it is. */
const stay = (event: Event): void => event.preventDefault();

function turn(button: HTMLButtonElement, label: string): void {
  const input = button.parentElement!.querySelector('input')!;
  const { selectionStart, selectionEnd } = input;
  const hide = input.type === 'text';
  input.type = hide ? 'password' : 'text';
  input.setSelectionRange(selectionStart, selectionEnd);
  button.ariaLabel = t(hide ? 'credentials.show' : 'credentials.hide', { label });
  button.classList.toggle('on', !hide);
}

/** Hides again what was shown, before a browser takes it for something to be remembered and proposed. */
export function hideAll(form: HTMLFormElement): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>('.with-button .on')) button.click();
}
