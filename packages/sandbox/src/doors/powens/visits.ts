import { Refused } from './refusal.js';
import type { Visit, World } from './state.js';

/** Remembers somebody who is on their way through pages. Gives the name under which they come back. */
export function open({ state }: World, visit: Visit): string {
  const name = crypto.randomUUID();
  state.visits.set(name, visit);
  return name;
}

/** The visit of this name, while it lasts. */
export function visitOf({ state, now }: World, name: string | undefined): Visit {
  const visit = name === undefined ? undefined : state.visits.get(name);
  if (!visit || visit.expires <= now()) throw new Refused('notFound', 'This page has expired.');
  return visit;
}

/** The visit is over: the address to which the person returns, and with what. */
export function leave(
  { state }: World,
  name: string,
  { redirectURI, opaque }: Visit,
  told: Record<string, string | undefined>,
): string {
  state.visits.delete(name);
  const url = new URL(redirectURI ?? 'about:blank');
  for (const [key, value] of Object.entries({ ...told, state: opaque ?? undefined }))
    if (value !== undefined) url.searchParams.set(key, value);
  return url.href;
}
