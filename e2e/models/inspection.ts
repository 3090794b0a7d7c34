import type { Frame, Page } from '@playwright/test';

/** What is wrong with what is shown, each with the name of the element and what was measured. */
export interface Findings {
  /** Targets that are hard to hit: less than `target` pixels high or wide. */
  small: string[];
  /** Text that does not fit, and whatever lies outside of the window sideways. */
  cut: string[];
  /** What moves, or would. */
  moving: string[];
  /** Buttons that cannot be brought into view. */
  unreachable: string[];
}

/** The documents that the modal is drawn in: the page's, and the gateway's frame where that is shown. */
export async function documentsOf(page: Page): Promise<(Page | Frame)[]> {
  const isSecret = await page.locator('dapi-connect iframe.screen').count();
  const frame = page.frames().find((candidate) => candidate.url().includes('/connect/v1/frame'));
  return isSecret && frame ? [page, frame] : [page];
}

/** Looks at everything that the modal shows. */
export async function inspect(page: Page, target = 24): Promise<Findings> {
  const all: Findings = { small: [], cut: [], moving: [], unreachable: [] };
  for (const place of await documentsOf(page)) {
    const found = await place.evaluate(look, target);
    for (const [kind, names] of Object.entries(found)) all[kind as keyof Findings].push(...names);
  }
  return all;
}

/** Runs in the page, and in the frame. */
function look(target: number): Findings {
  const within = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      element,
      ...(element.shadowRoot ? within(element.shadowRoot) : []),
    ]);
  const host = document.querySelector('dapi-connect, dapi-form');
  if (!host?.shadowRoot) throw new Error('There is no modal.');
  const elements = within(host.shadowRoot);
  const shown = elements.filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && !element.closest('.visually-hidden, iframe.waiting');
  });
  const named = (element: Element, said: unknown) =>
    `${element.localName}.${element.className} “${element.textContent.trim().slice(0, 30)}”: ${String(said)}`;

  const targets = shown.filter((element) =>
    element.matches('button, a[href], input, select, textarea, summary, [role=option]'),
  );
  const small = targets.flatMap((element) => {
    const label =
      element.matches('[type=radio], [type=checkbox]') && (element as HTMLInputElement).labels?.[0];
    const { width, height } = (label || element).getBoundingClientRect();
    // Half a hair less is how browsers count.
    return Math.min(width, height) < target - 0.01 ? [named(element, `${width} × ${height}`)] : [];
  });

  const cut = shown.flatMap((element) => {
    // A row of the list shortens long names by itself; all of them are in the accessible name.
    if (element.parentElement?.closest('[role=option]')) return [];
    // A picture that somebody has enlarged is scrolled, with keys too.
    if (element.closest('[tabindex="0"]')) return [];
    const { left, right } = element.getBoundingClientRect();
    if (left < -0.5 || right > innerWidth + 0.5) return [named(element, `from ${left} to ${right}`)];
    // The list of banks shortens long names by itself; all of them are in the accessible name.
    if (element.closest('[role=option]') || element.localName === 'input') return [];
    const { overflowX, overflowY } = getComputedStyle(element);
    const overWide = element.scrollWidth > element.clientWidth + 1 && overflowX !== 'visible';
    const overHigh = element.scrollHeight > element.clientHeight + 1 && /hidden|clip/.test(overflowY);
    if (element.localName === 'dialog' || (!overWide && !overHigh)) return [];
    return [named(element, `${element.scrollWidth} × ${element.scrollHeight} in its box`)];
  });

  // A document knows nothing of what moves in its shadow roots.
  const roots = new Set(elements.map((element) => element.getRootNode() as ShadowRoot));
  const animations = [...roots].flatMap((root) => root.getAnimations());
  const moving = [
    ...animations.map((animation) => `an animation, ${animation.playState}`),
    ...shown.flatMap((element) =>
      [null, '::before', '::after', '::backdrop'].flatMap((pseudo) => {
        const { animationName, transitionDuration, transitionProperty } = getComputedStyle(element, pseudo);
        const isStill =
          animationName === 'none' && (transitionProperty === 'none' || /^[0s, ]+$/.test(transitionDuration));
        return isStill ? [] : [named(element, `${pseudo ?? ''} ${animationName} ${transitionDuration}`)];
      }),
    ),
  ];

  const unreachable = targets
    .filter((element) => element.matches('button, a[href]'))
    .flatMap((element) => {
      element.scrollIntoView({ block: 'nearest' });
      const { left, top, width, height } = element.getBoundingClientRect();
      const root = element.getRootNode() as ShadowRoot;
      const corners = [0.1, 0.5, 0.9].map((part) =>
        root.elementFromPoint(left + width / 2, top + height * part),
      );
      return corners.every((hit) => hit && element.contains(hit))
        ? []
        : [named(element, `at ${left}, ${top}`)];
    });

  return { small, cut, moving, unreachable };
}
