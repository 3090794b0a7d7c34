import * as protocol from '@connect-layer/protocol';
import { expect } from '@open-wc/testing';
import * as v from 'valibot';
import * as small from './small-valibot.js';

/** What of a schema of valibot says what it accepts. */
interface Schema extends v.GenericSchema {
  entries: Record<string, Schema>;
  item: Schema;
  wrapped: Schema;
  default: unknown;
  literal: unknown;
  key: string;
  options: never[];
  pipe?: { type: string; requirement: number }[];
}

/** Those that a browser has, by name, and one with what only the SDK uses. */
const schemas: Record<string, unknown> = {
  ...protocol,
  given: v.object({ name: v.optional(v.string(), ''), color: v.optional(protocol.Connection.entries.color) }),
};
const names = [
  ...['ConfigResponse', 'Connection', 'InstitutionIndex', 'InstitutionResponse'],
  ...['Operation', 'OperationResponse', 'given'],
];

/** The same schema, made of small parts. */
function twinOf(schema: Schema): ReturnType<typeof small.string> {
  const { entries, item, wrapped, literal, key, options, pipe } = schema;
  if (pipe) {
    const [{ pipe: _, ...first }, ...more] = pipe as unknown as [Schema, ...{ requirement: number }[]];
    return small.pipe(twinOf(first), ...more.map((one) => small.minLength(one.requirement)));
  }
  const twins = () =>
    Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, twinOf(entry)]));
  const made: Record<string, () => ReturnType<typeof small.string>> = {
    ...{ string: small.string, number: small.number, boolean: small.boolean },
    literal: () => small.literal(literal),
    picklist: () => small.picklist(options),
    array: () => small.array(twinOf(item)),
    optional: () => small.optional(twinOf(wrapped), schema.default),
    object: () => small.object(twins()),
    loose_object: () => small.looseObject(twins()),
    variant: () => small.variant(key, options.map(twinOf)),
  };
  return made[schema.type]!();
}

/** What fits, one for each variant. */
function samplesOf(schema: Schema): unknown[] {
  const { type, entries, item, wrapped, literal, options } = schema;
  if (type === 'variant') return options.flatMap(samplesOf);
  if (type === 'array') return [[samplesOf(item)[0], samplesOf(item)[0]]];
  if (type === 'optional') return samplesOf(wrapped);
  if (entries)
    return [Object.fromEntries(Object.entries(entries).map(([name, one]) => [name, samplesOf(one)[0]]))];
  const simple: Record<string, unknown> = { string: 'text', number: 3, boolean: true, literal };
  return [type === 'picklist' ? options[0] : simple[type]];
}

const strange = [undefined, null, 0, NaN, '', 'other', true, [], {}, ['x'], { length: 1 }, 'initialized'];

/** Something with one thing in it that is another one, or is gone, or is one too many. */
function* changed(value: unknown): Generator<unknown> {
  yield* strange;
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) {
    yield { ...value, more: 1, constructor: 2, prototype: 3 };
    yield JSON.parse(`{"__proto__":{"a":1},${JSON.stringify(value).slice(1)}`);
    for (const name of Object.keys(value)) yield { ...value, [name]: undefined };
  }
  for (const [name, part] of Object.entries(value)) {
    for (const other of changed(part)) {
      const copy = structuredClone(value) as Record<string, unknown>;
      copy[name] = other;
      yield copy;
    }
    if (Array.isArray(value)) continue;
    const { [name]: _, ...rest } = value as Record<string, unknown>;
    yield rest;
  }
}

describe('what stands in for valibot', () => {
  for (const name of names)
    it(`accepts the same, and makes the same of it: ${name}`, () => {
      const schema = schemas[name] as Schema;
      const twin = twinOf(schema);
      let fits = 0;
      let fails = 0;
      for (const input of samplesOf(schema).flatMap((sample) => [sample, ...changed(sample)])) {
        const expected = v.safeParse(schema, input);
        const found = small.safeParse(twin, input);
        expect(found.success, JSON.stringify(input)).to.equal(expected.success);
        if (expected.success) {
          fits++;
          expect(found.output).to.deep.equal(expected.output);
          continue;
        }
        fails++;
        const [issue] = expected.issues;
        const [wrong] = found.issues!;
        expect(small.getDotPath(wrong!), JSON.stringify(input)).to.equal(v.getDotPath(issue) ?? '');
        expect(wrong!.input === undefined).to.equal(issue.input === undefined);
      }
      expect(fits).to.be.greaterThan(2);
      expect(fails).to.be.greaterThan(10);
    });

  it('picks', () => {
    const { InstitutionResponse } = protocol;
    const { institution } = InstitutionResponse.entries;
    const twin = small.pick(twinOf(institution as unknown as Schema), ['country', 'health']);
    const bank = { country: 'AE', name: 'x', health: 'down' };
    expect(small.safeParse(twin, bank).output).to.deep.equal(
      v.parse(v.pick(institution, ['country', 'health']), bank),
    );
  });
});
