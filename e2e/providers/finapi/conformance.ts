import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import formats from 'ajv-formats';
import { OpenAPIBackend, type Document, type ValidationResult } from 'openapi-backend';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** finAPI's descriptions, which are not ours to hand on: they lie beside the project, or where `SHARED` says. */
const folder = [process.env.SHARED, join(root, '../shared')]
  .map((shared) => shared && join(shared, 'spec/finapi'))
  .find((path) => path !== undefined && existsSync(path));

const files = [
  'access-v2-2025.06.2.reconstructed.openapi.json',
  'webform2-2.709.0.reconstructed.openapi.json',
];

/** Why nothing can be checked, if so; for `{ skip }`. */
export const notChecked =
  folder === undefined && "finAPI's descriptions are not here; set SHARED to where they are";

/** The validator knows `nullable` beside a `type` only; beside a reference it is said in another way. */
const nullable = (_: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !('nullable' in value) || 'type' in value) return value;
  const { nullable: _nullable, ...schema } = value;
  return { anyOf: [schema, { type: 'null' }] };
};

const apis = folder === undefined ? [] : await Promise.all(files.map((file) => load(join(folder, file))));

/** What was said over the wire that finAPI's descriptions do not allow, and which operations were seen at all. */
export interface Conformance {
  problems: string[];
  seen: Set<string>;
  /** Passes everything on, and notes what is wrong with it. */
  fetch: typeof globalThis.fetch;
}

/** Watches what passes through a fetch. Without the descriptions it only passes on. */
export function watched(): Conformance {
  const watching: Conformance = {
    problems: [],
    seen: new Set(),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const sent = await request.clone().text();
      const response = await globalThis.fetch(request);
      for (const api of apis) check(api, request, sent, response, await response.clone().text(), watching);
      return response;
    },
  };
  return watching;
}

async function load(path: string): Promise<OpenAPIBackend> {
  const definition = JSON.parse(readFileSync(path, 'utf8'), nullable) as Document;
  const customizeAjv = (ajv: Parameters<typeof formats.default>[0]) => formats.default(ajv);
  const api = new OpenAPIBackend({ definition, quick: true, ajvOpts: { strict: false }, customizeAjv });
  await api.init();
  return api;
}

function check(
  api: OpenAPIBackend,
  request: Request,
  sent: string,
  response: Response,
  said: string,
  { problems, seen }: Conformance,
): void {
  const url = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const all = url.searchParams.getAll(name);
    query[name] = all.length > 1 ? all : (all[0] ?? '');
  }
  const asked = { method: request.method, path: url.pathname, headers, query, body: bodyOf(sent, request) };
  const operation = api.matchOperation(asked);
  if (!operation) return;
  const name = operation.operationId ?? url.pathname;
  seen.add(name);
  const isFor = (what: string, errors: ValidationResult['errors']) => {
    for (const { instancePath, message, params } of errors ?? [])
      problems.push(
        `${what} ${name} ${response.status} ${instancePath} ${message} ${JSON.stringify(params)}`,
      );
  };
  // What was refused may well have been wrong.
  if (response.ok) isFor('request of', api.validateRequest(asked, operation).errors);
  const statuses = operation.responses ?? {};
  if (!(response.status in statuses))
    problems.push(`answer of ${name}: status ${response.status} is unknown`);
  if (said === '') return;
  isFor('answer of', api.validateResponse(JSON.parse(said), operation, response.status).errors);
  if (url.pathname.startsWith('/api/v2/') && !response.headers.get('x-request-id'))
    problems.push(`answer of ${name}: no X-Request-Id`);
}

/** Numbers in queries are text; the validator turns them, as it does with form bodies. */
const bodyOf = (sent: string, request: Request): unknown => {
  if (sent === '') return undefined;
  return /form-urlencoded/.test(request.headers.get('content-type') ?? '')
    ? Object.fromEntries(new URLSearchParams(sent))
    : JSON.parse(sent);
};
