import { connectPaths } from '@connect-layer/protocol';
import type { App } from '../apps.js';
import { asText } from './secure-frame.js';

/**
 * The page on which somebody ends who was sent to the bank in a window of its own: they can close it, and it tries to
 * close itself. Its script says the same in their language.
 */
export function returnPage(app: Pick<App, 'name'> | undefined): Response {
  const name = asText(app?.name ?? '');
  const page = `<!doctype html>
<html>
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <meta name="color-scheme" content="light dark" />
  <meta name="application-name" content="${name}" />
  <title>${name || 'Connect Layer'}</title>
  <body>
    <main><h1>You can close this page</h1><p>Go back to ${name || 'the page you came from'} to go on.</p></main>
  </body>
  <script type="module" src="${connectPaths.returned.split('/').at(-1)}.js"></script>
</html>
`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types dapi-connect",
    'cross-origin-opener-policy': 'same-origin',
  };
  return new Response(page, { headers });
}
