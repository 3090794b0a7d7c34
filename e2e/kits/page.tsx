import { StrictMode, useEffect, useState, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

/** What is in each kit's dialog: a field, and a button that opens ours. */
export const Inside = (): ReactNode => (
  <>
    <label>
      Their field <input />
    </label>
    <button type="button" onClick={() => window.handler.open()}>
      Connect from theirs
    </button>
  </>
);

/** Whether a kit's dialog is shown; a button of the page shows it. */
export function useTheirs(): { theirs: boolean; setTheirs: (shown: boolean) => void; opener: ReactNode } {
  const [theirs, setTheirs] = useState(false);
  useEffect(() => {
    document.documentElement.dataset['theirs'] = String(theirs);
  }, [theirs]);
  const opener = (
    <button type="button" onClick={() => setTheirs(true)}>
      Open theirs
    </button>
  );
  return { theirs, setTheirs, opener };
}

/** Draws a page's part, checked as strictly as React can. */
export function draw(Part: () => ReactNode): void {
  const root = document.body.appendChild(document.createElement('div'));
  createRoot(root).render(
    <StrictMode>
      <Part />
    </StrictMode>,
  );
}
