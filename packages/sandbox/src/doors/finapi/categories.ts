import { Hono } from 'hono';
import { userOf } from './auth.js';
import { paged, pageOf } from './paging.js';
import type { World } from './world.js';

/** finAPI's twelve roots. */
const roots = [
  ...['Mobilität', 'Einnahmen', 'Bank & Kredit', 'Gesundheit & Wellness', 'Freizeit', 'Kinder', 'Shopping'],
  ...['Lebenshaltung', 'Reisen', 'Versicherung', 'Wohnen', 'Sparen & Anlegen'],
].map((name, place) => ({ id: 370 + place, name, isCustom: false }));

export const categoryNamed = (name: string) => roots.find((category) => category.name === name);

/** `/categories`. */
export function categories(world: World): Hono {
  const app = new Hono();
  app.get('/', (c) => {
    userOf(c, world);
    const { items, paging } = paged(roots, pageOf(c));
    return c.json({ categories: items, paging });
  });
  return app;
}
