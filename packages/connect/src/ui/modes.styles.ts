import { css } from 'lit';

/** The card where it is not a modal one: filling the window, or in an element of the page. */
export const modeStyles = css`
  /* No box of its own on the page: not a line, not a cell, not a gap. */
  :host {
    display: contents;
  }
  /* Whatever the page says of its body, these would come from there. */
  dialog {
    visibility: visible;
    user-select: auto;
    cursor: auto;
  }
  dialog.page {
    inset: 0;
    margin: 0;
    inline-size: 100vw;
    block-size: 100dvh;
    border-radius: 0;
    box-shadow: none;
  }
  dialog.page > * {
    inline-size: 100%;
    max-inline-size: 560px;
    margin-inline: auto;
  }
  dialog.page > progress {
    inline-size: calc(100% - 48px);
    max-inline-size: 512px;
  }
  :host([inline]) {
    display: block;
    position: relative;
    min-inline-size: 320px;
    block-size: 100%;
    min-block-size: min(560px, 100dvh);
  }
  section {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    box-shadow: inset 0 0 0 1px var(--border);
    overflow: hidden;
  }
`;
