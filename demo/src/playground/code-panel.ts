import { html, type TemplateResult } from 'lit';
import { codeOf } from './code.js';
import type { Playground } from './playground.js';

/** The code that the options come to, and what can be done with its handler. */
export const codePanel = ({ state, create, handle }: Playground): TemplateResult => {
  const code = codeOf(state.values);
  const seconds = () => Number(document.querySelector<HTMLInputElement>('#delay')?.value) || 0;
  return html`
    <section class="card stack" aria-labelledby="code">
      <header class="between">
        <h2 id="code">Code</h2>
        <button type="button" @click=${(event: Event) => copy(event, code)}>Copy</button>
      </header>
      <pre tabindex="0" role="region" aria-label="What the options come to"><code>${code}</code></pre>
      <div class="buttons">
        <button class="primary" type="button" @click=${create}>Dapi.create</button>
        <button type="button" ?disabled=${!state.created} @click=${() => handle('open', 0)}>
          handler.open
        </button>
        <button type="button" ?disabled=${!state.created} @click=${() => handle('close', seconds())}>
          handler.close
        </button>
        <button type="button" ?disabled=${!state.created} @click=${() => handle('destroy', seconds())}>
          handler.destroy
        </button>
      </div>
      <div class="inline">
        <label for="delay">Seconds to wait before close and destroy</label>
        <input id="delay" type="number" min="0" max="60" value="0" />
      </div>
      <p class="muted small">
        In the sandbox, log in as <code>demo</code>, or as <code>mfa_otp</code> for the code
        <code>123456</code>, with the password <code>demo</code>. As <code>mfa_otp_data</code>, every call
        below asks for that code.
      </p>
    </section>
  `;
};

async function copy({ currentTarget }: Event, code: string): Promise<void> {
  const button = currentTarget as HTMLButtonElement;
  const said = await navigator.clipboard.writeText(code).then(
    () => 'Copied',
    () => 'Not allowed',
  );
  button.textContent = said;
  setTimeout(() => (button.textContent = 'Copy'), 2000);
}
