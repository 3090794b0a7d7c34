import { html, type TemplateResult } from 'lit';
import type { At, Send } from '../../flow/flow.js';
import { mark } from '../mark.js';
import { t } from '../later-strings.js';
import { checkIcon } from './check-icon.js';

/** Done. Closes by itself unless somebody touches it. */
export const connected = ({ institution, session }: At<'connected'>, send: Send): TemplateResult => {
  const values = { institution: institution.name, app: session.appName };
  const stay = () => send({ type: 'stay' });
  return html`
    <div class="screen" @pointermove=${stay} @keydown=${stay}>
      <div class="content">
        <div class="centred">
          <div class="big">
            ${mark(institution)}
            <span class="badge success">${checkIcon}</span>
          </div>
          <h2 id="title" tabindex="-1">${t('connected.title', values)}</h2>
          <p class="muted">${t('connected.text', values)}</p>
        </div>
      </div>
      <footer>
        <button class="primary" type="button" autofocus @click=${() => send({ type: 'close' })}>
          ${t('connected.finish', values)}
        </button>
      </footer>
    </div>
  `;
};
