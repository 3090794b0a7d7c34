import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { At, Flow, FlowEvent, Send, Step } from '../flow/flow.js';
import { frameStyles } from './dapi-connect.styles.js';
import { icons } from './icons.js';
import { mark } from './mark.js';
import { challenge } from './screens/challenge.js';
import { choice } from './screens/choice.js';
import { connected } from './screens/connected.js';
import { credentials } from './screens/credentials.js';
import { failed } from './screens/failed.js';
import { opening } from './screens/opening.js';
import { search } from './screens/search.js';
import { waiting } from './screens/waiting.js';
import { t } from './strings.js';
import { styles } from './styles.js';

const screens: { readonly [S in Step]: (flow: At<S>, send: Send) => TemplateResult | typeof nothing } = {
  opening,
  search,
  credentials,
  connecting: waiting,
  challenge,
  resuming: waiting,
  choice,
  connected,
  failed,
  closed: () => nothing,
};

/** How far along a login is; a failure and a choice have no place in that. */
const progress: Readonly<Record<Step, number>> = {
  opening: 1,
  search: 1,
  credentials: 2,
  connecting: 3,
  challenge: 3,
  resuming: 3,
  choice: 0,
  connected: 4,
  failed: 0,
  closed: 0,
};

/** The modal: a dialog on the top layer that shows one step of the flow at a time. It decides nothing. */
export class DapiConnect extends LitElement {
  static override styles = [styles, frameStyles];

  #flow: Flow = { step: 'opening' };
  #send: Send = () => {};
  /** Holds the page still behind the dialog. A sheet leaves the page's own attributes as they are. */
  readonly #still = new CSSStyleSheet();

  /** Shows a step. What the person does goes to `send`. */
  show(flow: Flow, send: Send): void {
    const arrived = flow.step !== this.#flow.step;
    this.#flow = flow;
    this.#send = send;
    if (flow.step === 'closed') return this.#dialog?.close();
    this.requestUpdate();
    if (arrived) void this.updateComplete.then(() => this.#focus());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#still.replaceSync('html { overflow: hidden !important; scrollbar-gutter: stable; }');
    document.adoptedStyleSheets.push(this.#still);
  }

  /** Taken off the page by somebody else, it has been closed. A move within the page is not that. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#still);
    queueMicrotask(() => {
      if (!this.isConnected) this.#send({ type: 'close' });
    });
  }

  protected override firstUpdated(): void {
    if (this.#flow.step === 'closed') return;
    this.#dialog?.showModal();
    this.#focus();
  }

  protected override render(): TemplateResult {
    const flow = this.#flow;
    const step = progress[flow.step];
    const isLogin = !('frame' in flow) || flow.frame?.purpose === 'login';
    const screen = screens[flow.step] as (flow: Flow, send: Send) => TemplateResult;
    return html`
      <dialog part="dialog" aria-labelledby="title" @cancel=${this.#cancel} @close=${this.#close}>
        <header>
          ${canGoBack(flow) ? iconButton('back', () => this.#send({ type: 'back' })) : html`<span></span>`}
          <div class="marks">${this.#marks()}</div>
          ${iconButton('close', this.#close)}
        </header>
        ${
          step && isLogin
            ? html`<progress max="4" value=${step} aria-label=${t('step-of', { step, steps: 4 })}></progress>`
            : nothing
        }
        ${screen(flow, (event: FlowEvent) => this.#send(event))}
        ${'frame' in flow && flow.frame?.sandbox ? html`<p class="banner">${t('test-mode')}</p>` : nothing}
      </dialog>
    `;
  }

  /** The app, joined to the bank once that is chosen. */
  #marks(): TemplateResult | typeof nothing {
    const flow = this.#flow;
    if (!('frame' in flow) || !flow.frame) return nothing;
    const { appName } = flow.frame;
    return html`${mark({ name: appName })}<span>${appName}</span>`;
  }

  /** The new step's first field, or its heading, so that it is read out. */
  #focus(): void {
    const root = this.renderRoot;
    const target =
      root.querySelector<HTMLElement>('[autofocus]') ?? root.querySelector<HTMLElement>('#title');
    target?.focus();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot?.querySelector('dialog');
  }

  readonly #close = (): void => this.#send({ type: 'close' });

  /** The flow closes the dialog, not the browser. */
  readonly #cancel = (event: Event): void => {
    event.preventDefault();
    this.#close();
  };
}

const canGoBack = (flow: Flow): boolean =>
  flow.step === 'credentials' || (flow.step === 'challenge' && flow.frame.purpose === 'login');

const iconButton = (name: 'back' | 'close', act: () => void): TemplateResult => html`
  <button class="icon ${name}" type="button" aria-label=${t(name)} @click=${act}>${icons[name]}</button>
`;
