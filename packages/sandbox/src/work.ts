import type { CallName, EnrichedTransaction } from '@connect-layer/protocol';
import { accountView } from './data/accounts.js';
import { cardBalanceView, cardView } from './data/cards.js';
import { countries } from './banks/countries.js';
import type { Customer, Work } from './customer.js';
import { identity } from './data/identity.js';
import { metadataOf } from './data/metadata.js';
import { ach } from './money/ach.js';
import { batch } from './money/batch.js';
import { done, failed, isFailed, type Failed } from './money/failed.js';
import { payments } from './money/payments.js';
import type { HeldAccount, HeldCard, User } from './state/state.js';
import { categorized, plain, transactionsOf } from './data/transactions.js';

/** What the bank does for each call. Ending a connection is the gateway's own affair. */
export const work = {
  getIdentity: () => done({ identity }),
  getAccounts: (customer) => done({ accounts: accountsOf(customer) }),
  getCompleteAccounts: (customer) => done({ accounts: accountsOf(customer) }),
  getCards: ({ user }, _, { now }) => done({ cards: user.cards.map((card) => cardView(card, now())) }),
  getBalance: ({ user, bank }, input, { now }) => {
    const { account, card, refused } = holdingOf(user, input);
    if (card) return done({ balance: cardBalanceView(card, now()) });
    const balance = account && accountView(account, bank).balance;
    return balance ? done({ balance }) : refused;
  },
  getTransactions: (customer, input, { now }) => {
    const transactions = read(customer, input, now());
    return isFailed(transactions) ? transactions : done({ transactions: transactions.map(plain) });
  },
  getCategorizedTransactions: (customer, input, { now }) => {
    const transactions = read(customer, input, now());
    return isFailed(transactions) ? transactions : done({ transactions: transactions.map(categorized) });
  },
  getEnrichedTransactions: (customer, input, { now }) => {
    const transactions = read(customer, input, now());
    return isFailed(transactions) ? transactions : done({ transactions });
  },
  getAccountsMetadata: ({ bank }) => done({ accountsMetadata: metadataOf(bank) }),
  ...payments,
  ...ach,
  ...batch,
} satisfies Record<Exclude<CallName, 'delinkUser'>, unknown> & Work;

/** The calls that the sandbox can do: all that a provider can. */
export type WorkName = keyof typeof work;

const accountsOf = ({ user, bank }: Customer) => user.accounts.map((account) => accountView(account, bank));

interface Which {
  accountID?: string | undefined;
  cardID?: string | undefined;
}

/** What is meant; one library sends a card's id as `accountID`. */
function holdingOf(
  { accounts, cards }: User,
  { accountID, cardID }: Which,
): { account?: HeldAccount | undefined; card?: HeldCard | undefined; refused: Failed } {
  const card = cards.find(({ id }) => id === (cardID ?? accountID));
  if (cardID !== undefined) return { card, refused: failed('INVALID_CARD_ID') };
  const account = accounts.find(({ id }) => id === accountID);
  return { account, card, refused: failed('INVALID_ACCOUNT_ID') };
}

function read(
  { bank, user }: Customer,
  { fromDate, toDate, ...which }: Which & { fromDate: string; toDate: string },
  now: number,
): EnrichedTransaction[] | Failed {
  const { account, card, refused } = holdingOf(user, which);
  const booker = account ?? (card && { ...card, use: 'card' as const, bookings: [] });
  if (!booker) return refused;
  const { prices } = countries[bank.country];
  return transactionsOf(booker, prices, { fromDate, toDate }, now) ?? failed('INVALID_DATE_RANGE');
}
