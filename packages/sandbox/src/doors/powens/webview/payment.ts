import { html } from 'hono/html';
import { connectors } from '../connectors.js';
import { accept, isFinal, reject, type Payment } from '../payments.js';
import { powensCodes } from '../scenarios.js';
import type { Visit, World } from '../state.js';
import { cancel, codeForm, complaint, form, type Deed, type Next, type Shown } from './page.js';

const ways = {
  redirect: 'on the page of the bank',
  otp_sms: 'with a code: 1234',
  decoupled_cancelled: 'refuse in the other app',
};

/** What the payer sees: what is to be paid, at which bank, and how they agree. */
export function showPayment({ state }: World, visit: Visit): Shown {
  const payment = state.payments.get(visit.payment!)!;
  const [{ amount, currency, beneficiary, label }] = payment.instructions as [
    Payment['instructions'][number],
  ];
  const summary = html`<p>
    <strong>${amount.toFixed(2)} ${currency}</strong> to ${beneficiary.label}
    (${beneficiary.identification})<br />${label}
  </p>`;
  if (isFinal(payment))
    return { title: 'That did not work', body: [complaint('The payment is no longer open.'), summary] };
  if (payment.connector === null) {
    const banks = connectors.filter(({ pays }) => pays);
    const choices = Object.fromEntries(banks.map(({ uuid, name }) => [`choose:${uuid}`, name]));
    return { title: 'Pay from which bank?', body: [summary, form([], { ...choices, ...cancel })] };
  }
  if (visit.source === 'otp_sms')
    return { title: 'Confirm the payment', body: [complaint(visit.complaint), summary, codeForm()] };
  const choices = Object.fromEntries(
    Object.entries(ways).map(([way, label]) => [`agree:${way}`, `Agree ${label}`]),
  );
  return { title: 'Confirm the payment', body: [summary, form([], { ...choices, ...cancel })] };
}

/** Does what the payer asked for. After success they return to where the payment says, not to who sent them. */
export function pay(world: World, visit: Visit, { action, openapisms }: Deed): Next {
  const payment = world.state.payments.get(visit.payment!)!;
  if (isFinal(payment)) return { stay: true }; // It was cancelled, or has expired, while the page was open.
  const [verb, object = ''] = action.split(':');
  switch (verb) {
    case 'choose':
      payment.connector = object;
      return { stay: true };
    case 'agree':
      payment.state = 'validating';
      if (object === 'otp_sms') {
        visit.source = object;
        return { stay: true };
      }
      if (object === 'decoupled_cancelled') reject(payment, 'CancelledByUser', 'Refused in the app.');
      else accept(world, payment);
      return done(visit, payment);
    case 'send':
      if (!powensCodes.includes(openapisms ?? '')) {
        visit.complaint = 'The code is wrong.';
        return { stay: true };
      }
      accept(world, payment);
      return done(visit, payment);
    case 'cancel':
      reject(payment, 'CancelledByUser', 'Cancelled on the page.');
      return { leave: { error: 'access_denied', error_description: 'The user cancelled.' } };
    default:
      return { stay: true };
  }
}

function done(visit: Visit, { id, state, errorCode, redirectURI, opaque }: Payment): Next {
  Object.assign(visit, { redirectURI, opaque });
  const told = { id_payment: String(id), payment_state: state, error_code: errorCode ?? undefined };
  return { leave: told };
}
