import { Hono, type Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import * as v from 'valibot';
import { bankPage } from './bank-page.js';
import { bundle } from './bundle.js';
import { document } from './document.js';
import { openForm, send, type Sent } from './form-flow.js';
import { viewOf, type Field } from './form-view.js';
import { endForm } from './forms.js';
import type { Form } from './state.js';
import { isFinal } from './wire.js';
import type { World } from './world.js';

/** What a person opens: the form as a page, the form inside another page, the bank's own page and the way back from it. */
export function formPage(world: World): Hono {
  const app = new Hono();
  const formOf = (c: Context) => world.state.forms.get(c.req.param('id') ?? '');
  const visited = (c: Context, visit: unknown): Form | undefined => {
    const form = formOf(c);
    return form?.visit !== undefined && form.visit === visit ? form : undefined;
  };

  app.get('/wf/:id', (c) => {
    const form = formOf(c);
    if (!form) return errorPage(c, 'There is no such form.', 404);
    const isSame = form.visit !== undefined && getCookie(c, cookie) === form.visit;
    if (form.status === 'NOT_YET_OPENED') {
      form.returns = returnsOf(c);
      openForm(form, world);
      setCookie(c, cookie, form.visit ?? '', { path: `/wf/${form.id}`, httpOnly: true, sameSite: 'Lax' });
      return page(c, form, world);
    }
    if (!isSame) return errorPage(c, 'This form was opened already.', 409);
    // As finAPI does it: whoever loads the page again has lost the way.
    endForm(form, 'COMPLETED_WITH_ERROR', world, 'INTERRUPTED');
    return page(c, form, world);
  });

  app.post('/wf/:id', async (c) => {
    const sent = textsOf(await c.req.parseBody());
    const form = visited(c, sent.visit);
    if (!form) return errorPage(c, 'This form was opened somewhere else.', 409);
    send(form, sent, world);
    return page(c, form, world);
  });

  app.route('/', inside(world));
  app.route('/', bankPage(world, page));

  app.get('/finapi-webform2.js', (c) => {
    const tag = c.req.query('tagname') ?? 'finapi-webform2';
    if (!/^[a-z\d-]+-[a-z\d-]+$/.test(tag)) return errorPage(c, 'That is no name of an element.', 400);
    return c.body(bundle(tag), 200, { 'content-type': 'text/javascript; charset=utf-8' });
  });
  return app;
}

const cookie = 'finapi-visit';

const Opened = v.object({ visit: v.string(), sent: v.optional(v.record(v.string(), v.string()), {}) });

/** The same steps for the script that shows the form inside another page. Nobody knows finAPI's own; these are ours. */
function inside(world: World): Hono {
  const app = new Hono();
  app.use('/wf/:id/*', async (c, next) => {
    c.header('access-control-allow-origin', '*');
    c.header('access-control-allow-headers', 'content-type');
    if (c.req.method === 'OPTIONS') return c.body(null, 204);
    return next();
  });
  app.post('/wf/:id/open', (c) => {
    const form = world.state.forms.get(c.req.param('id'));
    if (!form) return c.json({ code: 'UNDEFINED_TOKEN' }, 404);
    if (form.status !== 'NOT_YET_OPENED') return c.json({ code: 'ALREADY_OPENED' }, 409);
    form.embedded = true;
    openForm(form, world);
    return c.json({ visit: form.visit, view: viewOf(form, world) });
  });
  app.post('/wf/:id/step', async (c) => {
    const body = v.safeParse(Opened, await c.req.json().catch(() => undefined));
    const form = world.state.forms.get(c.req.param('id'));
    if (!body.success || form?.visit !== body.output.visit) return c.json({ code: 'UNEXPECTED' }, 409);
    if (body.output.sent.do !== undefined) send(form, body.output.sent, world);
    return c.json({ view: viewOf(form, world) });
  });
  return app;
}

/** Where the address of the page says that the person goes from here. Only web pages and apps, no scripts. */
function returnsOf(c: Context): Form['returns'] {
  const asked = (name: string) => {
    const text = c.req.query(name);
    if (text === undefined || !URL.canParse(text)) return undefined;
    return /^(javascript|data|vbscript):$/.test(new URL(text).protocol) ? undefined : text;
  };
  const [done, error, abort, support] = [
    ...[asked('redirectUrl'), asked('errorRedirectUrl'), asked('abortRedirectUrl')],
    asked('customerSupportUrl'),
  ];
  return {
    ...(done && { done }),
    ...(error && { error }),
    ...(abort && { abort }),
    ...(support && { support }),
  };
}

const textsOf = (body: Record<string, unknown>): Sent =>
  Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

/** A form, as a page of its own. */
function page(c: Context, form: Form, world: World) {
  const view = viewOf(form, world);
  const { end } = view;
  const target = end?.href;
  return document(
    c,
    view,
    html`${
      end && target !== undefined ? html`<p><a href="${target}">Continue</a></p>` : ''
    }${view.leaves ? html`<p><a href="${view.leaves.href}">${view.leaves.label}</a></p>` : ''}${
      isFinal(form.status)
        ? ''
        : html`<form method="post" action="/wf/${form.id}" autocomplete="off">
            <input type="hidden" name="visit" value="${form.visit ?? ''}" />
            ${view.fields.map(fieldHTML)}
            <p>
              ${view.buttons.map((button) => html`<button name="do" value="${button.do}">${button.label}</button> `)}
            </p>
          </form>`
    }${view.support ? html`<p><a href="${view.support}">Get help</a></p>` : ''}`,
    target !== undefined && end?.atOnce ? target : undefined,
  );
}

const fieldHTML = ({ name, label, kind, options }: Field) => {
  if (kind === 'radio')
    return html`<fieldset>
      <legend>${label}</legend>
      ${(options ?? []).map(
        ({ value, label }, place) =>
          html`<label
            ><input type="radio" name="${name}" value="${value}" ${place === 0 ? 'checked' : ''} />
            ${label}</label
          >`,
      )}
    </fieldset>`;
  if (kind === 'checkbox') return html`<label><input type="checkbox" name="${name}" /> ${label}</label>`;
  return html`<label>${label} <input type="${kind}" name="${name}" /></label>`;
};

const errorPage = (c: Context, text: string, http: 400 | 404 | 409) =>
  document(
    c,
    { heading: 'That did not work', text: [text], fields: [], buttons: [] },
    html``,
    undefined,
    http,
  );
