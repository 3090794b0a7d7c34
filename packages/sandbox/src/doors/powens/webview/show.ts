import { html } from 'hono/html';
import { culprit, loginFields } from '../connections.js';
import {
  connectorOf,
  connectors,
  usableSources,
  type Connector,
  type ConnectorSource,
} from '../connectors.js';
import { fieldsFor } from '../fields.js';
import type { Connection, HeldAccount, Visit, World } from '../state.js';
import { awaitApproval } from '../sync.js';
import { connectionOf, offered } from './choice.js';
import { inputs } from './fields.js';
import { cancel, codeForm, complaint, form, type Markup, type Shown } from './page.js';

/** What the person sees of adding a bank, or of mending one. */
export function show(world: World, visit: Visit): Shown {
  const connection = connectionOf(world, visit);
  const connector = connectorOf(visit.connector ?? connection?.connector ?? '');
  if (!connector) return { title: 'Choose your bank', body: picker(visit) };
  const title = connector.name;
  const alert = complaint(visit.complaint);
  if (!connection)
    return { title, body: [alert, sourceForm(connector, usableSources(connector)[0], visit, false)] };
  const blocking = culprit(connection);
  if (!blocking) {
    const next = nextSource(connection, connector, visit);
    if (next) return { title, body: [alert, sourceForm(connector, next, visit, true)] };
    return { title, body: accountsForm(offered(world, connection, visit), alert) };
  }
  const said = html`<p>${blocking.message ?? ''}</p>`;
  switch (blocking.state) {
    case 'additionalInformationNeeded':
      return { title, body: [alert, codeForm()] };
    case 'SCARequired':
      return {
        title,
        body: [
          html`<p>Your bank wants you to identify yourself.</p>`,
          form([], { next: 'Continue', ...cancel }),
        ],
      };
    case 'decoupled':
      awaitApproval(blocking, world);
      return {
        title,
        body: [html`<p>Approve the login in the app of your bank.</p>`, form([], cancel)],
        refresh: 1,
      };
    case 'validating':
      return { title, body: [html`<p>Waiting for your approval…</p>`, form([], cancel)], refresh: 1 };
    case 'webauthRequired':
      return {
        title,
        body: [
          html`<p>Your bank wants you on its own page.</p>`,
          form([], { bank: 'Go to the bank', ...cancel }),
        ],
      };
    case 'wrongpass':
    case 'passwordExpired':
      return {
        title,
        body: [alert, said, form(inputs(loginFields(connection, blocking)), { renew: 'Log in', ...cancel })],
      };
    default:
      return {
        title,
        body: [
          html`<p role="alert">The bank cannot be read at the moment (${blocking.state}).</p>`,
          form([], { accept: 'Go on without it', ...cancel }),
        ],
      };
  }
}

function picker({ query }: Visit): Markup {
  const wanted = [query.connector_ids, query.connector_uuids].flatMap((list) => list?.split(',') ?? []);
  const countries = query.connector_country?.toUpperCase().split(',');
  const list = connectors
    .filter(({ hidden, restricted }) => !hidden && !restricted)
    .filter(({ id, uuid }) => wanted.length === 0 || wanted.includes(uuid) || wanted.includes(String(id)))
    .filter(({ country }) => !countries || countries.includes(country));
  return form([], {
    ...Object.fromEntries(list.map(({ uuid, name }) => [`choose:${uuid}`, name])),
    ...cancel,
  });
}

function sourceForm(
  connector: Connector,
  source: ConnectorSource | undefined,
  { connection, skipped: _, query }: Visit,
  isMore: boolean,
): Markup {
  if (!source) return html`<p role="alert">This bank cannot be connected at the moment.</p>`;
  const added =
    isMore && connection !== undefined
      ? connector.sources.filter(({ priority }) => priority < source.priority).map(({ name }) => name)
      : [];
  const known = Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name.replace(`${connector.uuid}.`, ''), value]),
  );
  const fields = inputs(fieldsFor(connector, source, added), known);
  const more = isMore ? html`<p>There are more accounts to be had here (${source.name}).</p>` : html``;
  const goes = source.mechanism === 'webauth' ? 'Go to the bank' : 'Log in';
  return form([more, ...fields], {
    [`add:${source.name}`]: goes,
    ...(isMore ? { [`skip:${source.name}`]: 'Not these' } : {}),
    ...cancel,
  });
}

const nextSource = ({ sources }: Connection, connector: Connector, { flow, skipped = [] }: Visit) =>
  flow === 'reconnect'
    ? undefined
    : usableSources(connector).find(
        ({ name }) => !sources.some((source) => source.name === name) && !skipped.includes(name),
      );

const accountsForm = (accounts: readonly HeldAccount[], alert: Markup): Markup =>
  form(
    [
      alert,
      html`<p>Which accounts do you want to share?</p>`,
      ...accounts.map(
        ({ id, name, number }) =>
          html`<label class="check"
            ><input type="checkbox" name="account:${id}" value="on" checked />${name} ·
            ${number.slice(-4)}</label
          >`,
      ),
    ],
    { share: 'Share these accounts', ...cancel },
  );
