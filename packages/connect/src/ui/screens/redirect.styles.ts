import { css } from 'lit';

/** A page of the bank: the link to it, and the page itself inside the modal. */
export const redirectStyles = css`
  a.primary,
  a.quiet {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    text-decoration: none;
  }
  a > svg {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
  }
  a > svg:dir(rtl) {
    transform: scaleX(-1);
  }
  .content.embedded {
    padding: 0;
    mask: none;
  }
  iframe.page {
    flex: 1;
  }
`;
