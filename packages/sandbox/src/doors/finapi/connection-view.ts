import { procedures } from './personas.js';
import { accountsOf, type ConnectedInterface, type Connection, type UpdateResult } from './state.js';
import { accessTime } from './wire.js';
import type { World } from './world.js';

/** A connection as the wire has it. What there is not, is left out. */
export function connectionView(connection: Connection, world: World) {
  const { id, imported, name, bank, interfaces, owners, download } = connection;
  return {
    id,
    importDate: accessTime(imported),
    ...(name !== undefined && { name }),
    updateStatus: download ? 'IN_PROGRESS' : 'READY',
    categorizationStatus: categorization(connection, world),
    interfaces: interfaces.map((one) => interfaceView(one, connection, world)),
    accountIds: accountsOf(world.state, id).map((account) => account.id),
    ...(owners && !download && { owners: [owner] }),
    bank,
  };
}

function categorization({ download, categorised }: Connection, { now, settings }: World) {
  const left = categorised - now();
  if (download || left > settings.categorises) return 'PENDING';
  return left > 0 ? 'IN_PROGRESS' : 'READY';
}

const owner = {
  ...{
    firstName: 'Tommy',
    lastName: 'Sternen-Himmel',
    email: 'tommy@example.org',
    dateOfBirth: '1981-04-12',
  },
  ...{ street: 'Apfelallee', houseNumber: '3', postCode: '99999', city: 'Leipzig', country: 'DE' },
};

function interfaceView(
  { bankingInterface, login, stored, consentExpires, userActionRequired, ...last }: ConnectedInterface,
  { bank, maxDays }: Connection,
  { now }: World,
) {
  const { loginCredentials = [], properties = [] } =
    bank.interfaces.find((one) => one.bankingInterface === bankingInterface) ?? {};
  const redirects = properties.includes('REDIRECT_APPROACH');
  const isPresent = consentExpires !== undefined && consentExpires > now();
  return {
    bankingInterface,
    loginCredentials: loginCredentials.map(({ label, isSecret }) => ({
      label,
      ...(isSecret ? stored && { value: 'XXXXX' } : { value: login }),
    })),
    twoStepProcedures: redirects ? [] : procedures,
    ...(bankingInterface === 'XS2A' && {
      aisConsent: {
        status: isPresent ? 'PRESENT' : 'NOT_PRESENT',
        ...(isPresent && { expiresAt: accessTime(consentExpires) }),
        supportsImportNewAccounts: true,
      },
    }),
    ...(last.lastManualUpdate && { lastManualUpdate: resultView(last.lastManualUpdate) }),
    ...(last.lastAutoUpdate && { lastAutoUpdate: resultView(last.lastAutoUpdate) }),
    userActionRequired,
    maxDaysForDownload: maxDays,
  };
}

const resultView = ({ time, ...rest }: UpdateResult) => ({ ...rest, timestamp: accessTime(time) });
