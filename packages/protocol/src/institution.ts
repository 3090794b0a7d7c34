import * as v from 'valibot';

export const fieldKinds = ['text', 'password', 'number', 'email', 'tel', 'date', 'choice'] as const;
export type FieldKind = (typeof fieldKinds)[number];

/**
 * A field of a bank's login form, as the bank labels it.
 *
 * Only a `password` is secret. `pattern` is what the whole value must match, as HTML's attribute; `options` are those
 * of a `choice`; `help` says in the bank's words where to find the value. A field is required unless it is `optional`.
 */
export const Field = v.object({
  name: v.string(),
  label: v.string(),
  kind: v.picklist(fieldKinds),
  pattern: v.optional(v.string()),
  options: v.optional(v.array(v.object({ value: v.string(), label: v.string() }))),
  help: v.optional(v.string()),
  optional: v.optional(v.boolean()),
});
export type Field = v.InferOutput<typeof Field>;

/**
 * A bank one can connect.
 *
 * `country` is ISO 3166-1 alpha-2; `logo` an absolute address; colours are `#RRGGBB`;
 * `popular` ranks the banks shown before anything is typed, 1 first.
 *
 * `aliases` are other names people look for it by: former ones, short ones, ones in other scripts. `bankCodes` are
 * national (a routing number, a sort code, a Bankleitzahl). `health` is absent while all is well. `consentDays` is how
 * long the bank lets a consent last; absent where it does not end by itself.
 */
export const Institution = v.object({
  id: v.string(),
  name: v.string(),
  fullName: v.string(),
  country: v.string(),
  logo: v.string(),
  color: v.object({ primaryColor: v.string(), secondaryColor: v.string() }),
  fields: v.array(Field),
  popular: v.optional(v.number()),
  aliases: v.optional(v.array(v.string())),
  bankCodes: v.optional(v.array(v.string())),
  bic: v.optional(v.string()),
  serves: v.optional(v.array(v.picklist(['retail', 'business']))),
  health: v.optional(v.picklist(['degraded', 'down'])),
  consentDays: v.optional(v.number()),
  experimental: v.optional(v.boolean()),
});
export type Institution = v.InferOutput<typeof Institution>;
