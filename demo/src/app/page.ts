import { html, nothing, type TemplateResult } from 'lit';
import type { App, State } from './app.js';
import { dashboard } from './dashboard.js';
import { landing } from './landing.js';
import { wordsFor } from './words.js';

/** The whole page: the landing until a bank is connected, then the dashboard. */
export function page(state: State, app: App): TemplateResult {
  if (state.starting) return html`<p class="visually-hidden" role="status">Loading</p>`;
  const notice = failureNotice(state, app);
  return state.banks.length ? dashboard(state, app, notice) : landing(app, notice);
}

/** Why no bank was connected. A widget that could not start is started again, a failed login needs another try. */
const failureNotice = ({ problem, broken }: State, app: App): TemplateResult | typeof nothing =>
  problem
    ? html`
        <div class="notice danger" role="alert">
          <p>${wordsFor(problem)}</p>
          <button type="button" @click=${broken ? app.start : app.connect}>Try again</button>
        </div>
      `
    : nothing;
