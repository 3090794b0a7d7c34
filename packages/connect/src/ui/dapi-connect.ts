import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ConnectAddress } from '../connect-client.js';
import type { At, Flow, FlowEvent, Send, Step } from '../flow/flow.js';
import { frameURL, hostSecureForm, type SecureForm } from '../secure-form/host.js';
import type { Form } from '../secure-form/messages.js';
import { frameStyles } from './dapi-connect.styles.js';
import { icons } from './icons.js';
import { mark } from './mark.js';
import { challenge } from './screens/challenge.js';
import { choice } from './screens/choice.js';
import { connected } from './screens/connected.js';
import { credentials } from './screens/credentials.js';
import { consent } from './screens/consent.js';
import { consentStyles } from './screens/consent.styles.js';
import { failed } from './screens/failed.js';
import { known } from './screens/known.js';
import { opening } from './screens/opening.js';
import { search } from './screens/search.js';
import { waiting } from './screens/waiting.js';
import { t } from './strings.js';
import { styles } from './styles.js';

const screens: { readonly [S in Step]: (flow: At<S>, send: Send) => TemplateResult | typeof nothing } = {
  opening,
  search,
  known,
  consent,
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
  known: 1,
  consent: 2,
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
  static override styles = [styles, frameStyles, consentStyles];

  #flow: Flow = { step: 'opening' };
  #send: Send = () => {};
  #secureForm: SecureForm | undefined;

  /**
   * Where the gateway is, when it has an origin of its own: its frame then draws the forms that take secrets.
   * Undefined where page and gateway are one origin and there is nothing to isolate.
   */
  gateway: ConnectAddress | undefined;

  /** Holds the page still behind the dialog. A sheet leaves the page's own attributes as they are. */
  readonly #still = new CSSStyleSheet();

  /** Shows a step. What the person does goes to `send`. */
  show(flow: Flow, send: Send): void {
    const arrived = flow.step !== this.#flow.step;
    this.#flow = flow;
    this.#send = send;
    if (flow.step === 'closed') return this.#dialog?.close();
    this.requestUpdate();
    if (arrived) void this.updateComplete.then(() => this.#arrive());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#still.replaceSync('html { overflow: hidden !important; scrollbar-gutter: stable; }');
    document.adoptedStyleSheets.push(this.#still);
    addEventListener('online', this.#network);
    addEventListener('offline', this.#network);
    if (this.hasUpdated) this.#begin();
  }

  /** Taken off the page by somebody else, it has been closed. A move within the page is not that. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('online', this.#network);
    removeEventListener('offline', this.#network);
    this.#secureForm?.end();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#still);
    queueMicrotask(() => {
      if (!this.isConnected) this.#send({ type: 'close' });
    });
  }

  protected override firstUpdated(): void {
    this.#begin();
  }

  /** Takes the top layer, which an element that is moved loses, as a frame loses its document. */
  #begin(): void {
    const dialog = this.#dialog;
    if (this.#flow.step === 'closed' || !dialog) return;
    if (this.gateway) this.#secureForm = this.#host(this.gateway);
    dialog.open = false;
    dialog.showModal();
    this.#arrive();
  }

  protected override render(): TemplateResult {
    const flow = this.#flow;
    const step = progress[flow.step];
    const isLogin = !('session' in flow) || flow.session?.purpose === 'login';
    const screen = screens[flow.step] as (flow: Flow, send: Send) => TemplateResult;
    const secret = this.gateway && formOf(flow);
    const title = secret && t(`${secret.step}.title`, { institution: secret.institution.name });
    return html`
      <dialog
        part="dialog"
        aria-labelledby=${secret ? nothing : 'title'}
        aria-label=${title ?? nothing}
        @cancel=${this.#cancel}
        @close=${this.#close}
      >
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
        ${secret ? nothing : screen(flow, (event: FlowEvent) => this.#send(event))}
        ${this.gateway ? this.#frame(this.gateway, title) : nothing}
        <p class="banner" role="status" ?hidden=${navigator.onLine}>
          ${navigator.onLine ? nothing : t('offline')}
        </p>
        ${'session' in flow && flow.session?.sandbox ? html`<p class="banner">${t('test-mode')}</p>` : nothing}
      </dialog>
    `;
  }

  /** The gateway's frame. It is there from the start, so that it is ready when it is needed. */
  #frame(gateway: ConnectAddress, title: string | undefined): TemplateResult {
    return html`<iframe
      class=${title ? 'screen' : 'waiting'}
      title=${title ?? t('opening.title')}
      src=${frameURL(gateway)}
      sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"
      allow="otp-credentials"
      referrerpolicy="no-referrer"
      ?inert=${!title}
    ></iframe>`;
  }

  #host(gateway: ConnectAddress): SecureForm {
    const style = getComputedStyle(this);
    const tokens = Object.fromEntries(looks.map((name) => [name, style.getPropertyValue(name)]));
    return hostSecureForm(
      this.renderRoot.querySelector('iframe')!,
      gateway,
      { scheme: style.colorScheme, tokens },
      { close: this.#close, submitted: this.#submitted },
    );
  }

  readonly #submitted = (): void => {
    const { login, answer } = this.#secureForm!;
    if (this.#flow.step === 'credentials') this.#send({ type: 'submit', deliver: login });
    if (this.#flow.step === 'challenge') this.#send({ type: 'answer', deliver: answer });
  };

  /** At a new step: has the frame draw its form, or moves the focus. */
  #arrive(): void {
    const flow = this.#flow;
    const form = formOf(flow);
    if (!form || !this.#secureForm) return this.#focus();
    const { ready, show, focus } = this.#secureForm;
    show(form);
    ready
      .then(() => this.#flow === flow && focus())
      .catch(({ message }: Error) => {
        if (this.#flow === flow)
          this.#send({ type: 'broken', problem: { type: 'SERVER_ERROR', msg: message } });
      });
  }

  /** The app, joined to the bank once that is chosen. */
  #marks(): TemplateResult | typeof nothing {
    const flow = this.#flow;
    if (!('session' in flow) || !flow.session) return nothing;
    const { appName } = flow.session;
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

  readonly #network = (): void => this.requestUpdate();

  readonly #close = (): void => this.#send({ type: 'close' });

  /** The flow closes the dialog, not the browser. */
  readonly #cancel = (event: Event): void => {
    event.preventDefault();
    this.#close();
  };
}

/** The form of a step that takes secrets. */
function formOf(flow: Flow): Form | undefined {
  if (flow.step === 'credentials') {
    const { step, institution, session } = flow;
    return { step, institution, appName: session.appName };
  }
  if (flow.step !== 'challenge') return undefined;
  const { step, institution, userInputs } = flow;
  return { step, institution, userInputs };
}

/** What a page may set, and the frame is told. */
const looks = [
  ...['surface', 'text', 'muted', 'border', 'primary', 'on-primary', 'danger', 'success', 'focus'].map(
    (name) => `--dapi-color-${name}`,
  ),
  '--dapi-radius',
  '--dapi-space',
  '--dapi-font',
];

const canGoBack = (flow: Flow): boolean =>
  flow.step === 'known' ||
  ((flow.step === 'consent' || flow.step === 'credentials') && !flow.repairs) ||
  (flow.step === 'challenge' && flow.session.purpose === 'login');

const iconButton = (name: 'back' | 'close', act: () => void): TemplateResult => html`
  <button class="icon ${name}" type="button" aria-label=${t(name)} @click=${act}>${icons[name]}</button>
`;
