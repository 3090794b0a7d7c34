import { adoptStyles, html, LitElement, nothing, type TemplateResult } from 'lit';
import { cameBack } from '../flow/asked.js';
import type { ConnectAddress } from '../gateway.js';
import { problemOf } from '../error.js';
import type { Flow, FlowEvent, Problem, Send, Step } from '../flow/flow.js';
import type { SecureForm } from '../secure-form/host.js';
import { cardStyles } from './dapi-connect.styles.js';
import { fetchLater } from './fetch.js';
import { icons } from './icons.js';
import { watchKeyboard } from './keyboard.js';
import type { Later, Screens } from './later.js';
import { wear, type Look } from './look.js';
import { keepApart } from './manners/apart.js';
import { holdStill } from './manners/stillness.js';
import { rememberFocus } from './manners/way-back.js';
import { mark } from './mark.js';
import { modeStyles } from './modes.styles.js';
import { nameParts } from './parts.js';
import { screenStyles } from './screen.styles.js';
import { failed } from './screens/failed.js';
import { opening, outline } from './screens/opening.js';
import { search } from './screens/search.js';
import { inEnglish, retell, Speaker, type Speech } from './speech.js';
import { t } from './strings.js';
import { styles } from './styles.js';
import type { Wording } from './wanted.js';

/** What can be shown at once, and when something could not be fetched. */
const firstScreens = { opening, search, failed, closed: () => nothing } satisfies Partial<Screens>;

/** How far along a login is; a failure and a choice have no place in that. */
const progress: Readonly<Record<Step, number>> = {
  opening: 1,
  search: 1,
  known: 1,
  consent: 2,
  credentials: 2,
  connecting: 3,
  challenge: 3,
  accounts: 3,
  redirect: 3,
  departing: 3,
  resuming: 3,
  choice: 0,
  connected: 4,
  failed: 0,
  closed: 0,
};

/** How the screens stand on the page: a card over it, the whole window, or in an element of the page. */
export type Mode = 'modal' | 'page' | 'inline';

/**
 * The modal: a dialog on the top layer that shows one step of the flow at a time, or the same as a part of the page. It
 * decides nothing.
 */
export class DapiConnect extends LitElement {
  static override styles = [styles, screenStyles, cardStyles, modeStyles];

  #flow: Flow = { step: 'opening' };
  #send: Send = () => {};
  #secureForm: SecureForm | undefined;
  #speech: Speech = inEnglish;
  /** What is fetched once the first screen is drawn. */
  #later: Later | undefined;
  #isFramed = false;
  #isFrameLoaded = false;

  /**
   * Where the gateway is, when it has an origin of its own: its frame then draws the forms that take secrets.
   * Undefined where page and gateway are one origin and there is nothing to isolate.
   */
  gateway: ConnectAddress | undefined;

  #look: Look = { scheme: '', tokens: {} };

  /** Set before the element is put on the page. */
  mode: Mode = 'modal';

  /** What takes back what the modal did to the page around it. */
  #leavePage: (() => void)[] = [];
  #giveFocusBack: (() => void) | undefined;
  /** Whether a new step may take the focus: a modal always has it; a part of the page when it is in it, or asked for. */
  #mayFocus = true;

  /** What the frame is told to speak. */
  wording: Wording = { locale: 'en', own: {} };

  constructor() {
    super();
    new Speaker(this);
    watchKeyboard(this, (covered) => this.#card?.style.setProperty('--covered', `${covered}px`));
  }

  /** Gives it another look, and the gateway's frame with it. */
  dress(look: Look): void {
    this.#look = look;
    if (this.#card) wear(this.#card, look);
    this.#secureForm?.dress(look);
  }

  /** How the modal speaks. While that is pending, only the outline of a screen is shown. */
  get speech(): Speech {
    return this.#speech;
  }

  speak(speech: Speech): void {
    const begins = this.#speech.pending && !speech.pending;
    this.#speech = speech;
    retell();
    if (begins && this.hasUpdated) void this.updateComplete.then(() => this.#arrive());
  }

  /** Shows a step. What the person does goes to `send`. */
  show(flow: Flow, send: Send): void {
    const arrived = flow.step !== this.#flow.step;
    // Not `:focus-within`, which a frame of another origin does not count for.
    if (this.mode === 'inline' && this.hasUpdated) this.#mayFocus = this.shadowRoot?.activeElement != null;
    this.#flow = flow;
    this.#send = send;
    this.#isFramed ||= flow.step !== 'opening'; // From then on it stays: a start that is tried again needs it too.
    if (flow.step === 'closed') return this.#dialog?.close();
    this.requestUpdate();
    if (arrived)
      void this.updateComplete.then(() => {
        this.#arrive();
        this.#fetchLater();
      });
    if (!this.#mayFocus) this.#keepFromFocus();
  }

  /** As long as nothing on a page has had the focus, a browser gives it to the first `autofocus` that appears. */
  #keepFromFocus(): void {
    this.inert = true;
    const release = () => requestAnimationFrame(() => (this.inert = false));
    void this.updateComplete.then(() => requestAnimationFrame(release));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('online', this.#network);
    addEventListener('offline', this.#network);
    addEventListener('message', this.#hear);
    if (this.mode === 'inline') {
      this.toggleAttribute('inline', true);
      // Opened by the page of its own accord, it does not take the focus from whatever the person is at.
      if (!this.hasUpdated) this.#mayFocus = navigator.userActivation?.isActive ?? true;
    } else {
      this.#giveFocusBack ??= rememberFocus(this);
      this.#leavePage = [holdStill(), keepApart(this)];
    }
    if (this.hasUpdated) this.#begin();
  }

  /** Taken off the page by somebody else, it has been closed. A move within the page is not that. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('online', this.#network);
    removeEventListener('offline', this.#network);
    removeEventListener('message', this.#hear);
    const form = this.#secureForm;
    this.#secureForm = undefined;
    this.#isFrameLoaded = false;
    for (const leave of this.#leavePage.splice(0)) leave();
    queueMicrotask(() => {
      if (!this.isConnected) {
        this.#send({ type: 'close' });
        this.#giveFocusBack?.();
        this.#giveFocusBack = undefined;
      }
      form?.end(); // Only then, for what was closed has not failed.
    });
  }

  protected override firstUpdated(): void {
    this.#begin();
  }

  protected override updated(): void {
    nameParts(this.renderRoot);
    this.#hostForm();
  }

  /** Takes the top layer, which an element that is moved loses, as a frame loses its document. */
  #begin(): void {
    if (this.#flow.step === 'closed' || !this.#card) return;
    wear(this.#card, this.#look);
    this.#hostForm();
    const dialog = this.#dialog;
    if (dialog) dialog.open = false;
    dialog?.showModal();
    this.#arrive();
    this.#fetchLater();
  }

  /** All else is fetched while somebody looks for their bank, and again where that has failed. */
  #fetchLater(): void {
    if (this.#later || this.#flow.step === 'opening') return;
    fetchLater()
      .then((later) => {
        this.#later = later;
        later.defineParts();
        const root = this.renderRoot as ShadowRoot;
        adoptStyles(root, [...DapiConnect.elementStyles, ...later.laterStyles]);
        this.requestUpdate();
        return this.updateComplete.then(() => this.#flow.step in later.laterScreens && this.#arrive());
      })
      .catch((error: unknown) => {
        if (!(this.#flow.step in firstScreens)) this.#broken(problemOf(error));
      });
  }

  protected override render(): TemplateResult {
    const flow = this.#flow;
    const step = progress[flow.step];
    const isLogin = !('session' in flow) || flow.session?.purpose === 'login';
    const screens: Partial<Screens> = { ...firstScreens, ...this.#later?.laterScreens };
    const screen = (screens[flow.step] ?? opening) as (flow: Flow, send: Send) => TemplateResult;
    const { language, direction, pending } = this.#speech;
    const secret = pending ? undefined : this.gateway && this.#later?.formOf(flow);
    const title = secret && this.#later?.titleOf(secret);
    const card = html`
      <header role="none">
        ${canGoBack(flow) ? iconButton('back', () => this.#send({ type: 'back' })) : html`<span></span>`}
        <div class="marks">${this.#marks()}</div>
        ${iconButton('close', this.#close)}
        ${
          step && isLogin
            ? html`<progress max="4" value=${step} aria-label=${t('step-of', { step, steps: 4 })}></progress>`
            : nothing
        }
      </header>
      ${secret ? nothing : pending ? outline() : screen(flow, (event: FlowEvent) => this.#send(event))}
      ${this.gateway && this.#isFramed ? this.#frame(this.gateway, title) : nothing}
      <div role="status">
        ${navigator.onLine || pending ? nothing : html`<p class="banner">${t('offline')}</p>`}
      </div>
      ${'session' in flow && flow.session?.sandbox && !pending ? html`<p class="banner">${t('test-mode')}</p>` : nothing}
    `;
    const labelledBy = secret ? nothing : 'title';
    if (this.mode === 'inline')
      return html`<section
        lang=${language}
        dir=${direction}
        aria-labelledby=${labelledBy}
        aria-label=${title ?? nothing}
      >
        ${card}
      </section>`;
    return html`
      <dialog
        class=${this.mode}
        lang=${language}
        dir=${direction}
        aria-labelledby=${labelledBy}
        aria-label=${title ?? nothing}
        @cancel=${this.#cancel}
        @close=${this.#close}
      >
        ${card}
      </dialog>
    `;
  }

  /** The gateway's frame. It is fetched once there is something to see, so that it is ready when it is needed. */
  #frame({ gatewayURL, appKey }: ConnectAddress, title: string | undefined): TemplateResult {
    const address = `${gatewayURL}/connect/v1/frame?${new URLSearchParams({ appKey })}`;
    return html`<iframe
      class=${title ? 'screen' : 'waiting'}
      title=${title ?? t('opening.title')}
      src=${address}
      sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"
      allow="otp-credentials"
      referrerpolicy="no-referrer"
      ?inert=${!title}
      @load=${() => (this.#isFrameLoaded = true)}
    ></iframe>`;
  }

  /** Talks to the frame, as soon as there is one, and the code to do it with. */
  #hostForm(): void {
    const frame = this.renderRoot.querySelector<HTMLIFrameElement>('iframe:not(.page)');
    if (!this.isConnected || this.#secureForm || !this.#later || !this.gateway || !frame) return;
    const told = { submitted: this.#submitted, left: this.#left, close: this.#escape, unshown: this.#broken };
    const at = { frame, isLoaded: this.#isFrameLoaded, address: this.gateway };
    this.#secureForm = this.#later.hostSecureForm(at, this.#look, told, this.wording);
  }

  readonly #left = (type: 'retry' | 'other'): void => this.#send({ type });

  readonly #submitted = (): void => {
    const { login, answer } = this.#secureForm!;
    if (this.#flow.step === 'credentials') this.#send({ type: 'submit', deliver: login });
    if (this.#flow.step === 'challenge') this.#send({ type: 'answer', deliver: answer });
  };

  /** At a new step: has the frame draw its form, or moves the focus. */
  #arrive(): void {
    const flow = this.#flow;
    const form = this.#later?.formOf(flow);
    if (!form) this.#secureForm?.show(undefined);
    if (!form || !this.#secureForm) return this.#focus();
    const { ready, show, focus } = this.#secureForm;
    show(form);
    ready
      .then(() => this.#mayFocus && this.#flow === flow && focus())
      .catch(({ message }: Error) => {
        if (this.#flow === flow) this.#broken({ type: 'SERVER_ERROR', msg: message });
      });
  }

  /** The app, joined to the bank once that is chosen. */
  #marks(): TemplateResult | typeof nothing {
    const flow = this.#flow;
    if (!('session' in flow) || !flow.session) return nothing;
    const { appName } = flow.session;
    const bank = 'institution' in flow ? flow.institution : undefined;
    return html`
      ${mark({ name: appName })}
      <span class=${bank ? 'visually-hidden' : 'app'}>${appName}</span>
      ${bank ? html`<span class="joint"></span>${mark(bank)}` : nothing}
    `;
  }

  /** The new step's first field, or its heading, so that it is read out. */
  #focus(): void {
    if (!this.#mayFocus) return;
    const root = this.renderRoot;
    const target =
      root.querySelector<HTMLElement>('[autofocus]') ?? root.querySelector<HTMLElement>('#title');
    target?.focus();
  }

  /** What all is drawn on. */
  get #card(): HTMLElement | null {
    return this.renderRoot?.querySelector<HTMLElement>('dialog, section');
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot?.querySelector('dialog');
  }

  /** The bank's page inside the modal says that the person is done with it. Whether they are, the gateway tells. */
  readonly #hear = ({ source, data }: MessageEvent<unknown>): void => {
    const page = this.renderRoot.querySelector<HTMLIFrameElement>('iframe.page');
    const isDone =
      source === page?.contentWindow && (Object(data) as { embedded?: unknown }).embedded === 'done';
    if (isDone && this.#flow.step === 'redirect') this.#send(cameBack(this.#flow.input));
  };

  readonly #network = (): void => this.requestUpdate();

  readonly #close = (): void => this.#send({ type: 'close' });

  /** Escape in the frame. A part of the page stays. */
  readonly #escape = (): void => {
    if (this.mode !== 'inline') this.#close();
  };

  readonly #broken = (problem: Problem): void => this.#send({ type: 'broken', problem });

  /** The flow closes the dialog, not the browser. */
  readonly #cancel = (event: Event): void => {
    event.preventDefault();
    this.#close();
  };
}

const canGoBack = (flow: Flow): boolean =>
  flow.step === 'known' ||
  ((flow.step === 'consent' || flow.step === 'credentials') && !flow.repairs) ||
  ((flow.step === 'challenge' || flow.step === 'accounts' || flow.step === 'redirect') &&
    flow.session.purpose === 'login');

const iconButton = (name: 'back' | 'close', act: () => void): TemplateResult => html`
  <button class="icon ${name}" type="button" aria-label=${t(name)} @click=${act}>${icons[name]}</button>
`;
