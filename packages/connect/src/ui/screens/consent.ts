import type { SharedThing } from '@connect-layer/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { At, Send } from '../../flow/flow.js';
import { date, days } from '../formats.js';
import { icons } from '../icons.js';
import { mark } from '../mark.js';
import { t } from '../strings.js';

/** What is asked for, for how long, by whom, and how to end it. */
export const consent = ({ session, institution }: At<'consent'>, send: Send): TemplateResult => {
  const { shares = [], by = '', privacyURL } = session.consent ?? {};
  const values = { institution: institution.name, app: session.appName, by };
  return html`
    <div class="screen">
      <div class="content">
        <div class="bank">
          ${mark(institution)}
          <h2 id="title" tabindex="-1">${t('consent.title', values)}</h2>
        </div>
        <ul class="facts">
          ${shares.map((thing) => html`<li>${icons[pictured[thing]]} ${t(`consent.${thing}`, values)}</li>`)}
          <li>${icons.clock} ${lasting(session, institution.consentDays)}</li>
        </ul>
        <p class="muted small">
          ${by ? t('consent.by', values) : nothing} ${t('consent.end', values)}
          ${
            privacyURL
              ? html`<a href=${privacyURL} target="_blank" rel="noopener">${t('consent.privacy')}</a>`
              : nothing
          }
        </p>
      </div>
      <footer role="none">
        <button
          class="primary"
          type="button"
          autofocus
          aria-describedby="title"
          @click=${() => send({ type: 'agree' })}
        >
          ${t('consent.agree', values)}
        </button>
      </footer>
    </div>
  `;
};

const pictured = {
  accounts: 'card',
  balances: 'balance',
  transactions: 'list',
  identity: 'person',
  payments: 'send',
} as const satisfies Record<SharedThing, keyof typeof icons>;

const day = 24 * 60 * 60 * 1000;

/** How long it lasts: as the app asks, or as the bank lets it. */
function lasting({ consent, opened }: At<'consent'>['session'], bankDays = Infinity): string {
  const length = Math.min(consent?.days ?? Infinity, bankDays);
  if (length === Infinity) return t('consent.open');
  return t('consent.until', { time: days(length), date: date(opened + length * day) });
}
