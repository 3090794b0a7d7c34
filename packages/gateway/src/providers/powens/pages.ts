import * as v from 'valibot';
import type { Context, Outcome } from '../../provider.js';
import { ask, type Run } from './pending.js';
import { codeFor } from './person.js';
import { redirectTo } from './questions.js';
import { parsed, type Failed, type Upstream } from './upstream.js';

/** Sends the person to Powens' own page: to add a bank, or to mend one. */
export async function toWebview(upstream: Upstream, run: Run, context: Context): Promise<Outcome<never>> {
  const code = await codeFor(upstream, run.person, context);
  if ('failure' in code) return code.failure;
  const query: Record<string, string> =
    run.connection === undefined
      ? { connector_uuids: run.connector }
      : { connection_id: String(run.connection) };
  const flow = run.connection === undefined ? 'connect' : 'reconnect';
  const url = webviewAddress(upstream, flow, { ...query, code: code.value }, context);
  return ask(run, { at: 'webview', userInputs: [redirectTo(url)] });
}

/** The address of a hosted page. Its language is always named: without it, some domains answer nothing. */
export function webviewAddress(
  upstream: Upstream,
  flow: 'connect' | 'reconnect' | 'payment',
  query: Readonly<Record<string, string>>,
  context: Context,
): string {
  const { baseURL, options } = upstream;
  const { hostname, host } = new URL(baseURL);
  const isHosted = hostname.endsWith('.biapi.pro');
  const base = options.webviewURL ?? (isHosted ? 'https://webview.powens.com' : `${baseURL}/auth/webview`);
  const url = new URL(`${base.replace(/\/+$/, '')}/${options.language ?? 'en'}/${flow}`);
  const back = { redirect_uri: redirectURIOf(upstream, context), state: context.operationID };
  for (const [name, value] of Object.entries({
    domain: host,
    client_id: options.clientID,
    ...back,
    ...query,
  }))
    url.searchParams.set(name, value);
  return url.href;
}

/** Where the person is led back to. Powens takes no query in it, and gives back its `state` instead. */
export const redirectURIOf = ({ options }: Upstream, { returnURL }: Context): string =>
  options.redirectURI ?? returnURL.replace(/\?.*$/, '');

const Page = v.object({
  url: v.pipe(
    v.string(),
    // A page is opened there, so it must not be a script.
    v.check((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)),
  ),
});

/** The page of the bank: to add a source, or to go on with what the bank wants. */
export async function pageOfBank(
  upstream: Upstream,
  run: Run,
  sent: Record<string, string>,
  context: Context,
): Promise<{ ask: Outcome<never> } | { failure: Failed }> {
  const { clientID: client_id } = upstream.options;
  const query = {
    ...(run.connection === undefined
      ? { connector_uuid: run.connector }
      : { id_connection: String(run.connection) }),
    ...{ ...sent, client_id, redirect_uri: redirectURIOf(upstream, context), state: context.operationID },
  };
  const page = parsed(Page, await upstream.askFor(run.person, 'GET', '/webauth-url', context, { query }));
  if ('failure' in page) return page;
  return { ask: ask(run, { at: 'webauth', userInputs: [redirectTo(page.value.url)], sent }) };
}
