import type { Work } from './calls.js';

const regions = new Intl.DisplayNames('en', { type: 'region' });

/** How many days back finAPI reads when it is not told otherwise, which is as far as a bank goes. */
const longest = 3650;

/** What finAPI knows of the bank. It knows no bounds and no waiting times, and needs no beneficiaries. */
export const getAccountsMetadata: Work<'getAccountsMetadata'> = async ({ upstream, connection }) => {
  const { id, name, bic, blz, city, location } = connection.bank;
  const { homeCountry = 'DE', historyDays } = upstream.options;
  const code = (location ?? bic?.slice(4, 6) ?? homeCountry).toUpperCase();
  const country = { code, name: /^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code };
  return {
    status: 'done',
    result: {
      accountsMetadata: {
        ...{ swiftCode: bic ?? null, sortCode: blz || null, bankId: `FINAPI_${id}`, bankName: name },
        ...{ bankType: 'retail', branchName: null, branchAddress: null, routingNumber: null },
        address: { line1: city ?? '', line2: '', line3: country.name },
        ...{ country, transferBounds: [], beneficiaryCoolDownPeriod: { value: 0, unit: 'hrs' } },
        transactionRange: { value: historyDays || longest, unit: 'days' },
        isCreateBeneficiaryEndpointRequired: false,
        willNewlyAddedBeneficiaryExistBeforeCoolDownPeriod: true,
      },
    },
  };
};
