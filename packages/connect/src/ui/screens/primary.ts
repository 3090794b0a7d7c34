import { html, type TemplateResult } from 'lit';

/** The button of a screen that goes on. It has the focus, so the heading is read out with it. */
export const primary = (
  label: string,
  act: () => void,
  look: 'primary' | 'quiet' = 'primary',
): TemplateResult => html`
  <button class=${look} type="button" autofocus aria-describedby="title" @click=${act}>${label}</button>
`;
