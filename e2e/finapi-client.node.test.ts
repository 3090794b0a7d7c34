import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { finapiClient, finapiDoor } from '@connect-layer/sandbox';
import { startDoor, type RunningSandbox } from '@connect-layer/sandbox/node';
import {
  AccountsApi,
  AuthorizationApi,
  BankConnectionsApi,
  BanksApi,
  createConfiguration,
  PendingTransactionsApi,
  ServerConfiguration,
  TransactionsApi,
  UsersApi,
} from 'finapi-client';
import { logInAt } from './models/finapi-form.js';

let sandbox: RunningSandbox;
before(async () => void (sandbox = await startDoor(finapiDoor(), { port: 0, usual: 0, option: '' })));
after(() => sandbox.close());

/** The published client as somebody uses it, with a token or without. */
const configured = (accessToken = '') =>
  createConfiguration({
    baseServer: new ServerConfiguration(sandbox.url, {}),
    authMethods: { finapi_auth: { accessToken } },
  });

it('the published client makes a user, and reads banks, connections, accounts and transactions', async () => {
  const { clientID, clientSecret } = finapiClient;
  const grant = (type: string, ...more: string[]) =>
    new AuthorizationApi(configured()).getToken(type, clientID, clientSecret, undefined, undefined, ...more);
  const client = configured((await grant('client_credentials')).accessToken);
  const user = await new UsersApi(client).createUser({ id: 'anna', password: 'password' });
  assert.equal(user.isAutoUpdateEnabled, false);
  const { accessToken, refreshToken } = await grant('password', 'anna', 'password');
  assert.ok(refreshToken);
  const asUser = configured(accessToken);

  const { banks, paging } = await new BanksApi(asUser).getAndSearchAllBanks(undefined, 'gildenbank münchen');
  assert.deepEqual(
    [banks.map(({ name, city }) => [name, city]), paging.totalCount],
    [[['Gildenbank', 'München']], 1],
  );

  const response = await fetch(`${sandbox.url}/api/webForms/bankConnectionImport`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ bank: { id: 280001 } }),
  });
  await logInAt(((await response.json()) as { url: string }).url, 'demo_no_msa');
  const connections = new BankConnectionsApi(asUser);
  const { connections: all } = await connections.getAllBankConnections();
  const [connection] = all;
  assert.equal(connection?.bank.id, 280001);
  for (let tries = 0; tries < 100; tries++) {
    const { updateStatus, categorizationStatus } = await connections.getBankConnection(connection.id);
    if (updateStatus === 'READY' && categorizationStatus === 'READY') break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  const { accounts } = await new AccountsApi(asUser).getAndSearchAllAccounts();
  assert.deepEqual(
    accounts.map(({ accountType, balance }) => [accountType, balance]),
    [
      ['Checking', 16978.51],
      ['Checking', 432.1],
      ['Savings', 0],
      ['Security', 4111.3],
    ],
  );
  assert.ok(accounts[0]!.interfaces[0]?.lastSuccessfulUpdate instanceof Date);
  const ids = accounts.slice(0, 2).map(({ id }) => id);
  // It sends lists as one word with commas in it.
  const { transactions } = await new TransactionsApi(asUser).getAndSearchAllTransactions(
    ...(['bankView', undefined, undefined, undefined, undefined, undefined, ids] as const),
  );
  assert.equal(transactions.length, 20);
  assert.ok(transactions.every(({ accountId }) => ids.includes(accountId)));
  const { pendingTransactions } = await new PendingTransactionsApi(
    asUser,
  ).getAndSearchAllPendingTransactions();
  assert.equal(pendingTransactions.length, 1);

  await connections.deleteBankConnection(connection.id);
  await assert.rejects(connections.getBankConnection(connection.id), { code: 404 });
  await assert.rejects(new AccountsApi(configured('x')).getAndSearchAllAccounts(), { code: 401 });
});
