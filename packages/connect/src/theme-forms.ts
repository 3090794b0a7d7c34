import { themeColors } from './theme.js';

/** The forms of a theme's members. */
export const themeForms: Readonly<Record<string, (value: unknown) => boolean>> = {
  ...Object.fromEntries([...themeColors, 'primaryColor'].map((name) => [name, isThemeColor])),
  colorScheme: isThemeScheme,
  enforceTheme: isThemeScheme,
  radius: isLength,
  space: isLength,
  font: (value) => CSS.supports('font-family', String(value)),
};

export function isThemeScheme(value: unknown): boolean {
  return /^(light|dark|system|dynamic)$/.test(String(value));
}

export function isThemeColor(value: unknown): boolean {
  const colors: unknown[] = typeof value === 'object' ? Object.values(value ?? {}) : [value];
  return colors.every(
    (color) => color == null || (typeof color === 'string' && CSS.supports('color', color)),
  );
}

function isLength(value: unknown): boolean {
  return /^[\d.]+(px|r?em)?$/.test(String(value));
}
