/** The ways back of modals, for those that are opened from within. */
const known = new WeakMap<Element, () => void>();

/**
 * Remembers who has the focus as a modal opens. Returns what gives it back, for when the modal is gone: to the same
 * element, or, when that is gone too or can take none, to the nearest one that can. Where the focus is somewhere by then,
 * it stays.
 */
export function rememberFocus(modal: Element): () => void {
  const opener = focused();
  const top = document.activeElement;
  if (!opener || !top) return () => {};
  const beneath = known.get(top);
  // A range stays where the element was when the page takes it away.
  const spot = document.createRange();
  spot.selectNode(top);
  const giveBack = () => {
    if (focused() || take(opener)) return;
    if (beneath) return beneath();
    const order = [...document.querySelectorAll<HTMLElement>(focusable)];
    const after = order.findIndex((element) => spot.comparePoint(element, 0) >= 0);
    const nearest = after < 0 ? order.reverse() : [...order.slice(after), ...order.slice(0, after).reverse()];
    nearest.some(take);
  };
  known.set(modal, giveBack);
  return giveBack;
}

const focusable = 'a[href],button,input,select,textarea,summary,[contenteditable],[tabindex]'
  .split(',')
  .map((kind) => `${kind}:not([tabindex="-1"])`)
  .join();

/** What has the focus, in whatever shadow tree; nothing when it is only the page itself. */
function focused(): HTMLElement | undefined {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element && element !== document.body && element !== document.documentElement
    ? (element as HTMLElement)
    : undefined;
}

/** Whether an element takes the focus. The page does not scroll for it. */
function take(element: HTMLElement): boolean {
  element.focus({ preventScroll: true });
  return focused() === element || document.activeElement === element;
}
