import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { connectorOf } from '../connectors.js';
import { found, Refused } from '../refusal.js';
import type { Visit, World } from '../state.js';
import { issue, shortLife } from '../tokens.js';
import { leave, open, visitOf } from '../visits.js';
import { act } from './act.js';
import { arrive } from './arrive.js';
import { letIn } from './bank.js';
import { show } from './show.js';
import { manage, showManage } from './manage.js';
import { complaint, form, page, style, type Deed, type Next } from './page.js';
import { pay, showPayment } from './payment.js';

const languages = ['en', 'fr', 'de', 'nl', 'pt', 'it', 'es'];

/** The hosted pages, and the page of the bank. */
export function webviewRoutes(world: World): Hono {
  const app = new Hono();
  const enter = (context: Context) => {
    const lang = context.req.param('lang');
    if (!lang || !languages.includes(lang)) throw new Refused('notFound');
    const visit = arrive(world, context);
    return context.redirect(`/webview/visit/${lang}/${open(world, visit)}`, 303);
  };
  app.get('/webview/style.css', (context) => context.body(style, 200, { 'content-type': 'text/css' }));
  app.get('/webview/done', (context) =>
    respond(
      context,
      'en',
      'You are done here',
      html`<p>Close this page and go back to where you came from.</p>`,
    ),
  );
  for (const path of ['/webview', '/2.0/auth/webview'])
    app.get(`${path}/:lang/:flow{connect|reconnect|manage|payment}`, enter);

  const at = '/webview/visit/:lang/:visit';
  app.get(at, (context) => {
    const name = context.req.param('visit');
    const visit = visitOf(world, name);
    const shown =
      visit.flow === 'payment'
        ? showPayment(world, visit)
        : visit.flow === 'manage'
          ? showManage(world, visit)
          : show(world, visit);
    delete visit.complaint;
    return respond(context, context.req.param('lang'), shown.title, shown.body, shown.refresh);
  });
  app.post(at, async (context) => {
    const name = context.req.param('visit');
    const visit = visitOf(world, name);
    const deed = await context.req.parseBody<Deed>();
    const next = await does(world, name, visit, deed);
    if ('leave' in next)
      return context.redirect(leave(world, name, visit, handedOver(world, visit, next.leave)), 303);
    return context.redirect('go' in next ? next.go : context.req.url, 303);
  });

  app.get('/bank/authorize', (context) => {
    const visit = visitOf(world, context.req.query('visit'));
    const { name } = found(connectorOf(visit.connector ?? connectorNameOf(world, visit)));
    const login = html`<label>Identifiant<input name="login" value="demo" required /></label>`;
    const body = [
      html`<p>Sandbox wants to read your accounts.</p>`,
      form(login, { allow: 'Allow', refuse: 'Refuse' }),
    ];
    return respond(context, 'fr', name, body);
  });
  app.post('/bank/authorize', async (context) => {
    const name = context.req.query('visit') ?? '';
    const visit = visitOf(world, name);
    const { action, login } = await context.req.parseBody<Deed>();
    const connection = action === 'allow' ? letIn(world, visit, login ?? 'demo') : undefined;
    if (visit.back === undefined)
      return context.redirect(
        leave(
          world,
          name,
          visit,
          connection
            ? { id_connection: String(connection.id) }
            : { error: 'access_denied', error_description: 'The user refused at the bank.' },
        ),
        303,
      );
    const waiting = visitOf(world, visit.back);
    world.state.visits.delete(name);
    if (!connection) waiting.complaint = 'You refused at the bank.';
    else if (waiting.connection === undefined)
      Object.assign(waiting, { connection: connection.id, made: true });
    return context.redirect(`/webview/visit/fr/${visit.back}`, 303);
  });
  return app;
}

const connectorNameOf = ({ state }: World, { connection }: Visit): string =>
  found(state.connections.get(connection ?? 0)).connector;

async function does(world: World, name: string, visit: Visit, deed: Deed): Promise<Next> {
  try {
    if (visit.flow === 'payment') return pay(world, visit, deed);
    if (visit.flow === 'manage') return manage(world, visit, deed);
    return await act(world, name, visit, deed);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    visit.complaint = error.bankMessage ?? error.description;
    return { stay: true };
  }
}

/** A person whose user was made here comes back with a code for it. */
const handedOver = (world: World, { user, isNewUser }: Visit, told: Record<string, string | undefined>) =>
  isNewUser && told.error === undefined
    ? { ...told, code: issue(world, { kind: 'code', user }, shortLife) }
    : told;

function respond(
  context: Context,
  lang: string,
  title: string,
  body: Parameters<typeof page>[1],
  refresh?: number,
) {
  const policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'";
  context.header('content-security-policy', policy);
  context.header('referrer-policy', 'no-referrer');
  context.header('cache-control', 'no-store');
  return context.html(page({ title, lang, ...(refresh !== undefined && { refresh }) }, body));
}

export const refusedPage = (description: string) =>
  page({ title: 'That did not work', lang: 'en' }, complaint(description));
