import Modal from 'bootstrap/js/dist/modal';
import styles from 'bootstrap/dist/css/bootstrap.css?inline';
import { useEffect, useRef } from 'react';
import { draw, Inside, useTheirs } from './page.js';

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

draw(function Bootstrap() {
  const { theirs, setTheirs, opener } = useTheirs();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const modal = Modal.getOrCreateInstance(element.current!);
    const hidden = () => setTheirs(false);
    element.current?.addEventListener('hidden.bs.modal', hidden, { once: true });
    if (theirs) modal.show();
  }, [theirs, setTheirs]);
  return (
    <>
      {opener}
      <div ref={element} className="modal" tabIndex={-1} aria-label="Theirs">
        <div className="modal-dialog">
          <div className="modal-content">
            <Inside />
          </div>
        </div>
      </div>
    </>
  );
});
