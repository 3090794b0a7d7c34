import { useEffect, useRef } from 'react';
import { draw, Inside, useTheirs } from './page.js';

draw(function Native() {
  const { theirs, setTheirs, opener } = useTheirs();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (theirs && !dialog.current?.open) dialog.current?.showModal();
  }, [theirs]);
  return (
    <>
      {opener}
      <dialog ref={dialog} aria-label="Theirs" onClose={() => setTheirs(false)}>
        <Inside />
      </dialog>
    </>
  );
});
