import { css } from 'lit';

/** The card, its header, and the layout that all screens have in common. */
export const frameStyles = css`
  :host {
    color-scheme: light dark;
  }
  dialog {
    position: fixed;
    inset: 0;
    margin: auto;
    padding: 0;
    inline-size: min(400px, 100vw);
    block-size: min(640px, 100dvh - 32px);
    max-inline-size: none;
    max-block-size: none;
    border: 0;
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
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
    display: grid;
    grid-template-columns: 44px 1fr 44px;
    align-items: center;
    padding: 8px;
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
  .marks > span:not(.mark) {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .marks .mark {
    inline-size: 28px;
    block-size: 28px;
  }
  progress {
    flex: none;
    appearance: none;
    display: block;
    inline-size: calc(100% - 48px);
    margin-inline: 24px;
    block-size: 3px;
    border: 0;
    border-radius: 3px;
    background: var(--border);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--border);
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
  }
  .content {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 24px;
    display: flex;
    flex-direction: column;
    gap: 16px;
    scroll-padding-block: 24px;
  }
  .content > * {
    flex: none;
  }
  footer {
    flex: none;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 8px;
    padding: 12px 24px max(20px, env(safe-area-inset-bottom));
    text-align: center;
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
    gap: 16px;
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
    border-radius: 12px;
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
    border-radius: 12px;
    font-weight: 400;
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
    border: 1px solid var(--control);
    border-radius: 12px;
    text-align: start;
  }
  .account:hover {
    background: var(--subtle);
  }
  .account .names {
    min-inline-size: 0;
    display: flex;
    flex-direction: column;
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
    background: var(--border);
    overflow: hidden;
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
    border-radius: 12px;
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
  @media (max-width: 480px) {
    dialog {
      inset: auto 0 0;
      margin: 0;
      inline-size: 100%;
      block-size: calc(100dvh - max(12px, env(safe-area-inset-top)));
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
  }
  @media (max-height: 480px) {
    .screen {
      display: block;
      overflow-y: auto;
    }
    .content {
      overflow: visible;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
    }
  }
`;
