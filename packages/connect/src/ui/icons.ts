import { svg } from 'lit';

/** A picture of one line, in the colour of the text. */
export const icon = (path: string) => svg`
  <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2"
    stroke-linecap="round" stroke-linejoin="round"><path d=${path} /></svg>`;

/** Those of the first screens. */
export const icons = {
  back: icon('M15 5l-7 7 7 7'),
  close: icon('M6 6l12 12M18 6L6 18'),
  search: icon('M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20'),
  alert: icon('M12 7v6m0 3.5v.01'),
};
