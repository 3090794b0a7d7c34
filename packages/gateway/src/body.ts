import * as v from 'valibot';
import { Refusal } from './respond.js';

const limit = 64 * 1024;

/** How deep a body may be nested; whatever goes through it later has a stack that ends somewhere. */
const deepest = 32;

/** The JSON object in a request's body, whatever its content type. Empty members count as absent. */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
  const text = await readText(request);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Refusal('BAD_REQUEST');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body) || isDeeper(body, deepest))
    throw new Refusal('BAD_REQUEST');
  return Object.fromEntries(Object.entries(body).filter(([, value]) => !isEmpty(value)));
}

/** Parses what was sent. Refuses with the first field that is wrong, and never repeats its value. */
export function parse<const S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = `The '${v.getDotPath(issue) ?? 'body'}' field`;
  throw new Refusal('VALIDATION_ERROR', `${field} ${complaint(issue)}`);
}

/** Only our own wording is passed on: the library's quotes the value. */
function complaint(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === 'validation' && issue.message.startsWith('must ')) return `${issue.message}.`;
  if (issue.input === undefined) return 'is required.';
  return 'has the wrong form.';
}

/** Published clients send `""` and `[]` for what they do not mean. */
const isEmpty = (value: unknown): boolean =>
  value === '' || value === null || (Array.isArray(value) && value.length === 0);

const isDeeper = (value: unknown, than: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (than === 0 || Object.values(value).some((inner) => isDeeper(inner, than - 1)));

async function readText(request: Request): Promise<string> {
  if (!request.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw new Refusal('REQUEST_TOO_LARGE');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
