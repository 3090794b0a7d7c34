import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

/** Where the descriptions of the API are kept: next to the project, or where `SHARED` says. */
const folder = join(
  process.env.SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url)),
  'spec/powens',
);

/** Why nothing can be held against the descriptions, if it cannot. */
export const missing: string | undefined = existsSync(join(folder, 'openapi-powens-sdks'))
  ? undefined
  : `The descriptions of Powens' API are not at ${folder}.`;

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Tree = any;

/** Somebody asks something, and is answered. */
export interface Exchange {
  method: string;
  /** Below `/2.0`, without a query. */
  path: string;
  query: string[];
  sent: unknown;
  status: number;
  answered: unknown;
}

/** What is wrong with an exchange, by Powens' descriptions; undefined where they say nothing of it. */
export type Judge = (exchange: Exchange) => { operation: string; complaints: string[] } | undefined;

/** Reads the descriptions, with their known faults put right and the table of conflicting sources applied. */
export function readSpecification(): Judge {
  const home = join(folder, 'openapi-powens-sdks');
  const files = readdirSync(home).filter((name) => name.endsWith('.yml'));
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  const trees = new Map(
    files.map((name) => [name, corrected(name, parse(readFileSync(join(home, name), 'utf8')))]),
  );
  for (const [name, tree] of trees) ajv.addSchema(tree, `https://powens.test/${name}`);
  const old: Tree = JSON.parse(
    readFileSync(join(folder, 'openapi-budgea-2.0/budgea-swagger2-2020-11-all-routes.json'), 'utf8'),
  );
  const compiled = new Map<string, ValidateFunction>();
  const check = (pointer: string, value: unknown): string[] => {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `https://powens.test/${pointer}` });
    compiled.set(pointer, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${pointer}${instancePath} ${message}`);
  };

  return ({ method, path, query, sent, status, answered }) => {
    const known = operations.find(([of, pattern]) => of === method && pattern.test(path));
    if (!known) return undefined;
    const [, pattern, file, at, more = []] = known;
    const pointer = `paths/${at.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}`;
    const operation: Tree = trees.get(file).paths[at][method.toLowerCase()];
    const complaints: string[] = [];
    const named = [
      ...parametersOf(operation, trees.get(file).paths[at], trees, file),
      ...oldParameters(old, method, path),
      ...more,
    ];
    for (const name of query)
      if (!named.includes(name)) complaints.push(`the parameter ${name} is not described`);
    const body =
      operation.requestBody &&
      `${file}#/${pointer}/${method.toLowerCase()}/requestBody/content/application~1json/schema`;
    if (body && sent !== undefined) complaints.push(...check(body, sent));
    if (status >= 400) complaints.push(...check('core.yml#/components/schemas/ServiceError', answered));
    else if (status === 204) complaints.push(...(operation.responses['204'] ? [] : ['204 is not described']));
    else {
      // 200, 201 and 202 are all seen for the same call.
      const schema = `${file}#/${pointer}/${method.toLowerCase()}/responses/200/content/application~1json/schema`;
      complaints.push(...check(schema, answered));
    }
    return { operation: `${method} ${String(pattern)}`, complaints };
  };
}

type Operation = [method: string, pattern: RegExp, file: string, at: string, more?: string[]];

const connection = '/users/me/connections/{connectionId}';
const inPlace = String.raw`/users/[^/]+(/connections/\d+)?`;

/** Which description an exchange falls under; the same resource has several paths. The last are names from prose. */
const operations: readonly Operation[] = [
  ['POST', /^\/auth\/init$/, 'authentication.yml', '/auth/init'],
  ['GET', /^\/auth\/token\/code$/, 'authentication.yml', '/auth/token/code'],
  ['POST', /^\/auth\/token\/access$/, 'authentication.yml', '/auth/token/access'],
  ['POST', /^\/auth\/token$/, 'authentication.yml', '/auth/token'],
  ['DELETE', /^\/auth\/token$/, 'authentication.yml', '/auth/token'],
  ['POST', /^\/auth\/renew$/, 'authentication.yml', '/auth/renew'],
  ['GET', /^\/users\/[^/]+$/, 'users.yml', '/users/me'],
  ['DELETE', /^\/users\/[^/]+$/, 'users.yml', '/users/me'],
  ['GET', /^\/connectors$/, 'connectors.yml', '/connectors', ['country_codes']],
  ['GET', /^\/connectors\/[\da-f-]{36}$/, 'connectors.yml', '/connectors/{connectorUuid}'],
  ['GET', /^\/connectors\/\d+$/, 'connectors.yml', '/connectors/{connectorId}'],
  ['GET', /^\/banks$/, 'connectors.yml', '/banks'],
  ['GET', /^\/providers$/, 'connectors.yml', '/providers'],
  ['GET', /^\/users\/[^/]+\/connections$/, 'connections.yml', '/users/me/connections'],
  ['POST', /^\/users\/[^/]+\/connections$/, 'connections.yml', '/users/me/connections'],
  ['GET', /^\/users\/[^/]+\/connections\/\d+$/, 'connections.yml', connection],
  ['POST', /^\/users\/[^/]+\/connections\/\d+$/, 'connections.yml', connection, ['psu_requested']],
  ['DELETE', /^\/users\/[^/]+\/connections\/\d+$/, 'connections.yml', connection],
  ['GET', new RegExp(`^${inPlace}/accounts$`), 'bank-accounts.yml', '/users/me/accounts'],
  [
    'GET',
    new RegExp(String.raw`^${inPlace}/accounts/\d+$`),
    'bank-accounts.yml',
    '/users/me/accounts/{accountId}',
  ],
  [
    'POST',
    new RegExp(String.raw`^${inPlace}/accounts/\d+$`),
    'bank-accounts.yml',
    '/users/me/accounts/{accountId}',
  ],
  ['GET', /^\/account_types$/, 'bank-account-types.yml', '/account_types'],
  ['GET', /^\/account_types\/\d+$/, 'bank-account-types.yml', '/account_types/{typeId}'],
  [
    'GET',
    new RegExp(String.raw`^${inPlace}(/accounts/\d+)?/transactions$`),
    'bank-transactions.yml',
    '/users/me/transactions',
    ['filter', 'cursor'],
  ],
  [
    'GET',
    /^\/users\/[^/]+\/transactions\/\d+$/,
    'bank-transactions.yml',
    '/users/me/transactions/{transactionId}',
  ],
  [
    'POST',
    /^\/users\/[^/]+\/transactions\/\d+$/,
    'bank-transactions.yml',
    '/users/me/transactions/{transactionId}',
  ],
];

function parametersOf(operation: Tree, item: Tree, trees: Map<string, Tree>, file: string): string[] {
  const all: Tree[] = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
  return all.map((one) => {
    if (!one.$ref) return one.name as string;
    const [name, pointer] = (one.$ref as string).split('#') as [string, string];
    return pointer
      .slice(1)
      .split('/')
      .reduce((tree: Tree, part) => tree[part], trees.get(name || file)).name as string;
  });
}

/** The parameters that the older description has for the same path. */
function oldParameters(old: Tree, method: string, path: string): string[] {
  const entry = Object.entries<Tree>(old.paths).find(([template]) =>
    new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  const parameters: Tree[] = entry?.[1][method.toLowerCase()]?.parameters ?? [];
  return parameters.flatMap(({ name, in: where }) => (where === 'query' ? [name as string] : []));
}

/** The known faults of the files, and what other sources have that these do not. */
function corrected(name: string, tree: Tree): Tree {
  const schemas = tree.components?.schemas ?? {};
  const add = (schema: string, ...values: unknown[]) => schemas[schema]?.enum.push(...values);
  if (name === 'bank-account-types.yml') {
    schemas.BankAccountType.properties.id = { $ref: 'core.yml#/components/schemas/Id' };
    add('BankAccountTypeName', 'cat', 'cel', 'csl', 'ldds', 'livret_a', 'livret_b', 'pel');
  }
  if (name === 'authentication.yml') {
    const { allOf } = schemas.RenewAccessTokenRequest;
    allOf[1].required = allOf[1].required.filter((one: string) => one !== 'code');
  }
  if (name === 'connections.yml') {
    add('ConnectionState', 'notSupported', null);
    schemas.ConnectionUpdateRequest.properties = {
      resume: { type: 'boolean' },
      refresh_auth: { type: 'boolean' },
    };
  }
  if (name === 'bank-transactions.yml')
    add(
      'TransactionType',
      'loan_repayment',
      'market_order',
      'market_fee',
      'arbitrage',
      'profit',
      'refund',
      'payout',
    );
  if (name === 'bank-accounts.yml') {
    add('LoanType', 'loan');
    schemas.BankAccount.properties.bookmarked = { enum: [0, 1, true, false] };
  }
  if (name === 'core.yml') {
    schemas.ServiceError.properties.request_id = { type: ['integer', 'string', 'null'] };
    add('ServiceErrorCode', 'invalidToken', 'invalidClient', 'notFound', 'missingParameter', 'invalidValue');
    add('ServiceErrorCode', 'methodNotAllowed', 'passwordExpired');
  }
  return asJSONSchema(tree);
}

/** OpenAPI 3.0 says of null what JSON Schema says otherwise. */
function asJSONSchema(tree: Tree): Tree {
  if (Array.isArray(tree)) return tree.map(asJSONSchema);
  if (typeof tree !== 'object' || tree === null) return tree;
  const { nullable, oneOf, type, ...rest } = tree;
  const schema: Tree = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, key === 'enum' ? value : asJSONSchema(value)]),
  );
  // A member that is called so is no keyword.
  if (type !== undefined)
    schema.type =
      typeof type === 'object' && !Array.isArray(type) && type !== null ? asJSONSchema(type) : typeOf(type);
  if (oneOf) schema[oneOf.some((one: Tree) => one.type === null) ? 'anyOf' : 'oneOf'] = asJSONSchema(oneOf);
  if (nullable === true) {
    if (typeof schema.type === 'string') schema.type = [schema.type, 'null'];
    if (schema.enum && !schema.enum.includes(null)) schema.enum.push(null);
  } else if (nullable !== undefined) schema.nullable = nullable;
  return schema;
}

const typeOf = (type: unknown): unknown =>
  type === null ? 'null' : Array.isArray(type) ? type.map(typeOf) : type;
