/** The colours of the modal that a page may set. */
export const themeColors = [
  'surface',
  'text',
  'muted',
  'border',
  'primary',
  'onPrimary',
  'danger',
  'success',
  'focus',
] as const;

export type ThemeColorName = (typeof themeColors)[number];

/** A colour in any form that CSS knows, or one for each colour scheme. */
export type ThemeColor = string | ThemeColorPair;

/** `lightMode` and `darkMode` are the mobile SDKs' names. */
export interface ThemeColorPair {
  light?: string;
  dark?: string;
  lightMode?: string;
  darkMode?: string;
}

/**
 * The modal's look. What is left out is as the page's `--dapi-…` properties say, else as the modal comes.
 *
 * Colours that cannot be read, or told from what is behind them, are moved until they can; the console says which.
 */
export interface Theme extends Partial<Record<ThemeColorName, ThemeColor>> {
  /** Default: the page's own `color-scheme`; where it has none, what the device prefers. */
  colorScheme?: ThemeScheme;
  /** Of the card; buttons and fields follow. Pixels, or a length in px, em or rem. Default: 16. */
  radius?: number | string;
  /** The unit of all distances, held between 2 and 6 pixels. Default: 4. */
  space?: number | string;
  /** CSS font families. The gateway's frame has only those of the device. Default: the system's. */
  font?: string;
  /** `colorScheme`, under the mobile SDKs' name. */
  enforceTheme?: ThemeScheme;
  /** `primary`, under the mobile SDKs' name. */
  primaryColor?: ThemeColor;
}

/** `system` is what the device prefers; the mobile SDKs call that `dynamic`. */
export type ThemeScheme = 'light' | 'dark' | 'system' | 'dynamic';

/** The options about the look. */
export interface ThemeOptions {
  /** Colours, measures and colour scheme of the modal; or the scheme alone, as the mobile SDKs have it. */
  theme?: Theme | ThemeScheme;
  /** `theme.primary`, as the mobile SDKs have it. */
  primaryColor?: ThemeColor;
}

/** What the options set, under our own names; but for the colour scheme. */
export function themeOf({ theme, primaryColor }: ThemeOptions): Theme {
  const given = typeof theme === 'object' ? (theme ?? {}) : {};
  const primary = given.primary ?? given.primaryColor ?? primaryColor;
  return { ...given, ...(primary && { primary }) };
}
