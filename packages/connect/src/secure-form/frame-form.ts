import { LitElement, nothing } from 'lit';
import type { At, Flow, FlowEvent, Session } from '../flow/flow.js';
import { askedAt } from '../ui/countdown.js';
import { screenStyles } from '../ui/screen.styles.js';
import { challenge } from '../ui/screens/challenge.js';
import { credentials } from '../ui/screens/credentials.js';
import { inEnglish, Speaker, type Speech } from '../ui/speech.js';
import { formStyles } from '../ui/screens/forms.styles.js';
import { styles } from '../ui/styles.js';
import { fillStyles } from './frame-form.styles.js';
import type { Form } from './messages.js';

/** Draws the one form that is to be filled in. */
export class FrameForm extends LitElement {
  static override styles = [styles, screenStyles, formStyles, fillStyles];

  #form: Form | undefined;
  /** What was typed before into fields that are not secret, by bank: it never leaves this document. */
  readonly #typed = new Map<string, At<'credentials'>['typed']>();

  /** How the forms speak. */
  speech: Speech = inEnglish;

  constructor() {
    super();
    new Speaker(this);
  }

  /** Told what the person did. */
  send: (event: FlowEvent, form: Form) => void = () => {};

  /** Draws a form, or nothing. A form shown again is a new one: nothing that was typed into the last is left in it. */
  show(form: Form | undefined): void {
    this.#form = undefined;
    this.#draw();
    this.#form = form;
    if (form?.step === 'challenge') askedAt(form.userInputs, form.asked);
    this.#draw();
  }

  #draw(): void {
    this.requestUpdate();
    this.performUpdate();
  }

  override focus(): void {
    void this.updateComplete.then(() => {
      const root = this.renderRoot;
      (root.querySelector<HTMLElement>('[autofocus]') ?? root.querySelector<HTMLElement>('#title'))?.focus();
    });
  }

  protected override render(): unknown {
    const form = this.#form;
    if (!form) return nothing;
    const { institution, appName } = form;
    const purpose = form.step === 'challenge' ? form.purpose : 'login';
    const session: Session = {
      ...{ appName, sandbox: false, purpose },
      ...{ connected: [], opened: 0, gatewayURL: '' },
    };
    const send = (event: FlowEvent) => {
      if (event.type === 'submit') this.#typed.set(institution.id, event.typed);
      this.send(event, form);
      // What was typed is on its way, or of no more use: it goes, and with it whatever counts.
      this.show(undefined);
    };
    const typed = this.#typed.get(institution.id);
    const screen =
      form.step === 'credentials'
        ? credentials({ step: form.step, session, institution, typed }, send)
        : challenge({ ...form, session } satisfies Flow, send);
    return screen;
  }
}
