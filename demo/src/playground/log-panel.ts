import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { Entry, Log } from './log.js';

/** What happened: callbacks, calls, and the requests with their answers. */
export const logPanel = (log: Log): TemplateResult => html`
  <section class="card log" aria-labelledby="log">
    <header class="between">
      <h2 id="log">Log</h2>
      <button type="button" @click=${log.clear}>Clear</button>
    </header>
    <p class="muted small">Passwords, answers, tokens and other secrets are replaced by “…”.</p>
    <div role="log" aria-labelledby="log" tabindex="0" ${ref(toEnd)}>
      <ol>
        ${log.entries.map(item)}
      </ol>
    </div>
    ${log.entries.length ? nothing : html`<p class="muted">Nothing has happened yet.</p>`}
  </section>
`;

const item = (entry: Entry): TemplateResult => html`
  <li class=${entry.kind}>
    ${
      entry.details
        ? html`<details>
            <summary>${line(entry)}</summary>
            <pre tabindex="0"><code>${JSON.stringify(entry.details, null, 2)}</code></pre>
          </details>`
        : line(entry)
    }
  </li>
`;

const line = ({ at, kind, title, outcome, failed }: Entry): TemplateResult => html`
  <span class="what">${title}</span>
  <span class="more">
    <time datetime=${at.toISOString()}>${at.toLocaleTimeString('en-GB')}</time>
    ${kind}${outcome ? html`, <span class=${failed ? 'failed' : ''}>${outcome}</span>` : nothing}
  </span>
`;

/** Keeps the newest in sight, unless somebody has scrolled up to read. */
function toEnd(box: Element | undefined): void {
  if (!box) return;
  let atEnd = true;
  box.addEventListener('scroll', () => {
    atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 8;
  });
  new MutationObserver(() => {
    if (atEnd) box.scrollTo({ top: box.scrollHeight });
  }).observe(box, { childList: true, subtree: true });
}
