import type { DapiBankAccount } from '@connect-layer/connect';

/** An argument that a control asks for. */
export interface Parameter {
  name: string;
  kind: 'accountID' | 'cardID' | 'date' | 'text' | 'json';
  initial: string;
}

/** What every method takes besides; undefined where nothing was given. */
export type Extras = [
  clientHeaders?: Record<string, string> | undefined,
  clientBody?: Record<string, unknown> | undefined,
];

/** A method of a bank account. `run` gets the arguments as they were typed, JSON already read. */
export interface Method {
  name: string;
  parameters: readonly Parameter[];
  run: (bankAccount: DapiBankAccount, given: readonly never[], extras: Extras) => unknown;
}

const dayBefore = (days: number) =>
  new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

const accountID: Parameter = { name: 'accountID', kind: 'accountID', initial: '' };
const days: readonly Parameter[] = [
  { name: 'fromDate', kind: 'date', initial: dayBefore(30) },
  { name: 'toDate', kind: 'date', initial: dayBefore(0) },
];
const cardID: Parameter = { name: 'cardID', kind: 'cardID', initial: '' };
const json = (name: string, example: object): Parameter => ({
  name,
  kind: 'json',
  initial: JSON.stringify(example, null, 2),
});

const beneficiary = {
  name: 'Example Person',
  nickname: 'Example',
  accountNumber: '1623404370879825504324',
  iban: 'AE00000001623404370879825504324',
  type: 'local',
  address: { line1: '1 Example Street', line2: 'Dubai', line3: 'United Arab Emirates' },
  country: 'AE',
};

/** Every method, in the order of the reference. */
export const methods: readonly Method[] = [
  { name: 'data.getIdentity', parameters: [], run: ({ data }, _, extras) => data.getIdentity(...extras) },
  { name: 'data.getAccounts', parameters: [], run: ({ data }, _, extras) => data.getAccounts(...extras) },
  {
    name: 'data.getBalance',
    parameters: [accountID],
    run: ({ data }, [id], extras) => data.getBalance(id!, ...extras),
  },
  {
    name: 'data.getTransactions',
    parameters: [accountID, ...days],
    run: ({ data }, [id, from, to], extras) => data.getTransactions(id!, from!, to!, ...extras),
  },
  {
    name: 'data.getCategorizedTransactions',
    parameters: [accountID, ...days],
    run: ({ data }, [id, from, to], extras) => data.getCategorizedTransactions(id!, from!, to!, ...extras),
  },
  {
    name: 'data.getEnrichedTransactions',
    parameters: [accountID, ...days],
    run: ({ data }, [id, from, to], extras) => data.getEnrichedTransactions(id!, from!, to!, ...extras),
  },
  { name: 'data.getCards', parameters: [], run: ({ data }, _, extras) => data.getCards(...extras) },
  {
    name: 'data.getCardBalance',
    parameters: [cardID],
    run: ({ data }, [id], extras) => data.getCardBalance(id!, ...extras),
  },
  {
    name: 'data.getCardTransactions',
    parameters: [cardID, ...days],
    run: ({ data }, [id, from, to], extras) => data.getCardTransactions(id!, from!, to!, ...extras),
  },
  {
    name: 'payment.getBeneficiaries',
    parameters: [],
    run: ({ payment }, _, extras) => payment.getBeneficiaries(...extras),
  },
  {
    name: 'payment.createBeneficiary',
    parameters: [json('beneficiary', beneficiary)],
    run: ({ payment }, [to], extras) => payment.createBeneficiary(to!, ...extras),
  },
  {
    name: 'payment.createTransfer',
    parameters: [json('transfer', { senderID: '', receiverID: '', amount: 10, remarks: 'Example 1' })],
    run: ({ payment }, [transfer], extras) => payment.createTransfer(transfer!, ...extras),
  },
  {
    name: 'payment.transferAutoflow',
    parameters: [json('transfer', { senderID: '', amount: 10, remarks: 'Example 2', beneficiary })],
    run: ({ payment }, [transfer], extras) => payment.transferAutoflow(transfer!, ...extras),
  },
  {
    name: 'metadata.getAccounts',
    parameters: [],
    run: ({ metadata }, _, extras) => metadata.getAccounts(...extras),
  },
  {
    name: 'metadata.getAccountsMetadata',
    parameters: [],
    run: ({ metadata }, _, extras) => metadata.getAccountsMetadata(...extras),
  },
  { name: 'auth.delinkUser', parameters: [], run: ({ auth }, _, extras) => auth.delinkUser(...extras) },
  {
    name: 'showAccountsModal',
    parameters: [{ name: 'message', kind: 'text', initial: 'Which account?' }],
    run: async (bankAccount, [message]) => {
      const answer = await bankAccount.data.getAccounts();
      if (answer.status !== 'done') return answer;
      return new Promise((resolve) => {
        const none = () => resolve({ chosen: null });
        bankAccount.showAccountsModal(message!, answer.accounts, (chosen) => resolve({ chosen }), none);
      });
    },
  },
  { name: 'flush', parameters: [], run: (bankAccount) => bankAccount.flush() },
];
