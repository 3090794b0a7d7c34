import { powensProvider } from '@connect-layer/gateway/providers/powens';
import {
  powensApp,
  powensAt,
  powensCodes,
  powensDoor,
  powensPassword,
  testConnector,
} from '@connect-layer/sandbox';
import { startDoor } from '@connect-layer/sandbox/node';
import { testProvider, type Credentials } from '../contract.js';

/** Powens' protocol over HTTP, spoken to its imitation. */
async function start() {
  const door = await startDoor(powensDoor(), { port: 0, usual: 0, option: '' });
  return { provider: powensProvider(powensAt(door.url, 'embedded')), stop: door.close };
}

const as = (scenario: string): Credentials => ({
  ...{ openapiwebsite: scenario, directaccesswebsite: 'par', login: `${scenario}-contract` },
  password: powensPassword,
});

testProvider({
  name: 'Powens',
  start,
  institutionID: testConnector,
  people: {
    welcome: as('par'),
    refused: { ...as('par'), password: 'planted-password' },
    askedAtLogin: { credentials: as('additionalInformationNeeded'), right: powensCodes[0]!, wrong: '0000' },
  },
  always: ({ id, queryOptions = [] }) =>
    id === 'accounts' ? Promise.resolve(queryOptions.map((option) => option.id).join(',')) : undefined,
  does: [
    ...(['getIdentity', 'getAccounts', 'getCompleteAccounts', 'getBalance', 'getCards'] as const),
    ...(['getTransactions', 'getAccountsMetadata'] as const),
  ],
  secrets: ['planted-password', powensPassword, powensApp.clientSecret],
});
