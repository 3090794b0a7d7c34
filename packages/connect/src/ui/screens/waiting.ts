import { html, type TemplateResult } from 'lit';
import type { At, Send } from '../../flow/flow.js';
import { mark } from '../mark.js';
import { t } from '../later-strings.js';
import type { TextKey } from '../languages/words.js';

/** The bank is at work. */
export const waiting = (
  flow: At<'connecting' | 'departing' | 'resuming'>,
  send: Send,
): TemplateResult => html`
  <div class="screen">
    <div class="content">
      <div class="centred" aria-busy="true">
        <div class="big">${mark(flow.institution)}</div>
        <h2 id="title" tabindex="-1">${t(titleOf(flow), { institution: flow.institution.name })}</h2>
        <div class="busy"></div>
        <p class="muted">${t('connecting.text')}</p>
        <p class="muted small">${t('waiting.meanwhile')}</p>
        <dapi-elapsed class="muted small"></dapi-elapsed>
      </div>
    </div>
    <footer>
      <button class="quiet" type="button" @click=${() => send({ type: 'back' })}>${t('cancel')}</button>
    </footer>
  </div>
`;

function titleOf(flow: At<'connecting' | 'departing' | 'resuming'>): TextKey {
  if (flow.step === 'departing') return 'redirect.leaving';
  return flow.stage ? `stage.${flow.stage}` : `${flow.step}.title`;
}
