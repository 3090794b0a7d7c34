import { css } from 'lit';

export const searchStyles = css`
  :host {
    display: block;
    font: inherit;
  }
  .field {
    position: sticky;
    inset-block-start: -8px;
    z-index: 1;
    margin-block-end: 12px;
  }
  /* What scrolls away is not seen beside the field, nor above it. */
  .field::before {
    content: '';
    position: absolute;
    z-index: -1;
    inset: -16px -12px -6px;
    background: var(--surface);
  }
  /* Where the whole screen scrolls there is no padding to stand in. */
  @container (max-height: 340px) {
    .field {
      inset-block-start: 4px;
    }
  }
  .field > svg {
    position: absolute;
    inset-block-start: 14px;
    inset-inline-start: 14px;
    inline-size: 20px;
    block-size: 20px;
    color: var(--muted);
    pointer-events: none;
  }
  .field input[type='search'] {
    padding-inline-start: 42px;
    appearance: none;
  }
  ::-webkit-search-cancel-button {
    margin-inline-start: 8px;
  }
  [role='listbox'] {
    outline: none;
  }
  .heading {
    margin-block: 12px 6px;
    color: var(--muted);
    font-size: 13px;
    font-weight: 600;
  }
  .tiles {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 8px;
  }
  .tiles .name {
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .tiles .option {
    border: 1px solid var(--border);
  }
  .tiles .about {
    font-size: 0;
  }
  .rows {
    position: relative;
    margin-inline: -12px;
    block-size: calc(var(--count) * 56px);
    padding-block-start: calc(var(--from) * 56px);
  }
  .rows .option {
    block-size: 56px;
  }
  .option.apart {
    position: absolute;
    inset-inline: 0;
    inset-block-start: calc(var(--apart) * 56px);
  }
  .filters {
    display: flex;
    gap: 8px;
    margin-block-end: 4px;
  }
  select {
    flex: 1;
    min-inline-size: 0;
    inline-size: 100%;
    min-block-size: 36px;
    padding-inline: 10px;
    font: inherit;
    font-size: 14px;
    color: inherit;
    background: var(--surface);
    border: 1px solid var(--control);
    border-radius: 10px;
    text-overflow: ellipsis;
  }
  .unlisted {
    display: flex;
    flex-direction: column;
    gap: 16px;
  }
  .unlisted select {
    min-block-size: 48px;
    font-size: inherit;
    border-radius: 12px;
  }
  #thanks:focus {
    outline: none;
  }
  .option {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 56px;
    padding: 8px 12px;
    border-radius: var(--curve);
    cursor: pointer;
  }
  /* What is scrolled to is not put under the field. */
  .option,
  select,
  button {
    scroll-margin-block: 72px 12px;
  }
  .option:hover {
    background: var(--subtle);
  }
  .option[aria-selected='true'] {
    background: var(--subtle);
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }
  .names {
    min-inline-size: 0;
    display: flex;
    flex-direction: column;
    line-height: 1.3;
  }
  .names > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .name {
    font-weight: 550;
  }
  .trouble::after {
    content: ' · ';
    color: var(--muted);
  }
  .tiles .trouble {
    font-size: 13px;
  }
  .tiles .trouble::after {
    content: none;
  }
  .trouble.down {
    color: var(--danger);
  }
  .trouble.degraded {
    font-weight: 550;
  }
  @media (pointer: coarse) {
    select {
      min-block-size: 44px;
    }
  }
  mark {
    color: inherit;
    background: none;
    text-decoration: underline;
    text-decoration-thickness: 2px;
    text-underline-offset: 3px;
    font-weight: 700;
  }
  .none {
    padding-block: 16px 0;
    text-align: center;
  }
`;
