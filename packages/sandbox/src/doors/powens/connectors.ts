import { scenarios } from './scenarios.js';

type Mechanism = 'credentials' | 'webauth';

/** A field of a connector, as the API describes it. */
export interface ConnectorField {
  name: string;
  label: string;
  type: 'text' | 'password' | 'date' | 'list' | 'number';
  required: boolean;
  regex: string | null;
  values?: readonly { label: string; value: string }[];
  auth_mechanisms: readonly Mechanism[];
  connector_sources: readonly string[];
  description: string | null;
  default?: string | null;
}

/** An account that people have at a bank, before numbers. Amounts are in hundredths. */
export interface AccountKind {
  key: string;
  name: string;
  type: string;
  balance: number;
  coming?: number;
  /** The key of the account that it hangs on. */
  parent?: string;
}

export interface ConnectorSource {
  id: number;
  name: 'openapi' | 'directaccess' | 'fallback';
  mechanism: Mechanism;
  priority: number;
  /** When it was disabled, as the API writes it. */
  disabled?: string;
  holds: readonly AccountKind[];
}

/** A bank of the imitation. */
export interface Connector {
  id: number;
  uuid: string;
  name: string;
  code: string | null;
  color: string;
  slug: string;
  country: 'FR' | 'BE' | 'GB';
  hidden?: true;
  restricted?: true;
  beta?: true;
  pays?: true;
  sources: readonly ConnectorSource[];
  fields: readonly ConnectorField[];
}

const everyday: readonly AccountKind[] = [
  { key: 'checking', name: 'Compte chèque', type: 'checking', balance: 7481_01, coming: -42_50 },
  { key: 'card', name: 'Carte Premier', type: 'card', balance: -312_40, parent: 'checking' },
];
const savings: readonly AccountKind[] = [
  { key: 'livret', name: 'Livret A', type: 'livret_a', balance: 12_950_00 },
  { key: 'loan', name: 'Prêt immobilier', type: 'loan', balance: -148_200_00 },
];
const wealth: readonly AccountKind[] = [
  ...savings,
  { key: 'pea', name: 'PEA', type: 'pea', balance: 8_340_77 },
  { key: 'life', name: 'Assurance vie', type: 'lifeinsurance', balance: 25_000_00 },
];

const field = (
  of: Pick<ConnectorField, 'name' | 'label' | 'type'> & Partial<ConnectorField>,
): ConnectorField => ({
  ...{ required: true, regex: null, description: null },
  ...{ auth_mechanisms: ['credentials'], connector_sources: ['openapi', 'directaccess'] },
  ...of,
});
const login = field({ name: 'login', label: 'Identifiant', type: 'text' });
const password = field({ name: 'password', label: 'Mot de passe (1234)', type: 'password' });
const values = Object.entries(scenarios).map(([value, { label }]) => ({ label, value }));

const source = (
  id: number,
  name: ConnectorSource['name'],
  mechanism: Mechanism,
  priority: number,
  holds: readonly AccountKind[],
): ConnectorSource => ({ id, name, mechanism, priority, holds });

/** The test connector's UUID, the same on every domain. */
export const testConnector = '338178e6-3d01-564f-9a7b-52ca442459bf';

/** The banks: Powens' own test connector, and invented ones for what it does not show. */
export const connectors: readonly Connector[] = [
  {
    ...{ id: 59, uuid: testConnector, name: 'Connecteur de test', code: '00000', color: '2c88d9' },
    ...{ slug: 'TST', country: 'FR', pays: true },
    sources: [
      source(101, 'openapi', 'credentials', 1, everyday),
      source(102, 'directaccess', 'credentials', 2, wealth),
    ],
    fields: [
      field({
        ...{ name: 'openapiwebsite', label: 'Type de compte', type: 'list', values },
        connector_sources: ['openapi'],
      }),
      field({
        ...{ name: 'directaccesswebsite', label: 'Type de compte', type: 'list', values },
        connector_sources: ['directaccess'],
      }),
      login,
      password,
    ],
  },
  {
    ...{ id: 201, uuid: 'a1000000-0000-4000-8000-000000000001', name: 'Banque du Pont', code: '90001' },
    ...{ color: 'f10389', slug: 'PON', country: 'FR', pays: true },
    sources: [source(201, 'openapi', 'webauth', 1, everyday)],
    fields: [],
  },
  {
    ...{ id: 202, uuid: 'a1000000-0000-4000-8000-000000000002', name: 'Crédit des Vallées', code: '90002' },
    ...{ color: '00695c', slug: 'VAL', country: 'FR' },
    sources: [source(202, 'openapi', 'webauth', 1, everyday)],
    fields: [
      field({
        ...{ name: 'website', label: 'Votre région', type: 'list', auth_mechanisms: ['webauth'] },
        connector_sources: ['openapi'],
        values: [
          { label: 'Vallée du Nord', value: 'nord' },
          { label: 'Vallée du Sud', value: 'sud' },
        ],
      }),
    ],
  },
  {
    ...{ id: 203, uuid: 'a1000000-0000-4000-8000-000000000003', name: 'Caisse des Deux Rives' },
    ...{ code: '90003', color: '6a1b9a', slug: 'RIV', country: 'FR' },
    sources: [
      source(203, 'openapi', 'credentials', 1, everyday),
      source(204, 'directaccess', 'webauth', 2, savings),
    ],
    fields: [
      { ...login, connector_sources: ['openapi'] },
      { ...password, connector_sources: ['openapi'] },
    ],
  },
  {
    ...{ id: 204, uuid: 'a1000000-0000-4000-8000-000000000004', name: 'Banque Demi-Lune', code: '90004' },
    ...{ color: '37474f', slug: 'LUN', country: 'BE' },
    sources: [
      { ...source(205, 'openapi', 'credentials', 1, everyday), disabled: '2026-01-15 09:00:00' },
      source(206, 'directaccess', 'credentials', 2, [...everyday, ...savings]),
    ],
    fields: [login, password],
  },
  {
    ...{ id: 205, uuid: 'a1000000-0000-4000-8000-000000000005', name: 'Comptoir Horloger', code: '90005' },
    ...{ color: 'b71c1c', slug: 'HOR', country: 'FR' },
    sources: [source(207, 'openapi', 'credentials', 1, everyday)],
    fields: [
      field({
        ...{ name: 'login', label: 'Numéro client', type: 'text', regex: '^\\d{8}$' },
        description: 'Huit chiffres, au dos de votre carte.',
      }),
      field({ name: 'birthday', label: 'Date de naissance', type: 'date' }),
      field({ name: 'branch', label: 'Agence', type: 'number', required: false }),
      password,
    ],
  },
  {
    ...{ id: 206, uuid: 'a1000000-0000-4000-8000-000000000006', name: 'Thames & Tyne Bank', code: null },
    ...{ color: '1a237e', slug: 'TYN', country: 'GB', pays: true },
    sources: [
      source(208, 'openapi', 'credentials', 1, [
        { key: 'current', name: 'Current account', type: 'checking', balance: 2310_55 },
      ]),
    ],
    fields: [login, password],
  },
  {
    ...{ id: 207, uuid: 'a1000000-0000-4000-8000-000000000007', name: 'Épargne et Avenir', code: '90007' },
    ...{ color: '33691e', slug: 'EPA', country: 'FR', beta: true },
    sources: [source(209, 'directaccess', 'credentials', 1, savings)],
    fields: [login, password],
  },
  {
    ...{ id: 208, uuid: 'a1000000-0000-4000-8000-000000000008', name: 'Banque Fermée', code: '90008' },
    ...{ color: '616161', slug: 'FER', country: 'FR', restricted: true },
    sources: [source(210, 'openapi', 'credentials', 1, everyday)],
    fields: [login, password],
  },
  {
    ...{ id: 209, uuid: 'a1000000-0000-4000-8000-000000000009', name: 'Banque Cachée', code: '90009' },
    ...{ color: '212121', slug: 'CAC', country: 'FR', hidden: true },
    sources: [source(211, 'openapi', 'credentials', 1, everyday)],
    fields: [login, password],
  },
];

/** The bank with this UUID, or with this id, which differs between domains. */
export const connectorOf = (named: string | number): Connector | undefined =>
  connectors.find(({ id, uuid }) => uuid === named || String(id) === String(named));

/** The sources that can be used, in the order in which they are to be added. */
export const usableSources = ({ sources }: Connector): ConnectorSource[] =>
  sources.filter(({ disabled }) => disabled === undefined).sort((a, b) => a.priority - b.priority);
