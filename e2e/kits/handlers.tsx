import { useEffect, useState } from 'react';
import { draw } from './page.js';

/** The widget as a component of React: made and ended by an effect, which strict mode runs twice. */
function Widget({ name }: { name: string }) {
  const [open, setOpen] = useState<() => void>();
  useEffect(() => {
    const note = (what: string) => () => window.callbacks.push([`${name} ${what}`]);
    const handler = window.Dapi!.create({
      environment: 'sandbox',
      ...{ appKey: 'sandbox-app', bundleID: 'sandbox-bundle', clientUserID: name },
      onReady: note('onReady'),
      onSuccessfulLogin: note('onSuccessfulLogin'),
      onFailedLogin: note('onFailedLogin'),
      onExit: note('onExit'),
    });
    window.callbacks.push([`${name} created`]);
    setOpen(() => handler.open);
    return () => handler.destroy();
  }, [name]);
  return (
    <button type="button" onClick={open}>
      Connect {name}
    </button>
  );
}

window.callbacks ??= [];

draw(function Handlers() {
  const [shown, show] = useState(true);
  return (
    <>
      {shown && <Widget name="one" />}
      {shown && <Widget name="two" />}
      <button type="button" onClick={() => show(!shown)}>
        Toggle
      </button>
    </>
  );
});
