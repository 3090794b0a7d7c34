import { Dialog, DialogPanel, DialogTitle } from '@headlessui/react';
import { draw, Inside, useTheirs } from './page.js';

draw(function Headless() {
  const { theirs, setTheirs, opener } = useTheirs();
  return (
    <>
      {opener}
      <Dialog open={theirs} onClose={setTheirs}>
        <DialogPanel>
          <DialogTitle>Theirs</DialogTitle>
          <Inside />
        </DialogPanel>
      </Dialog>
    </>
  );
});
