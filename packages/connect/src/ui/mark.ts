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
}): TemplateResult => {
  const ground = color?.primaryColor || '#3d4654';
  return html`
    <span class="mark" aria-hidden="true">
      <svg viewBox="0 0 32 32">
        <rect width="32" height="32" rx="8" fill=${ground}></rect>
        <text
          x="16"
          y="20.5"
          text-anchor="middle"
          font-size="12"
          font-weight="600"
          fill=${isBright(ground) ? '#000' : '#fff'}
        >
          ${initials(name)}
        </text>
      </svg>
      ${logo ? html`<img src=${logo} alt="" loading="lazy" @error=${hide} />` : ''}
    </span>
  `;
};

/** Whether black is read better than white on it. About right, and what is no `#rrggbb` counts as dark. */
function isBright(color: string): boolean {
  const [r = 0, g = 0, b = 0] = (color.match(/[\da-f]{2}/gi) ?? []).map((part) => parseInt(part, 16) / 255);
  return 0.21 * r ** 2.2 + 0.72 * g ** 2.2 + 0.07 * b ** 2.2 > 0.18;
}

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
