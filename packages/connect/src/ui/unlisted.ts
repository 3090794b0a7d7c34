import { html, type TemplateResult } from 'lit';
import { select, type Choice } from './institution-filters.js';
import { t } from './later-strings.js';

/** Asks which bank is missing. */
export const unlisted = (
  query: string,
  countries: readonly Choice[],
  tell: (query: string, country: string) => void,
  leave: () => void,
): TemplateResult => {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    tell(data.get('bank') as string, data.get('country') as string);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  };
  const choices: Choice[] = [['', t('unlisted.anywhere')], ...countries];
  return html`
    <form class="unlisted" @submit=${submit} @keydown=${press}>
      <p class="muted">${t('unlisted.text')}</p>
      <div>
        <label for="bank">${t('search.label')}</label>
        <input
          id="bank"
          name="bank"
          .value=${query}
          required
          pattern=".*\\S.*"
          maxlength="100"
          autocomplete="off"
        />
      </div>
      <div>
        <label for="country">${t('unlisted.country')}</label>
        ${select({ name: 'country', label: '', choices })}
      </div>
      <button class="primary" type="submit">${t('unlisted.send')}</button>
      <button class="quiet" type="button" @click=${leave}>${t('unlisted.back')}</button>
    </form>
  `;
};

/** Thanks for telling. */
export const thanked = (leave: () => void): TemplateResult => html`
  <div class="none">
    <p id="thanks" tabindex="-1">${t('unlisted.thanks')}</p>
    <button class="quiet" type="button" @click=${leave}>${t('unlisted.back')}</button>
  </div>
`;
