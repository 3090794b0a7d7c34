import type { Account, BatchTransfer, Beneficiary, CallName } from '@connect-layer/protocol';

/** What is known of somebody at the bank, to make calls with. */
export interface Known {
  account: Account | undefined;
  beneficiary: Beneficiary | undefined;
  wireBeneficiary: Beneficiary | undefined;
  batch: BatchTransfer | undefined;
  /** The operation that began a collection by ACH. */
  pull: string | undefined;
}

const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

/** Somebody to be paid, with all that any bank wants to know. */
const beneficiary = () => ({
  name: 'Robin Contract',
  nickname: 'Robin',
  accountNumber: String(Math.floor(1e9 + Math.random() * 8e9)),
  iban: `DE00${Math.floor(1e17 + Math.random() * 8e17)}`,
  swiftCode: 'EXAMPLEX',
  type: 'local',
  address: { line1: 'Street 1', line2: 'Town', line3: 'Country' },
  country: 'AE',
  branchAddress: 'Street 2',
  branchName: 'Main branch',
  bankName: 'Example Bank',
  routingNumber: '000000000',
});

/** What a call can be made with, as its input schema has it. */
export function inputFor(name: CallName, known: Known): Record<string, unknown> {
  const account = known.account?.id ?? 'none';
  const payment = {
    senderID: account,
    amount: '1.00',
    remark: 'Contract',
    idempotencyKey: crypto.randomUUID(),
  };
  const items = [{ name: 'Robin Contract', amount: '1.00', accountNumber: '1234567890' }];
  switch (name) {
    case 'getBalance':
      return { accountID: account };
    case 'getTransactions':
    case 'getCategorizedTransactions':
    case 'getEnrichedTransactions':
      return { accountID: account, fromDate: day(7), toDate: day(0) };
    case 'createBeneficiary':
    case 'createWireBeneficiary':
      return beneficiary();
    case 'createTransfer':
      return { ...payment, receiverID: known.beneficiary?.id ?? 'none' };
    case 'createWireTransfer':
      return { ...payment, receiverID: known.wireBeneficiary?.id ?? 'none' };
    case 'transferAutoflow':
    case 'wireTransferAutoflow':
      return { ...payment, beneficiary: beneficiary() };
    case 'createACHPull':
      return { ...payment, description: 'Contract' };
    case 'getACHPull':
      return { operationID: known.pull ?? 'none' };
    case 'getBatchTransfers':
      return { fromDate: day(7), toDate: day(0) };
    case 'getBatchItems':
      return { reference: known.batch?.reference ?? 'none' };
    case 'createBatchFile':
      return { sender: { accountNumber: known.account?.number ?? 'none' }, type: 'local', items };
    case 'createBatchTransfer':
      return { ...payment, type: 'local', items };
    default:
      return {};
  }
}
