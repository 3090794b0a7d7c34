import type { LitElement } from 'lit';
import { themeColors, themeOf, type ThemeColor, type ThemeColorName, type ThemeOptions } from '../theme.js';
import { parse, type Color } from './contrast.js';
import type { Look } from './look.js';
import { palette, type Scheme } from './palette.js';
import { propertyOf, schemeOf } from './theming.js';

/** Dresses the modal when it is drawn, and whenever the page or the device change their mind. */
export function keepDressed(host: LitElement & { dress(look: Look): void }, options: ThemeOptions): void {
  const dress = () => host.dress(lookOf(host, options));
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const page = new MutationObserver(dress);
  host.addController({
    hostUpdated: dress,
    hostConnected: () => {
      prefersDark.addEventListener('change', dress);
      for (const element of [document.documentElement, document.body])
        page.observe(element, { attributes: true });
    },
    hostDisconnected: () => {
      prefersDark.removeEventListener('change', dress);
      page.disconnect();
    },
  });
}

/**
 * How an element is to look: as its theme says, else as the page's CSS says, else as it comes; repaired.
 *
 * Says in the console, once, which colours were changed.
 */
export function lookOf(element: HTMLElement, options: ThemeOptions): Look {
  const theme = themeOf(options);
  const page = getComputedStyle(element);
  const probe = element.shadowRoot!.appendChild(document.createElement('i'));
  probe.style.forcedColorAdjust = 'none';
  /** The browser knows every form of a colour, and which ones mean nothing. */
  const read = (value: string | undefined, scheme: string): Color | undefined => {
    probe.style.colorScheme = scheme;
    probe.style.color = '';
    probe.style.color = `color-mix(in srgb, ${value}, ${value})`;
    return parse(getComputedStyle(probe).color);
  };
  const scheme = read('light-dark(#000, #fff)', schemeOf(element, options))?.rgb[0] ? 'dark' : 'light';

  const said: Partial<Record<ThemeColorName, string>> = {};
  const chosen: Partial<Record<ThemeColorName, Color>> = {};
  for (const name of themeColors)
    for (const value of [page.getPropertyValue(propertyOf(name)), valueOf(theme[name], scheme)]) {
      const color = value && read(value, scheme);
      if (color) [said[name], chosen[name]] = [value, color];
    }
  const usual = (name: string, side: Scheme) => read(`var(--${name})`, side)!;
  const { isDark, colors, repaired } = palette(chosen, scheme, usual);
  probe.remove();
  note([...repaired].map(([name, used]) => `${name} ${said[name]} is shown as ${used} (${scheme})`));

  const tokens: Record<string, string> = { ...colors };
  for (const name of ['radius', 'space', 'font'] as const) {
    const value = String(theme[name] ?? page.getPropertyValue(propertyOf(name)));
    if (value) tokens[name] = Number.isNaN(Number(value)) ? value : `${value}px`;
  }
  return { scheme: isDark ? 'dark' : 'light', tokens };
}

const valueOf = (color: ThemeColor | undefined, scheme: Scheme): string | undefined =>
  typeof color === 'object' ? (color?.[scheme] ?? color?.[`${scheme}Mode`]) : color;

const noted = new Set<string>();

/** Each repair is told once, however often the modal is opened. */
function note(repairs: readonly string[]): void {
  const news = repairs.filter((repair) => !noted.has(repair));
  if (news.length === 0) return;
  for (const repair of news) noted.add(repair);
  console.warn(`Connect Layer: these colours could not be read where they stand. ${news.join('; ')}.`);
}
