import type { BatchItem, BatchItems, BatchSender, BatchTransfer } from '@connect-layer/protocol';
import type { Batch, HeldAccount } from '../state/state.js';
import { majorOf } from './amount.js';

/** How a batch goes on after it was handed in: until so many milliseconds it is at this stage. */
const stages: readonly [BatchTransfer['stage'], until: number][] = [
  ['pending', 2000],
  ['releasing', 4000],
  ['done', Infinity],
];

/** The batch as the list of them has it. */
export const batchView = ({ reference, fileName, since }: Batch, now: number): BatchTransfer => ({
  stage: stages.find(([, until]) => now - since < until)?.[0] ?? 'done',
  ...{ date: new Date(since).toISOString(), reference, fileName },
});

/** The batch with its transfers. What came of each is told once the batch is done. */
export function itemsView(batch: Batch, now: number): BatchItems {
  const { stage, reference, fileName } = batchView(batch, now);
  const { items, currency } = batch;
  const succeeded = stage === 'done' ? items.filter((item) => item.reference !== undefined) : [];
  return {
    ...{ stage, currency, reference, fileName },
    items: items.map(({ amount, reference, errors, ...item }) => ({
      ...{ ...item, amount: majorOf(amount), currency },
      ...(stage !== 'done'
        ? { status: 'pending', errors: [] }
        : reference === undefined
          ? { status: 'failed', errors }
          : { status: 'succeeded', errors, reference }),
    })),
    totalAmountRequested: majorOf(sum(items)),
    totalAmountSucceeded: majorOf(sum(succeeded)),
  };
}

/** How many items have got how far. */
export function countsOf(items: readonly BatchItem[]) {
  const count = (wanted: BatchItem['status']) => items.filter(({ status }) => status === wanted).length;
  return {
    numFailedItems: count('failed'),
    numPendingItems: count('pending'),
    numSucceededItems: count('succeeded'),
  };
}

/** The account that pays, as batches name it. */
export const senderView = ({ iban = '', number }: HeldAccount): BatchSender => ({
  iban,
  accountNumber: number,
});

const sum = (items: Batch['items']): number => items.reduce((all, { amount }) => all + amount, 0);
