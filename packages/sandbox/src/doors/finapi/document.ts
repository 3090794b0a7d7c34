import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { View } from './form-view.js';

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:30rem;margin:2rem auto;padding:0 1rem;color:#232323}
label,input[type=text],input[type=password]{display:block}label{margin:.5rem 0}label>input[type=radio],label>input[type=checkbox]{display:inline}
input[type=text],input[type=password]{font:inherit;padding:.4rem;width:100%;box-sizing:border-box}button{font:inherit;padding:.4rem 1rem}
.note{color:#595959;font-size:.8rem}.error{color:#a40000}fieldset{max-height:16rem;overflow:auto}`;

/** A page of the door. Nothing is loaded from anywhere, and no script runs. */
export async function document(
  c: Context,
  { heading, text, error, brand }: View,
  content: ReturnType<typeof html>,
  refreshTo?: string,
  http: 200 | 400 | 404 | 409 = 200,
) {
  const nonce = crypto.randomUUID();
  c.header(
    'content-security-policy',
    `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  );
  c.header('referrer-policy', 'no-referrer');
  c.header('cache-control', 'no-store');
  return c.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <title>${heading}</title>
          ${refreshTo === undefined ? '' : html`<meta http-equiv="refresh" content="0;url=${refreshTo}" />`}
          <style nonce="${nonce}">
            ${raw(style)} ${brand === undefined ? '' : `h1{color:${brand}}`}
          </style>
        </head>
        <body>
          <main>
            <h1>${heading}</h1>
            ${error === undefined ? '' : html`<p class="error" role="alert">${error}</p>`}
            ${text.map((paragraph) => html`<p>${paragraph}</p>`)} ${await content}
          </main>
          <p class="note">A local simulation of finAPI. No bank is reached; do not enter real data.</p>
        </body>
      </html>`,
    http,
  );
}
