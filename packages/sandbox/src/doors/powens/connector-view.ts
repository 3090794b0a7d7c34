import { usableSources, type Connector, type ConnectorSource } from './connectors.js';

const countryNames = { FR: 'France', BE: 'Belgique', GB: 'Royaume-Uni' };

/** A connector as the API shows it; `expand` names the parts that are left out otherwise. */
export function connectorView(connector: Connector, expand: readonly string[] = []): object {
  const { id, uuid, name, code, color, slug, country, hidden, restricted, beta, pays } = connector;
  const first = usableSources(connector)[0];
  const mechanisms = [...new Set(connector.sources.map(({ mechanism }) => mechanism))];
  return {
    ...{ id, uuid, name, hidden: hidden ?? false, restricted: restricted ?? false, beta: beta ?? false },
    ...{ charged: true, code, color, slug, sync_frequency: 1, months_to_fetch: 12, siret: null },
    ...{ auth_mechanism: first?.mechanism ?? 'credentials', available_auth_mechanisms: mechanisms },
    ...{ capabilities: ['bank', 'profile'], account_usages: ['PRIV', 'ORGA'] },
    products: pays ? ['bank', 'pay'] : ['bank'],
    account_types: [...new Set(connector.sources.flatMap(({ holds }) => holds.map(({ type }) => type)))],
    ...(pays && { payment_settings: paymentSettings }),
    ...(expand.includes('sources') && { sources: connector.sources.map((one) => sourceView(id, one)) }),
    ...(expand.includes('fields') && { fields: connector.fields }),
    ...(expand.includes('payment_fields') && { payment_fields: [] }),
    ...(expand.includes('countries') && {
      countries: [{ id: country.toLowerCase(), name: countryNames[country] }],
    }),
    ...(expand.includes('urls') && { urls: [`https://${slug.toLowerCase()}.bank.example/`] }),
  };
}

/** A source of a connector as the API shows it. */
export const sourceView = (
  connector: number,
  { id, name, mechanism, disabled = undefined, priority, holds }: ConnectorSource,
): object => ({
  ...{ id, id_connector: connector, name, auth_mechanism: mechanism },
  ...{ available_auth_mechanisms: [mechanism], disabled: disabled ?? null, priority },
  ...{ account_usages: ['PRIV', 'ORGA'], account_types: holds.map(({ type }) => type) },
  capabilities: ['bank'],
});

const paymentSettings = {
  available_validate_mechanisms: ['webauth'],
  beneficiary_types: ['iban', 'sort_code_account_number'],
  execution_date_types: ['first_open_day', 'instant'],
  execution_frequencies: [],
  maximum_number_of_instructions: 1,
  providing_payer_account: 'optional',
  partial_status_tracking: [],
  is_app_to_app_used: { android: null, ios: null },
  bank_provides_payer_account: true,
  bank_provides_payer_label: true,
  transfer_date_types_where_trusted_beneficiary_required: [],
  cancellation_available: true,
  minimum_amount: { first_open_day: 0.01, instant: 0.01 },
  maximum_amount: { first_open_day: 50000, instant: 15000 },
  minimum_date_delta_days: 0,
  maximum_date_delta_days: null,
};
