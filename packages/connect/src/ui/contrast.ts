/** Red, green and blue as a screen shows them, 0 to 255. */
export type RGB = readonly number[];

/** Lightness 0 to 1, chroma, and hue in degrees, of OKLCH. */
export type LCH = readonly [lightness: number, chroma: number, hue: number];

/** A colour as CSS writes it, and what that means. */
export interface Color {
  css: string;
  lch: LCH;
  alpha: number;
}

export const black: RGB = [0, 0, 0];
export const white: RGB = [255, 255, 255];

/** A colour that the browser computed in OKLCH; undefined for anything else. */
export function parse(css: string): Color | undefined {
  if (!css.startsWith('oklch(')) return undefined;
  const parts = css.match(/none|[-\d.]+(e[-+]?\d+)?/g)!.map((part) => parseFloat(part) || 0);
  const [lightness = 0, chroma = 0, hue = 0, alpha = 1] = parts;
  return { css, lch: [lightness, chroma, hue], alpha };
}

/** A colour that hides what is behind it. */
export const solid = (lch: LCH): Color => ({ css: cssOf(painted(lch)), lch, alpha: 1 });

export const cssOf = (rgb: RGB): string => `rgb(${rgb.join(' ')})`;

/** What is seen of a colour in front of another. */
export const seen = ({ lch, alpha }: Color, behind = black): RGB => mix(painted(lch), behind, alpha);

/** A part of one in the other. */
export const mix = (one: RGB, other: RGB, part: number): RGB =>
  one.map((value, i) => Math.round(value * part + other[i]! * (1 - part)));

/** How far apart two colours are, 1 to 21 (WCAG 2.2). */
export function contrast(one: RGB, other: RGB): number {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
  return Math.max(a, b) / Math.min(a, b);
}

/** The colour, where it stands out enough from all that is behind it; else its hue in the nearest lightness that does. */
export function standOut(color: Color, ratio: number, ...behind: RGB[]): Color {
  const does = (tried: Color) => behind.every((back) => contrast(seen(tried, back), back) >= ratio);
  const [lightness, chroma, hue] = color.lch;
  let found: Color | undefined = does(color) ? color : undefined;
  // The last to be tried are black and white.
  for (let step = 0; !found && step <= 200; step++)
    found = [-step, step]
      .map((way) => solid([Math.min(Math.max(lightness + way / 200, 0), 1), chroma, hue]))
      .find(does);
  return found ?? color;
}

/** Chroma that no screen has is given up, so that the hue stays. */
function painted([lightness, chroma, hue]: LCH): RGB {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.39634 * a + 0.2158 * b) ** 3;
  const m = (lightness - 0.10556 * a - 0.06385 * b) ** 3;
  const s = (lightness - 0.08948 * a - 1.29149 * b) ** 3;
  const values = [
    4.07674 * l - 3.30771 * m + 0.23097 * s,
    -1.26844 * l + 2.60976 * m - 0.34132 * s,
    -0.0042 * l - 0.70342 * m + 1.70762 * s,
  ].map((value) => (value > 0.0031308 ? 1.055 * value ** (1 / 2.4) - 0.055 : 12.92 * value));
  if (chroma > 0.002 && values.some((value) => value < -0.002 || value > 1.002))
    return painted([lightness, chroma * 0.95, hue]);
  return values.map((value) => Math.round(255 * Math.min(Math.max(value, 0), 1)));
}

function luminance(rgb: RGB): number {
  const [r, g, b] = rgb.map((value) =>
    value > 10 ? ((value / 255 + 0.055) / 1.055) ** 2.4 : value / 255 / 12.92,
  ) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
