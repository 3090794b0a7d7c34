import { css } from 'lit';

/** The colours and measures of a page that sets none, and the layout that all screens have in common. */
export const screenStyles = css`
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
  /* Letters that are joined must not be drawn together. */
  [dir='rtl'] h2,
  :host([dir='rtl']) h2 {
    letter-spacing: normal;
  }
  @keyframes fade {
    from {
      opacity: 0.4;
    }
  }
`;
