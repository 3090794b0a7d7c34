import { accountTypes } from '@connect-layer/protocol';
import * as v from 'valibot';
import { heldBy } from '../data/accounts.js';
import { currencies, isCurrencyCode } from '../banks/currencies.js';
import { minorOf } from '../money/amount.js';
import { accountAt, compact } from '../state/users.js';
import type { HeldAccount } from '../state/state.js';
import type { Desk } from './manage.js';
import { answer, read, Refused } from './respond.js';
import { userNamed, Whose } from './users.js';

/** A balance in major units, as hundredths. */
const Money = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform((amount) => minorOf(String(amount)) ?? -1),
  v.minValue(0, 'must be a decimal number that is not negative, with at most two decimals'),
);

const CurrencyOfAccount = v.pipe(
  v.union([v.string(), v.object({ code: v.string() })]),
  v.transform((currency) => (typeof currency === 'string' ? currency : currency.code)),
  v.check(isCurrencyCode, `must be one of ${Object.keys(currencies).join(', ')}`),
);

const NewAccount = v.object({
  name: v.string(),
  accountType: v.optional(v.string()),
  accountNumber: v.pipe(
    v.string(),
    v.transform(compact),
    v.regex(/^[0-9A-Z]{4,34}$/, 'must be 4 to 34 letters and digits'),
  ),
  iban: v.optional(v.pipe(v.string(), v.transform(compact))),
  balance: Money,
  currency: v.optional(CurrencyOfAccount),
  routingNumbers: v.optional(v.array(v.object({ type: v.picklist(['wire', 'ach']), value: v.string() }))),
});

/** Adds an account. A type that the protocol does not know becomes `other`. */
export async function add(request: Request, desk: Desk): Promise<Response> {
  const { newAccount, ...whose } = await read(request, v.object({ ...Whose, newAccount: NewAccount }));
  const { user, bank } = userNamed(desk, whose);
  const { name, accountType, accountNumber, iban, balance, currency, routingNumbers } = newAccount;
  const { state } = desk.ledger;
  if (accountAt(state, { accountNumber }) ?? (iban && accountAt(state, { iban })))
    throw new Refused(
      'VALIDATION_ERROR',
      "The 'newAccount.accountNumber' field must be one that is not in use.",
    );
  const type = accountTypes.find((known) => known === accountType) ?? 'other';
  const held: HeldAccount = {
    ...heldBy(bank, `${user.userUUID}/${accountNumber}`),
    ...{ name, number: accountNumber, ...(iban !== undefined && { iban }), type, balance },
    use: type === 'savings' ? 'savings' : 'everyday',
    ...(currency !== undefined && isCurrencyCode(currency) && { currency }),
    ...(routingNumbers && { routingNumbers }),
  };
  user.accounts.push(held);
  return answer();
}

export async function remove(request: Request, desk: Desk): Promise<Response> {
  const { userAccountNumber, ...whose } = await read(
    request,
    v.object({ ...Whose, userAccountNumber: v.string() }),
  );
  const { user } = userNamed(desk, whose);
  user.accounts.splice(placeOf(user.accounts, userAccountNumber), 1);
  return answer();
}

export async function setBalance(request: Request, desk: Desk): Promise<Response> {
  const schema = v.object({ ...Whose, accountNumber: v.string(), newBalance: Money });
  const { accountNumber, newBalance, ...whose } = await read(request, schema);
  const { user } = userNamed(desk, whose);
  const account = user.accounts[placeOf(user.accounts, accountNumber)];
  if (account) account.balance = newBalance;
  return answer();
}

export async function removeBeneficiary(request: Request, desk: Desk): Promise<Response> {
  const { benefAccountNumber, ...whose } = await read(
    request,
    v.object({ ...Whose, benefAccountNumber: v.string() }),
  );
  const { user } = userNamed(desk, whose);
  const isOther = (beneficiary: { accountNumber?: string | undefined; iban?: string | undefined }) =>
    ![beneficiary.accountNumber, beneficiary.iban].some(
      (number) => number !== undefined && compact(number) === compact(benefAccountNumber),
    );
  const [before, wiredBefore] = [user.beneficiaries.length, user.wireBeneficiaries.length];
  user.beneficiaries = user.beneficiaries.filter(isOther);
  user.wireBeneficiaries = user.wireBeneficiaries.filter(isOther);
  if (before === user.beneficiaries.length && wiredBefore === user.wireBeneficiaries.length)
    throw noSuchAccount();
  return answer();
}

function placeOf(accounts: readonly HeldAccount[], number: string): number {
  const place = accounts.findIndex((account) => account.number === compact(number));
  if (place < 0) throw noSuchAccount();
  return place;
}

const noSuchAccount = () => new Refused('SANDBOX_ACCOUNT_NOT_FOUND');
