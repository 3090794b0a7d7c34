import type { AccountsMetadata } from '@connect-layer/protocol';
import type { Context, Outcome } from '../../provider.js';
import type { Handles } from './consent.js';
import { countryOf } from './institutions.js';
import { parsed, type Upstream } from './upstream.js';
import { Connector, Ownerships, type Account } from './wire.js';

/** What the bank can do, as far as Powens knows. */
export async function metadataOf(
  upstream: Upstream,
  handles: Handles,
  accounts: readonly Account[],
  context: Context,
): Promise<Outcome<{ accountsMetadata: AccountsMetadata }>> {
  const query = { expand: 'countries' };
  const read = parsed(
    Connector,
    await upstream.ask('GET', `/connectors/${handles.connector}`, context, { query }),
  );
  if ('failure' in read) return read.failure;
  const { value: bank } = read;
  const least = bank.payment_settings?.minimum_amount?.first_open_day;
  const currency = accounts.find((account) => account.currency)?.currency;
  const isBusiness = accounts.length > 0 && accounts.every(({ usage }) => usage === 'ORGA');
  const code = await sortCodeOf(upstream, handles, accounts, context);
  const accountsMetadata: AccountsMetadata = {
    ...{ swiftCode: accounts.find(({ bic }) => bic)?.bic ?? null, sortCode: code },
    ...{ bankId: bank.uuid, bankName: bank.name, bankType: isBusiness ? 'business' : 'retail' },
    ...{ branchName: null, branchAddress: null, routingNumber: null },
    address: { line1: '', line2: '', line3: '' },
    country: countryOf(bank),
    transferBounds:
      least != null && currency
        ? [
            {
              minimum: least,
              currency: { code: currency.id, name: currency.name ?? currency.id },
              type: 'local',
            },
          ]
        : [],
    beneficiaryCoolDownPeriod: { value: 0, unit: 'hrs' },
    transactionRange: { value: bank.months_to_fetch ? bank.months_to_fetch * 30 : 90, unit: 'days' },
    ...{
      isCreateBeneficiaryEndpointRequired: false,
      willNewlyAddedBeneficiaryExistBeforeCoolDownPeriod: false,
    },
  };
  return { status: 'done', result: { accountsMetadata } };
}

/** Only British accounts have one, and only where the domain may be told who holds an account. */
async function sortCodeOf(
  upstream: Upstream,
  { person, connection }: Handles,
  accounts: readonly Account[],
  context: Context,
): Promise<string | null> {
  if (!accounts.some(({ currency }) => currency?.id === 'GBP')) return null;
  const path = `/users/me/connections/${connection}/account_ownerships`;
  const read = parsed(Ownerships, await upstream.askFor(person, 'GET', path, context));
  if ('failure' in read) return null;
  const known = read.value.account_ownerships.flatMap((one) => one.identifications);
  const found = known.find(({ scheme_name }) => scheme_name === 'sort_code_account_number');
  return found?.identification.slice(0, 6) ?? null;
}
