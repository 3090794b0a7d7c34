import { html, type TemplateResult } from 'lit';
import { t } from '../strings.js';

/** The outline of what is coming. */
export const opening = (): TemplateResult => blank('');

/** The same before it is known in which language to say so. */
export const outline = (): TemplateResult => blank('visually-hidden');

const blank = (heading: string): TemplateResult => html`
  <div class="screen">
    <div class="content">
      <h2 id="title" class=${heading} tabindex="-1">${t('opening.title')}</h2>
      ${[1, 2, 3, 4, 5, 6].map(() => html`<div class="skeleton"></div>`)}
    </div>
  </div>
`;
