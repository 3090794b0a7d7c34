// The part of valibot that our schemas need in a browser, in a quarter of its size. The build puts it in valibot's place
// in what a browser fetches. What is accepted and what becomes of it is the same; of what is wrong, only the first is told.

// For schemas that no browser uses: what is left of them is nothing, which the build makes sure of.
export * from 'valibot';

interface Schema {
  /** Gives what is accepted. Throws what is `Wrong`. */
  read(input: unknown): unknown;
  /** Of an object. */
  entries?: Entries;
  /** Of a literal. */
  literal?: unknown;
  /** Whether an object may be without it. */
  isLeftOut?: boolean;
}
type Entries = Readonly<Record<string, Schema>>;

/** What is wrong, and where. */
class Wrong extends Error {
  readonly path: (string | number)[] = [];

  constructor(readonly input: unknown) {
    super();
  }
}

// That nothing else comes of a call lets a build leave out schemas that are not used.

/* @__NO_SIDE_EFFECTS__ */
const accept = <T>(fits: (input: T) => boolean): Schema => ({
  read(input) {
    if (fits(input as T)) return input;
    throw new Wrong(input);
  },
});

/* @__NO_SIDE_EFFECTS__ */
export const string = () => accept((input) => typeof input === 'string');

/* @__NO_SIDE_EFFECTS__ */
export const number = () => accept((input) => typeof input === 'number' && !Number.isNaN(input));

/* @__NO_SIDE_EFFECTS__ */
export const boolean = () => accept((input) => typeof input === 'boolean');

/* @__NO_SIDE_EFFECTS__ */
export const literal = (literal: unknown): Schema => ({ ...accept((input) => input === literal), literal });

/* @__NO_SIDE_EFFECTS__ */
export const picklist = (options: readonly unknown[]) => accept((input) => options.includes(input));

/* @__NO_SIDE_EFFECTS__ */
export const minLength = (least: number) => accept(({ length }: { length: number }) => length >= least);

/* @__NO_SIDE_EFFECTS__ */
export const pipe = (schema: Schema, ...more: Schema[]): Schema => ({
  ...schema,
  read: (input) => more.reduce((output, { read }) => read(output), schema.read(input)),
});

/* @__NO_SIDE_EFFECTS__ */
export const optional = ({ read }: Schema, missing?: unknown): Schema => ({
  isLeftOut: missing === undefined,
  read: (input) => (input === undefined ? missing : read(input)),
});

/* @__NO_SIDE_EFFECTS__ */
export const array = (item: Schema): Schema => ({
  read: (input) => (list.read(input) as unknown[]).map((value, at) => within(at, item, value)),
});

/* @__NO_SIDE_EFFECTS__ */
export const object = (entries: Entries): Schema => ({
  entries,
  read(input) {
    const given = members.read(input) as Record<string, unknown>;
    const read = Object.entries(entries).flatMap(([name, schema]) =>
      name in given || !schema.isLeftOut ? [[name, within(name, schema, given[name])] as const] : [],
    );
    return Object.fromEntries(read);
  },
});

/* @__NO_SIDE_EFFECTS__ */
export const looseObject = (entries: Entries): Schema => ({
  entries,
  read(input) {
    const output = object(entries).read(input) as object;
    const others = Object.entries(input as object).filter(
      ([name]) => !Object.hasOwn(entries, name) && !/^(__proto__|prototype|constructor)$/.test(name),
    );
    return { ...output, ...Object.fromEntries(others) };
  },
});

/* @__NO_SIDE_EFFECTS__ */
export const pick = ({ entries = {} }: Schema, names: readonly string[]): Schema =>
  object(Object.fromEntries(names.map((name) => [name, entries[name]!])));

/* @__NO_SIDE_EFFECTS__ */
export const variant = (name: string, options: readonly Schema[]): Schema => ({
  read(input) {
    const given = (members.read(input) as Record<string, unknown>)[name];
    const option = options.find(({ entries }) => entries?.[name]?.literal === given);
    return option
      ? option.read(input)
      : within(
          name,
          accept(() => false),
          given,
        );
  },
});

const list = accept(Array.isArray);
const members = accept((input) => typeof input === 'object' && input !== null);

/** Reads a part, and says where it is if it is wrong. */
function within(place: string | number, { read }: Schema, input: unknown): unknown {
  try {
    return read(input);
  } catch (wrong) {
    (wrong as Wrong).path.unshift(place);
    throw wrong;
  }
}

export function safeParse({ read }: Schema, input: unknown) {
  try {
    return { success: true, output: read(input) };
  } catch (wrong) {
    return { success: false, issues: [wrong as Wrong] };
  }
}

export const getDotPath = ({ path }: Wrong): string => path.join('.');
