import type { CDPSession, Page } from '@playwright/test';

/** What a page holds on to. */
export interface Held {
  nodes: number;
  documents: number;
  listeners: number;
  /** Of `setTimeout` and `setInterval`, those that have not run out. */
  timers: number;
  /** Observers of all kinds that have not been disconnected. */
  observers: number;
  sheets: number;
  /** Bytes, after what can be collected has been. */
  heap: number;
}

/** Counts what a page holds. To be made before the page is opened, so that it sees every timer and observer. */
export class Leaks {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  static async watch(page: Page): Promise<Leaks> {
    await page.addInitScript(countLive);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    return new Leaks(page, session);
  }

  async held(): Promise<Held> {
    for (let i = 0; i < 2; i++) await this.session.send('HeapProfiler.collectGarbage');
    const { metrics } = await this.session.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((metric) => metric.name === name)!.value;
    const { usedSize } = await this.session.send('Runtime.getHeapUsage');
    const own = await this.page.evaluate(() => ({
      timers: window.live.timers.size,
      observers: window.live.observers.size,
      sheets: document.adoptedStyleSheets.length,
    }));
    return {
      ...{ nodes: of('Nodes'), documents: of('Documents'), listeners: of('JSEventListeners') },
      ...own,
      heap: usedSize,
    };
  }
}

/** How much a value grows with each step: the slope of the line that fits best. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleX, middleY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const of = (weigh: (x: number, y: number) => number) =>
    points.reduce((sum, [x, y]) => sum + weigh(x - middleX, y - middleY), 0);
  return of((x, y) => x * y) / of((x) => x * x);
}

/** Chance that can be repeated: numbers from 0 to 1, the same ones for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

declare global {
  interface Window {
    live: { timers: Set<number>; observers: Set<object> };
  }
}

/** Runs in the page, before its scripts. */
function countLive(): void {
  const timers = new Set<number>();
  const observers = new Set<object>();
  window.live = { timers, observers };
  const { setTimeout, clearTimeout, setInterval, clearInterval } = window;
  type Started = (handler: (...given: unknown[]) => void, ...rest: unknown[]) => number;
  const counted = (start: Started, once: boolean) =>
    function (handler: (...given: unknown[]) => void, ...rest: unknown[]): number {
      const id: number = start(
        function (...given) {
          if (once) timers.delete(id);
          handler(...given);
        },
        ...rest,
      );
      timers.add(id);
      return id;
    };
  const ended = (clear: (id?: number) => void) =>
    function (id?: number): void {
      if (id !== undefined) timers.delete(id);
      clear(id);
    };
  Object.assign(window, {
    setTimeout: counted(setTimeout.bind(window) as Started, true),
    setInterval: counted(setInterval.bind(window) as Started, false),
    clearTimeout: ended(clearTimeout.bind(window)),
    clearInterval: ended(clearInterval.bind(window)),
  });
  for (const Kind of [MutationObserver, ResizeObserver, IntersectionObserver, PerformanceObserver]) {
    const { observe, disconnect } = Kind.prototype as unknown as Record<
      string,
      (...given: unknown[]) => void
    >;
    Object.assign(Kind.prototype, {
      observe(this: object, ...given: unknown[]) {
        observers.add(this);
        observe!.apply(this, given);
      },
      disconnect(this: object) {
        observers.delete(this);
        disconnect!.call(this);
      },
    });
  }
}
