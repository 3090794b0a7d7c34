import type { Account, CallName, SharedThing } from '@connect-layer/protocol';
import { consentOf, type App } from '../apps.js';
import { Refusal } from '../respond.js';
import type { SealedConnection } from '../tokens.js';
import type { Body } from './quirks.js';

/** What somebody must have agreed to before a call may be made. Of a bank itself anybody may know. */
const needs: { readonly [N in CallName]?: SharedThing } = {
  getIdentity: 'identity',
  getAccounts: 'accounts',
  getCompleteAccounts: 'accounts',
  getCards: 'accounts',
  getBalance: 'balances',
  getTransactions: 'transactions',
  getCategorizedTransactions: 'transactions',
  getEnrichedTransactions: 'transactions',
  getBeneficiaries: 'payments',
  createBeneficiary: 'payments',
  createTransfer: 'payments',
  transferAutoflow: 'payments',
  getWireBeneficiaries: 'payments',
  createWireBeneficiary: 'payments',
  createWireTransfer: 'payments',
  wireTransferAutoflow: 'payments',
  createACHPull: 'payments',
  getACHPull: 'payments',
  getBatchMetadata: 'payments',
  getBatchTransfers: 'payments',
  getBatchItems: 'payments',
  createBatchFile: 'payments',
  createBatchTransfer: 'payments',
};

/** Refuses a call for which there is no consent, or no longer. To end a connection needs none. */
export function mustBeConsented(
  name: CallName,
  app: App,
  { consentExpiresAt = Infinity }: SealedConnection,
  now: number,
): void {
  if (name === 'delinkUser') return;
  const thing = needs[name];
  if (thing && !consentOf(app).shares.includes(thing)) throw new Refusal('NOT_CONSENTED');
  if (consentExpiresAt <= now) throw new Refusal('INVALID_CONNECTION', 'The consent has ended. Renew it.');
}

/** Accounts without what is on them. */
export const withoutBalances = (result: Body): Body => ({
  ...result,
  accounts: (result.accounts as Account[]).map(({ balance: _, ...account }) => account),
});
