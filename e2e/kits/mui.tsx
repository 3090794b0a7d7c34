import Dialog from '@mui/material/Dialog';
import { draw, Inside, useTheirs } from './page.js';

draw(function Mui() {
  const { theirs, setTheirs, opener } = useTheirs();
  return (
    <>
      {opener}
      <Dialog open={theirs} onClose={() => setTheirs(false)} aria-label="Theirs" transitionDuration={0}>
        <Inside />
      </Dialog>
    </>
  );
});
