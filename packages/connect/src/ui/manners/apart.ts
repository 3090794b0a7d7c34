/** What a modal keeps to itself: by these, dialogs and shortcuts of the page take note of what happens outside of them. */
const own = [
  ...['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'dblclick', 'contextmenu'],
  ...['touchstart', 'touchmove', 'touchend', 'wheel', 'focusin', 'focusout', 'keydown', 'keyup', 'keypress'],
] as const;

/** The modals that are shown, the topmost last. */
const shown: HTMLElement[] = [];

/**
 * Keeps what happens in a modal from the page's own dialogs, which would take a click in it for one outside of
 * themselves, and its Escape for theirs. Returns what ends that.
 */
export function keepApart(modal: HTMLElement): () => void {
  const life = new AbortController();
  for (const type of own)
    modal.addEventListener(type, (event) => event.stopPropagation(), { signal: life.signal });

  // Some dialogs listen at the document, before anything reaches the modal. Escape is then passed on by hand.
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || shown.at(-1) !== modal) return;
    const [target] = event.composedPath();
    const isInside = event.composedPath().includes(modal);
    if (!isInside && target !== document.body) return;
    event.stopImmediatePropagation();
    if (!isInside || !target) return;
    const { key, code, isComposing } = event;
    const copy = new KeyboardEvent('keydown', { key, code, isComposing, bubbles: true, cancelable: true });
    target.dispatchEvent(copy);
    if (copy.defaultPrevented) event.preventDefault();
  };
  addEventListener('keydown', escape, { capture: true, signal: life.signal });

  shown.push(modal);
  return () => {
    life.abort();
    shown.splice(shown.indexOf(modal), 1);
  };
}
