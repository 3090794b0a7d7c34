import { css } from 'lit';

/** What is shared, line by line. */
export const consentStyles = css`
  .facts {
    display: grid;
    gap: 4px;
    list-style: none;
  }
  .facts li {
    display: flex;
    align-items: center;
    gap: 14px;
    min-block-size: 36px;
  }
  .facts svg {
    flex: none;
    inline-size: 22px;
    block-size: 22px;
    color: var(--primary);
  }
  .facts li:not(:last-child) svg:dir(rtl) {
    transform: scaleX(-1); /* A clock goes the same way everywhere. */
  }
  .facts + p a {
    color: inherit;
  }
`;
