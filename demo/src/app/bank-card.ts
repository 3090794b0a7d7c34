import { html, nothing, type TemplateResult } from 'lit';
import type { App } from './app.js';
import { isLoading, type Account, type Bank } from './bank.js';
import { ending, money, nameOf } from './formats.js';
import { wordsFor } from './words.js';

/** A connected bank and its accounts. */
export const bankCard = (bank: Bank, app: App): TemplateResult => html`
  <article class="card bank" aria-busy=${isLoading(bank)}>
    <header>
      <img src=${bank.bankAccount.miniLogoPng} alt="" width="40" height="40" />
      <div>
        <h2>${bank.bankAccount.name}</h2>
        <p>${bank.bankAccount.fullName}</p>
      </div>
      <button
        class="forget"
        type="button"
        aria-label=${`Forget ${bank.bankAccount.name}`}
        @click=${() => app.forget(bank)}
      >
        Forget
      </button>
    </header>
    ${bank.problem ? failure(bank, bank.problem, app) : nothing}
    ${
      bank.accounts
        ? html`<ul>
            ${bank.accounts.map(row)}
          </ul>`
        : bank.problem
          ? nothing
          : html`<span class="skeleton"></span><span class="skeleton"></span>`
    }
  </article>
`;

const row = (account: Account): TemplateResult => html`
  <li class="row">
    <span>
      <span class="what">${nameOf(account)}</span>
      <span class="more">
        <span aria-hidden="true">•••• ${ending(account)}</span>
        <span class="visually-hidden">ending in ${ending(account)}</span>
      </span>
    </span>
    ${
      account.balance
        ? html`<span class="amount">${money(account.balance.amount, account.balance.currency.code)}</span>`
        : nothing
    }
  </li>
`;

/** A connection that is no longer good has to be made again; reading it again would not help. */
function failure(bank: Bank, problem: string, app: App): TemplateResult {
  const isOver = problem === 'INVALID_CONNECTION' || problem === 'UNAUTHORIZED';
  return html`
    <div class="notice danger" role="alert">
      <p>${wordsFor(problem)}</p>
      <button type="button" @click=${isOver ? app.connect : () => app.read(bank)}>
        ${isOver ? 'Connect again' : 'Try again'}
      </button>
    </div>
  `;
}
