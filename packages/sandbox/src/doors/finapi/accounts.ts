import { Hono } from 'hono';
import * as v from 'valibot';
import { userOf } from './auth.js';
import { forget, isBusy } from './connections.js';
import { busy, Malformed, missing } from './errors.js';
import { bodyOf, day, idOf, ids, number, queryOf, text, texts } from './requests.js';
import { accountsOf, type Account, type User } from './state.js';
import { accessTime, accountTypes, amountOf, dayOf, type AccountType } from './wire.js';
import type { World } from './world.js';

const PatchParams = v.strictObject({
  accountName: v.nullish(v.pipe(v.string(), v.maxLength(64))),
  accountType: v.nullish(v.picklist(Object.keys(accountTypes))),
  isNew: v.nullish(v.boolean()),
});

/** The accounts of a user. */
export const ownAccounts = (user: User, { state }: World): Account[] =>
  [...state.accounts.values()].filter(
    ({ connectionID }) => state.connections.get(connectionID)?.userID === user.id,
  );

/** `/accounts`: not paged. */
export function accounts(world: World): Hono {
  const app = new Hono();
  const own = (id: number, user: User): Account => {
    const found = ownAccounts(user, world).find((account) => account.id === id);
    if (!found) throw missing('account');
    return found;
  };
  const mayChange = ({ connectionID }: Account) => {
    const connection = world.state.connections.get(connectionID);
    if (connection && isBusy(connection, world)) throw busy();
  };
  const remove = ({ id, connectionID }: Account) => {
    world.state.accounts.delete(id);
    world.state.bookings.delete(id);
    if (accountsOf(world.state, connectionID).length === 0) forget(connectionID, world);
  };

  app.get('/', (c) => {
    const user = userOf(c, world);
    const asked = queryOf(c, {
      ...{ ids, search: text, accountTypes: texts, bankConnectionIds: ids },
      ...{
        minLastSuccessfulUpdate: day,
        maxLastSuccessfulUpdate: day,
        minBalance: number,
        maxBalance: number,
      },
    });
    if (asked.accountTypes?.some((type) => !(type in accountTypes)))
      throw new Malformed([{ field: 'accountTypes', message: 'is unknown', missing: false }]);
    const all = ownAccounts(user, world).filter((account) => fits(account, asked));
    return c.json({ accounts: all.map(accountView) });
  });

  app.delete('/', (c) => {
    const all = ownAccounts(userOf(c, world), world);
    all.forEach(mayChange);
    all.forEach(remove);
    return c.json({ identifiers: all.map(({ id }) => id) });
  });

  app.get('/:id', (c) => c.json(accountView(own(idOf(c), userOf(c, world)))));

  app.patch('/:id', async (c) => {
    const account = own(idOf(c), userOf(c, world));
    const { accountName, accountType, isNew } = await bodyOf(c, PatchParams);
    mayChange(account);
    if (accountName != null) account.name = accountName;
    if (accountType != null) account.type = accountType as AccountType;
    if (isNew != null) account.isNew = isNew;
    return c.json(accountView(account));
  });

  app.delete('/:id', (c) => {
    const account = own(idOf(c), userOf(c, world));
    mayChange(account);
    remove(account);
    return c.body(null, 200);
  });
  return app;
}

interface Asked {
  ids?: number[] | undefined;
  search?: string | undefined;
  accountTypes?: string[] | undefined;
  bankConnectionIds?: number[] | undefined;
  minLastSuccessfulUpdate?: string | undefined;
  maxLastSuccessfulUpdate?: string | undefined;
  minBalance?: number | undefined;
  maxBalance?: number | undefined;
}

function fits(account: Account, asked: Asked): boolean {
  const { id, connectionID, type, name, iban = '', number, balance, interfaces } = account;
  const updated = dayOf(Math.max(0, ...interfaces.map(({ lastSuccess = 0 }) => lastSuccess)));
  const inBalance = (bound: number | undefined, sign: 1 | -1) =>
    bound === undefined || (balance !== undefined && sign * (amountOf(balance) - bound) >= 0);
  return (
    (asked.ids?.includes(id) ?? true) &&
    (asked.bankConnectionIds?.includes(connectionID) ?? true) &&
    (asked.accountTypes?.includes(type) ?? true) &&
    (asked.search === undefined ||
      [name, iban, number].some((one) => one.toLowerCase().includes(asked.search?.toLowerCase() ?? ''))) &&
    updated >= (asked.minLastSuccessfulUpdate ?? '') &&
    updated <= (asked.maxLastSuccessfulUpdate ?? '9999') &&
    inBalance(asked.minBalance, 1) &&
    inBalance(asked.maxBalance, -1)
  );
}

const paymentCapabilities = {
  ...{ sepaInstantMoneyTransfer: true, sepaFutureMoneyTransfer: true },
  ...{ sepaFutureCollectiveMoneyTransfer: false, domesticMoneyTransfer: false },
  ...{ domesticCollectiveMoneyTransfer: false, domesticFutureMoneyTransfer: false },
  domesticFutureCollectiveMoneyTransfer: false,
};

/** An account as the wire has it. */
function accountView(account: Account) {
  const { id, imported, connectionID, name, iban, number, holder, currency, type, isNew } = account;
  const { balance, overdraftLimit, interfaces } = account;
  const pays = type === 'Checking';
  return {
    id,
    importDate: accessTime(imported),
    bankConnectionId: connectionID,
    accountName: name,
    ...(iban !== undefined && { iban }),
    accountNumber: number,
    accountHolderName: holder,
    accountHolderId: 'XXXXX',
    accountCurrency: currency,
    accountType: type,
    ...(balance !== undefined && { balance: amountOf(balance) }),
    ...(overdraftLimit !== undefined && { overdraftLimit: amountOf(overdraftLimit) }),
    isNew,
    isSeized: false,
    interfaces: interfaces.map(({ bankingInterface, status, lastSuccess, lastAttempt }) => ({
      bankingInterface,
      status,
      capabilities: ['DATA_DOWNLOAD', ...(pays ? ['SEPA_MONEY_TRANSFER'] : [])],
      paymentCapabilities: Object.fromEntries(
        Object.entries(paymentCapabilities).map(([which, can]) => [which, can && pays]),
      ),
      ...(lastSuccess !== undefined && { lastSuccessfulUpdate: accessTime(lastSuccess) }),
      ...(lastAttempt !== undefined && { lastUpdateAttempt: accessTime(lastAttempt) }),
    })),
  };
}
