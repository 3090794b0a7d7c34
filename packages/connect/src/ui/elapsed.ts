import { html, LitElement, type TemplateResult } from 'lit';
import { duration } from './formats.js';
import { Speaker } from './speech.js';
import { t } from './later-strings.js';

/** Says how long somebody has been waiting, once that is more than ten seconds. */
export class Elapsed extends LitElement {
  #started = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    new Speaker(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#started = Date.now();
    this.#timer = setInterval(() => this.requestUpdate(), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override render(): TemplateResult | string {
    const elapsed = Math.floor((Date.now() - this.#started) / 1000);
    return elapsed < 10 ? '' : html`${t('waiting.elapsed', { time: duration(elapsed) })}`;
  }
}
