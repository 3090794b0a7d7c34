import type { Bank } from './institutions.js';

/** Where banks differ in what they want and can do. */
export interface Rules {
  /** Pays nobody but a beneficiary that was added before. */
  needsBeneficiary?: true;
  /** Hours for which a new beneficiary cannot be paid. */
  coolDown?: number;
  /** For companies: takes batches of transfers. */
  business?: true;
}

/** The banks that are not like the others, by id. */
const rules: Readonly<Record<string, Rules>> = {
  DAPIBANK_AE_ADIB: { needsBeneficiary: true },
  DAPIBANK_AE_EIB: { needsBeneficiary: true },
  DAPIBANK_AE_HSBC: { needsBeneficiary: true, coolDown: 24 },
  DAPIBANK_AE_CITI: { business: true },
  DAPIBANK_GB_HARE: { needsBeneficiary: true },
  DAPIBANK_US_LAKE: { needsBeneficiary: true },
};

export const rulesOf = ({ id }: Bank): Rules => rules[id] ?? {};
