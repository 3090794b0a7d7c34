import { render } from 'lit';
import { createApp } from './app/app.js';
import { page } from './app/page.js';

const root = document.querySelector<HTMLElement>('#app')!;
root.replaceChildren();

const app = createApp((state) => render(page(state, app), root), focusHeading);
app.start();

/** The button that opened the widget is gone with the landing; whoever uses a keyboard goes on from the top. */
function focusHeading(): void {
  setTimeout(() => {
    if (document.activeElement === document.body) root.querySelector('h1')?.focus();
  });
}
