import type { ReactiveControllerHost } from 'lit';

/** Less than this is a bar of the browser, not a keyboard. In pixels. */
const least = 120;

/**
 * Tells how much of the page an on-screen keyboard covers.
 *
 * It lies over the page without making it smaller, so that what stands at the bottom would be under it.
 */
export function watchKeyboard(host: ReactiveControllerHost, tell: (covered: number) => void): void {
  const viewport = window.visualViewport;
  const measure = () => {
    if (!viewport || viewport.scale > 1.01) return; // Zoomed in, less is seen, but nothing is covered.
    const covered = innerHeight - viewport.height - viewport.offsetTop;
    tell(covered < least ? 0 : Math.round(covered));
  };
  host.addController({
    hostConnected: () => viewport?.addEventListener('resize', measure),
    hostDisconnected: () => viewport?.removeEventListener('resize', measure),
  });
}
