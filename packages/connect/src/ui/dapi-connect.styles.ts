import { css } from 'lit';

/**
 * The colours and measures of a page that sets none, the card, its header, and the layout that all screens have in
 * common.
 */
export const frameStyles = css`
  :host {
    --surface: light-dark(#ffffff, #16191f);
    --text: light-dark(#14181f, #f2f4f7);
    --muted: light-dark(#596273, #a8b0bd);
    --border: light-dark(#dfe3e8, #353b45);
    --control: light-dark(#7b8494, #7f8896);
    --primary: light-dark(#1d4ed8, #8fb0ff);
    --on-primary: light-dark(#ffffff, #0b1220);
    --danger: light-dark(#b42318, #ff9b92);
    --success: light-dark(#067647, #63d6a0);
    --focus: var(--primary);
    --subtle: color-mix(in srgb, var(--text) 5%, var(--surface));
    --radius: 16px;
    --space: 4px;
    --font: system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  }
  dialog,
  :host(dapi-form) {
    --curve: min(0.75 * var(--radius), 24px);
    --gap: clamp(2px, var(--space), 6px);
    color: var(--text);
    font: 400 16px/1.5 var(--font);
    accent-color: var(--primary);
    -webkit-text-size-adjust: 100%;
  }
  dialog {
    --covered: 0px;
    position: fixed;
    inset: 0;
    inset-block-end: var(--covered);
    margin: auto;
    padding: 0;
    inline-size: min(400px, 100vw);
    block-size: min(640px, 100dvh - 32px - var(--covered));
    max-inline-size: none;
    max-block-size: none;
    border: 1px solid transparent;
    border-radius: min(var(--radius), 32px);
    background: var(--surface);
    box-shadow:
      0 0 0 1px light-dark(rgb(16 24 40 / 6%), rgb(255 255 255 / 10%)),
      0 24px 64px rgb(16 24 40 / 28%);
    overflow: hidden;
    pointer-events: auto;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
    animation: rise 160ms ease-out;
  }
  dialog::backdrop {
    background: rgb(12 17 29 / 56%);
    animation: fade 160ms ease-out;
  }
  header {
    flex: none;
    position: relative;
    display: grid;
    grid-template-columns: 44px 1fr 44px;
    align-items: center;
    padding: calc(2 * var(--gap)) calc(2 * var(--gap)) calc(2 * var(--gap) + 3px);
  }
  .marks {
    display: flex;
    justify-content: center;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    font-size: 15px;
    font-weight: 600;
  }
  .marks > .app {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .marks .mark {
    inline-size: 28px;
    block-size: 28px;
  }
  .joint {
    inline-size: 14px;
    border-block-start: 2px dotted var(--control);
  }
  progress {
    position: absolute;
    inset-inline: calc(6 * var(--gap));
    inset-block-end: 0;
    appearance: none;
    inline-size: auto;
    block-size: 3px;
    border: 0;
    border-radius: 3px;
    background: color-mix(in srgb, var(--primary) 16%, var(--surface));
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: none;
  }
  progress::-webkit-progress-value {
    background: var(--primary);
    border-radius: 3px;
  }
  progress::-moz-progress-bar {
    background: var(--primary);
  }
  iframe {
    border: 0;
    inline-size: 100%;
    color-scheme: inherit;
  }
  iframe.waiting {
    position: absolute;
    inset-block-start: 0;
    visibility: hidden;
    pointer-events: none;
  }
  .screen {
    flex: 1;
    min-block-size: 0;
    display: flex;
    flex-direction: column;
    container-type: size;
    overflow-y: auto;
    animation: fade 160ms ease-out;
  }
  .content {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: calc(6 * var(--gap));
    display: flex;
    flex-direction: column;
    gap: calc(4 * var(--gap));
    scroll-padding-block: 24px;
    mask: linear-gradient(to top, transparent, #000 16px);
  }
  .content > * {
    flex: none;
  }
  /* As high with one line under the button as with two, so that the button stays where it is. */
  footer {
    flex: none;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: calc(2 * var(--gap));
    min-block-size: calc(92px + 10 * var(--gap));
    padding: calc(3 * var(--gap)) calc(6 * var(--gap)) calc(5 * var(--gap));
    text-align: center;
  }
  footer > .quiet:only-child {
    margin-block-start: auto;
  }
  .banner {
    flex: none;
    padding: 6px 24px;
    background: light-dark(#fef6d8, #3a3113);
    color: light-dark(#5c4400, #f4dc8f);
    font-size: 13px;
    text-align: center;
  }
  @container (max-height: 340px) {
    .content {
      flex: none;
      min-block-size: min-content;
      overflow: visible;
      mask: none;
    }
    footer {
      min-block-size: 0;
    }
  }
  .centred {
    flex: 1;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: calc(4 * var(--gap));
    text-align: center;
  }
  .bank {
    display: flex;
    align-items: center;
    gap: 12px;
  }
  .bank .mark {
    inline-size: 40px;
    block-size: 40px;
  }
  .with-button {
    position: relative;
  }
  .with-button input {
    padding-inline-end: 52px;
  }
  .with-button .icon {
    position: absolute;
    inset-block-start: 2px;
    inset-inline-end: 2px;
  }
  .asked {
    padding: 14px 16px;
    border: 1px solid transparent;
    border-radius: var(--curve);
    background: var(--subtle);
    overflow-wrap: anywhere;
  }
  input.code {
    font-size: 22px;
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.18em;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 48px;
    padding: 8px 14px;
    margin-block-end: 8px;
    border: 1px solid var(--control);
    border-radius: var(--curve);
    font-weight: 400;
  }
  .choice:has(:checked) {
    border-color: var(--primary);
  }
  .accounts {
    display: grid;
    gap: 8px;
    list-style: none;
  }
  .account {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    inline-size: 100%;
    min-block-size: 64px;
    padding: 10px 16px;
    border-color: var(--control);
    text-align: start;
  }
  .account:hover {
    background: var(--subtle);
  }
  .account .names {
    min-inline-size: 0;
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    line-height: 1.35;
    font-weight: 550;
    overflow-wrap: anywhere;
  }
  .account .amount {
    flex: none;
    font-variant-numeric: tabular-nums;
  }
  .big {
    position: relative;
    inline-size: 72px;
    block-size: 72px;
  }
  .big > .mark {
    inline-size: 100%;
    block-size: 100%;
  }
  .badge {
    position: absolute;
    inset-block-end: -8px;
    inset-inline-end: -8px;
    inline-size: 32px;
    block-size: 32px;
    display: grid;
    place-items: center;
    border: 3px solid var(--surface);
    border-radius: 50%;
    color: var(--surface);
  }
  .badge.success {
    background: var(--success);
  }
  .badge.danger {
    background: var(--danger);
  }
  .badge svg {
    inline-size: 20px;
    block-size: 20px;
    stroke-width: 3;
  }
  .busy {
    inline-size: 160px;
    block-size: 4px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--primary) 16%, var(--surface));
    overflow: hidden;
  }
  .busy:dir(rtl) {
    transform: scaleX(-1);
  }
  .busy::before {
    content: '';
    display: block;
    inline-size: 40%;
    block-size: 100%;
    border-radius: 4px;
    background: var(--primary);
    animation: slide 1.4s ease-in-out infinite alternate;
  }
  .skeleton {
    block-size: 56px;
    border: 1px solid transparent;
    border-radius: var(--curve);
    background: var(--subtle);
    animation: fade 900ms ease-in-out infinite alternate;
  }
  code {
    font:
      12px/1.4 ui-monospace,
      SFMono-Regular,
      Menlo,
      monospace;
    overflow-wrap: anywhere;
  }

  [dir='rtl'] .back svg {
    transform: scaleX(-1);
  }
  [dir='rtl'] .busy::before {
    animation-name: slide-left;
  }
  /* Letters that are joined must not be drawn together. */
  [dir='rtl'] h2,
  :host([dir='rtl']) h2 {
    letter-spacing: normal;
  }

  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
  @keyframes fade {
    from {
      opacity: 0.4;
    }
  }
  @keyframes slide {
    to {
      transform: translateX(150%);
    }
  }
  @keyframes slide-left {
    to {
      transform: translateX(-150%);
    }
  }
  @media (max-width: 480px) {
    dialog {
      inset: auto 0 var(--covered);
      margin: 0;
      inline-size: 100%;
      block-size: calc(100dvh - var(--covered) - max(12px, env(safe-area-inset-top)));
      padding-block-end: env(safe-area-inset-bottom);
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
  }
  @media (max-height: 480px) {
    dialog {
      block-size: calc(100dvh - var(--covered));
    }
    header {
      padding-block: 0 3px;
    }
    .banner {
      padding-block: 2px;
    }
  }
  /* Elsewhere the browser sees to it; these are nothing but background. */
  @media (forced-colors: active) {
    progress,
    .busy,
    .badge {
      --primary: Highlight;
      --surface: Canvas;
      --success: CanvasText;
      --danger: CanvasText;
      outline: 1px solid CanvasText;
      forced-color-adjust: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .busy::before {
      margin-inline: auto;
    }
  }
`;
