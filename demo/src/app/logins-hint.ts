import { html, type TemplateResult } from 'lit';
import { logins } from '../../providers.js';

const { names, also } = logins[import.meta.env.VITE_PROVIDER];

/** How to log in to the simulated banks. */
export const loginsHint = (): TemplateResult => html`
  <aside class="hint" aria-labelledby="logins">
    <h2 id="logins">These banks are simulated. Log in as</h2>
    <dl>
      ${names.map(
        ([name, what]) =>
          html`<dt><code>${name}</code></dt>
            <dd>${what}</dd>`,
      )}
    </dl>
    <p>${also}</p>
  </aside>
`;
