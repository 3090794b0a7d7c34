import { Hono } from 'hono';
import * as v from 'valibot';
import { mustBe } from './auth.js';
import { missing, Trouble } from './errors.js';
import { ordered, paged, pageOf } from './paging.js';
import { bodyOf } from './requests.js';
import type { Profile } from './state.js';
import { formTime } from './wire.js';
import type { World } from './world.js';

const group = v.nullish(v.record(v.string(), v.unknown()));
const common = { default: v.nullish(v.boolean()), brand: group, functionality: group, aspect: group };
const label = v.pipe(v.string(), v.maxLength(128));
const CreateProfile = v.strictObject({ label, ...common });
const EditProfile = v.strictObject({ label: v.nullish(label), ...common });

/** `/api/profiles`: how forms look. For the administrator of the customer. */
export function profiles(world: World): Hono {
  const app = new Hono();
  const own = (id: string): Profile => {
    const found = world.state.profiles.get(id);
    if (!found) throw missing('profile');
    return found;
  };
  const fill = (profile: Profile, given: v.InferOutput<typeof EditProfile>) => {
    const isTaken = [...world.state.profiles.values()].some(
      (one) => one !== profile && one.label === given.label,
    );
    if (isTaken) throw new Trouble(422, 'ENTITY_EXISTS', 'There is a profile with this label already.');
    if (given.default) for (const one of world.state.profiles.values()) one.isDefault = false;
    if (given.label != null) profile.label = given.label;
    if (given.default != null) profile.isDefault = given.default;
    for (const name of ['brand', 'functionality', 'aspect'] as const)
      if (given[name] != null) profile[name] = given[name];
    world.state.profiles.set(profile.id, profile);
  };
  const view = ({ id, label, created, isDefault, brand, functionality, aspect }: Profile) => ({
    ...{ id, label, createdAt: formTime(created, world.settings.formTimes), default: isDefault },
    ...{ brand, functionality, aspect },
  });

  app.use(async (c, next) => {
    mustBe('admin', c, world);
    await next();
  });
  app.post('/', async (c) => {
    const profile: Profile = { id: crypto.randomUUID(), label: '', created: world.now(), isDefault: false };
    fill(profile, await bodyOf(c, CreateProfile));
    return c.json(view(profile), 201);
  });
  app.get('/', (c) => {
    const sorted = ordered(c, [...world.state.profiles.values()], { createdAt: ({ created }) => created });
    const { items, paging } = paged(sorted, pageOf(c));
    return c.json({ items: items.map(view), paging });
  });
  app.get('/:id', (c) => c.json(view(own(c.req.param('id')))));
  app.patch('/:id', async (c) => {
    const profile = own(c.req.param('id'));
    fill(profile, await bodyOf(c, EditProfile));
    return c.json(view(profile), 201);
  });
  app.delete('/:id', (c) => {
    world.state.profiles.delete(own(c.req.param('id')).id);
    return c.body(null, 200);
  });
  return app;
}
