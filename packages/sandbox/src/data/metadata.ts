import type { AccountsMetadata } from '@connect-layer/protocol';
import { countries, type Country } from '../banks/countries.js';
import type { Bank } from '../banks/institutions.js';
import { majorOf } from '../money/amount.js';
import { rulesOf } from '../banks/rules.js';
import { transactionRange } from './transactions.js';

/** The smallest transfer, in hundredths. */
export const leastTransfer = 1_00;

/** What a bank of the sandbox can do. A sandbox bank's SWIFT code is its id. */
export function metadataOf(bank: Bank): AccountsMetadata {
  const { id, fullName, country } = bank;
  const { needsBeneficiary = false, coolDown = 0, business } = rulesOf(bank);
  const { name, currency, address, sortCode, routingNumbers }: Country = countries[country];
  return {
    swiftCode: id,
    sortCode: sortCode ?? null,
    bankId: id,
    bankName: fullName,
    bankType: business ? 'business' : 'retail',
    branchName: 'Main branch',
    branchAddress: `${address.line1}, ${address.line2}`,
    routingNumber: routingNumbers?.[0]?.value ?? null,
    address,
    country: { code: country, name },
    transferBounds: [
      { minimum: majorOf(leastTransfer), currency, type: 'same' },
      { minimum: majorOf(leastTransfer), currency, type: 'local' },
    ],
    beneficiaryCoolDownPeriod: { value: coolDown, unit: 'hrs' },
    transactionRange: { value: transactionRange, unit: 'days' },
    isCreateBeneficiaryEndpointRequired: needsBeneficiary,
    willNewlyAddedBeneficiaryExistBeforeCoolDownPeriod: true,
  };
}
