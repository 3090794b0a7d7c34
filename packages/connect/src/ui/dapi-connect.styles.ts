import { css } from 'lit';

/** The card and its header, and the screens that are there from the start. */
export const cardStyles = css`
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
  .banner {
    flex: none;
    padding: 6px 24px;
    background: light-dark(#fef6d8, #3a3113);
    color: light-dark(#5c4400, #f4dc8f);
    font-size: 13px;
    text-align: center;
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
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(8px);
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
    .badge {
      --primary: Highlight;
      --surface: Canvas;
      --success: CanvasText;
      --danger: CanvasText;
      outline: 1px solid CanvasText;
      forced-color-adjust: none;
    }
  }
`;
