import { html, render } from 'lit';
import { accountsPanel } from './playground/accounts-panel.js';
import { codePanel } from './playground/code-panel.js';
import { logPanel } from './playground/log-panel.js';
import { optionsPanel } from './playground/options-panel.js';
import { createPlayground, type Playground } from './playground/playground.js';
import { watchRequests } from './playground/requests.js';

const root = document.querySelector<HTMLElement>('#playground')!;
root.replaceChildren();

const show = (playground: Playground) =>
  render(
    html`
      <h1>Playground</h1>
      <div class="panels">
        ${optionsPanel(playground)}
        <div class="middle">${codePanel(playground)} ${accountsPanel(playground)}</div>
        ${logPanel(playground.log)}
      </div>
    `,
    root,
  );

const playground = createPlayground(show);
watchRequests(playground.log.add);
show(playground);
