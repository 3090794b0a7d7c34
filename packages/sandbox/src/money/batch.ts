import type { BatchTransfer, CallInput } from '@connect-layer/protocol';
import { currencyOf } from '../banks/currencies.js';
import type { Work } from '../customer.js';
import { rulesOf } from '../banks/rules.js';
import type { Bank } from '../banks/institutions.js';
import type { Batch } from '../state/state.js';
import { compact } from '../state/users.js';
import { majorOf } from './amount.js';
import { done, failed, isFailed, type Failed } from './failed.js';
import { destinationOf, transferable } from './pay.js';
import { nextReference, post } from './post.js';

const most = { total: 1_000_000_00, items: 100 };

/** How a batch goes on after it was handed in: until so many milliseconds it is at this stage. */
const stages: readonly [BatchTransfer['stage'], until: number][] = [
  ['pending', 2000],
  ['releasing', 4000],
  ['done', Infinity],
];

/** Transfers by the dozen, for companies. */
export const batch = {
  getBatchMetadata: ({ bank }) =>
    forCompanies(bank) ??
    done({
      metadata: {
        maxTotalTransferAmount: majorOf(most.total),
        minTotalTransferAmount: 1,
        maxBatchTransfers: most.items,
        filenameMaxChars: 64,
        validators: { same: {}, local: {}, intl: {} },
      },
    }),

  getBatchTransfers: ({ bank, user }, { fromDate, toDate }, { now }) => {
    const refused = forCompanies(bank);
    if (refused) return refused;
    if (fromDate > toDate) return failed('INVALID_DATE_RANGE');
    const all = user.batches.map((held) => view(held, now()));
    return done({
      transfers: all.filter(({ date }) => fromDate <= date.slice(0, 10) && date.slice(0, 10) <= toDate),
    });
  },

  getBatchItems: ({ bank, user }, { reference }, { now }) => {
    const refused = forCompanies(bank);
    if (refused) return refused;
    const held = user.batches.find((candidate) => candidate.reference === reference);
    if (!held) return failed('OPERATION_NOT_FOUND');
    const { stage, fileName } = view(held, now());
    const currency = currencyOf(held.currency);
    const requested = sum(held.items);
    return done({
      transfers: {
        ...{ stage, currency, reference, fileName },
        items: held.items.map(({ name, amount, moved }) => ({
          ...{ name, amount: majorOf(amount), currency },
          status: stage !== 'done' ? 'pending' : moved ? 'succeeded' : 'failed',
        })),
        totalAmountRequested: majorOf(requested),
        totalAmountSucceeded: stage === 'done' ? majorOf(sum(held.items.filter(({ moved }) => moved))) : 0,
      },
    });
  },

  createBatchFile: ({ bank, user }, { sender, items }) => {
    const refused = forCompanies(bank);
    if (refused) return refused;
    const { iban = '', accountNumber = '' } = sender;
    const isSender = user.accounts.some(
      (account) => account.iban === compact(iban) || account.number === compact(accountNumber),
    );
    if (!isSender) return failed('INVALID_ACCOUNT_ID');
    const rows = items.map((item) => [
      item.name,
      item.iban ?? '',
      item.accountNumber ?? '',
      item.amount,
      item.remark ?? '',
    ]);
    const lines = [['name', 'iban', 'accountNumber', 'amount', 'remark'], ...rows].map((row) =>
      row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','),
    );
    return done({
      fileContent: `${lines.join('\r\n')}\r\n`,
      fileExtension: 'csv',
      details: { count: items.length },
    });
  },

  createBatchTransfer: (customer, { senderID, items, remark }, { now }) => {
    const { bank, user, ledger } = customer;
    const refused = forCompanies(bank);
    if (refused) return refused;
    const sender = user.accounts.find(({ id }) => id === senderID);
    if (!sender) return failed('INVALID_ACCOUNT_ID');
    const amounts = amountsOf(items);
    if (isFailed(amounts)) return amounts;
    const total = amounts.reduce((all, amount) => all + amount, 0);
    if (total > most.total)
      return failed('PARAMETER_ERROR', { msg: 'The batch is larger than its metadata allows.' });
    if (total > sender.balance) return failed('INSUFFICIENT_BALANCE');
    const reference = nextReference(ledger.state, now());
    const handled = items.map((item, place) => {
      const amount = amounts[place] ?? 0;
      const receiver = destinationOf(customer, item);
      if (receiver === sender || (receiver && isFailed(receiver)))
        return { name: item.name, amount, moved: false };
      post(ledger.state, { sender, receiver, amount, to: item.name, remark: item.remark ?? remark }, now());
      return { name: item.name, amount, moved: true };
    });
    const held = {
      reference,
      fileName: `batch-${reference}.csv`,
      since: now(),
      currency: sender.currency,
      items: handled,
    };
    user.batches.push(held);
    return done({ details: view(held, now()) });
  },
} satisfies Work;

const forCompanies = (bank: Bank): Failed | undefined =>
  rulesOf(bank).business ? undefined : failed('NOT_SUPPORTED');

function amountsOf(items: CallInput<'createBatchTransfer'>['items']): number[] | Failed {
  if (items.length > most.items)
    return failed('PARAMETER_ERROR', { msg: 'The batch holds more transfers than its metadata allows.' });
  const amounts = items.map(({ amount }) => transferable(amount));
  return amounts.find((amount) => typeof amount !== 'number') ?? (amounts as number[]);
}

const sum = (items: Batch['items']): number => items.reduce((all, { amount }) => all + amount, 0);

const view = ({ reference, fileName, since }: Batch, now: number): BatchTransfer => ({
  stage: stages.find(([, until]) => now - since < until)?.[0] ?? 'done',
  ...{ date: new Date(since).toISOString(), reference, fileName },
});
