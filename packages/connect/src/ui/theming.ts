import { themeColors, type ThemeOptions } from '../theme.js';

/** What a page may set, by its theme or by CSS. */
export const settings = [...themeColors, 'radius', 'space', 'font'] as const;

/** The custom property by which a page sets it: `--dapi-radius`, `--dapi-color-on-primary`. */
export const propertyOf = (name: (typeof settings)[number]): string =>
  `--dapi-${settings.indexOf(name) < themeColors.length ? 'color-' : ''}${name.replace('P', '-p')}`;

/** Whether a page sets more than the colour scheme. */
export function isThemed({ theme, primaryColor }: ThemeOptions): boolean {
  const page = getComputedStyle(document.body);
  return (
    !!primaryColor ||
    typeof theme === 'object' ||
    settings.some((name) => page.getPropertyValue(propertyOf(name)))
  );
}

/** The colour scheme that the page asks for; one that asks for none may be shown in either. */
export function schemeOf(element: Element, { theme }: ThemeOptions): string {
  const page = getComputedStyle(element).colorScheme;
  const meta = document.querySelector<HTMLMetaElement>('meta[name="color-scheme"]');
  const asked = typeof theme === 'object' ? (theme?.colorScheme ?? theme?.enforceTheme) : theme;
  const said = asked ?? (page === 'normal' ? meta?.content : page);
  return /light|dark/.test(said ?? '') ? said! : 'light dark';
}
