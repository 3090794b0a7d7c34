import type { Outcome } from '@connect-layer/gateway';
import type { Work } from '../customer.js';
import { add, view, wireView } from './beneficiaries.js';
import { done, failed, isFailed } from './failed.js';
import { autoflow, transfer } from './pay.js';

/** Paying people, and knowing them. Wires are for the US alone. */
export const payments = {
  getBeneficiaries: (customer, _, { now }) =>
    done({ beneficiaries: customer.user.beneficiaries.map((held) => view(customer, held, now())) }),
  createBeneficiary: (customer, input, { now }) => nothing(add(customer, 'beneficiaries', input, now())),
  createTransfer: (customer, input, { now }) => transfer(customer, 'beneficiaries', input, now()),
  transferAutoflow: (customer, input, { now }) => autoflow(customer, 'beneficiaries', input, now()),

  getWireBeneficiaries: (customer, _, { now }) => {
    if (customer.bank.country !== 'US') return failed('NOT_SUPPORTED');
    return done({
      beneficiaries: customer.user.wireBeneficiaries.map((held) => wireView(customer, held, now())),
    });
  },
  createWireBeneficiary: (customer, input, { now }) =>
    customer.bank.country === 'US'
      ? nothing(add(customer, 'wireBeneficiaries', input, now()))
      : failed('NOT_SUPPORTED'),
  createWireTransfer: (customer, input, { now }) =>
    customer.bank.country === 'US'
      ? transfer(customer, 'wireBeneficiaries', input, now())
      : failed('NOT_SUPPORTED'),
  wireTransferAutoflow: (customer, input, { now }) =>
    customer.bank.country === 'US'
      ? autoflow(customer, 'wireBeneficiaries', input, now())
      : failed('NOT_SUPPORTED'),
} satisfies Work;

/** The bank says that it did it, and no more. */
const nothing = (added: object): Outcome<object> => (isFailed(added) ? added : done({}));
