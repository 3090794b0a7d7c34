import type { Context } from 'hono';
import * as v from 'valibot';
import { Refused } from './refusal.js';

/** The members of a request's body: a JSON object, or a form, which is flat. An empty body has none. */
export async function membersOf({ req }: Context): Promise<Record<string, unknown>> {
  const text = await req.text();
  const type = req.header('content-type') ?? '';
  if (text === '') return {};
  if (/^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(type))
    return Object.fromEntries(await new Response(text, { headers: { 'content-type': type } }).formData());
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new Refused('invalidValue', 'The body is not a JSON object.');
}

/** What a body says, by a schema that knows all its members. The first member that is wrong is named. */
export async function readBody<const S extends v.GenericSchema>(
  context: Context,
  schema: S,
): Promise<v.InferOutput<S>> {
  return read(schema, await membersOf(context));
}

/** What a query says, in the same way. */
export const readQuery = <const S extends v.GenericSchema>(context: Context, schema: S): v.InferOutput<S> =>
  read(schema, context.req.query());

function read<const S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const name = v.getDotPath(issue) ?? 'body';
  const isMissing = issue.input === undefined && issue.expected !== 'never';
  if (isMissing) throw new Refused('missingParameter', `${name} is missing.`);
  throw new Refused('invalidValue', `${name} has a wrong value or is not known here.`);
}

/** A flag without a value: any presence counts, as clients write it in several ways. */
export const Flag = v.optional(
  v.pipe(
    v.string(),
    v.transform((text) => text !== 'false' && text !== '0'),
  ),
);

/** A boolean of a query or a form. */
export const Bool = v.union([
  v.boolean(),
  v.pipe(
    v.picklist(['true', 'false', '1', '0']),
    v.transform((text) => text === 'true' || text === '1'),
  ),
]);

/** An id: a positive whole number, as one or as text. */
export const Id = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))]),
  v.integer(),
  v.minValue(1),
);

/** The parts named by `expand=a,b[c]`. */
export const Expand = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^[a-z_[\],]*$/),
    v.transform((text) => text.split(/[,[\]]+/).filter(Boolean)),
  ),
  '',
);

/** An address to return to: absolute, and without a query of its own. */
export const Address = v.pipe(
  v.string(),
  v.check((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !text.includes('?')),
);

export const idOf = (text: string | undefined): number => {
  if (!/^\d+$/.test(text ?? '')) throw new Refused('notFound');
  return Number(text);
};
