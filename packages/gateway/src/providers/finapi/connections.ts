import * as v from 'valibot';
import type { Context, Login } from '../../provider.js';
import { failed, type Answer, type Failed } from './answer.js';
import { Customer } from './tokens.js';
import type { Upstream } from './upstream.js';
import { Account, BankConnection } from './wire.js';

/** What acts for a connection: its number, and the user to whom it belongs. */
export const Handle = v.object({ customer: Customer, connectionID: v.string(), bankID: v.string() });
export type Handle = v.InferOutput<typeof Handle>;

const Accounts = v.looseObject({ accounts: v.array(Account) });

/** A connection as finAPI has it. One that is gone is no connection. */
export const connectionOf = (
  { access }: Upstream,
  { customer, connectionID }: Handle,
  context: Context,
): Promise<Answer<BankConnection>> =>
  access(`/bankConnections/${connectionID}`, customer, { reads: BankConnection }, context);

/** The accounts of a connection. Not paged. */
export async function accountsOf(
  { access }: Upstream,
  { customer, connectionID }: Handle,
  context: Context,
): Promise<Answer<Account[]>> {
  const query = { bankConnectionIds: connectionID };
  const answer = await access('/accounts', customer, { query, reads: Accounts }, context);
  if (!answer.ok) return answer;
  return { ok: true, value: answer.value.accounts.filter((one) => one.bankConnectionId === connectionID) };
}

/** Whether finAPI is still downloading. Only what is known to go on is waited for. */
export const isLoading = ({ updateStatus }: BankConnection): boolean => updateStatus === 'IN_PROGRESS';

/** What came of the last download of each way in, by the later of its two kinds. */
const lastOf = ({ interfaces }: BankConnection) =>
  interfaces.map(({ lastManualUpdate: a, lastAutoUpdate: b, userActionRequired }) => ({
    userActionRequired,
    last: a && b ? (a.timestamp > b.timestamp ? a : b) : (a ?? b ?? undefined),
  }));

/** When the bank was last asked, and when it last answered. Milliseconds since 1970. */
export function ageOf(connection: BankConnection): { asked: number; answered: number } {
  const all = lastOf(connection).flatMap(({ last }) => (last ? [last] : []));
  const imported = connection.importDate ?? 0;
  const latest = (some: typeof all) => Math.max(imported, ...some.map(({ timestamp }) => timestamp));
  return { asked: latest(all), answered: latest(all.filter(({ result }) => result === 'OK')) };
}

/** Whether no way in works any more without the person. */
export const needsPerson = (connection: BankConnection): boolean =>
  connection.interfaces.length > 0 &&
  lastOf(connection).every(
    ({ last, userActionRequired }) => userActionRequired || last?.result === 'BANK_SERVER_REJECTION',
  );

/** How a download has ended for which nothing can be shown, if it has. */
export function downloadFailure(
  connection: BankConnection,
  accounts: readonly Account[],
): Failed | undefined {
  const isThere = accounts.some(({ interfaces }) =>
    interfaces.some(({ status }) => status === 'UPDATED' || status === 'UPDATED_FIXED'),
  );
  const results = lastOf(connection).flatMap(({ last }) => (last ? [last.result] : []));
  if (isThere || results.length === 0 || results.includes('OK')) return undefined;
  return results.every((result) => result === 'BANK_SERVER_REJECTION')
    ? failed('INVALID_CREDENTIALS')
    : failed('BANK_ERROR', 'The upstream could not read the accounts.');
}

/** A login that has ended well. */
export function loginOf(handle: Handle, connection: BankConnection, accounts: readonly Account[]): Login {
  const ends = connection.interfaces.flatMap(({ aisConsent }) =>
    aisConsent?.status === 'PRESENT' && aisConsent.expiresAt != null ? [aisConsent.expiresAt] : [],
  );
  return {
    user: personOf(accounts) ?? handle.connectionID,
    connection: { ...handle },
    ...(ends.length > 0 && { consentExpiresAt: Math.min(...ends) }),
  };
}

/** Nothing that finAPI tells names a person at a bank for good, but the first of their accounts nearly does. */
function personOf(accounts: readonly Account[]): string | undefined {
  const ibans = accounts.flatMap(({ iban }) => iban ?? []);
  const numbers = ibans.length > 0 ? ibans : accounts.map(({ accountNumber }) => accountNumber);
  return numbers.toSorted()[0];
}
