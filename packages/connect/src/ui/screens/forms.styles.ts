import { css } from 'lit';

/** What the forms have: fields of every kind, and the bank’s questions. */
export const formStyles = css`
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
    cursor: pointer;
  }
  dapi-countdown {
    display: contents;
  }
  .help {
    margin-block-end: 6px;
    font-size: 14px;
    line-height: 1.4;
  }
  legend {
    inline-size: 100%;
    padding: 0;
  }
  legend + .help {
    margin-block-start: -2px;
  }
  label .muted {
    font-weight: 400;
  }
  select {
    appearance: none;
    font: inherit;
    color: inherit;
    inline-size: 100%;
    min-block-size: 48px;
    padding-block: 10px;
    padding-inline: 14px 40px;
    border: 1px solid var(--control);
    border-radius: 12px;
    background-color: var(--surface);
    background-image:
      linear-gradient(45deg, transparent 50%, var(--muted) 50%),
      linear-gradient(-45deg, transparent 50%, var(--muted) 50%);
    background-position:
      right 20px center,
      right 15px center;
    background-size: 5px 5px;
    background-repeat: no-repeat;
    text-overflow: ellipsis;
  }
  select:dir(rtl) {
    background-position:
      left 15px center,
      left 20px center;
  }
  select:focus {
    outline: 2px solid var(--focus);
    outline-offset: -1px;
    border-color: var(--focus);
  }
  select[aria-invalid='true'] {
    border-color: var(--danger);
  }
  input[type='date'] {
    display: block;
    min-inline-size: 0;
    appearance: none;
    text-align: start;
  }
  /* Out of the way, and yet there for whoever listens. */
  .error:empty,
  .late:empty {
    position: absolute;
  }
  .problems {
    text-align: center;
  }
  input[type='radio'],
  input[type='checkbox'] {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    min-block-size: 0;
    margin: 0;
    padding: 0;
    accent-color: var(--primary);
  }
  input[type='radio']:focus-visible,
  input[type='checkbox']:focus-visible {
    outline: none;
  }
  label:has(> input:focus-visible) {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .choice:hover {
    background: var(--subtle);
  }
  .choice:has(:checked) {
    border-color: var(--primary);
    box-shadow: inset 0 0 0 1px var(--primary);
  }
  .choice:last-of-type {
    margin-block-end: 0;
  }
  .question {
    display: flex;
    flex-direction: column;
    gap: 16px;
  }
  legend .asked {
    display: block;
    margin-block-end: 6px;
    font-weight: 400;
  }
  .with-button .icon.on {
    color: var(--primary);
  }
  .time-left {
    font-variant-numeric: tabular-nums;
    font-size: 14px;
  }
  .time-left:not(:has(:first-child:not(:empty))) {
    position: absolute;
  }
  .time-left.large {
    font-size: 17px;
    font-weight: 550;
    text-align: center;
  }
  .late {
    color: var(--danger);
    font-size: 14px;
    text-align: center;
    text-wrap: balance;
  }
  .again {
    display: flex;
    align-items: center;
    justify-content: center;
    font-variant-numeric: tabular-nums;
  }
  .again .quiet[aria-disabled] {
    padding-inline-end: 6px;
    color: var(--muted);
    cursor: default;
    text-decoration: none;
  }
  .picture {
    direction: ltr;
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--border);
    border-radius: 12px;
    background: #fff;
  }
  .picture img {
    display: block;
    inline-size: 100%;
    min-block-size: 64px;
    object-fit: contain;
  }
  .picture.large img {
    inline-size: 200%;
  }
  .with-picture {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    margin-inline: -16px;
    font-size: 15px;
  }
  .with-picture .quiet[aria-pressed='true'] {
    text-decoration: underline;
  }
  .question > .quiet {
    align-self: start;
    margin-block-start: -12px;
    padding-inline: 0;
    font-size: 15px;
  }
  .approval {
    align-items: center;
    gap: 14px;
    text-align: center;
  }
  .approval .asked {
    align-self: stretch;
  }
  .phone {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: space-between;
    inline-size: 96px;
    block-size: 148px;
    padding: 20px 9px 12px;
    border: 3px solid var(--text);
    border-radius: 20px;
    background: var(--subtle);
  }
  .phone::before {
    content: '';
    position: absolute;
    inset-block-start: 8px;
    inline-size: 28px;
    block-size: 4px;
    border-radius: 4px;
    background: var(--text);
  }
  .phone .notice {
    display: flex;
    align-items: center;
    gap: 8px;
    inline-size: 100%;
    padding: 8px;
    border-radius: 10px;
    background: var(--surface);
    box-shadow: 0 1px 4px rgb(16 24 40 / 16%);
  }
  .phone .notice .mark {
    inline-size: 24px;
    block-size: 24px;
  }
  .phone .lines {
    flex: 1;
    block-size: 14px;
    border-block: 4px solid var(--border);
  }
  .phone .nod {
    display: grid;
    place-items: center;
    inline-size: 42px;
    block-size: 42px;
    border-radius: 50%;
    background: var(--primary);
    color: var(--on-primary);
  }
  .phone .nod svg {
    inline-size: 26px;
    block-size: 26px;
    stroke-width: 2.5;
  }
  @media (forced-colors: active) {
    .choice:has(:checked) {
      outline: 2px solid Highlight;
    }
    .phone .nod {
      border: 1px solid ButtonText;
    }
  }
`;
