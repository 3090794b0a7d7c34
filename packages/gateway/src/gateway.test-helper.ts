import type { Institution } from '@connect-layer/protocol';
import type { App } from './apps.js';
import { createGateway, type GatewayOptions } from './gateway.js';
import type { Provider } from './provider.js';

const institution: Institution = {
  ...{ id: 'BANK', name: 'Bank', fullName: 'The Bank', country: 'DE', logo: '' },
  color: { primaryColor: '#000000', secondaryColor: '#FFFFFF' },
  fields: [],
};

/** The one app of such a gateway. */
export const app: App = {
  ...{ appKey: 'app', appSecret: 'secret', name: 'A <b>pp', bundleIDs: ['bundle'], environment: 'sandbox' },
  origins: ['https://shop.example'],
};

export const key = Buffer.alloc(32, 1).toString('base64url');

/** What a page says of itself with everything it asks about a login, and how it begins one. */
export const whose = { appKey: 'app', bundleID: 'bundle', sessionKey: 'a-session-key-of-128-bits' };
export const beginning = { ...whose, clientUserID: 'c', institutionID: 'BANK', credentials: {} };

/** What a login comes to that the bank lets in at once. */
export const letIn = { status: 'done', result: { user: 'user', connection: 'handle' } } as const;

/** A gateway in front of one bank that lets everybody in and can do nothing, unless something else is said. */
export function stubGateway(provider: Partial<Provider> = {}, options: Partial<GatewayOptions> = {}) {
  const gateway = createGateway({
    provider: {
      name: 'stub',
      institutions: async () => [institution],
      login: async () => letIn,
      resume: async () => ({ status: 'failed', type: 'INVALID_MFA' }),
      status: async () => ({ status: 'failed', type: 'OPERATION_NOT_FOUND' }),
      calls: {},
      ...provider,
    },
    apps: [app],
    keys: [key],
    ...options,
  });
  const send = (path: string, init: RequestInit = {}) =>
    gateway(new Request(`http://gateway.example${options.basePath ?? ''}${path}`, init));
  const post = async (path: string, body: object, init: RequestInit = {}) => {
    const response = await send(path, { method: 'POST', body: JSON.stringify(body), ...init });
    return { status: response.status, body: await response.json() };
  };
  const on = (path: string, operationID: string, more: object = {}) =>
    post(`/connect/v1/${path}`, { ...whose, operationID, ...more });
  return { send, post, on };
}
