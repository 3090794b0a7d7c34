import * as v from 'valibot';
import { Currency } from './account.js';
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

/** The transfers of a batch, and how far they have got. */
export const BatchItems = v.object({
  stage: v.picklist(batchStages),
  items: v.array(
    v.object({
      name: v.string(),
      amount: v.number(),
      currency: Currency,
      status: v.picklist(['na', 'failed', 'pending', 'succeeded']),
    }),
  ),
  totalAmountRequested: v.number(),
  totalAmountSucceeded: v.number(),
  currency: Currency,
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

export const BatchFile = v.object({
  fileContent: v.string(),
  fileExtension: v.string(),
  details: v.optional(v.unknown()),
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
