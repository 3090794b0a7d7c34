import * as v from 'valibot';

/** A field of a bank's login form, as the bank labels it. */
export const Field = v.object({
  name: v.string(),
  label: v.string(),
  kind: v.picklist(['text', 'password']),
});
export type Field = v.InferOutput<typeof Field>;

/**
 * A bank one can connect.
 *
 * `country` is ISO 3166-1 alpha-2; `logo` an absolute address; colours are `#RRGGBB`;
 * `popular` ranks the banks shown before anything is typed, 1 first.
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
  experimental: v.optional(v.boolean()),
});
export type Institution = v.InferOutput<typeof Institution>;
