import { replyTo, type BatchItemError, type CallInput } from '@connect-layer/protocol';
import type { Work } from '../customer.js';
import { rulesOf } from '../banks/rules.js';
import type { Bank } from '../banks/institutions.js';
import type { Batch } from '../state/state.js';
import { compact } from '../state/users.js';
import { majorOf } from './amount.js';
import { batchView, countsOf, itemsView, senderView } from './batch-view.js';
import { done, failed, isFailed, type Failed } from './failed.js';
import { destinationOf, transferable } from './pay.js';
import { nextReference, post } from './post.js';

const most = { total: 1_000_000_00, items: 100 };

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
    const all = user.batches.map((held) => batchView(held, now()));
    return done({
      transfers: all.filter(({ date }) => fromDate <= date.slice(0, 10) && date.slice(0, 10) <= toDate),
    });
  },

  getBatchItems: ({ bank, user }, { reference }, { now }) => {
    const refused = forCompanies(bank);
    if (refused) return refused;
    const held = user.batches.find((candidate) => candidate.reference === reference);
    return held ? done({ transfers: itemsView(held, now()) }) : failed('OPERATION_NOT_FOUND');
  },

  createBatchFile: ({ bank, user }, { sender, items }) => {
    const refused = forCompanies(bank);
    if (refused) return refused;
    const { iban = '', accountNumber = '' } = sender;
    const account = user.accounts.find(
      (account) => account.iban === compact(iban) || account.number === compact(accountNumber),
    );
    if (!account) return failed('INVALID_ACCOUNT_ID');
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
    const listed = items.map(({ name, amount, iban = '', accountNumber = '' }) => ({
      ...{ name, amount: Number(amount), currency: account.currency, iban, accountNumber },
      ...{ status: 'na' as const, errors: [] },
    }));
    return done({
      fileContent: `${lines.join('\r\n')}\r\n`,
      fileExtension: 'csv',
      details: { sender: senderView(account), items: listed, ...countsOf(listed) },
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
    const handled = items.map((item, place): Batch['items'][number] => {
      const { name, iban = '', accountNumber = '' } = item;
      const handed = { name, iban, accountNumber, amount: amounts[place] ?? 0, errors: [] };
      const receiver = destinationOf(customer, item);
      if (receiver && isFailed(receiver)) return { ...handed, errors: [errorOf(item, receiver)] };
      if (receiver === sender) return { ...handed, errors: [errorOf(item, toItself)] };
      const posting = { sender, receiver, amount: handed.amount, to: name, remark: item.remark ?? remark };
      return { ...handed, reference: post(ledger.state, posting, now()) };
    });
    const held = {
      reference,
      fileName: `batch-${reference}.csv`,
      since: now(),
      currency: sender.currency,
      items: handled,
    };
    user.batches.push(held);
    const view = itemsView(held, now());
    return done({ details: { ...view, sender: senderView(sender), ...countsOf(view.items) } });
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

const toItself = failed('PARAMETER_ERROR', { msg: 'The sender and the receiver are the same account.' });

/** What is wrong with whom an item pays. */
const errorOf = (
  { iban }: CallInput<'createBatchTransfer'>['items'][number],
  { type, msg = replyTo(type).msg }: Failed,
): BatchItemError => ({ type, msg, field: iban === undefined ? 'accountNumber' : 'iban' });
