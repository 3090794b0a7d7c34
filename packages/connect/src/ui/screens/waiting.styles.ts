import { css } from 'lit';

/** The bank is at work. */
export const waitingStyles = css`
  .busy {
    inline-size: 160px;
    block-size: 4px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--primary) 16%, var(--surface));
    overflow: hidden;
  }
  .busy:dir(rtl) {
    transform: scaleX(-1);
  }
  .busy::before {
    content: '';
    display: block;
    inline-size: 40%;
    block-size: 100%;
    border-radius: 4px;
    background: var(--primary);
    animation: slide 1.4s ease-in-out infinite alternate;
  }
  [dir='rtl'] .busy::before {
    animation-name: slide-left;
  }
  @keyframes slide {
    to {
      transform: translateX(150%);
    }
  }
  @keyframes slide-left {
    to {
      transform: translateX(-150%);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .busy::before {
      margin-inline: auto;
    }
  }
  @media (forced-colors: active) {
    .busy {
      --primary: Highlight;
      --surface: Canvas;
      outline: 1px solid CanvasText;
      forced-color-adjust: none;
    }
  }
`;
