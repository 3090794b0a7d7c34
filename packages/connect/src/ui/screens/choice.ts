import type { Account } from '@connect-layer/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { At, Send } from '../../flow/flow.js';
import { money } from '../formats.js';
import { mark } from '../mark.js';
import { t } from '../later-strings.js';

/** Which account is meant, for a purpose that the page names. */
export const choice = ({ institution, message, accounts }: At<'choice'>, send: Send): TemplateResult => html`
  <div class="screen">
    <div class="content">
      <div class="bank">
        ${mark(institution)}
        <h2 id="title" tabindex="-1" dir="auto">${message}</h2>
      </div>
      ${accounts.length ? nothing : html`<p class="muted">${t('choice.none', { institution: institution.name })}</p>`}
      <ul class="accounts" ?hidden=${!accounts.length}>
        ${accounts.map(
          (account) => html`
            <li>
              <button class="account" type="button" @click=${() => send({ type: 'pick', account })}>
                <span class="names">
                  <span dir="auto">${account.name}</span>
                  <span class="muted small"><bdi dir="ltr">${masked(account)}</bdi></span>
                </span>
                <bdi class="amount">${balanceOf(account)}</bdi>
              </button>
            </li>
          `,
        )}
      </ul>
    </div>
  </div>
`;

/** Enough of the number to know it by. */
const masked = ({ number, iban }: Account): string => `•••• ${(iban ?? number).slice(-4)}`;

const balanceOf = ({ balance }: Account): string => (balance ? money(balance) : '');
