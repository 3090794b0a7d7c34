import type { Beneficiary, CallInput, WireBeneficiary } from '@connect-layer/protocol';
import { idOf } from '../chance.js';
import type { Customer } from '../customer.js';
import { rulesOf } from '../banks/rules.js';
import { accountAt, compact } from '../state/users.js';
import type { HeldBeneficiary } from '../state/state.js';
import { failed, type Failed } from './failed.js';

/** The two lists of people to be paid that a user has. */
export type Book = 'beneficiaries' | 'wireBeneficiaries';

type Input = CallInput<'createBeneficiary'>;
type Numbers = Pick<Input, 'iban' | 'accountNumber'>;

/** Adds somebody to be paid. */
export function add(customer: Customer, book: Book, input: Input, now: number): HeldBeneficiary | Failed {
  const { user, bank } = customer;
  const { name, iban, accountNumber, routingNumber, bankName } = input;
  if (iban === undefined && accountNumber === undefined)
    return failed('PARAMETER_MISSING', { msg: "The 'iban' or the 'accountNumber' field is required." });
  if (find(customer, book, input)) return failed('BENEFICIARY_ALREADY_EXISTS');
  const beneficiary: HeldBeneficiary = {
    id: idOf(`${bank.id}/${user.userUUID}/${book}/${compact(iban ?? '')}/${compact(accountNumber ?? '')}`),
    name,
    type: typeOf(customer, input),
    since: now,
    ...(iban !== undefined && { iban }),
    ...(accountNumber !== undefined && { accountNumber }),
    ...(routingNumber !== undefined && { routingNumber }),
    ...(bankName !== undefined && { bankName }),
  };
  user[book].push(beneficiary);
  return beneficiary;
}

/** The beneficiary with this IBAN or this number. */
export const find = ({ user }: Customer, book: Book, { iban, accountNumber }: Numbers) =>
  user[book].find((other) => isSame(other.iban, iban) || isSame(other.accountNumber, accountNumber));

const isSame = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && compact(a) === compact(b);

/** What is left of the time for which somebody new cannot be paid, in whole hours; 0 when it is over. */
export function coolDown({ bank }: Customer, { since }: { since?: number }, now: number): number {
  const { coolDown: hours = 0 } = rulesOf(bank);
  return since === undefined ? 0 : Math.max(0, Math.ceil(hours - (now - since) / 3_600_000));
}

/** As the caller says, or as the numbers tell. */
function typeOf({ bank, user, ledger }: Customer, input: Input): HeldBeneficiary['type'] {
  const { type, iban, country = '' } = input;
  if (type === 'own' || type === 'same' || type === 'local' || type === 'intl') return type;
  const account = accountAt(ledger.state, input);
  if (account && user.accounts.includes(account)) return 'own';
  if (iban && compact(iban).startsWith(bank.id.replaceAll('_', ''))) return 'same';
  return /^[A-Z]{2}$/.test(country) && country !== bank.country ? 'intl' : 'local';
}

/** The beneficiary as answers have it. */
export function view(customer: Customer, held: HeldBeneficiary, now: number): Beneficiary {
  const { id, name, iban, accountNumber, type } = held;
  const status = coolDown(customer, held, now) > 0 ? 'waiting_for_confirmation' : 'approved';
  return {
    ...{
      id,
      name,
      ...(iban !== undefined && { iban }),
      ...(accountNumber !== undefined && { accountNumber }),
    },
    ...{ status, type },
  };
}

export const wireView = (customer: Customer, held: HeldBeneficiary, now: number): WireBeneficiary => ({
  ...view(customer, held, now),
  routingNumber: held.routingNumber ?? '',
  ...(held.bankName !== undefined && { bankName: held.bankName }),
});
