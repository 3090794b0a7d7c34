import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { parisTime } from '../clock.js';
import { connectorOf } from '../connectors.js';
import { currencies } from '../currencies.js';
import { isFinal, reject, type Payment } from '../payments.js';
import { found, Refused } from '../refusal.js';
import { Address, Bool, Id, idOf, readBody, readQuery } from '../request.js';
import { newID, type World } from '../state.js';
import { checkScope, issue, paymentLife, tokenIn } from '../tokens.js';

const Account = v.strictObject({
  scheme_name: v.picklist(['iban', 'sort_code_account_number']),
  ...{ identification: v.pipe(v.string(), v.nonEmpty()), label: v.pipe(v.string(), v.nonEmpty()) },
  issuer: v.optional(v.string()),
});
const Identity = v.optional(v.looseObject({}));
const Init = v.strictObject({
  ...{ client_redirect_uri: Address, client_state: v.optional(v.pipe(v.string(), v.maxLength(2000))) },
  connector_uuid: v.optional(v.string()),
  instructions: v.pipe(
    v.array(
      v.strictObject({
        amount: v.pipe(v.number(), v.gtValue(0)),
        currency: v.picklist(['EUR', 'GBP']),
        label: v.pipe(v.string(), v.nonEmpty()),
        execution_date_type: v.picklist(['first_open_day', 'instant', 'deferred']),
        execution_date: v.optional(v.pipe(v.string(), v.isoDate())),
        reference_id: v.optional(v.pipe(v.string(), v.maxLength(31))),
        ...{ beneficiary: Account, beneficiary_identity: Identity },
      }),
    ),
    v.minLength(1),
    v.maxLength(1),
  ),
  ...{ payer: v.optional(Account), payer_identity: Identity, operator_identity: Identity },
});

const Cancelling = v.strictObject({
  cancel: v.literal(true),
  client_redirect_uri: v.optional(Address),
  client_state: v.optional(v.string()),
});

/** Payments: made by the application, agreed to by the payer on the hosted page. */
export function paymentRoutes(world: World): Hono {
  const { state } = world;
  const one = (context: Context, ...scopes: readonly string[]): Payment => {
    const token = tokenIn(world, context);
    checkScope(token, ...scopes);
    const id = idOf(context.req.param('payment'));
    if (token.payment !== undefined && token.payment !== id) throw new Refused('notFound');
    return found(state.payments.get(id));
  };
  return new Hono()
    .post('/payments', async (context) => {
      checkScope(tokenIn(world, context), 'payments:admin');
      const { client_redirect_uri, client_state, connector_uuid, instructions, payer } = await readBody(
        context,
        Init,
      );
      if (!world.mayReturnTo(client_redirect_uri))
        throw new Refused('invalidValue', 'client_redirect_uri is not allowed.');
      if (connector_uuid !== undefined && !connectorOf(connector_uuid)?.pays)
        throw new Refused('invalidValue', 'connector_uuid is not one that pays.');
      const payment: Payment = {
        ...{ id: newID(state), state: 'created', errorCode: null, errorDescription: null },
        ...{ connector: connector_uuid ?? null, registered: world.now(), redirectURI: client_redirect_uri },
        ...{ opaque: client_state ?? null, payer: payer ?? null, script: [] },
        instructions: instructions.map(({ beneficiary_identity: _, ...instruction }) => instruction),
      };
      state.payments.set(payment.id, payment);
      return context.json(paymentView(payment), 201);
    })
    .get('/payments', (context) => {
      checkScope(tokenIn(world, context), 'payments:read-only');
      const query = v.strictObject({
        limit: v.optional(Id),
        offset: v.optional(v.string()),
        state: v.optional(v.string()),
      });
      const { limit = 1000, offset = '0', state: wanted } = readQuery(context, query);
      const all = [...state.payments.values()].filter((payment) => !wanted || payment.state === wanted);
      const payments = all.slice(Number(offset), Number(offset) + limit).map(paymentView);
      return context.json({ payments, total: all.length });
    })
    .get('/payments/:payment', (context) =>
      context.json(paymentView(one(context, 'payments:read-only', 'payments:validate'))),
    )
    .post('/payments/:payment', async (context) => {
      const payment = one(context, 'payments:cancel');
      await readBody(context, Cancelling); // To validate on a page of one's own takes a licence.
      if (isFinal(payment)) throw new Refused('invalidValue', 'The payment has come to an end.');
      reject(payment, 'CancelledByClient', 'The payment was cancelled.');
      return context.json(paymentView(payment));
    })
    .post('/payments/:payment/scopedtoken', async (context) => {
      const { id } = one(context, 'payments:admin');
      const { scope } = await readBody(
        context,
        v.strictObject({
          scope: v.array(v.picklist(['payments:validate', 'payments:cancel', 'payments:read-only'])),
        }),
      );
      const token = issue(world, { kind: 'payment', user: null, scopes: scope, payment: id }, paymentLife);
      return context.json({ token, scope: scope.join(' '), id_payment: id, expires_in: paymentLife });
    })
    .get('/payments/:payment/incompatibilities', (context) => {
      one(context, 'payments:read-only');
      readQuery(context, v.strictObject({ all: v.optional(Bool) }));
      return context.json({ incompatibilities: [] });
    });
}

/** A payment as the API shows it. */
function paymentView(payment: Payment): Record<string, unknown> {
  const { id, state, errorCode, errorDescription, connector, registered, redirectURI, opaque, payer } =
    payment;
  return {
    ...{ id, state, state_detail: null, action: null, error_code: errorCode },
    ...{ error_description: errorDescription, fields: [], validate_uri: null, validate_mechanism: null },
    ...{ id_connector: connector === null ? null : connectorOf(connector)!.id, connector_uuid: connector },
    ...{ register_date: parisTime(registered), client_redirect_uri: redirectURI, client_state: opaque },
    ...(payer && { payer }),
    instructions: payment.instructions.map((instruction) => ({
      ...instruction,
      currency: currencies[instruction.currency as keyof typeof currencies],
      state: payment.state === 'created' || payment.state === 'validating' ? null : payment.state,
    })),
  };
}
