import { currencyOf } from '../banks/currencies.js';
import type { Customer, Work } from '../customer.js';
import { majorOf } from './amount.js';
import { done, failed } from './failed.js';
import { transferable } from './pay.js';
import { book, nextReference } from './post.js';

/** Milliseconds after which collected money arrives. */
const settlement = 5000;

/** Collecting money in the US. */
export const ach = {
  createACHPull: ({ bank, user }, { senderID, amount, description = 'ACH pull' }, { now, operationID }) => {
    if (bank.country !== 'US') return failed('NOT_SUPPORTED');
    const account = user.accounts.find(({ id }) => id === senderID);
    if (!account) return failed('INVALID_ACCOUNT_ID');
    const minor = transferable(amount);
    if (typeof minor !== 'number') return minor;
    user.pulls.push({
      ...{ operationIDs: [operationID], accountID: senderID, amount: minor, description },
      ...{ currency: account.currency, since: now(), settled: false },
    });
    return done({});
  },
  getACHPull: ({ bank, user }, { operationID }) => {
    if (bank.country !== 'US') return failed('NOT_SUPPORTED');
    const pull = user.pulls.find(({ operationIDs }) => operationIDs.includes(operationID));
    if (!pull) return failed('OPERATION_NOT_FOUND');
    const status = pull.settled ? 'succeeded' : 'pending';
    return done({ transfer: { amount: majorOf(pull.amount), currency: currencyOf(pull.currency), status } });
  },
} satisfies Work;

/** Books what has arrived since somebody last looked. */
export function settle({ user, ledger }: Pick<Customer, 'user' | 'ledger'>, now: number): void {
  for (const pull of user.pulls.filter(({ settled, since }) => !settled && since + settlement <= now)) {
    pull.settled = true;
    const account = user.accounts.find(({ id }) => id === pull.accountID);
    const { amount, description, since } = pull;
    const reference = nextReference(ledger.state, now);
    if (account)
      book(account, {
        type: 'credit',
        amount,
        time: since + settlement,
        description,
        details: 'ACH',
        reference,
      });
  }
}
