import { bankOf, banks, searched } from './banks.js';
import { beginDownload } from './downloads.js';
import { endForm, placeOf, profileOf, waysIn } from './forms.js';
import { beginPayment, sendPayment } from './payments.js';
import { finapiCode, personaFor, personaNamed, procedures, type FinapiPersona } from './personas.js';
import type { Connection, Form } from './state.js';
import { accountTypes, type AccountType } from './wire.js';
import type { World } from './world.js';

/** How often somebody may be wrong. */
const attempts = 3;

/** What a person sends with a button of a form: its `do`, and the fields. */
export type Sent = Readonly<Record<string, string>>;

/** Opens a form: from now on it is in progress, for whoever holds the `visit`. */
export function openForm(form: Form, world: World): void {
  form.status = 'IN_PROGRESS';
  form.visit = crypto.randomUUID();
  const { purpose } = form;
  if (purpose.kind === 'update') {
    const connection = world.state.connections.get(purpose.connectionID);
    if (!connection) return endForm(form, 'COMPLETED_WITH_ERROR', world, 'INTERNAL_ERROR');
    form.bankID = connection.bank.id;
    form.bankingInterface = connection.interfaces[0]?.bankingInterface ?? 'XS2A';
    return askLogin(form);
  }
  if (purpose.kind === 'payment') {
    form.step = { at: 'review' };
    return;
  }
  if (form.bankID !== undefined) return enter(form, form.bankID, world);
  form.step = { at: 'bank', found: shown(form).map(({ id }) => id) };
}

/** Takes what a person has sent one step further. */
export function send(form: Form, sent: Sent, world: World): void {
  if (form.status !== 'IN_PROGRESS') return;
  if (sent.do === 'cancel') return abort(form, world);
  const { step } = form;
  switch (step.at) {
    case 'bank':
      return chooseBank(form, sent, world);
    case 'review':
      return review(form, world);
    case 'login':
      return login(form, step.tries, sent, world);
    case 'procedure': {
      const chosen = procedures.find(({ procedureId }) => procedureId === sent.procedure);
      if (chosen?.procedureId === 'decoupled') form.step = { at: 'app' };
      else if (chosen) form.step = { at: 'code', procedure: chosen.procedureId, tries: 0 };
      return;
    }
    case 'code':
      if (sent.code?.replace(/\s/g, '') === finapiCode) return finishRound(form, world);
      if (step.tries + 1 === attempts) return reject(form, world);
      form.step = { ...step, tries: step.tries + 1, error: 'That code is not right.' };
      return;
    case 'app':
      return finishRound(form, world);
    case 'leave':
    case 'end':
      return;
  }
}

function abort(form: Form, world: World): void {
  sendPayment(form, 'DISCARDED', world);
  // What was imported before the person left, stays.
  if (form.rounds.length > 0) return complete(form, world);
  endForm(form, 'ABORTED', world);
}

/** The bank does not want this person. */
export function reject(form: Form, world: World): void {
  sendPayment(form, 'NOT_SUCCESSFUL', world);
  endForm(form, 'COMPLETED_WITH_ERROR', world, 'BANK_SERVER_REJECTION');
}

/** The banks that this form offers. */
const shown = ({ purpose }: Form) =>
  banks.filter(
    ({ interfaces, isTestBank }) =>
      interfaces.length > 0 &&
      (!isTestBank ||
        (purpose.kind === 'payment'
          ? purpose.order.testBanks
          : purpose.kind === 'import' && purpose.wanted.testBanks)),
  );

function chooseBank(form: Form, { text, bank, do: button }: Sent, world: World): void {
  if (button !== 'search' && bank !== undefined) return enter(form, Number(bank), world);
  const offered = shown(form);
  const found = text ? searched(text).filter((one) => offered.includes(one)) : offered;
  form.step = {
    ...{ at: 'bank', found: found.map(({ id }) => id), ...(text !== undefined && { text }) },
    ...(found.length === 0 && { error: 'There is no such bank.' }),
  };
}

function enter(form: Form, bankID: number, world: World): void {
  const bank = bankOf(bankID);
  const way = bank && waysIn(form, bank)[0];
  if (!way) return endForm(form, 'COMPLETED_WITH_ERROR', world, 'NO_ACCOUNTS_FOR_TYPE_LIST');
  form.bankID = bankID;
  form.bankingInterface = way.bankingInterface;
  askLogin(form);
}

function askLogin(form: Form): void {
  const redirects = placeOf(form)?.way.properties.includes('REDIRECT_APPROACH');
  form.step = redirects ? { at: 'leave' } : { at: 'login', tries: 0 };
}

/** The person has confirmed what is to be paid; whoever is known already need not log in again. */
function review(form: Form, world: World): void {
  if (form.purpose.kind !== 'payment') return;
  const { accountID } = form.purpose.order;
  const account = accountID === undefined ? undefined : world.state.accounts.get(accountID);
  const connection = account && world.state.connections.get(account.connectionID);
  beginPayment(form, connection?.bank.id ?? form.bankID ?? 280001, world);
  if (!connection) {
    form.step = { at: 'bank', found: shown(form).map(({ id }) => id) };
    return;
  }
  form.bankID = connection.bank.id;
  const known = connection.interfaces.find(({ bankingInterface }) =>
    connection.bank.interfaces.some((one) => one.bankingInterface === bankingInterface && one.isPisSupported),
  );
  form.bankingInterface = known?.bankingInterface ?? 'XS2A';
  if (!known?.stored) return askLogin(form);
  loggedIn(form, { name: known.login, stored: true }, personaNamed(known.login), world);
}

function login(form: Form, tries: number, sent: Sent, world: World): void {
  const place = placeOf(form);
  if (!place) return endForm(form, 'COMPLETED_WITH_ERROR', world, 'UNDETERMINED_BANK');
  const [name = '', pin = ''] = place.way.loginCredentials.map((_, index) => sent[`field${index}`] ?? '');
  const persona = personaFor(name.trim(), pin);
  if (persona) return loggedIn(form, { name: name.trim(), stored: sent.store === 'on' }, persona, world);
  if (tries + 1 === attempts) return reject(form, world);
  form.step = { at: 'login', tries: tries + 1, error: 'The bank does not know this login.' };
}

/** Whoever the bank has let in, be it here or on its own page. */
export function loggedIn(
  form: Form,
  who: { name: string; stored: boolean },
  persona: FinapiPersona,
  world: World,
): void {
  form.login = who;
  if (persona.ends && form.purpose.kind !== 'payment')
    return endForm(form, 'COMPLETED_WITH_ERROR', world, persona.ends);
  const redirects = placeOf(form)?.way.properties.includes('REDIRECT_APPROACH');
  if (persona.authenticates && !redirects) form.step = { at: 'procedure' };
  else finishRound(form, world);
}

/** One way in is done. If it does not carry all that was asked for, and another one may, it goes round again. */
function finishRound(form: Form, world: World): void {
  const { login, bankingInterface } = form;
  if (!login || !bankingInterface) return;
  if (form.purpose.kind === 'payment') {
    sendPayment(form, undefined, world);
    return endForm(form, 'COMPLETED', world);
  }
  form.rounds.push({ bankingInterface, login: login.name, stored: login.stored });
  const next = form.purpose.kind === 'import' ? wayNeededNext(form) : undefined;
  if (!next) return complete(form, world);
  form.bankingInterface = next;
  askLogin(form);
}

function wayNeededNext(form: Form): Form['bankingInterface'] {
  const place = placeOf(form);
  if (!place || form.purpose.kind !== 'import') return undefined;
  const ways = waysIn(form, place.bank);
  const used = ways.filter((way) =>
    form.rounds.some((round) => round.bankingInterface === way.bankingInterface),
  );
  const missing = form.purpose.wanted.types.filter(
    (type) => !used.some((way) => way.aisAccountTypes.some((one: AccountType) => accountTypes[one] === type)),
  );
  return ways.find(
    (way) => !used.includes(way) && way.aisAccountTypes.some((type) => missing.includes(accountTypes[type])),
  )?.bankingInterface;
}

function complete(form: Form, world: World): void {
  const { purpose } = form;
  if (purpose.kind === 'payment') return;
  const connection =
    purpose.kind === 'update' ? world.state.connections.get(purpose.connectionID) : imported(form, world);
  if (!connection) return endForm(form, 'COMPLETED_WITH_ERROR', world, 'ENTITY_EXISTS');
  for (const { bankingInterface, login, stored } of form.rounds) {
    const known = connection.interfaces.find((one) => one.bankingInterface === bankingInterface);
    const consentExpires = world.now() + world.settings.consentLifetime;
    const renewed = {
      ...{ bankingInterface, login: known?.login ?? login, stored },
      ...(bankingInterface === 'XS2A' && { consentExpires }),
      userActionRequired: false,
    };
    if (known) Object.assign(known, renewed);
    else connection.interfaces.push(renewed);
  }
  form.connectionID = connection.id;
  beginDownload(connection, purpose.wanted, world);
  endForm(form, 'COMPLETED', world);
}

/** A new connection, unless this user has the same one already. */
function imported(form: Form, world: World): Connection | undefined {
  const { state } = world;
  const place = placeOf(form);
  const { purpose, login } = form;
  if (!place || !login || purpose.kind !== 'import') return undefined;
  const exists = [...state.connections.values()].some(
    ({ userID, bank, interfaces }) =>
      userID === form.userID &&
      bank.id === place.bank.id &&
      interfaces.some((one) => one.login === login.name),
  );
  if (exists && !purpose.duplicates) return undefined;
  const connection: Connection = {
    ...{ id: world.nextID(), userID: form.userID, bank: place.bank, name: purpose.bankName },
    ...{ imported: world.now(), maxDays: purpose.wanted.maxDays, interfaces: [], categorised: 0 },
    owners:
      purpose.wanted.owners && form.rounds.some(({ bankingInterface }) => bankingInterface === 'WEB_SCRAPER'),
  };
  state.connections.set(connection.id, connection);
  return connection;
}

/** Whether the person is spared the last page. */
export const skipsConfirmation = (form: Form, world: World): boolean =>
  profileOf(form, world)?.functionality?.skipConfirmationView === true;
