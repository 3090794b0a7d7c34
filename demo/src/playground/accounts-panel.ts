import { html, nothing, type TemplateResult } from 'lit';
import { methods, type Method, type Parameter } from './methods.js';
import { readJSON } from './options.js';
import type { Playground, State } from './playground.js';

/** The connected bank accounts, and every method of the chosen one. */
export const accountsPanel = (playground: Playground): TemplateResult => {
  const { state, readCache, makeAccount, choose } = playground;
  const select = (event: Event) =>
    choose(state.bankAccounts[Number((event.target as HTMLSelectElement).value)]);
  const make = (event: SubmitEvent) => makeAccount(textOf(submitted(event), 'params'));
  return html`
    <section class="card stack" aria-labelledby="bank-account">
      <h2 id="bank-account">bankAccount</h2>
      <div>
        <label for="chosen">Connected</label>
        <select id="chosen" @change=${select} ?disabled=${!state.bankAccounts.length}>
          ${state.bankAccounts.length ? state.bankAccounts.map(choice(state)) : html`<option>None yet</option>`}
        </select>
      </div>
      <button type="button" @click=${readCache}>Dapi.getCachedBankAccounts</button>
      <details>
        <summary>From saved parameters</summary>
        <form class="stack" @submit=${make}>
          <div>
            <label for="params">params, as JSON</label>
            <textarea
              id="params"
              name="params"
              rows="4"
              spellcheck="false"
              autocomplete="off"
              required
            ></textarea>
          </div>
          <button>new DapiBankAccount</button>
        </form>
      </details>
      <details>
        <summary>Extras of the calls below</summary>
        <form class="stack" id="extras" @submit=${submitted}>
          <div>
            <label for="call-headers">clientHeaders, as JSON</label>
            <textarea id="call-headers" name="clientHeaders" rows="2" spellcheck="false"></textarea>
          </div>
          <div>
            <label for="call-body">clientBody, as JSON</label>
            <textarea id="call-body" name="clientBody" rows="2" spellcheck="false"></textarea>
          </div>
        </form>
      </details>
      <datalist id="account-ids">
        ${state.accountIDs.map((id) => html`<option value=${id}></option>`)}
      </datalist>
      ${groups.map((group) => methodGroup(group, playground))}
    </section>
  `;
};

/** Methods by what stands before their name; those of the account itself last. */
const groups = ['data', 'payment', 'metadata', 'auth', ''] as const;

function methodGroup(group: (typeof groups)[number], playground: Playground): TemplateResult {
  const members = methods.filter(({ name }) => (name.includes('.') ? name.split('.')[0] : '') === group);
  const form = (method: Method) => methodForm(method, playground);
  return html`
    <fieldset>
      <legend>${group ? `bankAccount.${group}` : 'bankAccount'}</legend>
      <div class="buttons">${members.filter(({ parameters }) => !parameters.length).map(form)}</div>
      ${members.filter(({ parameters }) => parameters.length).map(form)}
    </fieldset>
  `;
}

const choice =
  ({ chosen }: State) =>
  (bankAccount: State['bankAccounts'][number], index: number): TemplateResult => html`
    <option value=${index} ?selected=${bankAccount === chosen}>
      ${bankAccount.name || bankAccount.bankID} (${bankAccount.userID.slice(-6)})
    </option>
  `;

function methodForm(method: Method, { state, run }: Playground): TemplateResult {
  const { name, parameters } = method;
  const call = (event: SubmitEvent) => {
    const given = submitted(event);
    const extras = new FormData(document.querySelector<HTMLFormElement>('#extras')!);
    const values = parameters.map(({ name, kind }) => {
      const value = textOf(given, name);
      return kind === 'json' ? (readJSON(value) ?? {}) : value;
    });
    run(method, values, {
      clientHeaders: textOf(extras, 'clientHeaders'),
      clientBody: textOf(extras, 'clientBody'),
    });
  };
  const button = html`<button ?disabled=${!state.chosen}>${name}</button>`;
  if (!parameters.length) return html`<form @submit=${call}>${button}</form>`;
  const controls = parameters.map((parameter) => argument(name, parameter, state));
  return html`
    <form class="method" @submit=${call}>
      ${
        parameters.some(({ kind }) => kind === 'json')
          ? html`<details>
              <summary>Arguments of ${name}</summary>
              ${controls}
            </details>`
          : html`<div class="arguments">${controls}</div>`
      }
      ${button}
    </form>
  `;
}

function argument(
  method: string,
  { name, kind, initial }: Parameter,
  { accountIDs, chosen }: State,
): TemplateResult {
  const id = `${method}-${name}`;
  const example = initial.replace('"senderID": ""', `"senderID": "${accountIDs[0] ?? ''}"`);
  const ids: Partial<Record<Parameter['kind'], string | undefined>> = {
    accountID: accountIDs[0],
    cardID: chosen?.cards[0]?.id,
  };
  const field =
    kind === 'json'
      ? html`<textarea id=${id} name=${name} rows="8" spellcheck="false" .defaultValue=${example}></textarea>`
      : kind === 'date'
        ? html`<input id=${id} name=${name} type="date" value=${initial} />`
        : html`<input
            id=${id}
            name=${name}
            list=${kind === 'accountID' ? 'account-ids' : nothing}
            autocomplete="off"
            spellcheck="false"
            .defaultValue=${ids[kind] ?? initial}
          />`;
  return html`<div><label for=${id}>${name}</label>${field}</div>`;
}

function submitted(event: SubmitEvent): FormData {
  event.preventDefault();
  return new FormData(event.target as HTMLFormElement);
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
