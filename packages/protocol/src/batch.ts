import * as v from 'valibot';
import { Amount, NewTransfer } from './payment.js';

/** The bounds of batch transfers. Amounts are in major units. */
export const BatchMetadata = v.object({
  maxTotalTransferAmount: v.number(),
  minTotalTransferAmount: v.number(),
  maxBatchTransfers: v.number(),
  filenameMaxChars: v.number(),
  validators: v.record(v.string(), v.unknown()),
});
export type BatchMetadata = v.InferOutput<typeof BatchMetadata>;

export const batchStages = [
  'na',
  'pending',
  'waiting_for_verification',
  'waiting_for_authorization',
  'waiting_for_release',
  'releasing',
  'done',
  'failed',
] as const;

/** A batch that was handed in. `date` is ISO 8601. */
export const BatchTransfer = v.object({
  stage: v.picklist(batchStages),
  date: v.string(),
  reference: v.string(),
  fileName: v.string(),
});
export type BatchTransfer = v.InferOutput<typeof BatchTransfer>;

/** One transfer of a batch, as it is handed in. */
export const NewBatchItem = v.looseObject({
  name: v.string(),
  amount: Amount,
  iban: v.optional(v.string()),
  accountNumber: v.optional(v.string()),
  remark: v.optional(v.string()),
});
export type NewBatchItem = v.InferInput<typeof NewBatchItem>;

/** Why a transfer of a batch failed. `field` is the member that is to blame. */
export const BatchItemError = v.object({ msg: v.string(), field: v.string(), type: v.string() });
export type BatchItemError = v.InferOutput<typeof BatchItemError>;

/**
 * One transfer of a batch, and how far it has got.
 *
 * `currency` is a code here, unlike elsewhere. Of `iban` and `accountNumber` the one that was not given is empty.
 * `reference` is the transfer's own, not the batch's.
 */
export const BatchItem = v.object({
  name: v.string(),
  amount: v.number(),
  currency: v.string(),
  iban: v.string(),
  accountNumber: v.string(),
  status: v.picklist(['na', 'failed', 'pending', 'succeeded']),
  errors: v.array(BatchItemError),
  reference: v.optional(v.string()),
});
export type BatchItem = v.InferOutput<typeof BatchItem>;

/** The transfers of a batch, and how far they have got. `currency` is a code. */
export const BatchItems = v.object({
  stage: v.picklist(batchStages),
  items: v.array(BatchItem),
  totalAmountRequested: v.number(),
  totalAmountSucceeded: v.number(),
  currency: v.string(),
  reference: v.string(),
  fileName: v.string(),
});
export type BatchItems = v.InferOutput<typeof BatchItems>;

const items = v.pipe(v.array(NewBatchItem), v.minLength(1, 'must hold at least one transfer'));

export const NewBatchFile = v.object({
  sender: v.object({ iban: v.optional(v.string()), accountNumber: v.optional(v.string()) }),
  type: v.string(),
  items,
});
export type NewBatchFile = v.InferInput<typeof NewBatchFile>;

/** The account that pays a batch. What it does not have is empty. */
export const BatchSender = v.object({ iban: v.string(), accountNumber: v.string() });
export type BatchSender = v.InferOutput<typeof BatchSender>;

const counts = { numFailedItems: v.number(), numPendingItems: v.number(), numSucceededItems: v.number() };

/** A batch as a file. It is not handed in, so its items are `na` and counted nowhere. */
export const BatchFile = v.object({
  fileContent: v.string(),
  fileExtension: v.string(),
  details: v.object({ sender: BatchSender, items: v.array(BatchItem), ...counts }),
});
export type BatchFile = v.InferOutput<typeof BatchFile>;

export const NewBatchTransfer = v.object({
  senderID: v.string(),
  type: v.string(),
  items,
  remark: v.optional(v.string()),
  idempotencyKey: NewTransfer.entries.idempotencyKey,
});
export type NewBatchTransfer = v.InferInput<typeof NewBatchTransfer>;

/** A batch that has just been handed in. */
export const BatchDetails = v.object({ ...BatchItems.entries, sender: BatchSender, ...counts });
export type BatchDetails = v.InferOutput<typeof BatchDetails>;
