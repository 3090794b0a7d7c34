import { css } from 'lit';

export const searchStyles = css`
  :host {
    display: block;
    font: inherit;
  }
  .field {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    margin-block-end: 12px;
    background: var(--surface);
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
  .tiles .small {
    display: none;
  }
  .rows {
    margin-inline: -12px;
  }
  .option {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 56px;
    padding: 8px 12px;
    border-radius: var(--curve);
    cursor: pointer;
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
  mark {
    color: inherit;
    background: none;
    text-decoration: underline;
    text-decoration-thickness: 2px;
    text-underline-offset: 3px;
    font-weight: 700;
  }
  .none {
    padding-block: 24px;
    text-align: center;
  }
`;
