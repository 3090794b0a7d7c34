/** Red, green and blue as a screen shows them, 0 to 255. */
export type RGB = readonly number[];

/** A colour as CSS writes it, and what that means. */
export interface Color {
  css: string;
  rgb: RGB;
  alpha: number;
}

export const black: RGB = [0, 0, 0];
export const white: RGB = [255, 255, 255];

/** A colour that the browser computed as `color(srgb …)`; undefined for anything else. */
export function parse(css: string): Color | undefined {
  if (!css.startsWith('color(srgb ')) return undefined;
  const [r = 0, g = 0, b = 0, alpha = 1] = css.match(/-?[\d.]+(e[-+]?\d+)?|none/g)!.map((part) => +part || 0);
  return { css, rgb: shown([r, g, b]), alpha };
}

/** A colour that hides what is behind it. */
export const solid = (rgb: RGB): Color => ({ css: `rgb(${rgb.join(' ')})`, rgb, alpha: 1 });

/** What is seen of a colour in front of another. */
export const seen = ({ rgb, alpha }: Color, behind = black): RGB => mix(rgb, behind, alpha);

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
  if (does(color)) return color;
  const [lightness, a, b] = toOklab(color.rgb);
  // The last to be tried are black and white.
  for (let step = 0; step <= 200; step++)
    for (const way of [-step, step]) {
      const moved = lightness + way / 200;
      const tried = solid(moved <= 0 ? black : moved >= 1 ? white : fromOklab(moved, a, b));
      if (does(tried)) return tried;
    }
  return color;
}

const shown = (values: readonly number[]): RGB =>
  values.map((value) => Math.round(255 * Math.min(Math.max(value, 0), 1)));

/** Channels as light adds up, 0 to 1. */
const linear = (rgb: RGB) =>
  rgb.map((value) => (value > 10 ? ((value / 255 + 0.055) / 1.055) ** 2.4 : value / 3294.6)) as [
    number,
    number,
    number,
  ];

function luminance(rgb: RGB): number {
  const [r, g, b] = linear(rgb);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

// Lightness as people see it, and hue apart from it: https://bottosson.github.io/posts/oklab

function toOklab(rgb: RGB): [lightness: number, a: number, b: number] {
  const [r, g, b] = linear(rgb);
  const l = Math.cbrt(0.41222 * r + 0.53633 * g + 0.05145 * b);
  const m = Math.cbrt(0.2119 * r + 0.6807 * g + 0.1074 * b);
  const s = Math.cbrt(0.0883 * r + 0.28172 * g + 0.62998 * b);
  return [
    0.21045 * l + 0.79362 * m - 0.00407 * s,
    1.978 * l - 2.42859 * m + 0.45059 * s,
    0.0259 * l + 0.78277 * m - 0.80867 * s,
  ];
}

/** Colourfulness that a screen does not have is given up, so that the hue stays. */
function fromOklab(lightness: number, a: number, b: number): RGB {
  const l = (lightness + 0.39634 * a + 0.2158 * b) ** 3;
  const m = (lightness - 0.10556 * a - 0.06385 * b) ** 3;
  const s = (lightness - 0.08948 * a - 1.29149 * b) ** 3;
  const values = [
    4.07674 * l - 3.30771 * m + 0.23097 * s,
    -1.26844 * l + 2.60976 * m - 0.34132 * s,
    -0.0042 * l - 0.70342 * m + 1.70762 * s,
  ].map((value) => (value > 0.0031308 ? 1.055 * value ** (1 / 2.4) - 0.055 : 12.92 * value));
  const isWide = values.some((value) => value < -0.002 || value > 1.002);
  return isWide && Math.hypot(a, b) > 0.002 ? fromOklab(lightness, a * 0.95, b * 0.95) : shown(values);
}
