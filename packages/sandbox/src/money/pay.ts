import type { Outcome } from '@connect-layer/gateway';
import type { CallInput, CallOutput } from '@connect-layer/protocol';
import { countries } from '../banks/countries.js';
import type { Customer } from '../customer.js';
import { leastTransfer } from '../data/metadata.js';
import { rulesOf } from '../banks/rules.js';
import type { HeldAccount, HeldBeneficiary } from '../state/state.js';
import { accountAt, compact } from '../state/users.js';
import { minorOf } from './amount.js';
import { add, coolDown, find, type Book } from './beneficiaries.js';
import { done, failed, isFailed, type Failed } from './failed.js';
import { post } from './post.js';

type Moved = CallOutput<'createTransfer'>;

/** Somebody to be paid: a beneficiary, or at banks that need none whoever has the account. */
type Receiver = Omit<HeldBeneficiary, 'id' | 'type' | 'since'> & Partial<Pick<HeldBeneficiary, 'since'>>;

/** Pays a beneficiary that exists, or where the bank needs none an account by its number. */
export function transfer(
  customer: Customer,
  book: Book,
  input: CallInput<'createTransfer'>,
  now: number,
): Outcome<Moved> {
  const receiver = receiverOf(customer, book, input);
  return isFailed(receiver) ? receiver : pay(customer, input, receiver, now);
}

/** Pays, and adds the beneficiary first where the bank needs one. A failure says at which step. */
export function autoflow(
  customer: Customer,
  book: Book,
  input: CallInput<'transferAutoflow'>,
  now: number,
): Outcome<CallOutput<'transferAutoflow'>> {
  const at = (hlAPIStep: string, { details, ...rest }: Failed): Failed => ({
    ...rest,
    details: { ...details, hlAPIStep },
  });
  const { beneficiary } = input;
  if (!beneficiary)
    return at(
      'GetBeneficiaries',
      failed('PARAMETER_MISSING', { msg: "The 'beneficiary' field is required." }),
    );
  const numbered = beneficiary.iban !== undefined || beneficiary.accountNumber !== undefined;
  const known = find(customer, book, beneficiary);
  const receiver =
    known ??
    (numbered && !rulesOf(customer.bank).needsBeneficiary
      ? beneficiary
      : add(customer, book, beneficiary, now));
  if (isFailed(receiver)) return at('CreateBeneficiary', receiver);
  const outcome = pay(customer, input, receiver, now);
  if (outcome.status === 'failed') return at('Transfer', outcome);
  return outcome.status === 'done' ? done({ ...outcome.result, hlAPIStep: 'Transfer' }) : outcome;
}

function receiverOf(
  customer: Customer,
  book: Book,
  { receiverID, name, iban, accountNumber }: CallInput<'createTransfer'>,
): Receiver | Failed {
  if (receiverID !== undefined)
    return customer.user[book].find(({ id }) => id === receiverID) ?? failed('SANDBOX_ACCOUNT_NOT_FOUND');
  if (iban === undefined && accountNumber === undefined)
    return failed('PARAMETER_MISSING', {
      msg: "The 'receiverID' field is required, or one of 'iban' and 'accountNumber'.",
    });
  const known = find(customer, book, { iban, accountNumber });
  if (known) return known;
  if (rulesOf(customer.bank).needsBeneficiary)
    return failed('PARAMETER_MISSING', {
      msg: "The 'receiverID' field is required: this bank pays beneficiaries only.",
    });
  return { name: name ?? iban ?? accountNumber ?? '', iban, accountNumber };
}

type Order = Pick<CallInput<'createTransfer'>, 'senderID' | 'amount' | 'remark' | 'remarks'>;

function pay(customer: Customer, order: Order, to: Receiver, now: number): Outcome<Moved> {
  const { user, ledger } = customer;
  const sender = user.accounts.find(({ id }) => id === order.senderID);
  if (!sender) return failed('INVALID_ACCOUNT_ID');
  const minor = transferable(order.amount);
  if (typeof minor !== 'number') return minor;
  const hours = coolDown(customer, to, now);
  if (hours > 0) {
    const msg = `New beneficiary will be activated for fund transfer after ${hours} hour(s).`;
    const details = { coolDownPeriod: { value: hours, unit: 'hrs' } };
    return failed('BENEFICIARY_COOL_DOWN_PERIOD', { msg, details });
  }
  const receiver = destinationOf(customer, to);
  if (receiver && isFailed(receiver)) return receiver;
  if (receiver === sender)
    return failed('PARAMETER_ERROR', { msg: 'The sender and the receiver are the same account.' });
  if (minor > sender.balance) return failed('INSUFFICIENT_BALANCE');
  const remark = order.remark ?? order.remarks;
  const reference = post(ledger.state, { sender, receiver, amount: minor, to: to.name, remark }, now);
  return done({ reference, ...(remark !== undefined && { remark }) });
}

/** The amount in hundredths when it is one that the bank transfers. */
export function transferable(amount: string): number | Failed {
  const minor = minorOf(amount);
  if (minor === undefined || minor < leastTransfer)
    return failed('PARAMETER_ERROR', {
      msg: "The 'amount' field must be at least 1, with at most two decimals.",
    });
  return minor;
}

/** The account that is credited; none when it is outside the sandbox. What looks like a sandbox account must be one. */
export function destinationOf(
  { ledger }: Customer,
  { iban, accountNumber, routingNumber }: Pick<Receiver, 'iban' | 'accountNumber' | 'routingNumber'>,
): HeldAccount | Failed | undefined {
  const found = accountAt(ledger.state, { iban, accountNumber });
  if (found) return found;
  const inside =
    /^(DAPIBANK|GB00FAKE)/.test(compact(iban ?? '')) ||
    countries.US.routingNumbers.some(({ value }) => value === routingNumber);
  return inside ? failed('SANDBOX_ACCOUNT_NOT_FOUND') : undefined;
}
