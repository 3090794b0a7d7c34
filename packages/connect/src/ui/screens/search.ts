import { html, type TemplateResult } from 'lit';
import type { At, Send } from '../../flow/flow.js';
import { t } from '../strings.js';

/** Find a bank. The keyboard of a phone would hide the list, so there the field waits to be touched. */
export const search = ({ session }: At<'search'>, send: Send): TemplateResult => html`
  <div class="screen">
    <div class="content searching">
      <h2 id="title" tabindex="-1">${t('search.title')}</h2>
      <dapi-institution-search
        ?autofocus=${!matchMedia('(pointer: coarse)').matches}
        .institutions=${session.institutions!}
        .recent=${session.recent ?? []}
        .report=${session.report}
        .send=${send}
      ></dapi-institution-search>
    </div>
  </div>
`;
