import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { ownAccounts } from './accounts.js';
import { userOf } from './auth.js';
import { bankOf, searched } from './banks.js';
import { Trouble } from './errors.js';
import { send } from './form-flow.js';
import { endForm, formView, newForm, ownForm, waysIn } from './forms.js';
import { ordered, paged, pageOf } from './paging.js';
import { sendPayment } from './payments.js';
import { bodyOf } from './requests.js';
import type { Form, Order, Wanted } from './state.js';
import { accountTypes, bankingInterfaces, isFinal, type FormType } from './wire.js';
import type { World } from './world.js';

const types = v.nullish(v.pipe(v.array(v.picklist(Object.values(accountTypes))), unique()));
const allowedInterfaces = v.nullish(v.pipe(v.array(v.picklist(bankingInterfaces)), unique()));
const flag = v.nullish(v.boolean());
const profileId = v.nullish(v.pipe(v.string(), v.length(36)));
const redirectUrl = v.nullish(v.pipe(v.string(), v.minLength(1), v.maxLength(2048)));

function unique<T>() {
  return v.check((all: T[]) => new Set(all).size === all.length, 'must name each once');
}

/** An address that is to be called. */
export const address = (world: World) =>
  v.nullish(
    v.pipe(
      v.string(),
      v.maxLength(2048),
      v.check(
        (text) =>
          URL.canParse(text) &&
          (world.settings.strictAddresses
            ? /^https:\/\/[^/?#]*[^/.?#]\.[a-z]{2,}(?=[/:?#]|$)/i.test(text)
            : /^https?:$/.test(new URL(text).protocol)),
        'must be an https address',
      ),
    ),
  );

/** What imports and updates are told alike about what to download. */
export const downloading = {
  ...{ accountTypes: types, allowedInterfaces, skipBalancesDownload: flag, skipPositionsDownload: flag },
  ...{ loadOwnerData: flag, skipDuplicateDetection: flag, profileId, redirectUrl },
};

const ImportDetails = (world: World) =>
  v.strictObject({
    bank: v.nullish(
      v.strictObject({ id: v.nullish(v.pipe(v.number(), v.integer())), search: v.nullish(v.string()) }),
    ),
    bankConnectionName: v.nullish(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
    maxDaysForDownload: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650))),
    allowTestBank: flag,
    callbacks: v.nullish(v.strictObject({ finalised: address(world) })),
    ...downloading,
  });

const amount = v.strictObject({
  value: v.pipe(
    v.union([v.number(), v.string()]),
    v.transform(String),
    v.regex(/^\d{1,15}(\.\d{1,2})?$/, 'must be a positive amount'),
  ),
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'must be a currency')),
});
const order = v.strictObject({
  recipient: v.strictObject({
    name: v.nullish(v.pipe(v.string(), v.minLength(1), v.maxLength(70))),
    iban: v.pipe(v.string(), v.minLength(1), v.maxLength(34)),
    bic: v.nullish(v.string()),
    bankName: v.nullish(v.pipe(v.string(), v.minLength(1), v.maxLength(128))),
    address: v.nullish(v.record(v.string(), v.unknown())),
  }),
  amount,
  purpose: v.nullish(v.pipe(v.string(), v.minLength(1), v.maxLength(2000))),
  sepaPurposeCode: v.nullish(v.string()),
  endToEndId: v.nullish(v.pipe(v.string(), v.minLength(1), v.maxLength(35))),
  structuredRemittanceInformation: v.nullish(v.array(v.string())),
});
const paying = (world: World) => ({
  orders: v.pipe(v.array(order), v.minLength(1), v.maxLength(15_000)),
  executionDate: v.nullish(v.pipe(v.string(), v.isoDate('must be a date'))),
  ...{ batchBookingPreferred: flag, batchBookingId: v.nullish(v.string()), instantPayment: flag },
  ...{ profileId, redirectUrl, callbacks: v.nullish(v.strictObject({ finalised: address(world) })) },
});
const PaymentWithAccount = (world: World) =>
  v.strictObject({
    ...paying(world),
    sender: v.strictObject({ accountId: v.pipe(v.number(), v.integer()) }),
  });
const StandalonePayment = (world: World) =>
  v.strictObject({
    ...paying(world),
    sender: v.nullish(v.strictObject({ iban: v.pipe(v.string(), v.maxLength(34)) })),
    allowTestBank: flag,
  });

/** `/api/webForms`. */
export function webForms(world: World): Hono {
  const app = new Hono();
  const view = (form: Form, c: Context) => formView(form, new URL(c.req.url).origin, world);

  app.post('/bankConnectionImport', async (c) => {
    const user = userOf(c, world);
    const body = await bodyOf(c, ImportDetails(world));
    mayUse(body, world);
    const wanted = wantedBy(body);
    const purpose = {
      ...({ kind: 'import', wanted, bankName: body.bankConnectionName ?? undefined } as const),
      duplicates: body.skipDuplicateDetection ?? false,
    };
    const bankID = bankFor(body.bank);
    const form = newForm(
      user,
      {
        ...{ type: 'BANK_CONNECTION_IMPORT', purpose, bankID },
        ...{ profileID: body.profileId ?? undefined, finalised: body.callbacks?.finalised ?? undefined },
      },
      world,
    );
    const bank = bankID === undefined ? undefined : bankOf(bankID);
    if (bank && waysIn(form, bank).length === 0) {
      world.state.forms.delete(form.id);
      throw new Trouble(422, 'BANK_NOT_SUPPORTED', 'No interface of this bank is left.');
    }
    return c.json(view(form, c), 201);
  });

  app.post('/paymentWithAccountId', async (c) => {
    const user = userOf(c, world);
    const body = await bodyOf(c, PaymentWithAccount(world));
    mayUse(body, world);
    const account = ownAccounts(user, world).find(({ id }) => id === body.sender.accountId);
    if (!account) throw new Trouble(404, 'NOT_FOUND', 'There is no such account.');
    if (account.type !== 'Checking' || body.orders.some((one) => one.amount.currency !== account.currency))
      throw new Trouble(422, 'PAYMENT_NOT_SUPPORTED', 'This account cannot do that.');
    const from = { accountID: account.id, iban: account.iban, testBanks: true };
    return c.json(view(paymentForm('PAYMENT_WITH_ACCOUNT_ID', user, body, from), c), 201);
  });

  app.post('/standalonePayment', async (c) => {
    const user = userOf(c, world);
    const body = await bodyOf(c, StandalonePayment(world));
    mayUse(body, world);
    if (body.orders.some((one) => one.amount.currency !== 'EUR'))
      throw new Trouble(422, 'PAYMENT_NOT_SUPPORTED', 'A standalone payment is in EUR.');
    const from = { iban: body.sender?.iban, testBanks: body.allowTestBank ?? true };
    return c.json(view(paymentForm('STANDALONE_PAYMENT', user, body, from), c), 201);
  });

  app.get('/', (c) => {
    const user = userOf(c, world);
    const own = [...world.state.forms.values()].filter(({ userID }) => userID === user.id);
    const sorted = ordered(c, own, { createdAt: ({ created }) => created });
    const { items, paging } = paged(sorted, pageOf(c));
    return c.json({ items: items.map((form) => view(form, c)), paging });
  });

  app.get('/:id', (c) => c.json(view(ownForm(c.req.param('id'), userOf(c, world), world), c)));

  app.delete('/:id', (c) => {
    world.state.forms.delete(ownForm(c.req.param('id'), userOf(c, world), world).id);
    return c.body(null, 200);
  });

  app.post('/:id/cancel', (c) => {
    const form = ownForm(c.req.param('id'), userOf(c, world), world);
    if (isFinal(form.status)) return c.json(view(form, c)); // What was handed in stays so.
    form.finalised = undefined; // Whoever cancels is not told of it.
    sendPayment(form, 'DISCARDED', world);
    if (form.rounds.length > 0) send(form, { do: 'cancel' }, world);
    endForm(form, 'CANCELLED', world);
    return c.json(view(form, c));
  });

  function paymentForm(
    type: FormType,
    user: { id: string },
    body: v.InferOutput<v.ObjectSchema<ReturnType<typeof paying>, undefined>>,
    from: Pick<Order, 'accountID' | 'iban' | 'testBanks'>,
  ): Form {
    const total = body.orders.reduce((sum, one) => sum + Math.round(Number(one.amount.value) * 100), 0);
    const [first] = body.orders;
    if (body.instantPayment && body.orders.length > 1)
      throw new Trouble(422, 'PAYMENT_NOT_SUPPORTED', 'An instant payment is a single order.');
    const purpose: Form['purpose'] = {
      kind: 'payment',
      order: {
        ...from,
        ...{ total, currency: first?.amount.currency ?? 'EUR', count: body.orders.length },
        to: first?.recipient.name ?? first?.recipient.iban ?? '',
        ...{ instant: body.instantPayment ?? false, day: body.executionDate ?? undefined },
      },
    };
    const { profileId, callbacks } = body;
    const about = { type, purpose, profileID: profileId ?? undefined };
    return newForm(user, { ...about, finalised: callbacks?.finalised ?? undefined }, world);
  }
  return app;
}

/** What is to be downloaded, with finAPI's own defaults. */
export const wantedBy = (body: {
  accountTypes?: Wanted['types'] | null | undefined;
  allowedInterfaces?: Wanted['interfaces'] | null | undefined;
  maxDaysForDownload?: number | null | undefined;
  loadOwnerData?: boolean | null | undefined;
  skipPositionsDownload?: boolean | null | undefined;
  allowTestBank?: boolean | null | undefined;
}): Wanted => ({
  types: body.accountTypes ?? [],
  interfaces: body.allowedInterfaces ?? [],
  maxDays: body.maxDaysForDownload ?? 0,
  owners: body.loadOwnerData ?? false,
  skipsBookings: body.skipPositionsDownload ?? false,
  testBanks: body.allowTestBank ?? true,
});

/** Refuses a profile that there is not, and a `redirectUrl` of who must not name one, or none of who must. */
export function mayUse(
  {
    profileId,
    redirectUrl,
  }: { profileId?: string | null | undefined; redirectUrl?: string | null | undefined },
  { state, settings: { licensed } }: World,
): void {
  if (profileId != null && !state.profiles.has(profileId))
    throw new Trouble(404, 'NOT_FOUND', 'There is no such profile.');
  if ((redirectUrl != null) !== licensed) {
    const license = licensed ? 'FULLY_LICENSED' : 'UNLICENSED';
    throw new Trouble(422, 'INVALID_REDIRECT_URL', `mandator's license is ${license}`);
  }
}

function bankFor(
  bank: { id?: number | null | undefined; search?: string | null | undefined } | null | undefined,
): number | undefined {
  if (bank?.id != null && bank.search != null)
    throw new Trouble(422, 'BANK_NOT_UNIQUE', 'Name a bank by its id or by a search, not by both.');
  if (bank?.id != null) {
    if (!bankOf(bank.id)) throw new Trouble(422, 'BANK_NOT_SUPPORTED', 'There is no such bank.');
    return bank.id;
  }
  if (bank?.search == null) return undefined;
  const [first, ...others] = searched(bank.search);
  if (!first) throw new Trouble(422, 'BANK_NOT_SUPPORTED', 'There is no such bank.');
  if (others.length > 0) throw new Trouble(422, 'BANK_NOT_UNIQUE', 'Several banks fit the search.');
  return first.id;
}
