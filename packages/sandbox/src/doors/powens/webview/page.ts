import { html, raw } from 'hono/html';

/** Text that is markup and safe to show. */
export type Markup = ReturnType<typeof html>;

/** A page. `refresh` is the seconds after which it is to be looked at again. */
export const page = (
  { title, lang, refresh }: { title: string; lang: string; refresh?: number },
  body: Markup | readonly Markup[],
): Markup =>
  html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        ${refresh === undefined ? '' : html`<meta http-equiv="refresh" content="${refresh}" />`}
        <title>${title}</title>
        <link rel="stylesheet" href="/webview/style.css" />
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
        <footer>Sandbox: nothing here is real.</footer>
      </body>
    </html>`;

/** A form that posts to its own address; `choices` are the buttons, by the action that they ask for. */
export const form = (fields: Markup | readonly Markup[], choices: Readonly<Record<string, string>>): Markup =>
  html`<form method="post">
    ${fields}
    <div class="buttons">
      ${Object.entries(choices).map(
        ([action, label]) =>
          html`<button
            name="action"
            value="${action}"
            ${action === 'cancel' || action.startsWith('skip:') ? raw(' formnovalidate') : ''}
          >
            ${label}
          </button>`,
      )}
    </div>
  </form>`;

/** The button that leaves. */
export const cancel = { cancel: 'Cancel' };

/** The form for the code that the bank has sent. */
export const codeForm = (): Markup =>
  form(
    html`<label>Code reçu par SMS<input name="openapisms" required autocomplete="one-time-code" /></label>`,
    { send: 'Send the code', ...cancel },
  );

/** What went wrong with what was typed. */
export const complaint = (text: string | undefined): Markup =>
  text === undefined ? html`` : html`<p role="alert">${text}</p>`;

export const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; display: grid; min-height: 100vh; grid-template-rows: 1fr auto; }
main { width: min(26rem, 100% - 2rem); margin: 2rem auto; }
label { display: block; margin-block: 0.75rem; }
label.check { display: flex; gap: 0.5rem; align-items: baseline; }
input:not([type=checkbox]), select { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: 0.6rem; }
small { display: block; opacity: 0.8; }
.buttons { display: flex; flex-direction: column; gap: 0.5rem; margin-block-start: 1rem; }
button, a.button { font: inherit; padding: 0.7rem; border-radius: 0.5rem; border: 1px solid; text-align: center; cursor: pointer; background: Canvas; color: CanvasText; text-decoration: none; }
.buttons > :first-child, a.button { background: #1d4ed8; border-color: #1d4ed8; color: #fff; }
[role=alert] { border-inline-start: 4px solid #b91c1c; padding-inline-start: 0.75rem; }
footer { padding: 1rem; text-align: center; opacity: 0.8; }
`;

/** What the person sees next, and when to look again if nothing is asked of them. */
export interface Shown {
  title: string;
  body: Markup | Markup[];
  refresh?: number;
}

/** What a person did on a page. */
export type Deed = Readonly<Record<string, string>> & { action: string };

/** What follows a deed: the same pages, another address, or the end with what is told to whoever sent the person. */
export type Next = { stay: true } | { go: string } | { leave: Record<string, string | undefined> };
