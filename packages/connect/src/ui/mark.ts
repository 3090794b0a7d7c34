import { html, type TemplateResult } from 'lit';

/** A bank's or app's mark. Initials on its colour stand in until the picture is there, and where it never comes. */
export const mark = ({
  name,
  logo,
  color,
}: {
  name: string;
  logo?: string;
  color?: { primaryColor: string };
}): TemplateResult => html`
  <span class="mark" aria-hidden="true">
    <svg viewBox="0 0 32 32">
      <rect width="32" height="32" rx="8" fill=${color?.primaryColor || '#3d4654'}></rect>
      <text x="16" y="20.5" text-anchor="middle" font-size="12" font-weight="600" fill="#fff">
        ${initials(name)}
      </text>
    </svg>
    ${logo ? html`<img src=${logo} alt="" loading="lazy" @error=${hide} />` : ''}
  </span>
`;

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word[0])
    .join('')
    .slice(0, 2)
    .toUpperCase();

const hide = (event: Event): void => {
  (event.target as HTMLElement).hidden = true;
};
