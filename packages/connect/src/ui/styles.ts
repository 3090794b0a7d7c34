import { css } from 'lit';

/** Colours and measures that a page may set, then everything the screens share. */
export const styles = css`
  :host {
    --surface: var(--dapi-color-surface, light-dark(#ffffff, #16191f));
    --text: var(--dapi-color-text, light-dark(#14181f, #f2f4f7));
    --muted: var(--dapi-color-muted, light-dark(#596273, #a8b0bd));
    --border: var(--dapi-color-border, light-dark(#dfe3e8, #353b45));
    --control: light-dark(#7b8494, #7f8896);
    --primary: var(--dapi-color-primary, light-dark(#1d4ed8, #8fb0ff));
    --on-primary: var(--dapi-color-on-primary, light-dark(#ffffff, #0b1220));
    --danger: var(--dapi-color-danger, light-dark(#b42318, #ff9b92));
    --success: var(--dapi-color-success, light-dark(#067647, #63d6a0));
    --focus: var(--dapi-color-focus, var(--primary));
    --subtle: color-mix(in srgb, var(--text) 5%, var(--surface));
    --radius: var(--dapi-radius, 16px);
    --space: var(--dapi-space, 4px);
    color: var(--text);
    font: 400 16px/1.5 var(--dapi-font, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif);
    -webkit-text-size-adjust: 100%;
  }
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

  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    cursor: pointer;
  }
  .primary {
    inline-size: 100%;
    min-block-size: 48px;
    padding: 10px 16px;
    border-radius: 12px;
    background: var(--primary);
    color: var(--on-primary);
    font-weight: 600;
  }
  a.primary {
    display: grid;
    place-items: center;
    text-decoration: none;
  }
  .primary:hover {
    background: color-mix(in srgb, var(--primary) 88%, var(--text));
  }
  .quiet {
    min-block-size: 44px;
    padding: 8px 16px;
    color: var(--primary);
    font-weight: 500;
    border-radius: 12px;
  }
  .quiet:hover {
    text-decoration: underline;
  }
  .icon {
    inline-size: 44px;
    block-size: 44px;
    display: grid;
    place-items: center;
    border-radius: 12px;
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

  label,
  legend {
    display: block;
    margin-block-end: 6px;
    font-weight: 550;
    font-size: 15px;
  }
  input:not([type='radio']) {
    font: inherit;
    color: inherit;
    inline-size: 100%;
    min-block-size: 48px;
    padding: 10px 14px;
    background: var(--surface);
    border: 1px solid var(--control);
    border-radius: 12px;
  }
  /* In the direction of what is typed, without the field itself turning round. */
  input {
    unicode-bidi: plaintext;
  }
  input:not([type='radio']):focus {
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

  @media (forced-colors: active) {
    .primary {
      border: 1px solid ButtonText;
    }
  }
`;
