import { expect, waitUntil } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { oneOfEachStep } from '../testing/examples.js';
import { themeColors, type Theme, type ThemeOptions } from '../theme.js';
import type { DapiConnect } from './dapi-connect.js';
import { keepDressed, lookOf } from './dressing.js';
import { defineElements } from './elements.js';
import type { Look } from './look.js';
import { parts } from './parts.js';
import { propertyOf, schemeOf, settings } from './theming.js';

defineElements();

let element: DapiConnect;
let warnings: string[];
const { warn } = console;

beforeEach(async () => {
  warnings = [];
  console.warn = (message: string) => warnings.push(message);
  element = document.createElement('dapi-connect');
  document.body.append(element);
  element.show(oneOfEachStep.connected, () => {});
  await element.updateComplete;
});
afterEach(() => {
  console.warn = warn;
  element.remove();
  document.documentElement.removeAttribute('style');
});

/** What a colour looks like on another, by the browser's own reckoning: red, green and blue, 0 to 1. */
function seenOn(probe: HTMLElement, color: string, behind = [0, 0, 0]): number[] {
  probe.style.color = '';
  probe.style.color = `color-mix(in srgb, ${color}, ${color})`;
  const [r = 0, g = 0, b = 0, alpha = 1] = getComputedStyle(probe)
    .color.replace('srgb', '')
    .match(/-?[\d.]+(e-?\d+)?/g)!
    .map(Number);
  const clip = (value: number) => Math.round(Math.min(Math.max(value, 0), 1) * 255) / 255;
  return [r, g, b].map((value, i) => clip(value) * alpha + behind[i]! * (1 - alpha));
}

/** The contrast of two colours, as WCAG 2.2 defines it. */
function contrast(one: number[], other: number[]): number {
  const luminance = (rgb: number[]) => {
    const [r, g, b] = rgb.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

/** What stands on what, and how far apart the two have to be. */
const pairs: readonly [name: string, behind: string, ratio: number][] = [
  ...['text', 'muted', 'primary', 'danger', 'success'].flatMap((name) => [
    [name, 'surface', 4.5] as [string, string, number],
    [name, 'subtle', 4.5] as [string, string, number],
  ]),
  ['on-primary', 'fill', 4.5],
  ['control', 'surface', 3],
  ['focus', 'surface', 3],
  ['focus', 'subtle', 3],
];

/** The pairs that nobody could read. */
function unreadable({ tokens }: Look): string[] {
  const probe = element.shadowRoot!.appendChild(document.createElement('b'));
  const surface = seenOn(probe, tokens.surface!);
  const bad = pairs.flatMap(([name, on, ratio]) => {
    const behind = seenOn(probe, tokens[on]!, surface);
    const found = contrast(seenOn(probe, tokens[name]!, behind), behind);
    // Colours are eight bits on a screen; what is wider is measured a little differently.
    return found < ratio - 0.02 ? [`${name} on ${on}: ${found.toFixed(2)}`] : [];
  });
  probe.remove();
  return bad;
}

/** Random numbers that are the same in every run. */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe('a theme', () => {
  it('is repaired until all of it can be read: 2,000 random ones, light and dark', function () {
    this.timeout(120_000);
    const next = random(20261121);
    const whole = (most: number) => Math.floor(next() * most);
    const forms = [
      () => `#${whole(0x1000000).toString(16).padStart(6, '0')}`,
      () => `rgb(${whole(256)} ${whole(256)} ${whole(256)} / ${whole(101)}%)`,
      () => `hsl(${whole(360)} ${whole(101)}% ${whole(101)}%)`,
      () => `oklch(${whole(101)}% ${(next() * 0.4).toFixed(3)} ${whole(360)})`,
      () => `color(display-p3 ${next().toFixed(3)} ${next().toFixed(3)} ${next().toFixed(3)})`,
      () => ['white', 'black', 'gray', 'rebeccapurple', 'transparent', 'gold'][whole(6)]!,
    ];
    const color = () => forms[whole(forms.length)]!();
    for (let i = 0; i < 2000; i++) {
      const theme: Theme = {};
      for (const name of themeColors) if (next() < 0.7) theme[name] = { light: color(), dark: color() };
      for (const colorScheme of ['light', 'dark'] as const) {
        const bad = unreadable(lookOf(element, { theme: { ...theme, colorScheme } }));
        expect(bad, `${i}, ${colorScheme}: ${JSON.stringify(theme)}`).to.deep.equal([]);
      }
    }
  });

  const good: Theme = {
    colorScheme: 'light',
    surface: '#fffdf7',
    text: 'rgb(20 30 40)',
    muted: 'rgb(0 0 0 / 70%)',
    border: '#8a8a8a',
    primary: 'oklch(45% 0.2 300)',
    onPrimary: 'white',
    danger: 'hsl(0 80% 35%)',
    success: 'color(display-p3 0 0.35 0.1)',
    focus: 'rebeccapurple',
  };

  it('that can be read is left exactly as it is, without a word', () => {
    const { tokens } = lookOf(element, { theme: good });
    const probe = document.body.appendChild(document.createElement('b'));
    for (const name of themeColors) {
      const token = { onPrimary: 'on-primary', border: 'control' }[name as string] ?? name;
      expect(seenOn(probe, tokens[token]!), name).to.deep.equal(seenOn(probe, good[name] as string));
    }
    expect(seenOn(probe, tokens.fill!)).to.deep.equal(seenOn(probe, good.primary as string));
    probe.remove();
    expect(warnings).to.deep.equal([]);
  });

  it('that cannot be read keeps its hues, and the console says once what was changed', () => {
    const theme: Theme = { colorScheme: 'light', muted: '#cccccc', primary: '#ffd400' };
    const { tokens } = lookOf(element, { theme });
    lookOf(element, { theme });
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.match(
      /primary #ffd400 is shown as rgb\(\d+ \d+ \d+\) \(light\); muted #cccccc is shown as/,
    );
    const [red, green, blue] = tokens.primary!.match(/\d+/g)!.map(Number);
    expect(red! > blue! + 60 && green! > blue! + 50, `${tokens.primary} is no yellow`).to.equal(true);
    // The button itself stays the brand's, with black on it.
    const probe = document.body.appendChild(document.createElement('b'));
    expect(seenOn(probe, tokens.fill!)).to.deep.equal(seenOn(probe, '#ffd400'));
    expect(seenOn(probe, tokens['on-primary']!)).to.deep.equal([0, 0, 0]);
    probe.remove();
  });

  it('takes what it leaves out from the page, and else from what fits its surface', () => {
    document.documentElement.style.setProperty('--dapi-color-text', '#102030');
    document.documentElement.style.setProperty('--dapi-color-on-primary', 'no colour');
    const light = lookOf(element, { theme: { colorScheme: 'light', muted: '#444' } });
    expect(light.tokens.text).to.match(/^color/);
    expect(unreadable(light)).to.deep.equal([]);
    const dark = lookOf(element, { theme: { colorScheme: 'light', surface: '#101418' } });
    expect(dark.scheme).to.equal('dark');
    expect(unreadable(dark)).to.deep.equal([]);
  });

  it('may name measures in pixels', () => {
    const { tokens } = lookOf(element, { theme: { radius: 0, space: '0.3rem', font: 'serif' } });
    expect(tokens).to.include({ radius: '0px', space: '0.3rem', font: 'serif' });
  });

  it('comes under the names of the mobile SDKs, too', () => {
    const pair = { lightMode: '#123456', darkMode: '#abcdef' };
    const own = lookOf(element, { theme: { colorScheme: 'dark', primary: '#abcdef' } });
    expect(lookOf(element, { theme: { enforceTheme: 'dark', primaryColor: pair } })).to.deep.equal(own);
    expect(lookOf(element, { theme: 'dark', primaryColor: pair })).to.deep.equal(own);
    const light = lookOf(element, { theme: 'light', primaryColor: pair });
    expect(light).to.deep.equal(lookOf(element, { theme: { colorScheme: 'light', primary: '#123456' } }));
  });

  it('says nothing of the scheme: then the page does, and else the device', () => {
    const { style } = document.documentElement;
    const asked = (theme?: ThemeOptions['theme']) => schemeOf(element, theme ? { theme } : {});
    expect(asked()).to.equal('light dark');
    style.colorScheme = 'dark';
    expect(asked()).to.equal('dark');
    expect(asked({ primary: 'red' })).to.equal('dark');
    expect(asked('light')).to.equal('light');
    expect([asked('system'), asked('dynamic'), asked({ colorScheme: 'system' })]).to.deep.equal([
      'light dark',
      'light dark',
      'light dark',
    ]);
    style.colorScheme = '';
    const meta = document.head.appendChild(document.createElement('meta'));
    meta.name = 'color-scheme';
    meta.content = 'light';
    expect(asked()).to.equal('light');
    meta.remove();
  });
});

describe('what is worn', () => {
  const worn = (name: string) =>
    element.shadowRoot!.querySelector('dialog')!.style.getPropertyValue(`--${name}`);

  it('follows the page while the modal is open', async () => {
    keepDressed(element, {});
    element.requestUpdate();
    await element.updateComplete;
    const before = worn('primary');
    document.documentElement.style.setProperty('--dapi-color-primary', '#b00020');
    await new Promise((resolve) => setTimeout(resolve));
    expect(worn('primary'))
      .to.match(/^color/)
      .and.not.equal(before);
  });

  it('follows what the device prefers', async () => {
    await emulateMedia({ colorScheme: 'light' });
    keepDressed(element, { theme: { surface: { light: '#fff', dark: '#000' } } });
    element.requestUpdate();
    await element.updateComplete;
    expect(worn('surface')).to.equal('color(srgb 1 1 1)');
    await emulateMedia({ colorScheme: 'dark' });
    await waitUntil(() => worn('surface') === 'color(srgb 0 0 0)');
    await emulateMedia({ colorScheme: 'light' });
  });
});

describe('what a page may set', () => {
  const documented = async (column: RegExp) => {
    const readme = await (await fetch('/packages/connect/README.md')).text();
    return [...readme.matchAll(column)].map(([, name]) => name);
  };

  it('is in the README, and what is in the README can be set', async () => {
    const rows = /^\| `(\w+)` +\| `--dapi-[\w-]+` +\|/gm;
    expect(await documented(rows)).to.deep.equal([...settings]);
    expect(await documented(/^\| `\w+` +\| `(--dapi-[\w-]+)` +\|/gm)).to.deep.equal(settings.map(propertyOf));
  });

  it('are parts that are in the README, each of them at some step', async () => {
    expect(await documented(/^\| `([\w-]+)` +\| [A-Z]/gm)).to.deep.equal(Object.keys(parts));
    const found = new Set<string>();
    const gather = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        for (const part of element.part) found.add(part);
        if (element.shadowRoot) gather(element.shadowRoot);
      }
    };
    element.show(oneOfEachStep.consent, () => {});
    await waitUntil(() => element.shadowRoot!.querySelector('.facts')); // What is fetched later has come.
    for (const flow of Object.values(oneOfEachStep)) {
      if (flow.step === 'closed') continue;
      element.show(flow, () => {});
      await element.updateComplete;
      await waitUntil(() => flow.step !== 'search' || banksOf(element));
      gather(element.shadowRoot!);
    }
    expect([...found].sort()).to.deep.equal(Object.keys(parts).sort());
  });

  it('reaches parts inside of parts', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('dapi-connect::part(bank-row) { letter-spacing: 3px }');
    document.adoptedStyleSheets.push(sheet);
    element.show(oneOfEachStep.search, () => {});
    await waitUntil(() => banksOf(element));
    expect(getComputedStyle(banksOf(element)!).letterSpacing).to.equal('3px');
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  });
});

const banksOf = (modal: DapiConnect): Element | null | undefined =>
  modal.shadowRoot!.querySelector('dapi-institution-search')?.shadowRoot?.querySelector('[role=option]');
