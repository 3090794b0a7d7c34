import { html, raw } from 'hono/html';
import type { ConnectorField } from '../connectors.js';
import type { Markup } from './page.js';

/** The fields of a connector as inputs of a form. */
export const inputs = (
  fields: readonly ConnectorField[],
  known: Readonly<Record<string, string>> = {},
): Markup[] =>
  fields.map((field) => {
    const { name, label, description } = field;
    const help = description === null ? '' : html`<small>${description}</small>`;
    return html`<label>${label}${help}${input(field, known[name] ?? '')}</label>`;
  });

function input({ name, type, values, regex, required }: ConnectorField, known: string): Markup {
  const must = required ? raw(' required') : '';
  if (type === 'list')
    return html`<select name="${name}" ${must}>
      ${(values ?? []).map(
        ({ value, label }) =>
          html`<option value="${value}" ${value === known ? raw(' selected') : ''}>${label}</option>`,
      )}
    </select>`;
  const pattern = regex === null ? '' : html` pattern="${regex.replace(/^\^|\$$/g, '')}"`;
  const kind = type === 'password' || type === 'date' ? type : 'text';
  return html`<input name="${name}" type="${kind}" value="${known}" autocomplete="off" ${must}${pattern} />`;
}
