import { html, LitElement, type TemplateResult } from 'lit';
import { Speaker } from './speech.js';

type Draw = (secondsLeft: number) => unknown;

/** Draws something anew each second until a time has come. What it draws is part of the screen that it is in. */
export class Countdown extends LitElement {
  static override properties = { until: { attribute: false }, draw: { attribute: false } };

  /** Milliseconds since 1970; `Infinity` never comes. */
  declare until: number;
  declare draw: Draw;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new Speaker(this);
    this.until = 0;
    this.draw = () => undefined;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render(): unknown {
    return this.draw(Math.ceil(this.#left / 1000));
  }

  /** Comes back when another second has passed, if there is one. */
  protected override updated(): void {
    clearTimeout(this.#timer);
    const left = this.#left;
    if (this.isConnected && left && left < Infinity)
      this.#timer = setTimeout(() => this.requestUpdate(), left % 1000 || 1000);
  }

  get #left(): number {
    return Math.max(0, this.until - Date.now());
  }
}

/** A part of a screen that changes each second until then. */
export const countdown = (until: number, draw: Draw): TemplateResult =>
  html`<dapi-countdown .until=${until} .draw=${draw}></dapi-countdown>`;

const since = new WeakMap<object, number>();

/** When a question was first shown, in milliseconds since 1970: from then on its seconds are counted. */
export function askedAt(question: object, now = Date.now()): number {
  if (!since.has(question)) since.set(question, now);
  return since.get(question)!;
}

/** 90 as `1:30`. */
export const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/**
 * Of how many seconds somebody who listens is to know now. Changes seldom: a moment after the start, at half-time, at
 * one minute, half a minute and ten seconds. 0: nothing is to be said.
 */
export function worthSaying(left: number, total: number): number {
  if (left >= total || left === 0) return 0;
  const moments = [total, Math.floor(total / 2), 60, 30, 10].filter((at) => at === total || at >= 10);
  return Math.min(...moments.filter((at) => at >= left));
}
