import { html, nothing, type TemplateResult } from 'lit';
import type { Values } from './options.js';
import type { Playground } from './playground.js';
import { keyOf, themeMembers, type ThemeMember } from './theme.js';

/** The look of the modal. Colours that nobody could read are repaired; the console says which. */
export const themeFields = (values: Values, set: Playground['set']): TemplateResult => html`
  <fieldset class="theme">
    <legend>theme</legend>
    ${themeMembers.map((member) => field(member, String(values[keyOf(member)] ?? ''), set))}
    <span class="more">Colours that cannot be read are repaired. The console says which.</span>
  </fieldset>
`;

function field(member: ThemeMember, value: string, set: Playground['set']): TemplateResult {
  const key = keyOf(member);
  const id = `option-${key}`;
  const change = (event: Event) => set(key, (event.target as HTMLInputElement).value);
  return html`
    <div class="inline">
      <label for=${id}>${member.name}</label>
      ${control(member, id, value, change)}
      ${
        member.kind === 'color' && value
          ? html`<button type="button" aria-label="Leave out ${member.name}" @click=${() => set(key, '')}>
              ×
            </button>`
          : nothing
      }
    </div>
  `;
}

function control(
  { kind, choices = [] }: ThemeMember,
  id: string,
  value: string,
  change: (event: Event) => void,
): TemplateResult {
  if (kind === 'color')
    return html`<input
      id=${id}
      type="color"
      class=${value ? '' : 'unset'}
      .value=${value || '#808080'}
      @input=${change}
    />`;
  if (kind === 'number')
    return html`<input
      id=${id}
      type="number"
      min="0"
      max="32"
      placeholder="usual"
      .value=${value}
      @input=${change}
    />`;
  return html`
    <select id=${id} @change=${change}>
      ${choices.map(
        (choice) =>
          html`<option value=${choice} ?selected=${choice === value}>${choice || 'as the page'}</option>`,
      )}
    </select>
  `;
}
