import type { Account, CallInput, CallOutput } from '@connect-layer/protocol';
import { accountTypeOf } from './account-types.js';
import { failed, type Answer } from './answer.js';
import { currencyOf } from './money.js';
import { accountsOf } from './connections.js';
import type { Work } from './calls.js';
import type { Account as Theirs } from './wire.js';

/** An account; the balance is that of finAPI's last look at the bank, and absent where it has none. */
function accountView({ id, accountName, iban, accountNumber, accountType, ...rest }: Theirs): Account {
  const currency = currencyOf(rest.accountCurrency, iban);
  const { balance } = rest;
  return {
    ...{ id, name: accountName ?? accountNumber, number: accountNumber },
    ...(iban != null && { iban }),
    ...{ type: accountTypeOf(accountType), currency, isFavourite: null },
    ...(balance != null && { balance: { amount: balance, currency, accountNumber } }),
  };
}

export const getAccounts: Work<'getAccounts' | 'getCompleteAccounts'> = async (
  { upstream, handle },
  _,
  context,
) => {
  const answer = await accountsOf(upstream, handle, context);
  if (!answer.ok) return answer.failed;
  return { status: 'done', result: { accounts: answer.value.map(accountView) } };
};

export const getBalance: Work<'getBalance'> = async (visit, input, context) => {
  const account = await accountNamed(visit, input, context);
  if (!account.ok) return account.failed;
  const { balance } = accountView(account.value);
  if (!balance) return failed('NOT_SUPPORTED', 'The bank does not tell the balance of this account.');
  return { status: 'done', result: { balance } satisfies CallOutput<'getBalance'> };
};

/** The account that a call is about, which must be one of the connection's. finAPI knows no cards besides accounts. */
export async function accountNamed(
  { upstream, handle }: Parameters<Work<'getBalance'>>[0],
  { accountID, cardID }: Pick<CallInput<'getBalance'>, 'accountID' | 'cardID'>,
  context: Parameters<Work<'getBalance'>>[2],
): Promise<Answer<Theirs>> {
  const answer = await accountsOf(upstream, handle, context);
  if (!answer.ok) return answer;
  const found = answer.value.find(({ id }) => id === (accountID ?? cardID));
  if (found) return { ok: true, value: found };
  return { ok: false, failed: failed(accountID === undefined ? 'INVALID_CARD_ID' : 'INVALID_ACCOUNT_ID') };
}
