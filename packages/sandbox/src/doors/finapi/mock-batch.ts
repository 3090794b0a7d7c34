import { Hono } from 'hono';
import * as v from 'valibot';
import { userOf } from './auth.js';
import { isBusy, ownConnection } from './connections.js';
import { missing, Trouble } from './errors.js';
import { bodyOf } from './requests.js';
import { accountsOf, type Account, type Booking } from './state.js';
import { bankingInterfaces, dayOf } from './wire.js';
import type { World } from './world.js';

const text = (most: number) => v.nullish(v.pipe(v.string(), v.minLength(1), v.maxLength(most)));
const day = v.nullish(v.pipe(v.string(), v.isoDate('must be a date')));
const NewTransaction = v.strictObject({
  amount: v.number(),
  ...{
    currency: v.nullish(v.string()),
    originalAmount: v.nullish(v.number()),
    originalCurrency: v.nullish(v.string()),
  },
  ...{ purpose: text(2000), counterpart: text(80), counterpartIban: v.nullish(v.string()) },
  ...{ counterpartBlz: v.nullish(v.string()), counterpartBic: v.nullish(v.string()) },
  ...{ counterpartAccountNumber: v.nullish(v.string()), bookingDate: day, valueDate: day },
  ...{
    typeId: v.nullish(v.number()),
    counterpartMandateReference: text(270),
    counterpartCreditorId: text(270),
  },
  ...{ counterpartCustomerReference: text(270), counterpartDebitorId: text(100), type: text(270) },
  ...{ typeCodeSwift: v.nullish(v.string()), sepaPurposeCode: v.nullish(v.string()) },
});
const MockBatchUpdate = v.strictObject({
  mockBankConnectionUpdates: v.array(
    v.strictObject({
      bankConnectionId: v.pipe(v.number(), v.integer()),
      bankingInterface: v.picklist(bankingInterfaces),
      simulateBankLoginError: v.nullish(v.boolean()),
      mockAccountsData: v.nullish(
        v.array(
          v.strictObject({
            accountId: v.pipe(v.number(), v.integer()),
            accountBalance: v.number(),
            newTransactions: v.nullish(v.pipe(v.array(NewTransaction), v.maxLength(1000))),
          }),
        ),
      ),
    }),
  ),
  triggerNotifications: v.nullish(v.boolean()),
});

/** Milliseconds before the last update from which on bookings are still taken. */
const overlap = 10 * 24 * 60 * 60_000;

/** `/tests/mockBatchUpdate`: what finAPI itself offers for changing what the bank says. */
export function mockBatch(world: World): Hono {
  const app = new Hono();
  app.post('/mockBatchUpdate', async (c) => {
    const user = userOf(c, world);
    const { mockBankConnectionUpdates } = await bodyOf(c, MockBatchUpdate);
    if (user.isAutoUpdateEnabled) throw illegal('The user is updated automatically.');
    const now = world.now();
    for (const update of mockBankConnectionUpdates) {
      const connection = ownConnection(update.bankConnectionId, user, world);
      const found = connection.interfaces.find((one) => one.bankingInterface === update.bankingInterface);
      if (!found) throw missing('interface');
      if (isBusy(connection, world)) throw illegal('The bank connection is being updated.');
      if (!found.stored) throw illegal('No PIN is stored.');
      if (update.simulateBankLoginError) {
        found.lastAutoUpdate = { result: 'BANK_SERVER_REJECTION', errorType: 'BUSINESS', time: now };
        continue;
      }
      const data = update.mockAccountsData ?? [];
      for (const account of accountsOf(world.state, connection.id)) {
        const told = data.find(({ accountId }) => accountId === account.id);
        const own = account.interfaces.find((one) => one.bankingInterface === update.bankingInterface);
        if (told && account.type === 'Security')
          throw new Trouble(
            422,
            'ILLEGAL_FIELD_VALUE',
            'Accounts of securities cannot be changed like this.',
          );
        if (!own) continue;
        own.lastAttempt = now;
        if (!told) {
          own.status = 'DEPRECATED';
          continue;
        }
        const isFixed = take(account, told.accountBalance, told.newTransactions ?? [], world);
        own.status = isFixed ? 'UPDATED_FIXED' : 'UPDATED';
        own.lastSuccess = now;
      }
      found.lastAutoUpdate = { result: 'OK', time: now };
    }
    return c.body(null, 200);
  });
  return app;
}

/** Adds what is new, and an adjusting entry where the balance says otherwise. */
function take(
  account: Account,
  balance: number,
  added: readonly v.InferOutput<typeof NewTransaction>[],
  world: World,
): boolean {
  const list = world.state.bookings.get(account.id) ?? [];
  const now = world.now();
  const since = dayOf(Math.max(0, ...account.interfaces.map(({ lastSuccess = 0 }) => lastSuccess)) - overlap);
  const book = (
    booking: Pick<Booking, 'day' | 'amount' | 'purpose' | 'counterpart' | 'type' | 'isAdjusting'>,
  ) =>
    list.push({
      ...{ id: world.nextID(), accountID: account.id, currency: account.currency, zka: '20', imported: now },
      ...booking,
    });
  let sum = 0;
  for (const one of added) {
    const amount = Math.round(one.amount * 100);
    const day = one.bookingDate ?? dayOf(now);
    if (day < since || list.some((known) => known.day === day && known.amount === amount)) continue;
    sum += amount;
    const { purpose, counterpart, type } = one;
    book({
      ...{ day, amount, purpose: purpose ?? '', counterpart: counterpart ?? '', type: type ?? 'Umsatz' },
      isAdjusting: false,
    });
  }
  const told = Math.round(balance * 100);
  const rest = told - (account.balance ?? 0) - sum;
  if (rest !== 0)
    book({
      ...{ day: dayOf(now), amount: rest, purpose: 'Zwischensaldo', counterpart: '', type: 'Zwischensaldo' },
      isAdjusting: true,
    });
  account.balance = account.bankBalance = told;
  world.state.bookings.set(account.id, list);
  return rest !== 0;
}

const illegal = (message: string) => new Trouble(422, 'ILLEGAL_ENTITY_STATE', message);
