import type { Field as OurField, Institution } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Context, Provider } from '../../provider.js';
import { Refusal } from '../../respond.js';
import { keptInstitutions } from '../kept-institutions.js';
import { steps, usableSources } from './sources.js';
import type { Upstream } from './upstream.js';
import { Connector, type Field } from './wire.js';

/** Milliseconds that the list counts as fresh. */
const fresh = 5 * 60_000;

/** How long a consent lasts at every bank here. */
const consentDays = 180;

/** The banks that Powens reaches. */
export const institutionsAt = (upstream: Upstream): Provider['institutions'] =>
  keptInstitutions((context) => listOf(upstream, context), fresh);

const Listed = v.object({ connectors: v.array(v.unknown()) });

/** An entry that cannot be read is left out, and the others are not. */
async function listOf(
  upstream: Upstream,
  context: Pick<Context, 'signal' | 'now'>,
): Promise<readonly Institution[]> {
  const { countries } = upstream.options;
  const answer = await upstream.ask('GET', '/connectors', context, {
    query: { expand: 'fields,sources,countries', country_codes: countries?.join(',').toLowerCase() },
    deadline: 20_000,
  });
  const listed = v.safeParse(Listed, answer.ok ? answer.body : undefined);
  if (!listed.success) throw new Refusal('BANK_ERROR', 'Powens does not tell its banks.');
  const byID = new Map<string, Institution>();
  for (const entry of listed.output.connectors) {
    const read = v.safeParse(Connector, entry);
    if (read.success && isShown(read.output))
      byID.set(read.output.uuid, institutionOf(read.output, upstream));
  }
  return [...byID.values()];
}

/** Banks that take new people, and whose accounts can be read. */
const isShown = ({ hidden, restricted, capabilities, products, sources }: Connector): boolean =>
  hidden !== true &&
  !restricted &&
  capabilities.includes('bank') &&
  (products.length === 0 || products.includes('bank')) &&
  usableSources({ sources }).length > 0;

function institutionOf(connector: Connector, { baseURL, options }: Upstream): Institution {
  const { uuid, name, code, beta, account_usages: usages } = connector;
  const serves = [
    ...(usages.includes('PRIV') ? (['retail'] as const) : []),
    ...(usages.includes('ORGA') ? (['business'] as const) : []),
  ];
  return {
    ...{ id: uuid, name, fullName: name, country: countryOf(connector).code },
    logo: `${baseURL}/logos/${uuid}-thumbnail@2x.png`,
    color: { primaryColor: colorOf(connector), secondaryColor: '#FFFFFF' },
    fields: options.mode === 'embedded' ? fieldsOf(connector) : [],
    ...(code != null && { bankCodes: [code] }),
    ...(serves.length > 0 && { serves }),
    ...{ consentDays, ...(beta && { experimental: true }) },
  };
}

/** Where the bank is; the first country, where there are several. */
export function countryOf({ countries }: Connector): { code: string; name: string } {
  const [{ id, name } = { id: 'fr', name: 'France' }] = countries;
  return { code: id.toUpperCase(), name };
}

/** Written with and without `#`. */
const colorOf = ({ color }: Connector): string =>
  /^#?[\da-f]{6}$/i.test(color ?? '') ? `#${color!.replace('#', '').toUpperCase()}` : '#4A4A4A';

/** What the person fills in for all sources together. What only a later source wants can be left empty. */
const fieldsOf = (connector: Connector): OurField[] =>
  steps(connector).flatMap(({ fields }, place) =>
    fields.map((field) => ({
      ...{ name: field.name, label: field.label, kind: kindOf(field) },
      ...patternOf(field),
      ...(field.values && { options: field.values }),
      ...(field.description != null && { help: field.description }),
      ...((!field.required || place > 0) && { optional: true }),
    })),
  );

function kindOf({ type }: Field): OurField['kind'] {
  if (type === 'list') return 'choice';
  return type === 'password' || type === 'date' || type === 'number' ? type : 'text';
}

/** What the browser can check, too; an expression that it would not understand is left to the bank. */
function patternOf({ regex, type }: Field): { pattern?: string } {
  if (!regex || type === 'list' || type === 'date') return {};
  const pattern = regex.replace(/^\^/, '').replace(/\$$/, '');
  try {
    new RegExp(`^(?:${pattern})$`, 'v');
    return { pattern };
  } catch {
    return {};
  }
}
