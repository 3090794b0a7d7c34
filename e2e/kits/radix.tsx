import * as Dialog from '@radix-ui/react-dialog';
import { draw, Inside, useTheirs } from './page.js';

draw(function Radix() {
  const { theirs, setTheirs, opener } = useTheirs();
  return (
    <Dialog.Root open={theirs} onOpenChange={setTheirs}>
      {opener}
      <Dialog.Portal>
        <Dialog.Overlay />
        <Dialog.Content aria-describedby={undefined}>
          <Dialog.Title>Theirs</Dialog.Title>
          <Inside />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
});
