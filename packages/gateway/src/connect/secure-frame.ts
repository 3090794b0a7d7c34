import { connectPaths } from '@connect-layer/protocol';
import type { App } from '../apps.js';
import type { Deps } from '../deps.js';
import { Refusal } from '../respond.js';

/**
 * The document in which a person types what no page may see: it is drawn in a frame inside the modal, and posts to
 * the gateway, its own origin.
 *
 * Only pages of origins on the app's list may hold it. It runs the gateway's script and nothing else. Which app it is
 * for is said by the gateway, in the document, and not by the page.
 */
export async function frame(request: Request, { apps }: Deps): Promise<Response> {
  const appKey = new URL(request.url).searchParams.get('appKey');
  const app = apps.find((candidate) => candidate.appKey === appKey);
  if (!app) throw new Refusal('INVALID_APP');
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'private, max-age=300',
    'content-security-policy': policyFor(app),
    'permissions-policy': 'otp-credentials=(self)',
    // Opened as a page of its own, it is cut off from whoever opened it.
    'cross-origin-opener-policy': 'same-origin',
    // So that a page that is cross-origin isolated may hold it; marks from elsewhere are then fetched without cookies.
    'cross-origin-embedder-policy': 'credentialless',
  };
  return new Response(pageFor(app), { headers });
}

/** The script stands beside the document, so that this is right wherever the gateway is mounted. */
const pageFor = ({ name }: App): string => `<!doctype html>
<html>
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <meta name="color-scheme" content="light dark" />
  <meta name="application-name" content="${asText(name)}" />
  <title>Connect Layer</title>
  <body></body>
  <script type="module" src="${connectPaths.frame.split('/').at(-1)}.js"></script>
</html>
`;

/** A text that is nothing but text in a document of ours. */
export const asText = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Whose pages may hold a document of the gateway's. A policy cannot name an IPv6 address. */
export const ancestorsOf = ({ origins }: App): string =>
  `frame-ancestors 'self' ${origins.filter((origin) => !origin.includes('[')).join(' ')}`;

const policyFor = (app: App): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' https: data:",
    "base-uri 'none'",
    "form-action 'none'",
    ancestorsOf(app),
    "require-trusted-types-for 'script'",
    'trusted-types dapi-connect',
  ].join('; ');
