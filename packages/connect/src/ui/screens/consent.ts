import type { SharedThing } from '@connect-layer/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { At, Send } from '../../flow/flow.js';
import { date, days } from '../formats.js';
import { icon } from '../icons.js';
import { mark } from '../mark.js';
import { t } from '../later-strings.js';
import { primary } from './primary.js';

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
          ${shares.map((thing) => html`<li>${pictures[thing]} ${t(`consent.${thing}`, values)}</li>`)}
          <li>${clock} ${lasting(session, institution.consentDays)}</li>
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
      <footer role="none">${primary(t('consent.agree', values), () => send({ type: 'agree' }))}</footer>
    </div>
  `;
};

const pictures: Readonly<Record<SharedThing, TemplateResult<2>>> = {
  accounts: icon('M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zM3 10h18'),
  balances: icon('M5 20V10m7 10V4m7 16v-7'),
  transactions: icon('M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01'),
  identity: icon('M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0'),
  payments: icon('M5 12h14M13 6l6 6-6 6'),
};
const clock = icon('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2');

const day = 24 * 60 * 60 * 1000;

/** How long it lasts: as the app asks, or as the bank lets it. */
function lasting({ consent, opened }: At<'consent'>['session'], bankDays = Infinity): string {
  const length = Math.min(consent?.days ?? Infinity, bankDays);
  if (length === Infinity) return t('consent.open');
  return t('consent.until', { time: days(length), date: date(opened + length * day) });
}
