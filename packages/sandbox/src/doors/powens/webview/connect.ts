import { html } from 'hono/html';
import { accountsOf, setDisabled } from '../accounts.js';
import { add, addWithCredentials, culprit, loginFields, newConnection, stateOf } from '../connections.js';
import {
  connectorOf,
  connectors,
  usableSources,
  type Connector,
  type ConnectorSource,
} from '../connectors.js';
import { fieldsFor } from '../fields.js';
import type { Connection, HeldAccount, Visit, World } from '../state.js';
import { awaitApproval, begin, pass, renewal } from '../sync.js';
import { forgetConnection } from '../tokens.js';
import { update } from '../update.js';
import { inputs } from './fields.js';
import { complaint, form, type Markup } from './page.js';

/** What the person sees next, and when to look again if nothing is asked of them. */
export interface Shown {
  title: string;
  body: Markup | Markup[];
  refresh?: number;
}

/** What a person did on a page. */
export type Deed = Readonly<Record<string, string>> & { action: string };

/** What follows a deed: the same pages, another address, or the end with what is told to whoever sent the person. */
export type Next = { stay: true } | { go: string } | { leave: Record<string, string | undefined> };

const stay: Next = { stay: true };
const cancel = { cancel: 'Cancel' };

/** What the person sees of adding a bank, or of mending one. */
export function show(world: World, name: string, visit: Visit): Shown {
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
      return {
        title,
        body: [
          alert,
          form(
            html`<label
              >Code reçu par SMS<input name="openapisms" required autocomplete="one-time-code"
            /></label>`,
            {
              send: 'Send the code',
              ...cancel,
            },
          ),
        ],
      };
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

const connectionOf = ({ state }: World, { connection }: Visit): Connection | undefined =>
  connection === undefined ? undefined : state.connections.get(connection);

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

/** The accounts that may be chosen, as far as whoever sent the person wants any. */
function offered(world: World, { id, user }: Connection, { query }: Visit): HeldAccount[] {
  const listed = (name: string) => query[name]?.toLowerCase().split(',');
  const [types, usages, ibans] = [listed('account_types'), listed('account_usages'), listed('account_ibans')];
  return accountsOf(world, { user, connection: id, all: true })
    .filter(({ deleted }) => deleted === null)
    .filter(({ type }) => !types || types.includes(type))
    .filter(({ usage }) => !usages || usages.includes(usage.toLowerCase()))
    .filter(({ iban }) => !ibans || ibans.includes(iban?.toLowerCase() ?? ''));
}

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

/** Does what the person asked for. Whatever the bank refuses is thrown. */
export async function act(world: World, name: string, visit: Visit, deed: Deed): Promise<Next> {
  const { action, ...values } = deed;
  const connection = connectionOf(world, visit);
  const [verb, object = ''] = action.split(':');
  switch (verb) {
    case 'cancel':
      if (connection && visit.made) forgetConnection(world.state, connection.id);
      return { leave: { error: 'access_denied', error_description: 'The user cancelled.' } };
    case 'choose':
      visit.connector = object;
      return stay;
    case 'skip':
      visit.skipped = [...(visit.skipped ?? []), object];
      return stay;
    case 'add':
      return addSource(world, name, visit, connection, object, values);
    case 'bank':
      return { go: toBank(world, name, visit, culprit(connection!)!.name, {}) };
    case 'send':
    case 'next':
    case 'renew':
      await update(world, connection!, values, { source: culprit(connection!)?.name, background: true });
      return finished(world, visit);
    case 'accept': {
      const blocking = culprit(connection!);
      if (blocking) blocking.disabled = world.now();
      return stay;
    }
    case 'share':
      for (const account of offered(world, connection!, visit))
        setDisabled(world, account, values[`account:${account.id}`] === undefined);
      return { leave: visit.flow === 'reconnect' ? {} : { connection_id: String(connection!.id) } };
    default:
      return stay;
  }
}

/** Mending a bank is over once nothing is in the way. */
const finished = (world: World, visit: Visit): Next => {
  const connection = connectionOf(world, visit);
  return visit.flow === 'reconnect' && connection && stateOf(connection) === null ? { leave: {} } : stay;
};

async function addSource(
  world: World,
  name: string,
  visit: Visit,
  connection: Connection | undefined,
  source: string,
  values: Record<string, string>,
): Promise<Next> {
  const connector = connectorOf(visit.connector ?? connection?.connector ?? '')!;
  if (connector.sources.find((one) => one.name === source)?.mechanism === 'webauth')
    return { go: toBank(world, name, visit, source, values) };
  const made = await addWithCredentials(
    world,
    connection ?? { user: visit.user!, connector },
    source,
    values,
  );
  if (!connection) Object.assign(visit, { connection: made.id, made: true });
  return stay;
}

/** The page of the bank, which leads back here. */
function toBank(
  world: World,
  name: string,
  visit: Visit,
  source: string,
  values: Record<string, string>,
): string {
  const bank: Visit = {
    ...{ flow: 'authorize', user: visit.user, redirectURI: null, opaque: null, source, values, query: {} },
    ...(visit.connector !== undefined && { connector: visit.connector }),
    ...(visit.connection !== undefined && { connection: visit.connection }),
    ...{ back: name, expires: visit.expires },
  };
  const at = crypto.randomUUID();
  world.state.visits.set(at, bank);
  return `/bank/authorize?visit=${at}`;
}

/** The bank has let the person in on its own page: the connection goes on, or comes to be. */
export function letIn(world: World, visit: Visit, login: string): Connection {
  const { state } = world;
  const known = visit.connection === undefined ? undefined : state.connections.get(visit.connection);
  const name = visit.source!;
  const values = { ...visit.values, login };
  if (!known)
    return add(world, newConnection(world, visit.user!, connectorOf(visit.connector!)!), { name, values });
  const source = known.sources.find((one) => one.name === name);
  if (!source) return add(world, known, { name, values });
  if (source.state === 'webauthRequired') pass(world, known, source);
  return known;
}

/** Mending begins where the bank is at; one with which all is well is asked for a new consent. */
export function beginMending(world: World, { connection, query }: Visit): void {
  const mended = world.state.connections.get(connection!)!;
  const [source] = mended.sources;
  if (!source) return;
  if (query.reset_credentials === 'true') source.state = 'wrongpass';
  else if (stateOf(mended) === null) begin(world, mended, source, renewal(mended, source));
}
