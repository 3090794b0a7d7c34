import { css } from 'lit';

/**
 * What all screens share. The colours of a page's theme are such that it can be read: `--text`, `--muted`, `--primary`,
 * `--danger` and `--success` on `--surface` and `--subtle`, and `--on-primary` on `--fill`. `--control` and `--focus` can
 * be told from what is behind them; `--border` only separates.
 */
export const styles = css`
  * {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h2,
  p,
  ul,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  h2 {
    font-size: 22px;
    font-weight: 650;
    line-height: 1.25;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  h2:focus {
    outline: none;
  }
  .muted {
    color: var(--muted);
  }
  .small {
    font-size: 13px;
    line-height: 1.45;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }

  button,
  .primary {
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid transparent;
    border-radius: var(--curve);
    cursor: pointer;
    touch-action: manipulation;
  }
  .primary {
    inline-size: 100%;
    min-block-size: 48px;
    padding: 9px 15px;
    border-color: var(--primary);
    background: var(--fill, var(--primary));
    color: var(--on-primary);
    font-weight: 600;
  }
  a.primary {
    display: grid;
    place-items: center;
    text-decoration: none;
  }
  .primary:hover {
    box-shadow: 0 2px 8px rgb(0 0 0 / 24%);
  }
  .quiet {
    min-block-size: 44px;
    padding: 7px 15px;
    color: var(--primary);
    font-weight: 500;
  }
  .quiet:hover {
    text-decoration: underline;
  }
  .icon {
    inline-size: 44px;
    block-size: 44px;
    display: grid;
    place-items: center;
    padding: 0;
    color: var(--muted);
  }
  .icon:hover {
    background: var(--subtle);
    color: var(--text);
  }
  .icon svg {
    inline-size: 22px;
    block-size: 22px;
  }
  .back svg:dir(rtl) {
    transform: scaleX(-1);
  }

  .mark {
    position: relative;
    flex: none;
    display: block;
    inline-size: 32px;
    block-size: 32px;
  }
  .mark > * {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border-radius: 25%;
  }
  /* A white mark on a white card still has an edge. */
  .mark::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: 25%;
    box-shadow: inset 0 0 0 1px rgb(128 128 128 / 20%);
  }

  label,
  legend {
    display: block;
    margin-block-end: 6px;
    font-weight: 550;
    font-size: 15px;
  }
  input:not([type='radio'], [type='checkbox']) {
    font: inherit;
    color: inherit;
    inline-size: 100%;
    min-block-size: 48px;
    padding: 10px 14px;
    background: var(--surface);
    border: 1px solid var(--control);
    border-radius: var(--curve);
  }
  /* In the direction of what is typed, without the field itself turning round. */
  input {
    unicode-bidi: plaintext;
  }
  input:not([type='radio'], [type='checkbox']):focus {
    outline: 2px solid var(--focus);
    outline-offset: -1px;
    border-color: var(--focus);
  }
  input::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  input[aria-invalid='true'] {
    border-color: var(--danger);
  }
  .error {
    margin-block-start: 6px;
    color: var(--danger);
    font-size: 14px;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after,
    ::backdrop {
      animation: none !important;
      transition: none !important;
    }
  }
`;
