import { Hono } from 'hono';
import * as v from 'valibot';
import { openForm, send } from './form-flow.js';
import { endForm } from './forms.js';
import { missing } from './errors.js';
import { bodyOf } from './requests.js';
import { paymentStatuses } from './wire.js';
import type { World } from './world.js';

const Clock = v.strictObject({ advance: v.pipe(v.number(), v.minValue(0)) });
const FormChange = v.variant('do', [
  v.strictObject({ do: v.picklist(['abort', 'expire']) }),
  v.strictObject({
    do: v.literal('log in'),
    bank: v.optional(v.number()),
    login: v.string(),
    pin: v.optional(v.string()),
  }),
]);
const PaymentChange = v.strictObject({ status: v.picklist(paymentStatuses) });
const ConnectionChange = v.strictObject({
  userActionRequired: v.optional(v.boolean()),
  /** Milliseconds from now; negative is over. */
  consentExpiresIn: v.optional(v.number()),
});

/** `/_sandbox`: what finAPI does not have. For tests and people who try things; an adapter never calls it. */
export function control(world: World): Hono {
  const app = new Hono();

  app.post('/reset', (c) => {
    world.reset();
    return c.body(null, 204);
  });
  app.get('/callbacks', (c) => c.json({ callbacks: world.state.callbacks }));
  app.get('/clock', (c) => c.json({ now: world.now() }));
  app.post('/clock', async (c) => {
    world.advance((await bodyOf(c, Clock)).advance);
    return c.json({ now: world.now() });
  });

  app.post('/forms/:id', async (c) => {
    const form = world.state.forms.get(c.req.param('id'));
    if (!form) throw missing('web form');
    const change = await bodyOf(c, FormChange);
    if (change.do === 'expire') endForm(form, 'EXPIRED', world);
    if (form.status === 'NOT_YET_OPENED') openForm(form, world);
    if (change.do === 'abort') send(form, { do: 'cancel' }, world);
    if (change.do === 'log in') {
      if (form.step.at === 'review') send(form, {}, world);
      if (form.step.at === 'bank') send(form, { bank: String(change.bank ?? 280001) }, world);
      send(form, { field0: change.login, field1: change.pin ?? change.login, store: 'on' }, world);
    }
    return c.json({ status: form.status });
  });

  app.post('/payments/:id', async (c) => {
    const payment = world.state.payments.get(Number(c.req.param('id')));
    if (!payment) throw missing('payment');
    payment.status = (await bodyOf(c, PaymentChange)).status;
    payment.next = undefined;
    return c.body(null, 204);
  });

  app.post('/connections/:id', async (c) => {
    const connection = world.state.connections.get(Number(c.req.param('id')));
    if (!connection) throw missing('bank connection');
    const { userActionRequired, consentExpiresIn } = await bodyOf(c, ConnectionChange);
    for (const one of connection.interfaces) {
      one.userActionRequired = userActionRequired ?? one.userActionRequired;
      if (consentExpiresIn !== undefined) one.consentExpires = world.now() + consentExpiresIn;
    }
    return c.body(null, 204);
  });
  return app;
}
