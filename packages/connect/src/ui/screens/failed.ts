import { html, nothing, type TemplateResult } from 'lit';
import type { At, Send } from '../../flow/flow.js';
import { hasSearch } from '../../flow/transitions.js';
import { icons } from '../icons.js';
import { mark } from '../mark.js';
import { phrase, t, tellFailure } from '../strings.js';
import { primary } from './primary.js';

/** What happened, whose doing it is, what to do now. */
export const failed = (flow: At<'failed'>, send: Send): TemplateResult => {
  const { problem, institution, session } = flow;
  const { title, text, retry } = tellFailure(problem.type, { institution: institution?.name ?? '' });
  const canChooseAnother = institution && hasSearch(flow);
  return html`
    <div class="screen">
      <div class="content">
        <div class="centred">
          <div class="big">
            ${mark(institution ?? { name: session?.appName ?? '!' })}
            <span class="badge danger">${icons.alert}</span>
          </div>
          <h2 id="title" tabindex="-1">${title}</h2>
          <p role="alert">${text}</p>
          <p class="muted small">
            <code dir="ltr">${problem.type}</code>
            ${
              problem.reference
                ? html`<br />${phrase('failed.reference', {
                      reference: html`<code dir="ltr">${problem.reference}</code>`,
                    })}`
                : nothing
            }
          </p>
        </div>
      </div>
      <footer role="none">
        ${retry ? primary(t('failed.again'), () => send({ type: 'retry' })) : nothing}
        ${
          canChooseAnother
            ? html`<button class="quiet" type="button" @click=${() => send({ type: 'back' })}>
                ${t('failed.other')}
              </button>`
            : html`<button class="quiet" type="button" @click=${() => send({ type: 'close' })}>
                ${t('failed.close')}
              </button>`
        }
      </footer>
    </div>
  `;
};
