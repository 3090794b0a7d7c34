import { bankOf, type Bank, type BankInterface } from './banks.js';
import { missing } from './errors.js';
import type { Form, Profile, User } from './state.js';
import { accountTypes, formTime, isFinal, type FormStatus } from './wire.js';
import type { World } from './world.js';

/** Makes a form that nobody has opened yet. */
export function newForm(
  user: Pick<User, 'id'>,
  about: Pick<Form, 'type' | 'purpose' | 'profileID' | 'finalised'> & { bankID?: number | undefined },
  world: World,
): Form {
  const { bankID, ...rest } = about;
  const now = world.now();
  const form: Form = {
    ...{ id: crypto.randomUUID(), userID: user.id, ...rest, status: 'NOT_YET_OPENED' },
    ...{ created: now, expires: now + world.settings.formLifetime },
    ...{ step: { at: 'bank', found: [] }, embedded: false, returns: {}, rounds: [] },
    ...(bankID !== undefined && { bankID }),
  };
  world.state.forms.set(form.id, form);
  return form;
}

/** A form of this user; somebody else's does not exist. */
export function ownForm(id: string, user: User, { state }: World): Form {
  const found = state.forms.get(id);
  if (found?.userID !== user.id) throw missing('web form');
  return found;
}

/** Ends a form, and tells whoever wanted to be told; a form that has ended stays as it is. */
export function endForm(form: Form, status: FormStatus, world: World, errorCode?: Form['errorCode']): void {
  if (isFinal(form.status)) return;
  form.status = status;
  form.step = { at: 'end' };
  if (errorCode) form.errorCode = errorCode;
  if (status !== 'CANCELLED') world.call(form.finalised, { webFormId: form.id, status });
}

/** A form as the wire has it. `origin` is where it can be opened. */
export function formView(form: Form, origin: string, { settings }: World) {
  const { id, created, expires, type, status } = form;
  return {
    id,
    url: `${origin}/wf/${id}`,
    createdAt: formTime(created, settings.formTimes),
    expiresAt: formTime(expires, settings.formTimes),
    type,
    status,
    payload: payloadOf(form),
  };
}

/** The one id that matters, null until the form has ended and there is something. */
function payloadOf({ type, status, connectionID, paymentID, errorCode }: Form) {
  const known = isFinal(status);
  const isPayment = type === 'PAYMENT_WITH_ACCOUNT_ID' || type === 'STANDALONE_PAYMENT';
  return {
    ...(isPayment
      ? { paymentId: (known ? paymentID : undefined) ?? null }
      : { bankConnectionId: (known ? connectionID : undefined) ?? null }),
    ...(errorCode && { errorCode, errorMessage: `The form ended with ${errorCode}.` }),
  };
}

/** How a form is to look and behave: the profile that it names, else the one for all. */
export const profileOf = ({ profileID }: Form, { state }: World): Profile | undefined =>
  profileID === undefined
    ? [...state.profiles.values()].find(({ isDefault }) => isDefault)
    : state.profiles.get(profileID);

/** The ways in to a bank that a form may use, best first. */
export function waysIn(form: Form, bank: Bank): BankInterface[] {
  const best = ['XS2A', 'FINTS_SERVER', 'WEB_SCRAPER'];
  const { purpose } = form;
  const mayUse = (one: BankInterface) => {
    if (purpose.kind === 'payment') return one.isPisSupported;
    const { interfaces, types } = purpose.wanted;
    return (
      one.isAisSupported &&
      (interfaces.length === 0 || interfaces.includes(one.bankingInterface)) &&
      (types.length === 0 || one.aisAccountTypes.some((type) => types.includes(accountTypes[type])))
    );
  };
  return bank.interfaces
    .filter(mayUse)
    .toSorted((a, b) => best.indexOf(a.bankingInterface) - best.indexOf(b.bankingInterface));
}

/** The bank of a form and the way in that is used in this round. */
export function placeOf(form: Form): { bank: Bank; way: BankInterface } | undefined {
  const bank = form.bankID === undefined ? undefined : bankOf(form.bankID);
  const way = bank?.interfaces.find(({ bankingInterface }) => bankingInterface === form.bankingInterface);
  return bank && way && { bank, way };
}
