import { html, type TemplateResult } from 'lit';

/** How to log in to the simulated banks. */
export const loginsHint = (): TemplateResult => html`
  <aside class="hint" aria-labelledby="logins">
    <h2 id="logins">These banks are simulated. Log in as</h2>
    <dl>
      <dt><code>demo</code></dt>
      <dd>which works at once</dd>
      <dt><code>mfa_otp</code></dt>
      <dd>to be asked for a code, which is <code>123456</code></dd>
    </dl>
    <p>The password is <code>demo</code> for both.</p>
  </aside>
`;
