import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { connectorOf, connectors } from '../connectors.js';
import { connectorView, sourceView } from '../connector-view.js';
import { found, Refused } from '../refusal.js';
import { Expand, Flag, Id, readQuery } from '../request.js';
import type { World } from '../state.js';

const Query = v.strictObject({
  ...{ expand: Expand, country_codes: v.optional(v.string()), all: Flag },
  ...{ id_payment: v.optional(Id), top: v.optional(Id), top_key: v.optional(v.string()) },
  ...{ limit: v.optional(Id), offset: v.optional(v.string()) },
});

/** The banks; nobody has to prove who they are to read them. */
export function connectorRoutes({ state }: World): Hono {
  const listed = (context: Context, ...names: readonly string[]) => {
    const { expand, country_codes, id_payment, top, all } = readQuery(context, Query);
    const countries = country_codes?.toUpperCase().split(',');
    if (id_payment !== undefined && !state.payments.has(id_payment)) throw new Refused('notFound');
    const list = connectors
      .filter(({ hidden }) => all || !hidden)
      .filter(({ country }) => !countries || countries.includes(country))
      .filter(({ pays }) => id_payment === undefined || pays)
      .slice(0, top)
      .map((connector) => connectorView(connector, expand));
    return context.json({ ...Object.fromEntries(names.map((name) => [name, list])), total: list.length });
  };
  const one = (context: Context) => found(connectorOf(context.req.param('connector') ?? ''));
  const view = (context: Context) =>
    context.json(connectorView(one(context), readQuery(context, v.strictObject({ expand: Expand })).expand));

  return new Hono()
    .get('/connectors', (context) => listed(context, 'connectors'))
    .get('/banks', (context) => listed(context, 'banks'))
    .get('/providers', (context) => listed(context, 'banks', 'providers'))
    .get('/connectors/:connector', view)
    .get('/banks/:connector', view)
    .get('/providers/:connector', view)
    .get('/connectors/:connector/fields', (context) => {
      const { fields } = one(context);
      return context.json({ fields, total: fields.length });
    })
    .get('/connectors/:connector/sources', (context) => {
      const { id, sources } = one(context);
      return context.json({ sources: sources.map((source) => sourceView(id, source)) });
    })
    .get('/connectors/:connector/sources/:source', (context) => {
      const { id, sources } = one(context);
      return context.json(
        sourceView(id, found(sources.find((source) => String(source.id) === context.req.param('source')))),
      );
    })
    .get('/connectors/:connector/logos', (context) => {
      const { id } = one(context);
      return context.json({ connectorlogos: [{ id, id_connector: id, id_file: id, type: 'thumbnail' }] });
    })
    .get('/logos/:file', (context) => {
      const uuid = context.req.param('file').replace(/-thumbnail(@2x)?\.(webp|png|svg)$/, '');
      const { color, slug } = found(connectorOf(uuid));
      return context.body(markOf(color, slug), 200, { 'content-type': 'image/svg+xml' });
    });
}

/** The bank's letters on its colour. It is an SVG by whatever name it is asked for. */
const markOf = (color: string, letters: string): string =>
  [
    '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96">',
    `<rect width="96" height="96" rx="18" fill="#${color}"/>`,
    '<text x="48" y="60" font-family="sans-serif" font-size="34" font-weight="700" fill="#fff" ',
    `text-anchor="middle">${letters}</text></svg>`,
  ].join('');
