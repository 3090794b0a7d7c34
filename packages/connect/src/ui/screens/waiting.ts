import { html, type TemplateResult } from 'lit';
import type { At, Send } from '../../flow/flow.js';
import { mark } from '../mark.js';
import { t } from '../strings.js';

/** The bank is at work. Its first words are heard as the heading takes the focus, later ones as they come. */
export const waiting = (
  { step, institution, stage }: At<'connecting' | 'resuming'>,
  send: Send,
): TemplateResult => {
  const title = t(stage ? `stage.${stage}` : `${step}.title`, { institution: institution.name });
  return html`
    <div class="screen">
      <div class="content">
        <div class="centred">
          <div class="big">${mark(institution)}</div>
          <h2 id="title" tabindex="-1">${title}</h2>
          <p class="visually-hidden" role="status">${stage && stage !== 'signing_in' ? title : ''}</p>
          <div class="busy"></div>
          <p class="muted">${t('connecting.text')}</p>
          <p class="muted small">${t('waiting.meanwhile')}</p>
          <dapi-elapsed class="muted small"></dapi-elapsed>
        </div>
      </div>
      <footer role="none">
        <button class="quiet" type="button" @click=${() => send({ type: 'back' })}>${t('cancel')}</button>
      </footer>
    </div>
  `;
};
