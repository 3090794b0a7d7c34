import * as v from 'valibot';

/** A member of the wrong form is no reason to lose the rest. */
const maybe = <const S extends v.GenericSchema>(schema: S) => v.fallback(v.nullish(schema), undefined);

/** Amounts come as numbers and as numeric text. */
const Amount = v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.finite());
const Id = v.pipe(v.number(), v.integer());
const texts = v.fallback(v.array(v.string()), []);

export const Field = v.object({
  name: v.string(),
  label: v.string(),
  type: v.string(),
  required: v.fallback(v.boolean(), true),
  regex: maybe(v.string()),
  values: maybe(v.array(v.object({ value: v.string(), label: v.string() }))),
  auth_mechanisms: texts,
  connector_sources: texts,
  description: maybe(v.string()),
});
export type Field = v.InferOutput<typeof Field>;

export const ConnectorSource = v.object({
  name: v.string(),
  auth_mechanism: maybe(v.string()),
  disabled: maybe(v.string()),
  priority: v.number(),
});
export type ConnectorSource = v.InferOutput<typeof ConnectorSource>;

const Bounds = maybe(v.record(v.string(), v.number()));

export const Connector = v.object({
  uuid: v.string(),
  name: v.string(),
  hidden: maybe(v.boolean()),
  restricted: v.fallback(v.boolean(), false),
  beta: v.fallback(v.boolean(), false),
  code: maybe(v.string()),
  color: maybe(v.string()),
  months_to_fetch: maybe(v.number()),
  capabilities: texts,
  products: texts,
  account_usages: texts,
  sources: v.fallback(v.array(ConnectorSource), []),
  fields: v.fallback(v.array(Field), []),
  countries: v.fallback(v.array(v.object({ id: v.string(), name: v.string() })), []),
  payment_settings: maybe(v.object({ minimum_amount: Bounds })),
});
export type Connector = v.InferOutput<typeof Connector>;

const Currency = v.object({ id: v.string(), name: maybe(v.string()) });

export const Account = v.object({
  id: Id,
  id_connection: maybe(Id),
  id_parent: maybe(Id),
  name: v.string(),
  number: maybe(v.string()),
  iban: maybe(v.string()),
  bic: maybe(v.string()),
  balance: maybe(Amount),
  currency: maybe(Currency),
  // A name, or an object that has one.
  type: v.fallback(
    v.union([
      v.string(),
      v.pipe(
        v.object({ name: v.string() }),
        v.transform(({ name }) => name),
      ),
    ]),
    'unknown',
  ),
  usage: maybe(v.string()),
  bookmarked: maybe(v.union([v.number(), v.boolean()])),
  last_update: maybe(v.string()),
  deleted: maybe(v.string()),
  disabled: maybe(v.string()),
});
export type Account = v.InferOutput<typeof Account>;

export const ConnectionSource = v.object({
  name: maybe(v.string()),
  source: maybe(v.object({ name: v.string() })),
  state: maybe(v.string()),
  last_update: maybe(v.string()),
  disabled: maybe(v.string()),
  access_expire: maybe(v.string()),
});

/** A connection. Some answers wrap it. */
export const Connection = v.pipe(
  v.looseObject({ connection: v.optional(v.unknown()) }),
  v.transform((body) => body.connection ?? body),
  v.object({
    id: Id,
    connector_uuid: maybe(v.string()),
    state: maybe(v.string()),
    error_message: maybe(v.string()),
    fields: maybe(v.array(Field)),
    last_update: maybe(v.string()),
    created: maybe(v.string()),
    next_try: maybe(v.string()),
    sources: v.fallback(v.array(ConnectionSource), []),
    // Those that the person has agreed to, where they were asked for.
    accounts: v.fallback(v.array(Account), []),
  }),
);
export type Connection = v.InferOutput<typeof Connection>;

export const Connections = v.object({ connections: v.array(Connection) });

export const Accounts = v.object({ accounts: v.array(Account) });

export const Transaction = v.object({
  id: Id,
  date: v.string(),
  datetime: maybe(v.string()),
  value: maybe(Amount),
  original_wording: maybe(v.string()),
  simplified_wording: maybe(v.string()),
  wording: maybe(v.string()),
  coming: v.fallback(v.boolean(), false),
  deleted: maybe(v.string()),
});
export type Transaction = v.InferOutput<typeof Transaction>;

export const Transactions = v.object({
  transactions: v.array(v.unknown()),
  _links: maybe(v.object({ next: maybe(v.object({ href: v.string() })) })),
});

export const Payment = v.object({
  id: Id,
  state: v.string(),
  error_code: maybe(v.string()),
  error_description: maybe(v.string()),
});
export type Payment = v.InferOutput<typeof Payment>;

export const Failure = v.object({
  code: v.string(),
  description: maybe(v.string()),
  message: maybe(v.string()),
});

export const Ownerships = v.object({
  account_ownerships: v.array(
    v.object({
      parties: v.fallback(
        v.array(
          v.object({
            role: v.fallback(v.string(), 'unknown'),
            identity: v.object({ is_user: maybe(v.boolean()), full_name: v.string() }),
          }),
        ),
        [],
      ),
      identifications: v.fallback(
        v.array(v.object({ scheme_name: v.string(), identification: v.string() })),
        [],
      ),
    }),
  ),
});
