import { Hono } from 'hono';
import { userOf } from './auth.js';
import { Malformed } from './errors.js';
import { ordered, paged, pageOf } from './paging.js';
import { finapiAmounts } from './personas.js';
import { ids, number, queryOf, texts } from './requests.js';
import type { Form, Payment } from './state.js';
import { accessTime, amountOf, paymentStatuses, type PaymentStatus } from './wire.js';
import type { World } from './world.js';

/** Milliseconds that a bank takes which takes its time. */
const patience = 3000;

/** Creates what a form is to pay, not sent yet. */
export function beginPayment(form: Form, bankID: number, world: World): void {
  if (form.purpose.kind !== 'payment' || form.paymentID !== undefined) return;
  const { order } = form.purpose;
  const payment: Payment = {
    ...{ id: world.nextID(), userID: form.userID, bankID, order, status: 'OPEN', requested: world.now() },
  };
  world.state.payments.set(payment.id, payment);
  form.paymentID = payment.id;
}

/** Hands a payment in at the bank, which does with it what its amount says; or gives it an end at once. */
export function sendPayment(form: Form, end: PaymentStatus | undefined, world: World): void {
  const payment = form.paymentID === undefined ? undefined : world.state.payments.get(form.paymentID);
  if (!payment) return;
  if (form.bankID !== undefined) payment.bankID = form.bankID;
  const decimals = `.${String(payment.order.total % 100).padStart(2, '0')}`;
  const magic = Object.hasOwn(finapiAmounts, decimals)
    ? finapiAmounts[decimals as keyof typeof finapiAmounts].then
    : (['SUCCESSFUL'] as const);
  const [first, next] = end ? [end] : magic;
  payment.status = first;
  payment.next = next && { status: next, at: world.now() + patience };
}

/** `/payments`: there is no path for a single one. */
export function payments(world: World): Hono {
  const app = new Hono();
  app.get('/', (c) => {
    const user = userOf(c, world);
    const asked = queryOf(c, {
      ...{ ids, accountIds: ids, status: texts, minAmount: number, maxAmount: number },
    });
    if (asked.status?.some((status) => !(paymentStatuses as readonly string[]).includes(status)))
      throw new Malformed([{ field: 'status', message: 'is unknown', missing: false }]);
    const own = [...world.state.payments.values()].filter(
      ({ id, userID, status, order }) =>
        userID === user.id &&
        (asked.ids?.includes(id) ?? true) &&
        (asked.status?.includes(status) ?? true) &&
        (asked.accountIds?.includes(order.accountID ?? -1) ?? true) &&
        amountOf(order.total) >= (asked.minAmount ?? 0) &&
        amountOf(order.total) <= (asked.maxAmount ?? Infinity),
    );
    const sorted = ordered(c, own, {
      ...{
        id: ({ id }) => id,
        amount: ({ order }) => order.total,
        requestDate: ({ requested }) => requested,
      },
      ...{ executionDate: ({ requested }) => requested },
      instructedExecutionDate: ({ order }) => order.day ?? '',
    });
    const { items, paging } = paged(sorted, pageOf(c));
    return c.json({ payments: items.map(paymentView), paging });
  });
  return app;
}

function paymentView({ id, bankID, order, status, requested }: Payment) {
  const { accountID, iban, total, count, day, instant } = order;
  return {
    id,
    ...(accountID !== undefined && { accountId: accountID }),
    ...(iban !== undefined && { iban }),
    ...{ bankId: bankID, type: 'MONEY_TRANSFER', amount: amountOf(total), orderCount: count },
    status: status === 'UNKNOWN' ? 'PENDING' : status,
    ...(status === 'NOT_SUCCESSFUL' && { bankMessage: 'Der Auftrag wurde abgelehnt.' }),
    requestDate: accessTime(requested),
    ...(status === 'SUCCESSFUL' && { executionDate: accessTime(requested) }),
    ...(day !== undefined && { instructedExecutionDate: day }),
    instantPayment: instant,
    statusV2: status,
  };
}
