import { Hono } from 'hono';
import * as v from 'valibot';
import { addAccount } from './accounts.js';
import { found } from './refusal.js';
import { readBody } from './request.js';
import { freshPowensState, type State, type World } from './state.js';
import { begin, renewal } from './sync.js';

const Whole = v.pipe(v.number(), v.integer());

/** One source of a connection, or all. */
const Sources = { connection: Whole, source: v.optional(v.string()) };
const NewState = v.strictObject({ ...Sources, state: v.string() });

/** What tests do to the imitation behind its back. Not a part of what is imitated. */
export function controlRoutes(world: World): Hono {
  const { state } = world;
  const sourcesOf = (id: number, name: string | undefined) =>
    found(state.connections.get(id)).sources.filter((source) => name === undefined || source.name === name);
  const done = { done: true };
  return new Hono()
    .post('/reset', (context) => {
      Object.assign(state, freshPowensState());
      return context.json(done);
    })
    .get('/state', (context) => context.json(dump(state)))
    .post('/clock', async (context) => {
      const { ahead, by } = await readBody(
        context,
        v.strictObject({ ahead: v.optional(Whole), by: v.optional(Whole) }),
      );
      state.ahead = (ahead ?? state.ahead) + (by ?? 0);
      return context.json({ now: new Date(world.now()).toISOString() });
    })
    .post('/state-of', async (context) => {
      const { connection, source, state: next } = await readBody(context, NewState);
      for (const one of sourcesOf(connection, source)) {
        one.next = next;
        begin(world, state.connections.get(connection)!, one, []);
      }
      return context.json(done);
    })
    .post('/next-sync', async (context) => {
      const { connection, source, state: next } = await readBody(context, NewState);
      for (const one of sourcesOf(connection, source)) one.next = next;
      return context.json(done);
    })
    .post('/expire-access', async (context) => {
      const { connection, source } = await readBody(context, v.strictObject(Sources));
      const of = found(state.connections.get(connection));
      for (const one of sourcesOf(connection, source)) {
        one.accessExpires = world.now();
        begin(world, of, one, renewal(of, one));
      }
      return context.json(done);
    })
    .post('/archive', async (context) => {
      const { account } = await readBody(context, v.strictObject({ account: Whole }));
      found(state.accounts.get(account)).deleted = world.now();
      return context.json(done);
    })
    .post('/find-account', async (context) => {
      const { connection, name } = await readBody(
        context,
        v.strictObject({ connection: Whole, name: v.string() }),
      );
      const of = found(state.connections.get(connection));
      const kind = { key: name, name, type: 'savings', balance: 100_00 };
      const { id } = addAccount(world, of, found(of.sources[0]), kind);
      return context.json({ id });
    })
    .post('/latency', async (context) => {
      state.latency = (await readBody(context, v.strictObject({ milliseconds: Whole }))).milliseconds;
      return context.json(done);
    })
    .post('/fault', async (context) => {
      const fault = await readBody(
        context,
        v.strictObject({
          method: v.optional(v.string()),
          path: v.optional(v.string(), ''),
          kind: v.optional(v.picklist(['status', 'html', 'truncated', 'hang', 'lost']), 'status'),
          status: v.optional(Whole, 500),
          ...{ code: v.optional(v.string()), retryAfter: v.optional(v.string()) },
          times: v.optional(Whole, 1),
        }),
      );
      state.faults.push(fault);
      return context.json(done);
    });
}

const dump = (state: State): unknown =>
  Object.fromEntries(
    Object.entries(state)
      .filter(([name]) => name !== 'tokens' && name !== 'visits')
      .map(([name, part]: [string, unknown]) => [name, part instanceof Map ? [...part.values()] : part]),
  );
