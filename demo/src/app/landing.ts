import { html, type nothing, type TemplateResult } from 'lit';
import type { App } from './app.js';
import { loginsHint } from './logins-hint.js';

/** What somebody sees who has connected nothing yet: one thing to do. */
export const landing = (app: App, notice: TemplateResult | typeof nothing): TemplateResult => html`
  <div class="landing">
    <h1>See all your money in one place</h1>
    <p class="lead">
      Connect your bank, and your balances and the last thirty days appear here. Nothing is moved: Example App
      can only read.
    </p>
    ${notice}
    <button class="primary large" type="button" @click=${app.connect}>Connect your bank</button>
    ${loginsHint()}
    <ul class="facts">
      <li>
        <h2>Every account</h2>
        <p class="muted">Current and savings, at as many banks as you have.</p>
      </li>
      <li>
        <h2>Every day</h2>
        <p class="muted">What came in, what went out, and what that did to your balance.</p>
      </li>
      <li>
        <h2>Your login stays yours</h2>
        <p class="muted">You log in to your bank. Example App does not keep what you type.</p>
      </li>
    </ul>
  </div>
`;
