import { html, type TemplateResult } from 'lit';
import type { At, Send } from '../../flow/flow.js';
import { mark } from '../mark.js';
import { t } from '../later-strings.js';
import { accountList, accountsIn } from './account-list.js';

/** Which accounts the person shares. Nothing secret, so it is drawn in the page. */
export const accounts = ({ institution, session, input }: At<'accounts'>, send: Send): TemplateResult => {
  const { id, index, queryOptions = [] } = input;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const chosen = accountsIn(form, index);
    if (!chosen.length) return complain(form, index);
    const answers = [{ id, index, answer: chosen.join(',') }];
    send({ type: 'answer', deliver: (named, client, signal) => client.answer(named, answers, signal) });
  };
  const count = ({ currentTarget }: Event) => {
    const form = currentTarget as HTMLFormElement;
    form.querySelector('.count')!.textContent = shareText(accountsIn(form, index).length);
  };
  return html`
    <form class="screen" novalidate @submit=${submit} @change=${count}>
      <div class="content">
        <div class="bank">
          ${mark(institution)}
          <h2 id="title" tabindex="-1">${t('accounts.title')}</h2>
        </div>
        ${accountList(input)}
      </div>
      <footer role="none">
        <p class="problems error" id="answer-${index}-error" role="alert"></p>
        <button class="primary" type="submit">
          <span
            class="count"
            .textContent=${shareText(queryOptions.filter(({ chosen }) => chosen).length)}
          ></span>
        </button>
        <p class="muted small">${t('accounts.text', { app: session.appName })}</p>
      </footer>
    </form>
  `;
};

const shareText = (count: number): string =>
  count ? t('accounts.submit', { count }) : t('accounts.submit-none');

function complain(form: HTMLFormElement, index: number): void {
  form.querySelector<HTMLElement>(`[name=answer-${index}]`)?.focus();
  form.querySelector(`#answer-${index}-error`)!.textContent = t('accounts.missing');
}
