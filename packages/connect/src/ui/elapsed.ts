import { html, LitElement, type TemplateResult } from 'lit';
import { t } from './strings.js';

/** Says how long somebody has been waiting, once that is more than ten seconds. */
export class Elapsed extends LitElement {
  #started = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

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
    const seconds = Math.floor((Date.now() - this.#started) / 1000);
    return seconds < 10 ? '' : html`${t('waiting.elapsed', { seconds })}`;
  }
}
