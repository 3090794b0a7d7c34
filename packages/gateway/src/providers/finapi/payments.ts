import type { CallInput, CallOutput } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Context, Json, Outcome } from '../../provider.js';
import { accountNamed } from './accounts.js';
import { failed } from './answer.js';
import type { Visit } from './calls.js';
import { look, newForm, questionOf, type OpenForm } from './forms.js';
import { currencyOf } from './money.js';
import type { Customer } from './tokens.js';
import type { Upstream } from './upstream.js';
import { Payment } from './wire.js';

/** A payment that goes on: in a form, or at the bank. */
export interface PendingPayment {
  payment: 'form' | 'bank';
  customer: Customer;
  form?: OpenForm;
  paymentID?: string;
  remark?: string;
}

type Paid = Outcome<CallOutput<'createTransfer'>>;
type Order = CallInput<'createTransfer'> & Pick<CallInput<'transferAutoflow'>, 'beneficiary'>;

const Payments = v.looseObject({ payments: v.array(Payment) });

/** Pays from an account of the connection. The person confirms it in a form of finAPI's, whoever is to be paid. */
export async function beginPayment(visit: Visit, order: Order, context: Context): Promise<Paid> {
  const { upstream, handle } = visit;
  const { senderID, amount, beneficiary, remark, remarks } = order;
  const iban = order.iban ?? beneficiary?.iban;
  const name = order.name ?? beneficiary?.name;
  if (iban === undefined)
    return order.receiverID === undefined
      ? failed('VALIDATION_ERROR', 'The IBAN to pay to is missing.')
      : failed('NOT_SUPPORTED', 'There are no beneficiaries here. Name the IBAN to pay to.');
  const account = await accountNamed(visit, { accountID: senderID }, context);
  if (!account.ok) return account.failed;
  const text = remark ?? remarks;
  const about = {
    sender: { accountId: Number(senderID) },
    orders: [
      {
        recipient: { iban: iban.replace(/\s/g, ''), ...(name && { name: name.slice(0, 70) }) },
        // finAPI takes numbers. One of at most 15 digits survives that.
        amount: {
          value: Number(amount),
          currency: currencyOf(account.value.accountCurrency, account.value.iban).code,
        },
        ...(text && { purpose: text.slice(0, 140) }),
      },
    ],
  };
  const { customer } = handle;
  const form = await newForm(upstream, 'paymentWithAccountId', about, customer, context);
  if (!form.ok) {
    // Nobody has seen the form, so whatever became of it, no money moves.
    const isUnclear = form.failed.type === 'BANK_ERROR' || form.failed.type === 'TIMED_OUT';
    return isUnclear
      ? failed(form.failed.type, 'The upstream made no form. No money has moved.')
      : form.failed;
  }
  return ask(
    upstream,
    { payment: 'form', customer, form: form.value, ...(text && { remark: text }) },
    context,
  );
}

/** How a payment stands: what the person does in the form, then what the bank says. */
export async function goOnPaying(
  upstream: Upstream,
  pending: PendingPayment,
  context: Context,
): Promise<Paid> {
  const { customer, form, paymentID } = pending;
  if (!form)
    return paymentID === undefined ? failed('OPERATION_NOT_FOUND') : atBank(upstream, pending, context);
  const stand = await look(upstream, form, customer, context);
  if (stand.is === 'open') return ask(upstream, { ...pending, form: stand.form }, context);
  const { form: _, ...rest } = pending;
  // What was sent was sent, however the form has ended.
  if (stand.paymentID !== undefined)
    return atBank(upstream, { ...rest, payment: 'bank', paymentID: stand.paymentID }, context);
  if (!stand.failed) return failed('BANK_ERROR', unclear);
  return stand.failed.type === 'INVALID_CREDENTIALS' ? refusedByBank : stand.failed;
}

async function atBank(upstream: Upstream, pending: PendingPayment, context: Context): Promise<Paid> {
  const { customer, paymentID = '', remark } = pending;
  const asking = { query: { ids: paymentID }, reads: Payments };
  const answer = await upstream.access('/payments', customer, asking, context);
  const still: Paid = { status: 'initialized', pending: pending as unknown as Json };
  if (!answer.ok) return still;
  const found = answer.value.payments.find(({ id }) => id === paymentID);
  switch (found?.statusV2 ?? found?.status) {
    case 'SUCCESSFUL': {
      const state = found?.instantPayment ? 'settled' : 'initiated';
      return { status: 'done', result: { reference: paymentID, ...(remark && { remark }), state } };
    }
    case 'NOT_SUCCESSFUL':
      return refusedByBank;
    case 'DISCARDED':
      return failed('OPERATION_CANCELLED', 'The order was dropped before it was sent.');
    case 'UNKNOWN':
      return failed('BANK_ERROR', unclear);
    default:
      return still; // finAPI goes on asking the bank by itself.
  }
}

const unclear = 'The upstream does not know what became of the order. Whether the money moved is not known.';

/** finAPI's own name: none of ours says that the bank refused an order without saying why. */
const refusedByBank = failed('NOT_SUCCESSFUL', 'The bank has refused the order. No money has moved.');

const ask = (upstream: Upstream, pending: PendingPayment & { form: OpenForm }, context: Context): Paid => ({
  status: 'user_input_required',
  userInputs: [questionOf(upstream, pending.form, context)],
  pending: pending as unknown as Json,
});
