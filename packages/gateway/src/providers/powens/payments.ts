import type { CallInput } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Context, Json, Outcome } from '../../provider.js';
import type { Handles } from './consent.js';
import { redirectURIOf, webviewAddress } from './pages.js';
import { handedBack } from './pending.js';
import { redirectTo } from './questions.js';
import { failed, failureOf, isCode, parsed, quoted, type Failed, type Upstream } from './upstream.js';
import { Account, Payment } from './wire.js';
import type { Answer, UserInput } from '@connect-layer/protocol';

/** A payment that the payer is to agree to on Powens' page. */
export interface PendingPayment {
  payment: number;
  userInputs: UserInput[];
}

type Moved = { reference: string };

const Token = v.object({ token: v.pipe(v.string(), v.nonEmpty()) });

/** Payments. The payer agrees on Powens' own page, always; nothing moves before. */
export function paymentsAt(upstream: Upstream) {
  /** A token for this one step; it lasts half an hour and is kept nowhere. */
  async function serviceToken(
    scope: string,
    context: Context,
  ): Promise<{ value: string } | { failure: Failed }> {
    const { clientID: client_id, clientSecret: client_secret } = upstream.options;
    const body = { grant_type: 'client_credentials', client_id, client_secret, scope: [scope] };
    const read = parsed(Token, await upstream.ask('POST', '/auth/token', context, { body }));
    return 'failure' in read ? read : { value: read.value.token };
  }

  async function begin(handles: Handles, order: Order, context: Context): Promise<Outcome<Moved>> {
    const payer = await payerOf(upstream, handles, order.senderID, context);
    if ('failure' in payer) return payer.failure;
    const token = await serviceToken('payments:admin', context);
    if ('failure' in token) return token.failure;
    const body = {
      client_redirect_uri: redirectURIOf(upstream, context),
      client_state: context.operationID,
      connector_uuid: handles.connector,
      instructions: [
        {
          ...{ amount: Number(order.amount), currency: payer.value.currency, label: order.label },
          ...{ execution_date_type: 'first_open_day', beneficiary: order.beneficiary },
        },
      ],
      ...(payer.value.account && { payer: payer.value.account }),
    };
    // A payment whose answer was lost is one that nobody agrees to, and that expires.
    const asking = { body, token: token.value, repeat: 'never' } as const;
    const made = parsed(Payment, await upstream.ask('POST', '/payments', context, asking));
    if ('failure' in made) return made.failure;
    const { id } = made.value;
    const scoped = parsed(
      Token,
      await upstream.ask('POST', `/payments/${id}/scopedtoken`, context, {
        ...{ body: { scope: ['payments:validate'] }, token: token.value },
      }),
    );
    if ('failure' in scoped) return scoped.failure;
    const query = { code: scoped.value.token, payment_id: String(id) };
    const url = webviewAddress(upstream, 'payment', query, context);
    return asked({ payment: id, userInputs: [redirectTo(url)] });
  }

  async function look(pending: PendingPayment, context: Context): Promise<Outcome<Moved>> {
    const token = await serviceToken('payments:read-only', context);
    if ('failure' in token) return asked(pending);
    const path = `/payments/${pending.payment}`;
    const now = parsed(Payment, await upstream.ask('GET', path, context, { token: token.value }));
    return 'failure' in now ? asked(pending) : outcomeOf(now.value, pending);
  }

  return {
    createTransfer: (handles: Handles, input: CallInput<'createTransfer'>, context: Context) =>
      toOrder(input, input, handles, context, begin),
    transferAutoflow: (handles: Handles, input: CallInput<'transferAutoflow'>, context: Context) =>
      toOrder(input, input.beneficiary ?? {}, handles, context, begin),

    status: look,

    /** So that nobody agrees to it any more. One that was agreed to before stays so: the bank has it. */
    cancel: async (pending: PendingPayment, context: Context): Promise<void> => {
      const { status } = await look(pending, context);
      if (status !== 'user_input_required') return;
      const token = await serviceToken('payments:cancel', context);
      if ('failure' in token) return;
      const body = { cancel: true, client_redirect_uri: redirectURIOf(upstream, context) };
      await upstream.ask('POST', `/payments/${pending.payment}`, context, { body, token: token.value });
    },

    /** Whatever the person says, how the payment stands is what Powens says. */
    resume: async (
      pending: PendingPayment,
      answers: readonly Answer[],
      context: Context,
    ): Promise<Outcome<Moved>> => {
      const now = await look(pending, context);
      const isLeft = handedBack(answers).has('error');
      return isLeft && now.status === 'user_input_required' ? failed('OPERATION_CANCELLED') : now;
    },
  };
}

interface Order {
  senderID: string;
  amount: string;
  label: string;
  beneficiary: { scheme_name: 'iban' | 'sort_code_account_number'; identification: string; label: string };
}

type Payee = Pick<CallInput<'createTransfer'>, 'name' | 'iban' | 'accountNumber'> & {
  sortCode?: string | undefined;
  receiverID?: string | undefined;
};

async function toOrder(
  {
    senderID,
    amount,
    remark,
    remarks,
  }: Pick<CallInput<'createTransfer'>, 'senderID' | 'amount' | 'remark' | 'remarks'>,
  { name, iban, accountNumber, sortCode, receiverID }: Payee,
  handles: Handles,
  context: Context,
  begin: (handles: Handles, order: Order, context: Context) => Promise<Outcome<Moved>>,
): Promise<Outcome<Moved>> {
  if (receiverID !== undefined)
    return failed('NOT_SUPPORTED', 'Powens keeps no beneficiaries: pay by name and iban.');
  const scheme =
    iban !== undefined
      ? ({ scheme_name: 'iban', identification: iban.replace(/\s/g, '').toUpperCase() } as const)
      : ({
          scheme_name: 'sort_code_account_number',
          identification: `${sortCode ?? ''}${accountNumber ?? ''}`.replace(/[\s-]/g, ''),
        } as const);
  if (!name) return failed('PARAMETER_MISSING', "The 'name' of the beneficiary is required.");
  const isRight =
    scheme.scheme_name === 'iban' ? isIBAN(scheme.identification) : /^\d{14}$/.test(scheme.identification);
  if (!isRight)
    return failed(
      'PARAMETER_ERROR',
      "The beneficiary has no right 'iban', nor 'sortCode' with 'accountNumber'.",
    );
  if (Number(amount) <= 0) return failed('PARAMETER_ERROR', "The 'amount' must be more than nothing.");
  const label = (remark ?? remarks ?? '').trim() || 'Transfer';
  return begin(handles, { senderID, amount, label, beneficiary: { ...scheme, label: name } }, context);
}

/** Whether an IBAN's check digits are right. */
function isIBAN(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{10,30}$/.test(iban)) return false;
  const digits = (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(parseInt(letter, 36)),
  );
  return BigInt(digits) % 97n === 1n && /^(?!00|01|99)/.test(iban.slice(2, 4));
}

/** The account that pays. Which accounts can, the bank says; one without an IBAN is left to be chosen there. */
async function payerOf(upstream: Upstream, { person, connection }: Handles, id: string, context: Context) {
  if (!/^\d{1,15}$/.test(id)) return { failure: failed('INVALID_ACCOUNT_ID') };
  const answer = await upstream.askFor(person, 'GET', `/users/me/accounts/${id}`, context);
  if (isCode(answer, 'notFound')) return { failure: failed('INVALID_ACCOUNT_ID') };
  if (!answer.ok) return { failure: failureOf(answer) };
  const read = parsed(Account, answer);
  if ('failure' in read) return read;
  const { iban, name: label, currency, id_connection: of } = read.value;
  if (of !== connection) return { failure: failed('INVALID_ACCOUNT_ID') };
  const account = iban != null ? { scheme_name: 'iban', identification: iban, label } : undefined;
  return { value: { account, currency: currency?.id ?? 'EUR' } };
}

const asked = (pending: PendingPayment): Outcome<never> => ({
  status: 'user_input_required',
  userInputs: pending.userInputs,
  pending: pending as unknown as Json,
});

const reasons: Readonly<Record<string, Failed['type']>> = {
  insufficientFunds: 'INSUFFICIENT_BALANCE',
  CancelledByUser: 'OPERATION_CANCELLED',
  CancelledByClient: 'OPERATION_CANCELLED',
  confirmationRefused: 'OPERATION_CANCELLED',
  authenticationFailed: 'INVALID_MFA',
  noAnswerFromCustomer: 'INVALID_MFA',
  invalidEmitter: 'INVALID_ACCOUNT_ID',
};

/** The bank has taken the payment once it is `pending`. Until then the payer may still be at it. */
function outcomeOf({ id, state, error_code: code }: Payment, pending: PendingPayment): Outcome<Moved> {
  switch (state) {
    case 'created':
    case 'validating':
      return asked(pending);
    case 'rejected':
      return failed(reasons[code ?? ''] ?? 'BANK_ERROR', quoted('The bank', code));
    case 'expired':
      return failed('TIMED_OUT', 'Nobody agreed to the payment in time.');
    default:
      return { status: 'done', result: { reference: String(id) } };
  }
}
