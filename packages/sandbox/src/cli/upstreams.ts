import type { Provider } from '@connect-layer/gateway';
import { finapiProvider } from '@connect-layer/gateway/providers/finapi';
import { powensProvider } from '@connect-layer/gateway/providers/powens';
import { finapiClient, finapiDoor } from '../doors/finapi.js';
import { powensAt, powensDoor } from '../doors/powens.js';
import { startDoor } from './listen.js';

/** Whom a gateway can stand in front of. */
export const providerNames = ['sandbox', 'finapi', 'powens'] as const;
export type ProviderName = (typeof providerNames)[number];

/** The imitated upstreams, which listen beside the gateway, and what makes it stand on one of them. */
export interface Upstreams {
  /** The base address of both of finAPI's APIs. */
  finapiURL: string;
  powensURL: string;
  /** None for the bank itself. */
  providers: Readonly<Record<ProviderName, Provider | undefined>>;
  close(): Promise<void>;
}

/** Serves finAPI and Powens. Without a port each takes its usual one, or a free one. */
export async function startUpstreams(
  ports: Readonly<Partial<Record<'finapiPort' | 'powensPort', number | undefined>>> = {},
): Promise<Upstreams> {
  const finapi = await startDoor(finapiDoor(), {
    ...{ port: ports.finapiPort, usual: 8788, option: '--finapi-port' },
  });
  const powens = await startDoor(powensDoor(), {
    ...{ port: ports.powensPort, usual: 8789, option: '--powens-port' },
  }).catch(async (error: unknown) => {
    await finapi.close();
    throw error;
  });
  return {
    finapiURL: finapi.url,
    powensURL: powens.url,
    providers: {
      sandbox: undefined,
      finapi: finapiProvider({ ...finapiClient, accessURL: finapi.url, testBanks: true }),
      powens: powensProvider(powensAt(powens.url)),
    },
    close: async () => void (await Promise.all([finapi.close(), powens.close()])),
  };
}
