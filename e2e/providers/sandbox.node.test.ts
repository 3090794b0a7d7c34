import { sandboxBank } from '@connect-layer/sandbox';
import { testProvider } from './contract.js';
import { sandboxBanks } from './people.js';

for (const bank of sandboxBanks)
  testProvider({
    name: `the sandbox, at ${bank.institutionID},`,
    start: async () => ({ provider: sandboxBank() }),
    ...bank,
  });
