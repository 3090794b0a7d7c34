import { Hono } from 'hono';
import * as v from 'valibot';
import { found, Refused } from '../refusal.js';
import { Id, idOf, membersOf, readQuery } from '../request.js';
import { newID, randomText, type World } from '../state.js';
import { checkConsole } from './auth.js';

const Made = v.object({ type: v.literal('hmac_signature'), name: v.pipe(v.string(), v.nonEmpty()) });

/** How webhooks are signed. The names are found in the body or in the query, as clients send them. */
export function webhookRoutes(world: World): Hono {
  return new Hono()
    .post('/webhooks/auth', async (context) => {
      checkConsole(world, context);
      const made = v.safeParse(Made, { ...context.req.query(), ...(await membersOf(context)) });
      if (!made.success) throw new Refused('missingParameter', 'type or name is missing.');
      const { type, name } = made.output;
      if (!/^\w{1,32}$/.test(name)) throw new Refused('dataError'); // As the real one does with long names.
      const auth = { id: newID(world.state), type, name, config: { secret_key: randomText(32) } };
      world.state.webhookAuths.set(auth.id, auth);
      return context.json(auth);
    })
    .get('/webhooks/auth', (context) => {
      checkConsole(world, context);
      const { limit } = readQuery(
        context,
        v.strictObject({ limit: v.optional(Id), offset: v.optional(v.string()) }),
      );
      return context.json({ authproviders: [...world.state.webhookAuths.values()].slice(0, limit) });
    })
    .delete('/webhooks/auth/:auth', (context) => {
      checkConsole(world, context);
      const { id } = found(world.state.webhookAuths.get(idOf(context.req.param('auth'))));
      world.state.webhookAuths.delete(id);
      return context.body(null, 204);
    });
}
