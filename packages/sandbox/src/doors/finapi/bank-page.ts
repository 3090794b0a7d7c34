import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { document } from './document.js';
import { loggedIn, reject } from './form-flow.js';
import { placeOf } from './forms.js';
import { personaFor } from './personas.js';
import type { Form } from './state.js';
import type { World } from './world.js';

/** The page of a bank to which a form sends its people, and `/callback`, to which the bank sends them back. */
export function bankPage(
  world: World,
  page: (c: Context, form: Form, world: World) => Response | Promise<Response>,
): Hono {
  const app = new Hono();

  app.get('/bank/:id', (c) => {
    const form = world.state.forms.get(c.req.param('id'));
    const state = c.req.query('state') ?? '';
    if (form?.step.at !== 'leave' || form.visit !== state) return c.text('This page is no longer good.', 404);
    const name = placeOf(form)?.bank.name ?? 'Bank';
    return document(
      c,
      { heading: name, text: ['This is the page of the bank itself.'], fields: [], buttons: [] },
      html`<form method="get" action="/callback" autocomplete="off">
        <input type="hidden" name="state" value="${state}" />
        <label>User name <input type="text" name="user" /></label>
        <p>
          <button name="result" value="confirm">Log in and confirm</button>
          <button name="result" value="cancel">Cancel</button>
        </p>
      </form>`,
    );
  });

  app.get('/callback', (c) => {
    const { state, user = '', result } = c.req.query();
    const form = [...world.state.forms.values()].find(({ visit }) => visit !== undefined && visit === state);
    if (!form) return c.text('Nobody is waiting for this.', 404);
    if (form.step.at === 'leave') {
      const persona = personaFor(user.trim(), user.trim());
      if (result !== 'confirm') form.step = { at: 'leave', error: 'The bank has not confirmed it.' };
      else if (persona) loggedIn(form, { name: user.trim(), stored: true }, persona, world);
      else reject(form, world);
    }
    if (!form.embedded) return page(c, form, world);
    const text = ['You can close this page and go on where you came from.'];
    return document(c, { heading: 'Go back', text, fields: [], buttons: [] }, html``);
  });
  return app;
}
