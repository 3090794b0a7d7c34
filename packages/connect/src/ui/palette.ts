import type { ThemeColorName } from '../theme.js';
import { black, contrast, mix, seen, solid, standOut, white, type Color } from './contrast.js';

/** What is asked of what is read, and of what only has to be told apart (WCAG 1.4.3 and 1.4.11). */
const enough = { text: 4.5, shape: 3 };

export type Scheme = 'light' | 'dark';

/** Every colour that the modal's styles use, and those of the chosen ones that had to give way. */
export interface Palette {
  /** Whether the surface is. */
  isDark: boolean;
  colors: Readonly<Record<string, string>>;
  repaired: ReadonlyMap<ThemeColorName, string>;
}

/**
 * The colours of the modal, from those that are chosen and, for the others, how it comes on a light or dark surface.
 *
 * A chosen colour stays exactly as it is where it can be read, or told from what is behind it. The surface stays in
 * any case, but for its transparency: on any surface either black or white can be read.
 */
export function palette(
  chosen: Partial<Record<ThemeColorName, Color>>,
  scheme: Scheme,
  usual: (name: ThemeColorName | 'control' | 'on-primary', on: Scheme) => Color,
): Palette {
  const repaired = new Map<ThemeColorName, string>();
  const give = (name: ThemeColorName, used: Color): Color => {
    if (chosen[name] && chosen[name] !== used) repaired.set(name, used.css);
    return used;
  };

  const paper = chosen.surface ?? usual('surface', scheme);
  const surface = give('surface', paper.alpha < 1 ? solid(paper.rgb) : paper);
  const behind = seen(surface);
  const isDark = contrast(behind, white) > contrast(behind, black);
  const ink = isDark ? white : black;
  const tinted = mix(ink, behind, 0.05);
  // Behind what is set apart or pointed at. On a middle grey nothing could be read on any other than that grey.
  const subtle = contrast(tinted, ink) < enough.text ? behind : tinted;

  const side = isDark ? 'dark' : 'light';
  const or = (name: ThemeColorName) => chosen[name] ?? usual(name, side);
  const stand = (name: ThemeColorName, ratio: number) =>
    give(name, standOut(or(name), ratio, behind, subtle));

  // As text, the primary colour has to be read. As a button it stays as it is, and what stands on it is read.
  const primary = stand('primary', enough.text);
  const brand = or('primary');
  const fill = seen(brand, behind);
  const onFill = chosen.onPrimary
    ? seen(give('onPrimary', standOut(chosen.onPrimary, enough.text, fill)), fill)
    : [seen(usual('on-primary', side)), white, black].find((rgb) => contrast(rgb, fill) >= enough.text)!;
  return {
    isDark,
    repaired,
    colors: {
      surface: surface.css,
      text: stand('text', enough.text).css,
      muted: stand('muted', enough.text).css,
      border: or('border').css,
      control: standOut(chosen.border ?? usual('control', side), enough.shape, behind).css,
      primary: primary.css,
      fill: brand.css,
      'on-primary': solid(onFill).css,
      danger: stand('danger', enough.text).css,
      success: stand('success', enough.text).css,
      focus: (chosen.focus ? stand('focus', enough.shape) : primary).css,
      subtle: solid(subtle).css,
    },
  };
}
