/**
 * Holds the page still behind a modal, without moving anything on it. Returns what lets go.
 *
 * A sheet of its own does it, so that the page's attributes and styles are the same before, meanwhile and after.
 */
export function holdStill(): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules());
  document.adoptedStyleSheets.push(sheet);
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

function rules(): string {
  const page = document.documentElement;
  const { overflowX, overflowY, scrollbarGutter } = getComputedStyle(page);
  // Where a scrollbar takes room, its place is kept, as it is where another modal keeps it; else none is made.
  const takesRoom = innerWidth > page.clientWidth;
  const gutter = scrollbarGutter === 'auto' && takesRoom ? 'stable' : scrollbarGutter;
  // What `body` says of overflow is the window's as long as `html` says nothing, and would now become its own.
  const isOfBody = overflowX === 'visible' && overflowY === 'visible';
  return `html { overflow: hidden !important; scrollbar-gutter: ${gutter} !important; }
    ${isOfBody ? 'body { overflow: visible !important; }' : ''}`;
}
