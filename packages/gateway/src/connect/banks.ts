import { UnlistedRequest, type AppConfig } from '@connect-layer/protocol';
import { consentOf } from '../apps.js';
import { parse, readBody } from '../body.js';
import type { Deps } from '../deps.js';
import { json } from '../respond.js';
import { appOf, institutionOf, queryOf } from './callers.js';

/** What the page may know of its app. */
export async function config(request: Request, { apps }: Deps): Promise<Response> {
  const found = appOf(request, queryOf(request), apps);
  const { name, environment, serverURL } = found;
  const app: AppConfig = { name, environment, consent: consentOf(found), ...(serverURL && { serverURL }) };
  return json({ app });
}

/** The banks that one can connect: of the countries asked for, or all; experimental ones only when asked for. */
export async function institutions(request: Request, deps: Deps): Promise<Response> {
  const query = queryOf(request);
  appOf(request, query, deps.apps);
  const all = await deps.provider.institutions({ signal: request.signal, now: deps.now });
  const countries = (query.countries ?? '').toUpperCase().split(',').filter(Boolean);
  return deps.indexes.answer(request, all, { countries, experimental: query.experimental === 'true' });
}

/** Takes note of a bank that somebody did not find. */
export async function unlisted(request: Request, deps: Deps): Promise<Response> {
  const { query, country, ...asking } = parse(UnlistedRequest, await readBody(request));
  const { appKey } = appOf(request, asking, deps.apps);
  const report = { appKey, query, ...(country && { country }) };
  // Whether the report arrives is not the person's concern.
  const told = async () => void (await deps.onUnlisted(report));
  deps.inBackground(told().catch(() => {}));
  return json({ success: true, status: 'done' });
}

/** One bank, by its `id`: so that the secure frame need not take the page's word for which bank a form is of. */
export async function institution(request: Request, deps: Deps): Promise<Response> {
  const query = queryOf(request);
  appOf(request, query, deps.apps);
  const found = await institutionOf(query.id ?? '', request, deps);
  return json({ institution: found }, 200, { 'cache-control': 'private, max-age=300' });
}

/** The provider's own mark of a bank. */
export function logo(path: string, { provider }: Deps): Response | undefined {
  const id = /^\/connect\/v1\/logos\/([\w-]+)\.svg$/.exec(path)?.[1];
  const svg = id && provider.logo?.(id);
  if (!svg) return undefined;
  const headers = {
    'content-type': 'image/svg+xml',
    'cache-control': 'public, max-age=86400',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  };
  return new Response(svg, { headers });
}
