import type { App } from '../apps.js';
import { isElsewhere } from '../asked.js';
import type { Deps } from '../deps.js';
import type { Embedding } from '../provider.js';
import { base64url } from 'jose';
import { Refusal } from '../respond.js';
import { ancestorsOf, asText } from './secure-frame.js';

/**
 * The document in which a page of the upstream is shown inside the modal, on the gateway's own origin. It runs the
 * upstream's script, so what is typed into it is between the person and the upstream: the app's page reaches none of it.
 *
 * Only pages of origins on the app's list may hold it.
 */
export async function embedded(request: Request, deps: Deps): Promise<Response> {
  const operationID = new URL(request.url).searchParams.get('state') ?? '';
  const record = await deps.operations.read(operationID);
  const app = deps.apps.find(({ appKey }) => appKey === record?.appKey);
  if (!record || !app || !isElsewhere(record.state)) throw new Refusal('OPERATION_NOT_FOUND');
  const embedding = deps.provider.embed?.(record.state.pending);
  if (!embedding) throw new Refusal('NOT_SUPPORTED');
  const nonce = base64url.encode(crypto.getRandomValues(new Uint8Array(16)));
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': policyFor(app, embedding, nonce),
    'cross-origin-opener-policy': 'same-origin',
  };
  return new Response(pageFor(app, embedding, nonce), { headers });
}

const pageFor = ({ name }: App, { script, start }: Embedding, nonce: string): string => `<!doctype html>
<html>
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <meta name="color-scheme" content="light dark" />
  <title>${asText(name)}</title>
  <style>html, body, #page { margin: 0; block-size: 100% }</style>
  <body><div id="page"></div></body>
  <script src="${script}" nonce="${nonce}"></script>
  <script nonce="${nonce}">
    const tell = () => parent.postMessage({ embedded: 'done' }, '*');
    const language = new URLSearchParams(location.search).get('language') ?? 'en';
    ${start.replace(/</g, '\\u003c')}
  </script>
</html>
`;

/** The upstream's script is the upstream's: how it styles what it shows is its own affair. */
const policyFor = (app: App, { origin }: Embedding, nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${origin}`,
    `style-src 'unsafe-inline' ${origin}`,
    `connect-src ${origin}`,
    `img-src ${origin} https: data:`,
    `font-src ${origin} data:`,
    `frame-src ${origin}`,
    `form-action ${origin}`,
    "base-uri 'none'",
    ancestorsOf(app),
  ].join('; ');
