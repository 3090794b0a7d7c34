import type { Context } from 'hono';
import * as v from 'valibot';
import { Malformed, Trouble } from './errors.js';

/** The JSON body of a request, which must be of this form and hold nothing else. */
export async function bodyOf<const S extends v.GenericSchema>(
  c: Context,
  schema: S,
): Promise<v.InferOutput<S>> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
    throw new Trouble(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.');
  const body: unknown = await c.req.json().catch(() => {
    throw new Malformed([{ field: 'body', message: 'No data or invalid JSON', missing: false }]);
  });
  return parsed(schema, body);
}

/** The query of a request; what is not in the schema is left unread, as in life. */
export function queryOf<const E extends v.ObjectEntries>(
  c: Context,
  entries: E,
): v.InferOutput<v.ObjectSchema<E, undefined>> {
  const given = Object.fromEntries(Object.keys(entries).map((name) => [name, c.req.queries(name)]));
  return parsed(v.object(entries), given);
}

export function parsed<const S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (!result.success) throw Malformed.from(result.issues);
  return result.output;
}

/** What a query says of one thing: the last one counts. */
const one = <const S extends v.GenericSchema<string, unknown>>(schema: S) =>
  v.optional(
    v.pipe(
      v.array(v.string()),
      v.transform((all) => all.at(-1) ?? ''),
      schema,
    ),
  );

export const text = one(v.string());
export const day = one(v.pipe(v.string(), v.isoDate('must be a date')));
export const flag = one(
  v.pipe(
    v.picklist(['true', 'false'], 'must be true or false'),
    v.transform((value) => value === 'true'),
  ),
);
export const number = one(
  v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?$/, 'must be a number'), v.transform(Number)),
);
export const choice = <const O extends readonly string[]>(options: O) => one(v.picklist(options));

/** Lists come as `a=1,2`, as `a=1&a=2` and mixed. */
const many = v.pipe(
  v.array(v.string()),
  v.transform((all) => all.flatMap((part) => part.split(',')).filter(Boolean)),
);

export const texts = v.optional(many);

export const ids = v.optional(
  v.pipe(
    many,
    v.maxLength(1000, 'TOO_MANY_IDS'),
    v.array(v.pipe(v.string(), v.regex(/^\d+$/, 'must be a whole number'), v.transform(Number))),
  ),
);

/** The part of a path that names something by number. */
export function idOf(c: Context): number {
  const id = c.req.param('id') ?? '';
  if (!/^\d+$/.test(id)) throw new Malformed([{ field: 'id', message: 'must be a number', missing: false }]);
  return Number(id);
}
