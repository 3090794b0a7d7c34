import { css } from 'lit';

/** The form fills the frame, which is as large as a screen of the modal. */
export const fillStyles = css`
  :host {
    position: fixed;
    inset: 0;
    display: flex;
    flex-direction: column;
    background: var(--surface);
  }
`;
