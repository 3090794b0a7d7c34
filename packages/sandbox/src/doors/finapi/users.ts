import { Hono } from 'hono';
import * as v from 'valibot';
import { dropTokens, mustBe, userOf } from './auth.js';
import { isBusy, forget } from './connections.js';
import { busy, missing, Trouble } from './errors.js';
import { bodyOf, queryOf, text } from './requests.js';
import type { User } from './state.js';
import type { World } from './world.js';

const email = v.nullish(v.pipe(v.string(), v.maxLength(320)));
const phone = v.nullish(v.pipe(v.string(), v.maxLength(50)));
const isAutoUpdateEnabled = v.nullish(v.boolean());

const UserCreateParams = v.strictObject({
  id: v.nullish(v.pipe(v.string(), v.regex(/^[0-9A-Za-z\-_.+@]{1,36}$/, 'has a wrong character or length'))),
  password: v.nullish(v.pipe(v.string(), v.minLength(6), v.maxLength(128))),
  ...{ email, phone, isAutoUpdateEnabled },
});
const UserUpdateParams = v.strictObject({ email, phone, isAutoUpdateEnabled });

/** `/users`: one for each customer of the app. */
export function users(world: World): Hono {
  const app = new Hono();

  app.post('/', async (c) => {
    mustBe('client', c, world);
    const body = await bodyOf(c, UserCreateParams);
    const id = body.id ?? crypto.randomUUID();
    if (world.state.users.has(id.toLowerCase()))
      throw new Trouble(422, 'ENTITY_EXISTS', 'There is a user with this id already.');
    const user: User = {
      id: id.toLowerCase(),
      password: body.password ?? crypto.randomUUID(),
      ...{ email: body.email ?? undefined, phone: body.phone ?? undefined },
      isAutoUpdateEnabled: body.isAutoUpdateEnabled ?? false,
      failures: 0,
    };
    world.state.users.set(user.id, user);
    return c.json(viewOf(user, user.password), 201);
  });

  app.get('/', (c) => c.json(viewOf(userOf(c, world))));

  app.patch('/', async (c) => {
    const user = userOf(c, world);
    const { email, phone, isAutoUpdateEnabled } = await bodyOf(c, UserUpdateParams);
    Object.assign(user, {
      ...(email != null && { email }),
      ...(phone != null && { phone }),
      ...(isAutoUpdateEnabled != null && { isAutoUpdateEnabled }),
    });
    return c.json(viewOf(user));
  });

  app.delete('/', (c) => {
    const user = userOf(c, world);
    const own = [...world.state.connections.values()].filter(({ userID }) => userID === user.id);
    if (own.some((connection) => isBusy(connection, world))) throw busy();
    for (const { id } of own) forget(id, world);
    for (const table of [world.state.forms, world.state.tasks])
      for (const [id, { userID }] of table) if (userID === user.id) table.delete(id);
    dropTokens(user.id, world);
    world.state.users.delete(user.id);
    const url = world.state.configuration.userSynchronizationCallbackUrl;
    world.call(url, { userId: user.id, event: 'DELETED' });
    return c.body(null, 200);
  });

  app.get('/verificationStatus', (c) => {
    mustBe('client', c, world);
    const { userId = '' } = queryOf(c, { userId: text });
    if (!world.state.users.has(userId.toLowerCase())) throw missing('user');
    return c.json({ userId, isUserVerified: true });
  });

  return app;
}

const viewOf = ({ id, email, phone, isAutoUpdateEnabled }: User, password = 'XXXXX') => ({
  ...{ id, password, isAutoUpdateEnabled },
  ...(email !== undefined && { email }),
  ...(phone !== undefined && { phone }),
});
