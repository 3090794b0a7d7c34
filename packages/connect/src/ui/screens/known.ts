import { html, type TemplateResult } from 'lit';
import type { At, Send } from '../../flow/flow.js';
import { mark } from '../mark.js';
import { t } from '../later-strings.js';
import { primary } from './primary.js';

/** The bank is connected already: nobody needs it twice by mistake. */
export const known = ({ institution }: At<'known'>, send: Send): TemplateResult => {
  const values = { institution: institution.name };
  return html`
    <div class="screen">
      <div class="content">
        <div class="centred">
          <div class="big">${mark(institution)}</div>
          <h2 id="title" tabindex="-1">${t('known.title', values)}</h2>
          <p class="muted">${t('known.text')}</p>
        </div>
      </div>
      <footer role="none">
        ${primary(t('known.repair'), () => send({ type: 'repair' }))}
        <button class="quiet" type="button" @click=${() => send({ type: 'another' })}>
          ${t('known.another')}
        </button>
      </footer>
    </div>
  `;
};
