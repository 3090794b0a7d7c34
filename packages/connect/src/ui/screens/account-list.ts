import type { UserInput } from '@connect-layer/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { money } from '../formats.js';
import { t } from '../later-strings.js';

/** So many accounts that ticking each is a burden. */
const many = 3;

type Option = NonNullable<UserInput['queryOptions']>[number];

/** Accounts to choose from. Those are ticked that the bank has chosen, and no others. The form says what is wrong. */
export const accountList = ({ query, queryOptions = [], index }: UserInput): TemplateResult => {
  const id = `answer-${index}`;
  return html`
    <fieldset class="accounts" aria-describedby="${id}-error" @change=${follow}>
      <legend class="muted"><bdi>${query || t('accounts.title')}</bdi></legend>
      ${
        queryOptions.length >= many
          ? html`<label class="all">
              <input type="checkbox" class="every" ?checked=${queryOptions.every(({ chosen }) => chosen)} />
              ${t('accounts.all')}
            </label>`
          : nothing
      }
      ${queryOptions.map((option) => row(option, id))}
    </fieldset>
  `;
};

const row = ({ index, content, id = String(index), account, chosen = false }: Option, name: string) => html`
  <label class="account">
    <input type="checkbox" name=${name} value=${id} ?checked=${chosen} />
    <span class="names">
      <bdi>${content}</bdi>
      ${account ? html`<span class="muted small">${kindOf(account.type)}<bdi dir="ltr">••${account.number}</bdi></span>` : nothing}
    </span>
    <span class="amount">${account?.balance ? moneyOf(account.balance) : nothing}</span>
  </label>
`;

/** The ids of the accounts that are ticked. */
export const accountsIn = (form: HTMLFormElement, index: number): string[] =>
  [...form.querySelectorAll<HTMLInputElement>(`[name=answer-${index}]:checked`)].map(({ value }) => value);

/** Keeps “all” and each of them in step. */
function follow({ target, currentTarget }: Event): void {
  const list = currentTarget as HTMLElement;
  const all = list.querySelector<HTMLInputElement>('.every');
  const each = [...list.querySelectorAll<HTMLInputElement>('[name]')];
  list.closest('form')!.querySelector('.error')!.textContent = '';
  if (!all) return;
  if (target === all) for (const box of each) box.checked = all.checked;
  const ticked = each.filter(({ checked }) => checked).length;
  all.checked = ticked === each.length;
  all.indeterminate = ticked > 0 && ticked < each.length;
}

/** Those that we have words for. */
const kinds = ['current', 'checking', 'savings', 'loan', 'credit', 'deposit'] as const;

function kindOf(type: string): string {
  const kind = kinds.find((known) => known === type);
  return kind ? `${t(`account.${kind}`)} · ` : '';
}

function moneyOf({ amount, currency }: { amount: number; currency: string }): string {
  if (!/^[a-z]{3}$/i.test(currency)) return `${amount} ${currency}`;
  return money({ amount, currency: { code: currency } });
}
