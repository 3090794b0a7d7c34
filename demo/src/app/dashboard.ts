import { html, type nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { App, State } from './app.js';
import { balances } from './balances.js';
import { bankCard } from './bank-card.js';
import { isLoading } from './bank.js';
import { loginsHint } from './logins-hint.js';
import { transactions } from './transactions.js';

/** What the connected banks hold. */
export function dashboard(state: State, app: App, notice: TemplateResult | typeof nothing): TemplateResult {
  const { banks } = state;
  const name = banks.find(({ identity }) => identity)?.identity?.name;
  const loading = banks.some(isLoading);
  return html`
    <div class="greeting">
      <h1 tabindex="-1">${name ? `Hello, ${name}` : 'Hello'}</h1>
      <button class="primary" type="button" @click=${app.connect}>Connect another bank</button>
    </div>
    ${notice}
    <p class="visually-hidden" role="status">
      ${loading ? 'Reading your accounts' : banks.some(({ problem }) => problem) ? '' : 'Your accounts are up to date'}
    </p>
    <div class="dashboard" aria-busy=${loading}>
      <div class="column">
        ${balances(banks)}
        <section class="column" aria-labelledby="accounts">
          <h2 id="accounts" class="visually-hidden">Your accounts</h2>
          ${repeat(
            banks,
            ({ bankAccount }) => bankAccount.userID,
            (bank) => bankCard(bank, app),
          )}
        </section>
        ${loginsHint()}
      </div>
      ${transactions(state, app)}
    </div>
  `;
}
