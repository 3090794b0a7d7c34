import { sharedThings, type Consent, type Environment } from '@connect-layer/protocol';

/** An integrator's app, as it is registered with the gateway. */
export interface App {
  /** Public; travels with every request. */
  appKey: string;
  /** Known to the integrator's server only. */
  appSecret: string;
  /** Shown to the person ("Example App"). */
  name: string;
  /** The ids under which its pages present themselves; at least one. */
  bundleIDs: readonly string[];
  /**
   * Origins whose pages may use the app, e.g. `https://shop.example`.
   * A port may be `*` (`http://localhost:*`). Requests without an `Origin` header do not come from another
   * site's page and are not held back by this.
   */
  origins: readonly string[];
  /**
   * What people are asked to agree to. Calls for anything else are refused with `NOT_CONSENTED`, and after `days` the
   * connection ends until the person renews it. Default: everything, until they end it.
   */
  consent?: Consent;
  /** In a `sandbox` app the gateway may play the App Server for pages on the list. */
  environment: Environment;
  /** Where the app's own server receives the SDK's calls, when it has one. */
  serverURL?: string;
  /** Where the app is told of operations that have ended. Default: nowhere. */
  webhook?: Webhook;
  /**
   * Whether exchanging a code by SDK forwarding answers the `accessToken` too, for app servers that expect it there.
   * It then passes through the person's browser. Default: false.
   */
  revealsAccessToken?: boolean;
}

/** Where an app wants to be told of every operation that has ended, and the secret that signs what it is told. */
export interface Webhook {
  url: string;
  secret: string;
}

/** What an app asks people to agree to. */
export const consentOf = ({ consent }: App): Consent => consent ?? { shares: [...sharedThings] };

/** Whether pages of this origin may use the app. */
export const allowsOrigin = (app: App, origin: string): boolean =>
  app.origins.some((allowed) =>
    allowed.endsWith(':*') ? origin.replace(/:\d+$/, '') === allowed.slice(0, -2) : origin === allowed,
  );

/**
 * Whether a request comes from a page that may use the app: one on its list, or one of the gateway's own, such as the
 * secure frame. Undefined when no page is named: then it comes from no other site's page.
 *
 * Behind a proxy the gateway may not know its own address; the browser does, and no page can write this header.
 */
export function isFromItsPage(app: App, { headers, url }: Request): boolean | undefined {
  const origin = headers.get('origin');
  if (origin === null) return undefined;
  const isOwn = headers.get('sec-fetch-site') === 'same-origin' || origin === new URL(url).origin;
  return isOwn || allowsOrigin(app, origin);
}

/** Every loopback origin, for development. */
export const loopbackOrigins = ['http://localhost:*', 'http://127.0.0.1:*', 'http://[::1]:*'] as const;
