import { html, type TemplateResult } from 'lit';
import type { At, Send } from '../../flow/flow.js';
import { mark } from '../mark.js';
import { t } from '../later-strings.js';
import type { TextKey } from '../languages/words.js';

/** The bank is at work. Its first words are heard as the heading takes the focus, later ones as they come. */
export const waiting = (flow: At<'connecting' | 'departing' | 'resuming'>, send: Send): TemplateResult => {
  const { institution } = flow;
  const title = t(titleOf(flow), { institution: institution.name });
  return html`
    <div class="screen">
      <div class="content">
        <div class="centred">
          <div class="big">${mark(institution)}</div>
          <h2 id="title" tabindex="-1">${title}</h2>
          <p class="visually-hidden" role="status">${isLater(flow) ? title : ''}</p>
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

function titleOf(flow: At<'connecting' | 'departing' | 'resuming'>): TextKey {
  if (flow.step === 'departing') return 'redirect.leaving';
  return flow.stage ? `stage.${flow.stage}` : `${flow.step}.title`;
}

const isLater = (flow: At<'connecting' | 'departing' | 'resuming'>): boolean =>
  'stage' in flow && flow.stage !== undefined && flow.stage !== 'signing_in';
