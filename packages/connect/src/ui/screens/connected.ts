import { html, type TemplateResult } from 'lit';
import type { At, Send } from '../../flow/flow.js';
import { mark } from '../mark.js';
import { t } from '../later-strings.js';
import { checkIcon } from './check-icon.js';
import { primary } from './primary.js';

/** Done. It stays until it has been read: nobody reads as fast as somebody else. */
export const connected = ({ institution, session }: At<'connected'>, send: Send): TemplateResult => {
  const values = { institution: institution.name, app: session.appName };
  return html`
    <div class="screen">
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
      <footer role="none">${primary(t('connected.finish', values), () => send({ type: 'close' }))}</footer>
    </div>
  `;
};
