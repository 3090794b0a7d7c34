import { connectPaths } from '@connect-layer/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { cameBack } from '../../flow/asked.js';
import type { At, Send } from '../../flow/flow.js';
import { askedAt, countdown } from '../countdown.js';
import { icon } from '../icons.js';
import { mark } from '../mark.js';
import { speech } from '../speech.js';
import { t } from '../later-strings.js';
import { primary } from './primary.js';

/**
 * The bank goes on on a page of its own: in a new tab, or in place of this page. What becomes of it the gateway tells, so
 * this screen goes on by itself.
 */
export const redirect = (flow: At<'redirect'>, send: Send): TemplateResult =>
  flow.input.embed && !flow.again ? inside(flow) : outside(flow, send);

/** The page inside the modal, drawn by the upstream's own script in a document of the gateway's. */
const inside = ({ institution, session, operationID }: At<'redirect'>): TemplateResult => {
  const query = new URLSearchParams({ state: operationID, language: speech().language });
  const address = `${session.gatewayURL}${connectPaths.embedded}?${query}`; // The same text does not load it again.
  return html`
    <div class="screen">
      <div class="content embedded">
        <h2 id="title" class="visually-hidden" tabindex="-1">
          ${t('redirect.title', { institution: institution.name })}
        </h2>
        <iframe
          class="page"
          title=${t('redirect.title', { institution: institution.name })}
          src=${address}
          sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"
          referrerpolicy="no-referrer"
        ></iframe>
      </div>
    </div>
  `;
};

const outside = (flow: At<'redirect'>, send: Send): TemplateResult => {
  const { institution, input, session, visited, again } = flow;
  const values = { institution: institution.name };
  const mayLeave = session.purpose === 'login'; // A call lives no longer than its page.
  const leaves = mayLeave && session.redirects === 'page';
  const isBlocked = visited === 'blocked';
  const end = askedAt(input) + (input.validFor ?? Infinity) * 1000;

  const depart = () => send({ type: 'depart' });
  const visit = () => send({ type: 'visit', blocked: !openTab(input.query) });
  const finished = () => send(cameBack(input));
  const link = html`
    <a class=${isBlocked ? 'primary' : 'quiet'} href=${input.query} target="_blank" rel="noopener"
      >${t('redirect.open')} ${away}</a
    >
  `;

  /** The one button that is always there, so that the focus stays where it is. */
  const next = (left: number) => {
    if (!left) return { text: t('challenge.again'), act: () => send({ type: 'retry' }) };
    if (leaves) return { text: t('redirect.open'), act: depart };
    return visited ? { text: t('redirect.done'), act: finished } : { text: t('redirect.open'), act: visit };
  };
  const buttons = (left: number) => {
    const { text, act } = next(left);
    return html`
      <p class="late" role="alert">
        ${left ? (isBlocked ? t('redirect.blocked') : nothing) : t('challenge.late')}
      </p>
      ${left && isBlocked ? link : nothing} ${primary(text, act, left && isBlocked ? 'quiet' : 'primary')}
      ${left && visited === 'open' ? link : nothing}
      ${
        left && isBlocked && mayLeave
          ? html`<button class="quiet" type="button" @click=${depart}>${t('redirect.here')}</button>`
          : nothing
      }
    `;
  };
  /** What says that somebody is waited for, while somebody is. */
  const waiting = (shown: TemplateResult) =>
    visited === 'open' ? countdown(end, (left) => (left ? shown : nothing)) : nothing;
  const text = visited === 'open' ? 'redirect.opened' : leaves ? 'redirect.page' : 'redirect.text';
  return html`
    <div class="screen">
      <div class="content">
        <div class="centred">
          <div class="big">${mark(institution)}</div>
          <h2 id="title" tabindex="-1">${t('redirect.title', values)}</h2>
          ${waiting(html`<div class="busy"></div>`)}
          <p class="muted" role="status">${t(text, values)}</p>
          ${again ? html`<p role="alert">${t('redirect.again', values)}</p>` : nothing}
          ${waiting(html`<dapi-elapsed class="muted small"></dapi-elapsed>`)}
        </div>
      </div>
      <footer role="none">${countdown(end, buttons)}</footer>
    </div>
  `;
};

const away = icon('M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5');

/**
 * Opens a tab in the click itself, and says whether the browser did. The tab can reach nothing of this page, and nothing
 * is ever learnt from it.
 */
function openTab(url: string): boolean {
  const tab = open('about:blank', '_blank');
  if (!tab) return false;
  tab.opener = null;
  tab.location.replace(url);
  return true;
}
