import { themeColors, type Theme } from '../theme.js';

/** What a page may set, by its theme or by CSS. */
export const settings = [...themeColors, 'radius', 'space', 'font'] as const;

/** The custom property by which a page sets it: `--dapi-radius`, `--dapi-color-on-primary`. */
export const propertyOf = (name: (typeof settings)[number]): string =>
  `--dapi-${settings.indexOf(name) < themeColors.length ? 'color-' : ''}${name.replace('P', '-p')}`;

/** Whether there is anything to dress an element in but its colour scheme. */
export function isThemed(element: Element, theme: Theme): boolean {
  const page = getComputedStyle(element);
  return settings.some((name) => theme[name] != null || page.getPropertyValue(propertyOf(name)));
}

/** The theme's colour scheme, else the page's; a page that says nothing may be shown in either. */
export function schemeOf(element: Element, { colorScheme }: Theme): string {
  const page = getComputedStyle(element).colorScheme;
  const meta = document.querySelector<HTMLMetaElement>('meta[name="color-scheme"]');
  const said = colorScheme ?? (page === 'normal' ? meta?.content : page);
  return /light|dark/.test(said ?? '') ? said! : 'light dark';
}
