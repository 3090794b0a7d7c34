import {
  ConfigResponse,
  connectPaths,
  InstitutionIndex,
  readIndex,
  type AppConfig,
  type Institution,
  type Institutions,
  type Unlisted,
} from '@connect-layer/protocol';
import { ConnectError } from './error.js';
import { gatewayAt, type ConnectAddress } from './gateway.js';

/** What of the Connect API it takes to find a bank. */
export interface PickerClient {
  config(signal?: AbortSignal): Promise<AppConfig>;
  institutions(
    filter: { countries: readonly string[]; experimental: boolean },
    signal?: AbortSignal,
  ): Promise<Institutions>;
  /** Tells the gateway of a bank that is not there. Needs no reply. */
  unlisted(report: Omit<Unlisted, 'appKey'>): void;
}

export function createPickerClient(address: ConnectAddress): PickerClient {
  const { get, tell } = gatewayAt(address);
  return {
    config: async (signal) => (await get(ConfigResponse, connectPaths.config, {}, signal)).app,
    institutions: async ({ countries, experimental }, signal) => {
      const query = { countries: countries.join(','), experimental: String(experimental) };
      const index = await get(InstitutionIndex, connectPaths.institutions, query, signal);
      return withLogosAt(address.gatewayURL, read(index));
    },
    unlisted: (report) => void tell(connectPaths.unlisted, report),
  };
}

function read(index: InstitutionIndex): Institutions {
  try {
    return readIndex(index);
  } catch (cause) {
    throw new ConnectError('UNEXPECTED_RESPONSE', 'The list of banks cannot be read.', { cause });
  }
}

/** A gateway names the logos it serves itself by their paths. */
function withLogosAt(gatewayURL: string, { at, find, ...institutions }: Institutions): Institutions {
  const complete = (bank: Institution): Institution =>
    bank.logo ? { ...bank, logo: new URL(bank.logo, `${gatewayURL}/`).href } : bank;
  return {
    ...institutions,
    at: (row) => complete(at(row)),
    find: (id) => {
      const found = find(id);
      return found && complete(found);
    },
  };
}
