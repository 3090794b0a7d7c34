import { html, nothing, type TemplateResult } from 'lit';
import { t } from './strings.js';

/** A value of a select, and what people read for it. */
export type Choice = readonly [value: string, label: string];

/** A select whose first choice means all. */
export const select = (
  {
    name,
    label,
    choices,
    value = '',
  }: { name: string; label: string; choices: readonly Choice[]; value?: string },
  choose?: (value: string) => void,
): TemplateResult => html`
  <select
    name=${name}
    aria-label=${choose ? label : nothing}
    id=${choose ? nothing : name}
    @change=${(event: Event) => choose?.((event.target as HTMLSelectElement).value)}
  >
    ${choices.map(([own, text]) => html`<option value=${own} ?selected=${own === value}>${text}</option>`)}
  </select>
`;

/** The filters that there is a choice for: by country, and by whether a bank is for people or for companies. */
export const filters = (
  {
    countries,
    kinds,
    country,
    kind,
  }: { countries: readonly Choice[]; kinds: boolean; country: string; kind: string },
  change: (change: { country: string } | { kind: '' | 'retail' | 'business' }) => void,
): TemplateResult | typeof nothing => {
  const byCountry = { name: 'country', label: t('search.country'), value: country };
  const byKind = { name: 'kind', label: t('search.kind'), value: kind };
  const kindsThere: Choice[] = [
    ['', t('search.kinds')],
    ['retail', t('search.retail')],
    ['business', t('search.business')],
  ];
  if (countries.length < 2 && !kinds) return nothing;
  return html`<div class="filters">
    ${
      countries.length < 2
        ? nothing
        : select({ ...byCountry, choices: [['', t('search.countries')], ...countries] }, (country) =>
            change({ country }),
          )
    }
    ${
      kinds
        ? select({ ...byKind, choices: kindsThere }, (kind) =>
            change({ kind: kind as '' | 'retail' | 'business' }),
          )
        : nothing
    }
  </div>`;
};
