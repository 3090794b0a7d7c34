import * as v from 'valibot';

type Fitted = { fits: true; value: Record<string, unknown> } | { fits: false };

/**
 * Reads a result by its schema, as leniently as can be done without making anything up.
 *
 * Members that the schema does not know stay as they are. Banks and upstreams leave out what they do not have, or send
 * null, and have names for kinds that we do not; so absent and null count as each other where the schema allows one of
 * them, a name that is on no list is the list's `other`, and an optional member of the wrong form is left out.
 */
export function fit(schema: v.GenericSchema, value: unknown): Fitted {
  const adjusted = adjust(schema, value);
  return v.is(schema, adjusted)
    ? { fits: true, value: adjusted as Record<string, unknown> }
    : { fits: false };
}

/** The members of a schema that say what it is made of. */
interface Parts {
  entries: Record<string, v.GenericSchema>;
  item: v.GenericSchema;
  wrapped: v.GenericSchema;
  options: readonly unknown[];
}

function adjust(schema: v.GenericSchema, value: unknown): unknown {
  const { entries, item, wrapped, options } = schema as v.GenericSchema & Parts;
  switch (schema.type) {
    case 'object':
      return isObject(value) ? adjustMembers(entries, value) : value;
    case 'record':
      return isObject(value) ? withoutNulls(value) : value;
    case 'array':
      return Array.isArray(value) ? value.map((one) => adjust(item, one)) : value;
    case 'nullable':
      return value == null ? null : adjust(wrapped, value);
    case 'optional': {
      const adjusted = value == null ? undefined : adjust(wrapped, value);
      return v.is(wrapped, adjusted) ? adjusted : undefined;
    }
    case 'picklist':
      return options.includes(value) ? value : nearest(options, value);
    case 'union': {
      for (const option of options as v.GenericSchema[]) {
        const tried = fit(option, value);
        if (tried.fits) return tried.value;
      }
      return value;
    }
    default:
      return value;
  }
}

function adjustMembers(entries: Parts['entries'], value: Record<string, unknown>): Record<string, unknown> {
  const known = Object.entries(entries).map(([name, schema]) => [name, adjust(schema, value[name])] as const);
  const all = { ...value, ...Object.fromEntries(known) };
  return Object.fromEntries(Object.entries(all).filter(([, member]) => member !== undefined));
}

const withoutNulls = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));

function nearest(options: readonly unknown[], value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const name = value.toLowerCase().replace(/\W+/g, '_');
  if (options.includes(name)) return name;
  return options.includes('other') ? 'other' : value;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
