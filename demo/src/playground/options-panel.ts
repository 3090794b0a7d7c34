import { html, nothing, type TemplateResult } from 'lit';
import { options, valueOf, type Option, type Values } from './options.js';
import type { Playground } from './playground.js';
import { themeFields } from './theme-fields.js';

/** Every option of `Dapi.create` as a control. */
export const optionsPanel = ({ state: { values }, set }: Playground): TemplateResult => {
  const control = (option: Option) => field(option, values, set);
  const isTicked = ({ kind }: Option) => kind === 'flag' || kind === 'callback';
  return html`
    <section class="card" aria-labelledby="options">
      <h2 id="options">Options</h2>
      <form class="fields" @submit=${(event: Event) => event.preventDefault()}>
        ${options.filter((option) => !isTicked(option)).map(control)}
        <fieldset>
          <legend>Switches</legend>
          ${options.filter(({ kind }) => kind === 'flag').map(control)}
        </fieldset>
        <fieldset>
          <legend>Functions</legend>
          ${options.filter(({ kind }) => kind === 'callback').map(control)}
        </fieldset>
      </form>
    </section>
  `;
};

function field(option: Option, values: Values, set: Playground['set']): TemplateResult {
  const { name, kind, hint } = option;
  const id = `option-${name}`;
  const described = hint ? `${id}-hint` : nothing;
  const value = values[name];
  const type = (event: Event) => set(name, (event.target as HTMLInputElement).value);
  const tick = (event: Event) => set(name, (event.target as HTMLInputElement).checked);
  const note = hint ? html`<span class="more" id="${id}-hint">${hint}</span>` : nothing;
  switch (kind) {
    case 'flag':
    case 'callback':
      return html`
        <div class="tick">
          <input
            id=${id}
            type="checkbox"
            .checked=${value === true}
            aria-describedby=${described}
            @change=${tick}
          />
          <span><label for=${id}>${name}</label>${note}</span>
        </div>
      `;
    case 'choice':
      return html`
        <div>
          <label for=${id}>${name}</label>
          <select id=${id} aria-describedby=${described} @change=${type}>
            ${option.choices?.map(
              (choice) =>
                html`<option value=${choice} ?selected=${choice === value}>
                  ${choice ? (option.nameOf?.(choice) ?? choice) : 'not given'}
                </option>`,
            )}
          </select>
          ${note}
        </div>
      `;
    case 'json': {
      const isWrong = Boolean(value) && valueOf(option, values) === undefined;
      return html`
        <div>
          <label for=${id}>${name}</label>
          <textarea
            id=${id}
            rows="2"
            spellcheck="false"
            .value=${String(value)}
            aria-invalid=${isWrong}
            aria-describedby=${described}
            @input=${type}
          ></textarea>
          <span class="more" id="${id}-hint">${isWrong ? 'Left out, since this is not JSON.' : hint}</span>
        </div>
      `;
    }
    case 'theme':
      return themeFields(values, set);
    case 'text':
    case 'list':
      return html`
        <div>
          <label for=${id}>${name}</label>
          <input
            id=${id}
            spellcheck="false"
            autocomplete="off"
            .value=${String(value)}
            aria-describedby=${described}
            @input=${type}
          />
          ${note}
        </div>
      `;
  }
}
