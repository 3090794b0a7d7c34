import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as v from 'valibot';
import { parse, readBody } from './body.js';
import { Refusal } from './respond.js';

const requestWith = (body: BodyInit) => new Request('http://gateway.example/', { method: 'POST', body });

it('reads an object, and drops members that mean nothing', async () => {
  const sent = { a: 'x', b: '', c: null, d: [], e: 0, f: false, g: {}, h: [''] };
  assert.deepEqual(await readBody(requestWith(JSON.stringify(sent))), {
    a: 'x',
    e: 0,
    f: false,
    g: {},
    h: [''],
  });
});

it('reads text that was cut in the middle of a letter', async () => {
  const bytes = new TextEncoder().encode('{"name":"Zoë ✓"}');
  const pieces = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const init = { method: 'POST', body: pieces, duplex: 'half' };
  assert.deepEqual(await readBody(new Request('http://gateway.example/', init)), { name: 'Zoë ✓' });
});

it('does not let a body change what all objects have', async () => {
  const body = await readBody(requestWith('{"__proto__":{"planted":1},"a":1}'));
  assert.equal((body as { planted?: number }).planted, undefined);
  assert.equal(({} as { planted?: number }).planted, undefined);
});

for (const text of ['', ' ', '{', '1', '"planted"', '[1]', 'null', '{"planted"'])
  it(`refuses '${text}' in words of its own`, async () => {
    const { type, message } = await refusalOf(() => readBody(requestWith(text)));
    assert.deepEqual([type, message], ['BAD_REQUEST', 'Invalid JSON request']);
  });

it('refuses what is nested so deep that nobody can mean it', async () => {
  const nested = (depth: number) => requestWith(`{"a":${'['.repeat(depth)}1${']'.repeat(depth)}}`);
  assert.deepEqual(Object.keys(await readBody(nested(31))), ['a']);
  for (const depth of [32, 30_000])
    assert.equal((await refusalOf(() => readBody(nested(depth)))).type, 'BAD_REQUEST');
});

it('stops reading after 64 kB', async () => {
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 1024;
      controller.enqueue(new Uint8Array(1024).fill(0x20));
    },
  });
  const init = { method: 'POST', body: endless, duplex: 'half' };
  const { type } = await refusalOf(() => readBody(new Request('http://gateway.example/', init)));
  assert.equal(type, 'REQUEST_TOO_LARGE');
  assert(sent < 80 * 1024, `${sent} bytes were taken`);
});

const Form = v.object({
  name: v.string(),
  pin: v.optional(v.pipe(v.string(), v.minLength(4, 'must have four digits'))),
  day: v.optional(v.pipe(v.string(), v.isoDate())),
  list: v.optional(v.array(v.object({ id: v.picklist(['a', 'b']) }))),
});

for (const [value, message] of [
  [{}, "The 'name' field is required."],
  [{ name: { planted: 1 } }, "The 'name' field has the wrong form."],
  [{ name: 'x', pin: '12' }, "The 'pin' field must have four digits."],
  [{ name: 'x', day: 'planted' }, "The 'day' field has the wrong form."],
  [{ name: 'x', list: [{ id: 'a' }, { id: 'planted' }] }, "The 'list.1.id' field has the wrong form."],
  [{ name: 'x', list: [{}] }, "The 'list.0.id' field is required."],
  ['planted', "The 'body' field has the wrong form."],
  [undefined, "The 'body' field is required."],
] as const)
  it(`answers ${JSON.stringify(value)} with: ${message}`, async () => {
    const refusal = await refusalOf(async () => parse(Form, value));
    assert.deepEqual([refusal.type, refusal.message], ['VALIDATION_ERROR', message]);
  });

it('gives back what the schema makes of it', () =>
  assert.deepEqual(parse(Form, { name: 'x', other: 1 }), { name: 'x' }));

async function refusalOf(work: () => Promise<unknown>): Promise<Refusal> {
  const error: unknown = await work().then(
    () => assert.fail('was not refused'),
    (reason: unknown) => reason,
  );
  assert(error instanceof Refusal);
  return error;
}
