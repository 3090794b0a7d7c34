import { ConnectError, type Answered, type DapiBankAccount } from '@connect-layer/connect';

/** What a bank gave when it was asked. */
type Given<A> = Extract<A, { status: 'done' }>;

export type Account = Given<Answered<'getAccounts'>>['accounts'][number];
export type Identity = Given<Answered<'getIdentity'>>['identity'];
type Transaction = Given<Answered<'getTransactions'>>['transactions'][number];

/** A booking, and where it was booked. */
export interface Booking extends Transaction {
  account: Account;
  bankName: string;
}

/** A connected bank, as far as it has been read; completely when it has `bookings`. */
export interface Bank {
  bankAccount: DapiBankAccount;
  identity?: Identity;
  accounts?: Account[];
  /** Of the last thirty days, in no particular order. */
  bookings?: Booking[];
  /** Why reading it ended: the name of a failure, e.g. `INVALID_CONNECTION`. */
  problem?: string;
}

export const isLoading = ({ bookings, problem }: Bank): boolean => !bookings && !problem;

/** How many days the dashboard looks back, today included. */
export const daysShown = 30;

const dayLength = 24 * 60 * 60 * 1000;

/** Reads a bank and hands over each part as it comes, the last time either `bookings` or a `problem`. */
export async function read(bankAccount: DapiBankAccount, tell: (part: Partial<Bank>) => void): Promise<void> {
  const { data, name: bankName } = bankAccount;
  try {
    const identity = (await given(data.getIdentity()))?.identity;
    if (identity) tell({ identity });
    const accounts = (await given(data.getAccounts()))?.accounts ?? [];
    tell({ accounts });
    const bookings: Booking[] = [];
    for (const account of accounts) {
      const asked = data.getTransactions(account.id, dayBefore(daysShown - 1), dayBefore(0));
      const { transactions = [] } = (await given(asked)) ?? {};
      bookings.push(...transactions.map((transaction) => ({ ...transaction, account, bankName })));
    }
    tell({ bookings });
  } catch (error) {
    tell({ problem: error instanceof ConnectError ? error.code : 'UNKNOWN_ERROR' });
  }
}

/** What was asked for; undefined from a bank that does not offer it. Any other failure is thrown. */
async function given<A extends { status: string; type?: string; msg?: string }>(
  asked: Promise<A>,
): Promise<Given<A> | undefined> {
  const answer = await asked;
  if (answer.status === 'done') return answer as Given<A>;
  if (answer.type === 'NOT_SUPPORTED') return undefined;
  throw new ConnectError((answer.type ?? 'UNKNOWN_ERROR') as ConnectError['code'], answer.msg ?? '');
}

/** Banks take days as `YYYY-MM-DD`. */
const dayBefore = (days: number): string =>
  new Date(Date.now() - days * dayLength).toISOString().slice(0, 10);
